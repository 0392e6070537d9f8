import * as z from 'zod/mini';
import { hex, id, instant, registerField, reserved, text } from '../../format/document-fields.js';
import { STATEMENT_TYPE } from '../../format/statement.js';
import { RELEASE_MAX_APPROVALS } from '../allow-list-limits.js';
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
    overrules: z.exactOptional(
      reserved(
        z.array(hex(32)).check(z.minLength(1), z.maxLength(RELEASE_MAX_APPROVALS)),
        'rebuilders',
      ),
    ),
  }),
  z.strictObject({
    ...COMMON,
    kind: z.literal('projection'),
    carriesOver: z.exactOptional(CARRIED),
  }),
]);

const statement = <Predicate extends z.ZodMiniType>(type: string, predicate: Predicate) =>
  z.object({
    _type: z.literal(STATEMENT_TYPE),
    predicateType: z.literal(type),
    subject: z
      .array(z.object({ name: text, digest: z.object({ sha256: hex(32) }) }))
      .check(z.length(1)),
    predicate,
  });

/** The whole statement by its format, for the JSON Schema. */
export const APPROVAL_STATEMENTS = {
  v1: statement(APPROVAL_PREDICATE_TYPES.v1, APPROVAL_V1),
  v2: statement(APPROVAL_PREDICATE_TYPES.v2, APPROVAL_V2),
};
