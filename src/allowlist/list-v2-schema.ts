import * as z from 'zod/mini';
import {
  atMost,
  hex,
  instant,
  measuredFields,
  otherPlatforms,
  registerField,
  reserved,
  reservedFields,
  reservedPlatform,
  text,
  userData,
} from '../format/document-fields.js';
import {
  LIST_MAX_RELEASES,
  LIST_MAX_REMOVED,
  LIST_MAX_USED_APPROVALS,
  PROJECTION_MAX_CARRY_OVERS,
  PROJECTION_MAX_ENTRIES,
  PROJECTION_MAX_STAGED,
  RELEASE_MAX_APPROVALS,
} from './allow-list-limits.js';
import { POLICY } from './approval/approval-policy-schema.js';
import {
  CERTIFICATE,
  CHANGES,
  DETACHED,
  ENCLAVE_BIND,
  EVIDENCE,
  GUARD_V2,
  INSTANCE_ROLES,
  KEY_EVIDENCE,
  KEY_FACTS,
  LIST_FACTS,
  RELEASE_FACTS,
} from './list-fields.js';

/** `predicateType` of an allow-list in format v2; docs/allow-list.md is its specification. */
export const LIST_V2_PREDICATE_TYPE = 'https://pcr-allowlist.github.io/allow-list/v2';

/** The only platform that this version supports. */
const PLATFORM = 'nitro-enclave';

const CERTIFICATES = atMost(
  z.discriminatedUnion('platform', [
    z.strictObject({ platform: z.literal(PLATFORM), ...CERTIFICATE }),
    reservedPlatform('certificate', 'nitro-tpm'),
  ]),
  PROJECTION_MAX_ENTRIES,
);
export const BIND_V2 = z
  .strictObject({
    'nitro-enclave': z.exactOptional(ENCLAVE_BIND),
    'nitro-tpm': z.exactOptional(reserved('bind of nitro-tpm')),
    'nitro-sandbox': z.exactOptional(reserved('bind of nitro-sandbox')),
  })
  .check(z.refine((bind) => Object.keys(bind).length > 0, 'expected a platform'));
/** The fields of a staged projection. */
export const PROJECTION_V2_FIELDS = {
  instanceRoles: INSTANCE_ROLES,
  certificates: CERTIFICATES,
  keys: atMost(
    z.strictObject({ ...KEY_FACTS, guard: GUARD_V2, bind: BIND_V2 }),
    PROJECTION_MAX_ENTRIES,
  ),
  approval: z.exactOptional(z.strictObject({ policy: POLICY, sha256: hex(32) })),
  ...reservedFields('retireAfterSeconds'),
};

/** Evidence of an approval in a list. */
export const CARRIED_EVIDENCE = z.discriminatedUnion('source', [
  z.strictObject(KEY_EVIDENCE),
  z.strictObject({
    source: z.literal(['github-environment', 'github-pull-request']),
    observed: z.literal(true),
    ...EVIDENCE,
    url: text,
    ...reservedFields('run', 'userId'),
  }),
]);
export const APPROVALS_V2 = z.array(CARRIED_EVIDENCE).check(z.maxLength(RELEASE_MAX_APPROVALS));
export const MEASUREMENTS_V2 = z.strictObject(measuredFields(PLATFORM));
/** The required `user_data` of a document, in addition to the registers of the image. */
export const USER_DATA = { userData: z.exactOptional(userData) };
const ACCEPTED_FIRST = { first: instant };

const RELEASE_FIELDS = {
  ...RELEASE_FACTS,
  platform: z.literal(PLATFORM),
  measurements: MEASUREMENTS_V2,
  ...USER_DATA,
  ...reservedFields('rebuilds'),
  accepted: z.strictObject(ACCEPTED_FIRST),
  staged: hex(32),
  approvals: APPROVALS_V2,
  changes: CHANGES,
};
const RELEASE = z.discriminatedUnion('platform', [
  z.discriminatedUnion('state', [
    z.strictObject({ state: z.literal('active'), ...RELEASE_FIELDS }),
    z.strictObject({ state: z.literal('retiring'), retireAt: instant, ...RELEASE_FIELDS }),
  ]),
  ...otherPlatforms('release'),
]);
const REMOVED_FIELDS = {
  id: RELEASE_FACTS.id,
  platform: z.literal(PLATFORM),
  ...registerField(PLATFORM, 'image'),
  when: instant,
  staged: hex(32),
  accepted: z.exactOptional(z.strictObject({ ...ACCEPTED_FIRST, last: instant })),
};
const REMOVED = z.discriminatedUnion('platform', [
  z.discriminatedUnion('why', [
    z.strictObject({ why: z.literal('retired'), ...REMOVED_FIELDS }),
    z.strictObject({
      why: z.literal('revoked'),
      reason: text,
      ...reservedFields('statement'),
      ...REMOVED_FIELDS,
    }),
  ]),
  ...otherPlatforms('removed entry'),
]);

/** The releases that stay approved with an approval of a changed approval policy. */
export const CARRIED = z
  .array(
    z.discriminatedUnion('platform', [
      z.strictObject({
        id: RELEASE_FACTS.id,
        platform: z.literal(PLATFORM),
        ...registerField(PLATFORM, 'image'),
      }),
      ...otherPlatforms('carried image'),
    ]),
  )
  .check(z.minLength(1), z.maxLength(LIST_MAX_RELEASES));

/** The approved parts of a release: everything by which a verifier accepts an image. */
export const APPROVED_RELEASE_V2 = z.discriminatedUnion('platform', [
  z.strictObject({
    id: RELEASE_FACTS.id,
    platform: z.literal(PLATFORM),
    measurements: MEASUREMENTS_V2,
    manifest: hex(32),
    ...USER_DATA,
  }),
  ...otherPlatforms('approved release'),
]);

/** The form of the predicate. Unknown fields are refused, because a newer writer may restrict the list with them. */
export const LIST_V2_PREDICATE = z.strictObject({
  ...LIST_FACTS,
  latestExpiresAt: instant,
  projection: z.strictObject({
    ...PROJECTION_V2_FIELDS,
    keys: atMost(
      z.strictObject({ ...KEY_FACTS, ...DETACHED, guard: GUARD_V2, bind: BIND_V2 }),
      2 * PROJECTION_MAX_ENTRIES,
    ),
    staged: atMost(hex(32), PROJECTION_MAX_STAGED),
    approvals: APPROVALS_V2,
    carryOvers: z.exactOptional(
      z.array(CARRIED_EVIDENCE).check(z.minLength(1), z.maxLength(PROJECTION_MAX_CARRY_OVERS)),
    ),
  }),
  releases: atMost(RELEASE, LIST_MAX_RELEASES),
  removed: atMost(REMOVED, LIST_MAX_REMOVED),
  oldTombstones: z.exactOptional(reserved('oldTombstones')),
  revocations: z.exactOptional(reserved('revocations')),
  usedApprovals: z.exactOptional(
    z.array(hex(32)).check(z.minLength(1), z.maxLength(LIST_MAX_USED_APPROVALS)),
  ),
  storeHead: z.exactOptional(reserved('storeHead')),
});
