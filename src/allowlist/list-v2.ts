import type * as z from 'zod/mini';
import { encodeWithSchema, matchSchema } from '../format/match-schema.js';
import type { Statement } from '../format/statement.js';
import type { AllowList, Projection, Release, Removed } from './allow-list.js';
import type { ApprovalPolicy } from './approval/approval-policy-words.js';
import { usualEntries } from './list-v2-entries.js';
import { LIST_V2_PREDICATE, type PROJECTION_V2_FIELDS } from './list-v2-schema.js';

/** The name of this document in messages. */
const FORMAT = 'allow-list';

type ListV2 = z.output<typeof LIST_V2_PREDICATE>;
type ProjectionV2 = z.output<z.ZodMiniObject<typeof PROJECTION_V2_FIELDS>>;

/**
 * Parses the list of a predicate in format v2. Throws FormatError `statement-format` for an invalid form, and
 * `not-supported` for a field that this program does not act on.
 */
export function listOfV2(predicate: Statement['predicate']): AllowList {
  const usual = usualEntries(predicate);
  const rest = usual === undefined ? predicate : { ...predicate, releases: [], removed: [] };
  const found = matchSchema(LIST_V2_PREDICATE, rest, FORMAT, 'predicate');
  const { projection, releases, removed, ...facts } = found;
  const { staged, approvals, carryOvers } = projection;
  return {
    format: 'v2',
    ...facts,
    projection: {
      ...projectionOfV2(projection),
      staged,
      approvals,
      ...(carryOvers === undefined ? {} : { carryOvers }),
    },
    // The schema refuses every other platform.
    ...(usual ?? {
      releases: releases as readonly Release[],
      removed: removed as readonly Removed[],
    }),
  };
}

/** The predicate of a list in format v2: the inverse of `listOfV2`. */
export function predicateV2({
  format: _,
  projection,
  ...facts
}: AllowList): Statement['predicate'] {
  const { staged, approvals, carryOvers } = projection;
  const value = {
    ...facts,
    projection: {
      ...projectionToV2(projection),
      staged,
      approvals,
      ...(carryOvers === undefined ? {} : { carryOvers }),
    },
    // The schema's own types are not readonly; encoding changes nothing.
  } as unknown as ListV2;
  return encodeWithSchema(LIST_V2_PREDICATE, value, FORMAT, 'predicate') as Statement['predicate'];
}

/** The parts of a projection in format v2 that this program acts on. */
export function projectionOfV2({
  instanceRoles,
  certificates,
  keys,
  approval,
}: ProjectionV2): Projection {
  return {
    ...(approval === undefined ? {} : { approval: approval as ApprovalPolicy }),
    instanceRoles,
    certificates: certificates.flatMap(({ platform, ...certificate }) =>
      platform === 'nitro-enclave' ? [certificate as Projection['certificates'][number]] : [],
    ),
    keys: keys.map(({ bind, ...key }) => ({ ...key, bind: bind['nitro-enclave'] ?? [] })),
  };
}

/** The inverse of `projectionOfV2`. */
export function projectionToV2({
  instanceRoles,
  certificates,
  keys,
  approval,
}: Projection): ProjectionV2 {
  const value = {
    ...(approval === undefined ? {} : { approval }),
    instanceRoles,
    certificates: certificates.map((certificate) => ({
      platform: 'nitro-enclave',
      ...certificate,
    })),
    keys: keys.map(({ bind, ...key }) => ({ ...key, bind: { 'nitro-enclave': bind } })),
  };
  // The schema's own types are not readonly; encoding changes nothing.
  return value as unknown as ProjectionV2;
}
