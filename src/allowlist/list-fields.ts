import * as z from 'zod/mini';
import {
  atMost,
  commit,
  described,
  hex,
  id,
  instant,
  registerField,
  text,
  version,
} from '../format/document-fields.js';
import { PROJECTION_MAX_ENTRIES, RELEASE_MAX_CHANGES } from './allow-list-limits.js';

/** What lists and staged records of every format share. */

/** A DSSE envelope inside a document. */
export const ENVELOPE = described(
  z.strictObject({
    payload: z.string(),
    payloadType: text,
    signatures: z
      .array(z.strictObject({ keyid: z.exactOptional(text), sig: text }))
      .check(z.minLength(1)),
  }),
  { id: 'envelope' },
);

/** What evidence of every source has. */
export const EVIDENCE = {
  staged: hex(32),
  sha256: hex(32),
  by: text,
  approvedAt: instant,
  expiresAt: instant,
};
export const KEY_APPROVAL = z.strictObject({
  source: z.literal('key'),
  ...EVIDENCE,
  envelope: ENVELOPE,
});

const SOURCE = described(
  z.strictObject({ observed: z.literal(true), repository: text, commit, ref: text }),
  { id: 'source' },
);
/** What a staged record says of a release, beside its platform and what only one format has. */
export const RELEASE_FACTS = {
  id,
  image: z.strictObject({ name: text, sha256: hex(32) }),
  manifest: z.strictObject({ path: text, sha256: hex(32) }),
  source: z.exactOptional(SOURCE),
};
export const CHANGES = described(
  z
    .array(
      z.strictObject({
        what: z.enum(['approved', 'approved-again', 'retired']),
        version,
        at: instant,
      }),
    )
    .check(z.minLength(1), z.maxLength(RELEASE_MAX_CHANGES)),
  { id: 'changes' },
);

export const INSTANCE_ROLES = described(
  atMost(
    z.strictObject({ arn: text, ...registerField('nitro-enclave', 'role') }),
    PROJECTION_MAX_ENTRIES,
  ),
  { id: 'instanceRoles' },
);
export const CERTIFICATE = {
  ...registerField('nitro-enclave', 'signer'),
  sha256: hex(32),
  notAfter: instant,
};
/** What a key says in every format, beside the registers that its policy compares. */
export const KEY_FACTS = {
  key: text,
  actions: atMost(text, PROJECTION_MAX_ENTRIES).check(z.minLength(1)),
  guard: z.boolean(),
};
/** Of a key in a list: it left the projection, and waits to be read back without our statements. */
export const DETACHED = { detached: z.exactOptional(z.literal(true)) };

export const VERSION_ID = z.strictObject({ version, sha256: hex(32) });
/** What a list says of itself in every format. */
export const LIST_FACTS = {
  list: hex(16),
  enclave: text,
  version,
  issuedAt: instant,
  expiresAt: instant,
  previous: z.nullable(VERSION_ID),
};

/** Of `previous`, for JSON Schema: null at version 1, and there elsewhere. */
export const PREVIOUS_RULE = {
  if: { properties: { version: { const: 1 } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { properties: { previous: { type: 'null' } } },
  else: { properties: { previous: { type: 'object' } } },
};
