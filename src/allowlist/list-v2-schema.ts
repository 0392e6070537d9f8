import * as z from 'zod/mini';
import {
  atMost,
  bindOf,
  commit,
  described,
  hex,
  instant,
  measuredFields,
  registerField,
  reserved,
  text,
  userData,
} from '../format/document-fields.js';
import { PLATFORM_NAMES, PLATFORMS, type Platform } from '../format/platform.js';
import { STATEMENT_TYPE } from '../format/statement.js';
import {
  DURATION_MAX_MS,
  LIST_MAX_RELEASES,
  LIST_MAX_REMOVED,
  LIST_MAX_REVOCATIONS,
  LIST_MAX_USED_APPROVALS,
  PROJECTION_MAX_CARRY_OVERS,
  PROJECTION_MAX_ENTRIES,
  PROJECTION_MAX_STAGED,
  RELEASE_MAX_APPROVALS,
  RELEASE_MAX_REBUILDS,
} from './allow-list-limits.js';
import { APPROVAL_POLICY } from './approval/approval-policy-schema.js';
import {
  CERTIFICATE,
  CHANGES,
  DETACHED,
  ENVELOPE,
  EVIDENCE,
  INSTANCE_ROLES,
  KEY_APPROVAL,
  KEY_FACTS,
  LIST_FACTS,
  PREVIOUS_RULE,
  RELEASE_FACTS,
} from './list-fields.js';

/** `predicateType` of an allow-list in format v2; docs/allow-list.md is its specification. */
export const LIST_V2_PREDICATE_TYPE = 'https://pcr-allowlist.github.io/allow-list/v2';

const TPM = 'the platform nitro-tpm';
const SANDBOX = 'the platform nitro-sandbox';
const ACCEPTED_FIRST = { first: instant };

/** An image by its platform and the register that names it, in a tombstone or where an approval carries it over. */
const imageOf = <Of extends Platform>(platform: Of) => ({
  id: RELEASE_FACTS.id,
  platform: z.literal(platform),
  ...registerField(platform, 'image'),
});

/** A release of one platform as it is staged and listed. */
const releaseFactsOf = <Of extends Platform>(platform: Of) => ({
  ...RELEASE_FACTS,
  platform: z.literal(platform),
  measurements: z.strictObject(measuredFields(platform)),
  userData: z.exactOptional(reserved(userData, 'expected user data')),
});

/** The releases that an approval of a changed approval policy leaves approved. */
export const CARRIED = z
  .array(
    z.discriminatedUnion('platform', [
      z.strictObject(imageOf('nitro-enclave')),
      reserved(z.strictObject(imageOf('nitro-tpm')), TPM),
      reserved(z.strictObject(imageOf('nitro-sandbox')), SANDBOX),
    ]),
  )
  .check(z.minLength(1), z.maxLength(LIST_MAX_RELEASES));

const CERTIFICATES = atMost(
  z.discriminatedUnion('platform', [
    z.strictObject({ platform: z.literal('nitro-enclave'), ...CERTIFICATE }),
    reserved(
      z.strictObject({
        platform: z.literal('nitro-tpm'),
        ...registerField('nitro-tpm', 'signer'),
        sha256: hex(32),
        notAfter: instant,
      }),
      TPM,
    ),
  ]),
  PROJECTION_MAX_ENTRIES,
);
const BIND = described(
  z
    .strictObject({
      'nitro-enclave': z.exactOptional(bindOf('nitro-enclave')),
      'nitro-tpm': z.exactOptional(reserved(bindOf('nitro-tpm'), TPM)),
      'nitro-sandbox': z.exactOptional(reserved(bindOf('nitro-sandbox'), SANDBOX)),
    })
    .check(
      z.refine((bind) => Object.keys(bind).length > 0, 'expected the registers of a platform'),
    ),
  { minProperties: 1 },
);
/** What a staged projection says. */
export const PROJECTION_V2_FIELDS = {
  instanceRoles: INSTANCE_ROLES,
  certificates: CERTIFICATES,
  keys: atMost(z.strictObject({ ...KEY_FACTS, bind: BIND }), PROJECTION_MAX_ENTRIES),
  approval: z.exactOptional(APPROVAL_POLICY),
  retireAfterSeconds: z.exactOptional(
    z.int().check(z.nonnegative(), z.maximum(DURATION_MAX_MS / 1000)),
  ),
};

const RUN = z.strictObject({ id: text, attempt: z.int().check(z.positive()) });
const APPROVAL = described(
  z.discriminatedUnion('source', [
    KEY_APPROVAL,
    z.strictObject({
      source: z.enum(['github-environment', 'github-pull-request']),
      observed: z.literal(true),
      ...EVIDENCE,
      url: text,
      run: z.exactOptional(RUN),
      userId: z.exactOptional(z.int().check(z.positive())),
    }),
  ]),
  { id: 'approval-v2' },
);
const APPROVALS = described(z.array(APPROVAL).check(z.maxLength(RELEASE_MAX_APPROVALS)), {
  id: 'approvals-v2',
});
const REBUILDS = described(
  z
    .array(
      z.strictObject({
        staged: hex(32),
        sha256: hex(32),
        by: text,
        rebuiltAt: instant,
        outcome: z.enum(['same', 'different']),
        envelope: ENVELOPE,
      }),
    )
    .check(z.minLength(1), z.maxLength(RELEASE_MAX_REBUILDS)),
  { id: 'rebuilds' },
);

const releaseOf = <Of extends Platform>(platform: Of) => {
  const fields = {
    ...releaseFactsOf(platform),
    accepted: z.strictObject(ACCEPTED_FIRST),
    staged: hex(32),
    approvals: APPROVALS,
    rebuilds: z.exactOptional(reserved(REBUILDS, 'rebuilders')),
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
    accepted: z.exactOptional(z.strictObject({ ...ACCEPTED_FIRST, last: instant })),
  };
  return z.discriminatedUnion('why', [
    z.strictObject({ why: z.literal('retired'), ...fields }),
    z.strictObject({
      why: z.literal('revoked'),
      reason: text,
      statement: z.exactOptional(reserved(hex(32), 'statements of revocation')),
      ...fields,
    }),
  ]);
};
const RELEASE = z.discriminatedUnion('platform', [
  releaseOf('nitro-enclave'),
  reserved(releaseOf('nitro-tpm'), TPM),
  reserved(releaseOf('nitro-sandbox'), SANDBOX),
]);
const REMOVED = z.discriminatedUnion('platform', [
  removedOf('nitro-enclave'),
  reserved(removedOf('nitro-tpm'), TPM),
  reserved(removedOf('nitro-sandbox'), SANDBOX),
]);

/** A release as a staged record has it. */
const stagedOf = <Of extends Platform>(platform: Of) =>
  z.strictObject({ ...releaseFactsOf(platform), again: z.boolean() });
export const STAGED_RELEASE_V2 = z.discriminatedUnion('platform', [
  stagedOf('nitro-enclave'),
  reserved(stagedOf('nitro-tpm'), TPM),
  reserved(stagedOf('nitro-sandbox'), SANDBOX),
]);

/** The parts of a release that an approval is for: everything that a verifier accepts an image by. */
const approvedOf = <Of extends Platform>(platform: Of) => {
  const { id, measurements, userData } = releaseFactsOf(platform);
  return z.strictObject({
    id,
    platform: z.literal(platform),
    measurements,
    manifest: hex(32),
    userData,
  });
};
export const APPROVED_RELEASE_V2 = z.discriminatedUnion('platform', [
  approvedOf('nitro-enclave'),
  reserved(approvedOf('nitro-tpm'), TPM),
  reserved(approvedOf('nitro-sandbox'), SANDBOX),
]);

/** The form of the predicate. Nothing unknown passes: a reader must not overlook what a newer writer restricts. */
export const LIST_V2_PREDICATE = described(
  z.strictObject({
    ...LIST_FACTS,
    latestExpiresAt: instant,
    projection: z.strictObject({
      ...PROJECTION_V2_FIELDS,
      keys: atMost(
        z.strictObject({ ...KEY_FACTS, ...DETACHED, bind: BIND }),
        2 * PROJECTION_MAX_ENTRIES,
      ),
      staged: atMost(hex(32), PROJECTION_MAX_STAGED),
      approvals: APPROVALS,
      carryOvers: z.exactOptional(
        z.array(APPROVAL).check(z.minLength(1), z.maxLength(PROJECTION_MAX_CARRY_OVERS)),
      ),
    }),
    releases: atMost(RELEASE, LIST_MAX_RELEASES),
    removed: atMost(REMOVED, LIST_MAX_REMOVED),
    oldTombstones: z.exactOptional(
      reserved(
        z.strictObject({ sha256: hex(32), count: z.int().check(z.positive()) }),
        'tombstones outside of the list',
      ),
    ),
    revocations: z.exactOptional(
      reserved(
        z
          .array(z.strictObject({ sha256: hex(32), envelope: ENVELOPE }))
          .check(z.minLength(1), z.maxLength(LIST_MAX_REVOCATIONS)),
        'statements of revocation',
      ),
    ),
    usedApprovals: z.exactOptional(
      z.array(hex(32)).check(z.minLength(1), z.maxLength(LIST_MAX_USED_APPROVALS)),
    ),
    storeHead: z.exactOptional(reserved(commit, 'stores in a Git repository')),
  }),
  PREVIOUS_RULE,
);

/** The whole statement, for the JSON Schema. */
export const LIST_V2_STATEMENT = z.object({
  _type: z.literal(STATEMENT_TYPE),
  predicateType: z.literal(LIST_V2_PREDICATE_TYPE),
  subject: z
    .array(z.object({ name: text, digest: z.object({ sha256: hex(32), ...subjectDigests() }) }))
    .check(z.minLength(1), z.maxLength(1 + LIST_MAX_RELEASES)),
  predicate: LIST_V2_PREDICATE,
});

function subjectDigests() {
  const names = PLATFORM_NAMES.map((platform) => PLATFORMS[platform].subjectDigest);
  return Object.fromEntries(names.map((name) => [name, z.exactOptional(hex(48))]));
}
