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
  /** SHA-256 of the staged record's file: its nonce makes it another one at each staging. */
  staged: hex(32),
  /** The projection that is approved, or under which the release is: `projectionSha256`. */
  projection: hex(32),
  approvedAt: instant,
  expiresAt: instant,
};

/** In format v1 a projection is approved where no release is named. */
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
    /** Statements of rebuilders that found something else, by the SHA-256 of their payload. */
    ...reservedFields('overrules'),
  }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('projection'),
    carriesOver: z.exactOptional(CARRIED),
  }),
]);
