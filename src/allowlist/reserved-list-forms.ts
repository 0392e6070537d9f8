import * as z from 'zod/mini';
import {
  bindOf,
  commit,
  hex,
  instant,
  measuredFields,
  registerField,
  text,
} from '../format/document-fields.js';
import { bindRule, type ReservedForms, type SchemaRules } from '../format/document-json-schema.js';
import type { Platform } from '../format/platform.js';
import {
  LIST_MAX_REVOCATIONS,
  RELEASE_MAX_APPROVALS,
  RELEASE_MAX_REBUILDS,
} from './allow-list-limits.js';
import { POLICY_KEYS } from './approval/approval-policy-schema.js';
import { CHANGES, ENVELOPE, RELEASE_FACTS } from './list-fields.js';
import { APPROVALS_V2, USER_DATA } from './list-v2-schema.js';

/** The fields that format v2 reserves in lists, staged records and approvals (docs/allow-list.md, "Reserved fields"). */

const count = z.int().check(z.positive());
const some = <Item extends z.ZodMiniType>(item: Item, max: number) =>
  z.array(item).check(z.minLength(1), z.maxLength(max));

const REBUILDS = some(
  z.strictObject({
    staged: hex(32),
    sha256: hex(32),
    by: text,
    rebuiltAt: instant,
    outcome: z.enum(['same', 'different']),
    envelope: ENVELOPE,
  }),
  RELEASE_MAX_REBUILDS,
);

/** An image by its platform and the register that names it. */
const imageOf = <Of extends Platform>(platform: Of) => ({
  id: RELEASE_FACTS.id,
  platform: z.literal(platform),
  ...registerField(platform, 'image'),
});
const measurementsOf = <Of extends Platform>(platform: Of) => ({
  platform: z.literal(platform),
  measurements: z.strictObject(measuredFields(platform)),
  ...USER_DATA,
});
const releaseOf = <Of extends Platform>(platform: Of) => {
  const fields = {
    ...RELEASE_FACTS,
    ...measurementsOf(platform),
    accepted: z.strictObject({ first: instant }),
    staged: hex(32),
    approvals: APPROVALS_V2,
    rebuilds: z.exactOptional(REBUILDS),
    changes: CHANGES,
  };
  return z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('active'), ...fields }),
    z.strictObject({ state: z.literal('retiring'), retireAt: instant, ...fields }),
  ]);
};
const removedOf = <Of extends Platform>(platform: Of) => {
  const fields = {
    ...imageOf(platform),
    when: instant,
    staged: hex(32),
    accepted: z.exactOptional(z.strictObject({ first: instant, last: instant })),
  };
  return z.discriminatedUnion('why', [
    z.strictObject({ why: z.literal('retired'), ...fields }),
    z.strictObject({
      why: z.literal('revoked'),
      reason: text,
      statement: z.exactOptional(hex(32)),
      ...fields,
    }),
  ]);
};
const stagedOf = <Of extends Platform>(platform: Of) =>
  z.strictObject({ ...RELEASE_FACTS, ...measurementsOf(platform), again: z.boolean() });
const approvedOf = <Of extends Platform>(platform: Of) =>
  z.strictObject({ id: RELEASE_FACTS.id, ...measurementsOf(platform), manifest: hex(32) });

const TPM_BIND = bindOf('nitro-tpm');
const SANDBOX_BIND = bindOf('nitro-sandbox');

export const RESERVED_LIST_RULES: SchemaRules = [
  [REBUILDS, { id: 'rebuilds' }],
  [TPM_BIND, bindRule('nitro-tpm')],
  [SANDBOX_BIND, bindRule('nitro-sandbox')],
];

export const RESERVED_LIST_FORMS: ReservedForms = {
  rebuilds: REBUILDS,
  run: z.strictObject({ id: text, attempt: count }),
  userId: count,
  retireAfterSeconds: z.int().check(z.nonnegative()),
  'carried image of nitro-tpm': z.strictObject(imageOf('nitro-tpm')),
  'carried image of nitro-sandbox': z.strictObject(imageOf('nitro-sandbox')),
  rebuilders: POLICY_KEYS,
  overrules: some(hex(32), RELEASE_MAX_APPROVALS),
  statement: hex(32),
  oldTombstones: z.strictObject({ sha256: hex(32), count }),
  revocations: some(z.strictObject({ sha256: hex(32), envelope: ENVELOPE }), LIST_MAX_REVOCATIONS),
  storeHead: commit,
  'bind of nitro-tpm': TPM_BIND,
  'bind of nitro-sandbox': SANDBOX_BIND,
  'certificate of nitro-tpm': z.strictObject({
    platform: z.literal('nitro-tpm'),
    ...registerField('nitro-tpm', 'signer'),
    sha256: hex(32),
    notAfter: instant,
  }),
  'release of nitro-tpm': releaseOf('nitro-tpm'),
  'release of nitro-sandbox': releaseOf('nitro-sandbox'),
  'removed entry of nitro-tpm': removedOf('nitro-tpm'),
  'removed entry of nitro-sandbox': removedOf('nitro-sandbox'),
  'staged release of nitro-tpm': stagedOf('nitro-tpm'),
  'staged release of nitro-sandbox': stagedOf('nitro-sandbox'),
  'approved release of nitro-tpm': approvedOf('nitro-tpm'),
  'approved release of nitro-sandbox': approvedOf('nitro-sandbox'),
};
