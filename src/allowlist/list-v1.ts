import type * as z from 'zod/mini';
import { encodeWithSchema, matchSchema } from '../format/match-schema.js';
import type { Statement } from '../format/statement.js';
import type { AllowList, Removed } from './allow-list.js';
import { LIST_V1_PREDICATE } from './list-v1-schema.js';

/** The name of this document in messages. */
const FORMAT = 'allow-list';
/** In format v1 every image is of a Nitro Enclave. */
const platform = 'nitro-enclave';

/** Parses the list of a predicate in format v1. Throws FormatError `statement-format`. */
export function listOfV1(predicate: Statement['predicate']): AllowList {
  const { releases, removed, ...facts } = matchSchema(
    LIST_V1_PREDICATE,
    predicate,
    FORMAT,
    'predicate',
  );
  return {
    format: 'v1',
    ...facts,
    releases: releases.map((release) => ({ platform, ...release })),
    removed: removed.map((entry) => ({ platform, ...entry })),
  };
}

/** The predicate of a list in format v1: the inverse of `listOfV1`. */
export function predicateV1({
  format: _,
  latestExpiresAt: __,
  releases,
  removed,
  ...facts
}: AllowList): Statement['predicate'] {
  const value = {
    ...facts,
    releases: releases.map(({ platform: _, accepted: __, ...release }) => release),
    removed: removed.map(({ platform: _, accepted: __, ...entry }: Removed) => entry),
    // The schema's own types are not readonly; encoding changes nothing.
  } as unknown as z.output<typeof LIST_V1_PREDICATE>;
  return encodeWithSchema(LIST_V1_PREDICATE, value, FORMAT, 'predicate') as Statement['predicate'];
}
