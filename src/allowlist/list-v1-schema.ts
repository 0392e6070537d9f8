import * as z from 'zod/mini';
import {
  atMost,
  hex,
  instant,
  measuredFields,
  registerField,
  text,
} from '../format/document-fields.js';
import {
  LIST_MAX_RELEASES,
  LIST_V1_MAX_REMOVED,
  PROJECTION_MAX_ENTRIES,
  PROJECTION_MAX_STAGED,
  RELEASE_MAX_APPROVALS,
} from './allow-list-limits.js';
import {
  CERTIFICATE,
  CHANGES,
  DETACHED,
  ENCLAVE_BIND,
  EVIDENCE,
  GUARD_V1,
  INSTANCE_ROLES,
  KEY_EVIDENCE,
  KEY_FACTS,
  LIST_FACTS,
  RELEASE_FACTS,
} from './list-fields.js';

/** `predicateType` of an allow-list in format v1; docs/allow-list.md is its specification. */
export const LIST_V1_PREDICATE_TYPE = 'https://pcr-allowlist.github.io/allow-list/v1';

/** In format v1 every image is of a Nitro Enclave. */
const PLATFORM = 'nitro-enclave';

export const RELEASE_V1_FACTS = {
  ...RELEASE_FACTS,
  measurements: z.strictObject(measuredFields(PLATFORM)),
};
export const KEY_V1_FACTS = { ...KEY_FACTS, ...DETACHED, bind: ENCLAVE_BIND };
/** The fields of a staged projection. A list adds `staged` and `approvals`. */
export const PROJECTION_V1_FIELDS = {
  instanceRoles: INSTANCE_ROLES,
  certificates: atMost(z.strictObject(CERTIFICATE), PROJECTION_MAX_ENTRIES),
  keys: atMost(z.strictObject({ ...KEY_V1_FACTS, guard: GUARD_V1 }), 2 * PROJECTION_MAX_ENTRIES),
};

export const APPROVALS_V1 = z
  .array(
    z.discriminatedUnion('source', [
      z.strictObject({ ...KEY_EVIDENCE, projection: hex(32) }),
      z.strictObject({
        source: z.literal(['github-environment', 'github-pull-request']),
        observed: z.literal(true),
        ...EVIDENCE,
        url: text,
      }),
    ]),
  )
  .check(z.maxLength(RELEASE_MAX_APPROVALS));
const RELEASE_FIELDS = {
  ...RELEASE_V1_FACTS,
  staged: hex(32),
  approvals: APPROVALS_V1,
  changes: CHANGES,
};
const RELEASE = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('active'), ...RELEASE_FIELDS }),
  z.strictObject({ state: z.literal('retiring'), retireAt: instant, ...RELEASE_FIELDS }),
]);
const REMOVED_FIELDS = {
  id: RELEASE_FACTS.id,
  ...registerField(PLATFORM, 'image'),
  when: instant,
  staged: hex(32),
};
const REMOVED = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('retired'), ...REMOVED_FIELDS }),
  z.strictObject({ why: z.literal('revoked'), reason: text, ...REMOVED_FIELDS }),
]);

/** The form of the predicate. Unknown fields are refused, because a newer writer may restrict the list with them. */
export const LIST_V1_PREDICATE = z.strictObject({
  ...LIST_FACTS,
  projection: z.strictObject({
    ...PROJECTION_V1_FIELDS,
    staged: atMost(hex(32), PROJECTION_MAX_STAGED),
    approvals: APPROVALS_V1,
  }),
  releases: atMost(RELEASE, LIST_MAX_RELEASES),
  removed: atMost(REMOVED, LIST_V1_MAX_REMOVED),
});
