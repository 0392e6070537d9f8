import * as z from 'zod/mini';
import {
  atMost,
  bindOf,
  commit,
  hex,
  id,
  instant,
  registerField,
  text,
  version,
} from '../format/document-fields.js';
import { PROJECTION_MAX_ENTRIES, RELEASE_MAX_CHANGES } from './allow-list-limits.js';

/** Fields that lists and staged records of every format share. */

/** A DSSE envelope inside a document. */
export const ENVELOPE = z.strictObject({
  payload: z.string(),
  payloadType: text,
  signatures: z
    .array(z.strictObject({ keyid: z.exactOptional(text), sig: text }))
    .check(z.minLength(1)),
});

/** Fields of evidence from every source. */
export const EVIDENCE = {
  staged: hex(32),
  sha256: hex(32),
  by: text,
  approvedAt: instant,
  expiresAt: instant,
};
/** The fields of an approval by a key that both formats have. */
export const KEY_EVIDENCE = { source: z.literal('key'), ...EVIDENCE, envelope: ENVELOPE };

export const OBSERVED_SOURCE = z.strictObject({
  observed: z.literal(true),
  repository: text,
  commit,
  ref: text,
});
/** The fields of a release in a staged record that both formats have, without the platform. */
export const RELEASE_FACTS = {
  id,
  image: z.strictObject({ name: text, sha256: hex(32) }),
  manifest: z.strictObject({ path: text, sha256: hex(32) }),
  source: z.exactOptional(OBSERVED_SOURCE),
};
export const CHANGES = z
  .array(
    z.strictObject({
      what: z.literal(['approved', 'approved-again', 'retired']),
      version,
      at: instant,
    }),
  )
  .check(z.minLength(1), z.maxLength(RELEASE_MAX_CHANGES));

export const INSTANCE_ROLES = atMost(
  z.strictObject({ arn: text, ...registerField('nitro-enclave', 'role') }),
  PROJECTION_MAX_ENTRIES,
);
export const CERTIFICATE = {
  ...registerField('nitro-enclave', 'signer'),
  sha256: hex(32),
  notAfter: instant,
};
export const ENCLAVE_BIND = bindOf('nitro-enclave');
/** The fields of a key in every format, without the registers that its policy compares. */
export const KEY_FACTS = {
  key: text,
  actions: atMost(text, PROJECTION_MAX_ENTRIES).check(z.minLength(1)),
};
/** In format v1 a guard denies only the projected actions. */
export const GUARD_V1 = z.literal([true, false]);
/** Actions that guards deny, by name. A wildcard would include actions that nobody approved. */
export const GUARD_V2 = z.union([
  z.literal([true, false]),
  atMost(
    z.string().check(z.regex(/^kms:[A-Za-z]+$/, 'expected kms:NAME')),
    PROJECTION_MAX_ENTRIES,
  ).check(z.minLength(1)),
]);
/** A key of a list that left the projection. It stays until a read of its policy shows that our statements are gone. */
export const DETACHED = { detached: z.exactOptional(z.literal(true)) };

export const VERSION_ID = z.strictObject({ version, sha256: hex(32) });
/** The fields of a list itself in every format. */
export const LIST_FACTS = {
  list: hex(16),
  enclave: text,
  version,
  issuedAt: instant,
  expiresAt: instant,
  previous: z.nullable(VERSION_ID),
};
