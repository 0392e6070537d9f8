import * as z from 'zod/mini';
import { hex, instant, otherPlatforms, text } from '../format/document-fields.js';
import { DURATION_MAX_MS } from './allow-list-limits.js';
import { RELEASE_FACTS } from './list-fields.js';
import { PROJECTION_V1_FIELDS, RELEASE_V1_FACTS } from './list-v1-schema.js';
import { CARRIED, MEASUREMENTS_V2, PROJECTION_V2_FIELDS, USER_DATA } from './list-v2-schema.js';

/** `predicateType` of a staged record by its format; docs/allow-list.md has the fields. */
export const STAGED_PREDICATE_TYPES = {
  v1: 'https://pcr-allowlist.github.io/staged/v1',
  v2: 'https://pcr-allowlist.github.io/staged/v2',
} as const;

const COMMON = {
  list: hex(16),
  enclave: text,
  /** Random for each record, so that staging the same image again makes another record, which needs another approval. */
  nonce: hex(16),
  stagedAt: instant,
};

/** In format v1, the one member that is present shows what is staged. */
export const STAGED_V1 = {
  release: z.strictObject({
    ...COMMON,
    release: z.strictObject({ ...RELEASE_V1_FACTS, again: z.boolean() }),
  }),
  projection: z.strictObject({ ...COMMON, projection: z.strictObject(PROJECTION_V1_FIELDS) }),
};

const RELEASE_V2 = z.discriminatedUnion('platform', [
  z.strictObject({
    ...RELEASE_FACTS,
    platform: z.literal('nitro-enclave'),
    measurements: MEASUREMENTS_V2,
    ...USER_DATA,
    again: z.boolean(),
  }),
  ...otherPlatforms('staged release'),
]);

const SECONDS = z.int().check(z.nonnegative(), z.maximum(DURATION_MAX_MS / 1000));

export const STAGED_V2 = z.discriminatedUnion('kind', [
  z.strictObject({ ...COMMON, kind: z.literal('release'), release: RELEASE_V2 }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('projection'),
    projection: z.strictObject(PROJECTION_V2_FIELDS),
    carriesOver: z.exactOptional(CARRIED),
    retireAfterSeconds: z.exactOptional(SECONDS),
  }),
]);

/** The predicate of one format, for the JSON Schema. */
export const STAGED_PREDICATES = {
  v1: z.union([STAGED_V1.release, STAGED_V1.projection]),
  v2: STAGED_V2,
};
