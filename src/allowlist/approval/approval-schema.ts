import * as z from 'zod/mini';
import {
  hex,
  id,
  instant,
  registerField,
  reservedFields,
  text,
} from '../../format/document-fields.js';
import { APPROVED_RELEASE_V2, CARRIED } from '../list-v2-schema.js';

/** `predicateType` of an approval by a key, by its format; docs/approval.md is its specification. */
export const APPROVAL_PREDICATE_TYPES = {
  v1: 'https://pcr-allowlist.github.io/approval/v1',
  v2: 'https://pcr-allowlist.github.io/approval/v2',
} as const;

const COMMON = {
  list: hex(16),
  enclave: text,
  /** SHA-256 of the staged record's file. The nonce of the record makes it differ at each staging. */
  staged: hex(32),
  /** The approved projection, or the projection under which the release is approved (`projectionSha256`). */
  projection: hex(32),
  approvedAt: instant,
  expiresAt: instant,
};

/** In format v1, an approval without a release approves a projection. */
export const APPROVAL_V1 = z.strictObject({
  ...COMMON,
  release: z.exactOptional(
    z.strictObject({ id, ...registerField('nitro-enclave', 'image'), manifest: hex(32) }),
  ),
});

export const APPROVAL_V2 = z.discriminatedUnion('kind', [
  z.strictObject({
    ...COMMON,
    kind: z.literal('release'),
    release: APPROVED_RELEASE_V2,
    /** The SHA-256 of the payload of each statement by a rebuilder with a different result. */
    ...reservedFields('overrules'),
  }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('projection'),
    carriesOver: z.exactOptional(CARRIED),
  }),
]);
