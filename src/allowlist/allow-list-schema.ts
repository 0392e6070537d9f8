import * as z from 'zod/mini';
import { FormatError } from '../base/errors.js';
import { formatInstant, parseInstant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import {
  LIST_MAX_RELEASES,
  LIST_MAX_REMOVED,
  PROJECTION_MAX_ENTRIES,
  PROJECTION_MAX_STAGED,
  RELEASE_MAX_APPROVALS,
  RELEASE_MAX_CHANGES,
  TEXT_MAX_LENGTH,
  VERSION_MAX,
} from './allow-list-limits.js';

/** `predicateType` of an allow-list; docs/allow-list.md is its specification. */
export const ALLOW_LIST_PREDICATE_TYPE = 'https://pcr-allowlist.github.io/allow-list/v1';

/** The registers that a release has, and those that a key policy can be bound to. */
const BINDABLE = ['PCR0', 'PCR1', 'PCR2', 'PCR3', 'PCR8'] as const;

export const hex = (bytes: number) =>
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^[0-9a-f]{${2 * bytes}}$`),
        `expected ${2 * bytes} lower-case hexadecimal digits`,
      ),
    );
export const text = z
  .string()
  .check(
    z.minLength(1, 'expected a text, found none'),
    z.maxLength(TEXT_MAX_LENGTH, `expected at most ${TEXT_MAX_LENGTH} characters`),
  );
/** What a release may be called: it becomes part of object names. */
export const RELEASE_ID = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;
export const RELEASE_ID_FORM =
  'expected 1 to 128 letters, digits and . _ + -, a letter or digit first';
export const id = z.string().check(z.regex(RELEASE_ID, RELEASE_ID_FORM));
export const pcr = hex(48).check(
  z.refine((value) => value !== ZERO_PCR, 'expected a measured value, found only zeros'),
);
const version = z.int().check(z.positive(), z.maximum(VERSION_MAX));
/** RFC 3339 in UTC in the document, an Instant in the value. */
export const instant = z.codec(z.string(), z.number(), {
  decode: (value, context) => {
    try {
      return parseInstant(value);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      context.issues.push({ code: 'custom', message: 'expected RFC 3339 in UTC', input: value });
      return z.NEVER;
    }
  },
  encode: (value) => formatInstant(value),
});

export const MEASUREMENTS = z.strictObject({
  PCR0: pcr,
  PCR1: pcr,
  PCR2: pcr,
  PCR8: z.exactOptional(pcr),
});
export const SOURCE = z.strictObject({
  observed: z.literal(true),
  repository: text,
  commit: z
    .string()
    .check(
      z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a commit of 40 or 64 lower-case digits'),
    ),
  ref: text,
});
const EVIDENCE = {
  staged: hex(32),
  sha256: hex(32),
  by: text,
  approvedAt: instant,
  expiresAt: instant,
};
const ENVELOPE = z.strictObject({
  payload: z.string(),
  payloadType: text,
  signatures: z
    .array(z.strictObject({ keyid: z.exactOptional(text), sig: text }))
    .check(z.minLength(1)),
});
const APPROVAL = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('key'),
    ...EVIDENCE,
    projection: hex(32),
    envelope: ENVELOPE,
  }),
  z.strictObject({
    source: z.enum(['github-environment', 'github-pull-request']),
    observed: z.literal(true),
    ...EVIDENCE,
    url: text,
  }),
]);
const APPROVALS = z.array(APPROVAL).check(z.maxLength(RELEASE_MAX_APPROVALS));
const CHANGE = z.strictObject({
  what: z.enum(['approved', 'approved-again', 'retired']),
  version,
  at: instant,
});
const RELEASE_FIELDS = {
  id,
  measurements: MEASUREMENTS,
  image: z.strictObject({ name: text, sha256: hex(32) }),
  manifest: z.strictObject({ path: text, sha256: hex(32) }),
  source: z.exactOptional(SOURCE),
  staged: hex(32),
  approvals: APPROVALS,
  changes: z.array(CHANGE).check(z.minLength(1), z.maxLength(RELEASE_MAX_CHANGES)),
};
const RELEASE = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('active'), ...RELEASE_FIELDS }),
  z.strictObject({ state: z.literal('retiring'), retireAt: instant, ...RELEASE_FIELDS }),
]);
const REMOVED_FIELDS = { id, PCR0: pcr, when: instant, staged: hex(32) };
const REMOVED = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('retired'), ...REMOVED_FIELDS }),
  z.strictObject({ why: z.literal('revoked'), reason: text, ...REMOVED_FIELDS }),
]);
const atMost = <Item extends z.ZodMiniType>(item: Item, max: number) =>
  z.array(item).check(z.maxLength(max, `expected at most ${max} entries`));
/** The actions that guards deny, by name: a wildcard would cover actions that nobody approved. */
export const GUARDED = atMost(
  z.string().check(z.regex(/^kms:[A-Za-z]{1,64}$/, 'expected actions of KMS by name')),
  PROJECTION_MAX_ENTRIES,
).check(z.minLength(1));
const KEY = z.strictObject({
  key: text,
  actions: atMost(text, PROJECTION_MAX_ENTRIES).check(z.minLength(1)),
  bind: z
    .array(z.enum(BINDABLE))
    .check(
      z.refine(
        (bind) =>
          new Set(bind).size === bind.length &&
          bind.includes('PCR3') &&
          (bind.includes('PCR0') || bind.includes('PCR8')),
        'expected each PCR once, PCR3, and PCR0 or PCR8 with it',
      ),
    ),
  guard: z.union([z.boolean(), GUARDED]),
  detached: z.exactOptional(z.literal(true)),
});
/** What a staged projection says, and with `staged` and `approvals` what a list says. */
export const PROJECTION_FIELDS = {
  instanceRoles: atMost(z.strictObject({ arn: text, PCR3: pcr }), PROJECTION_MAX_ENTRIES),
  certificates: atMost(
    z.strictObject({ PCR8: pcr, sha256: hex(32), notAfter: instant }),
    PROJECTION_MAX_ENTRIES,
  ),
  keys: atMost(KEY, 2 * PROJECTION_MAX_ENTRIES),
};

/** The form of the predicate. Nothing unknown passes: a reader must not overlook what a newer writer restricts. */
export const ALLOW_LIST_PREDICATE = z.strictObject({
  list: hex(16),
  enclave: text,
  version,
  issuedAt: instant,
  expiresAt: instant,
  previous: z.nullable(z.strictObject({ version, sha256: hex(32) })),
  projection: z.strictObject({
    ...PROJECTION_FIELDS,
    staged: atMost(hex(32), PROJECTION_MAX_STAGED),
    approvals: APPROVALS,
  }),
  releases: atMost(RELEASE, LIST_MAX_RELEASES),
  removed: atMost(REMOVED, LIST_MAX_REMOVED),
});
const STATEMENT = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  predicateType: z.literal(ALLOW_LIST_PREDICATE_TYPE),
  subject: z
    .array(
      z.object({
        name: text,
        digest: z.object({ sha256: hex(32), awsNitroPcr0: z.exactOptional(hex(48)) }),
      }),
    )
    .check(z.minLength(1), z.maxLength(1 + LIST_MAX_RELEASES)),
  predicate: ALLOW_LIST_PREDICATE,
});

/**
 * The JSON Schema (draft 2020-12) of an allow-list, from the schema that `parseAllowList` holds. It cannot say what
 * holds between fields, nor that no PCR is zero.
 */
export function allowListJsonSchema(): object {
  return {
    $id: 'https://pcr-allowlist.github.io/schema/allow-list.v1.json',
    title: 'Allow-list',
    ...z.toJSONSchema(STATEMENT, { io: 'input' }),
  };
}
