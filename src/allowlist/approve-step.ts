import type { Instant } from '../base/instant.js';
import { isReleaseId } from '../format/document-fields.js';
import { ENCLAVE, measurementsKey } from '../format/platform.js';
import type { DocumentFormat } from '../format/statement.js';
import type { AllowList, Release } from './allow-list.js';
import { RELEASE_MAX_CHANGES } from './allow-list-limits.js';
import { evidenceFault, usedAfter } from './approval/approval-evidence.js';
import {
  changed,
  type ListBody,
  type Refused,
  refused,
  type Step,
  unchanged,
} from './list-step.js';
import type { StagedRelease, StepEvidence } from './staged-values.js';

export interface ApproveOperation {
  readonly kind: 'approve';
  readonly staged: StagedRelease;
  readonly evidence: StepEvidence;
}

/** The instant of a step, the version that it makes, and the format of the list. */
export interface StepTime {
  readonly now: Instant;
  readonly version: number;
  readonly format: DocumentFormat;
}

/**
 * Makes a staged release active. In order: refuses a reserved id, and a record in a later format than the list
 * (`not-allowed`); an image that is already in the list changes nothing, unless it is retiring and the record restores it
 * under its id, and is refused if the list expects other user data (`not-allowed`); refuses an id that another image has or
 * had (`not-allowed`); refuses a revoked image, by PCR0 under any id, unless the record restores it and was staged after the
 * revocation (`revoked`); refuses a record that was used before (`approval-missing`); checks the evidence
 * (`approval-missing`).
 *
 * A restored image loses its tombstone.
 */
export function approveStep(
  body: ListBody,
  { staged, evidence }: ApproveOperation,
  { now, version, format }: StepTime,
): Step {
  if (!isReleaseId(staged.id)) {
    return refused(
      'not-allowed',
      `${staged.id} cannot be the id of a release`,
      'Choose another id.',
    );
  }
  if (staged.format === 'v2' && format === 'v1') return refused('not-allowed', LATER, MOVE);
  const tuple = imageKey(staged);
  const there = body.releases.find((release) => imageKey(release) === tuple);
  if (there !== undefined && !(there.state === 'retiring' && staged.again)) {
    if (there.userData !== staged.userData) return otherUserData(there, staged);
    return unchanged(`the image is already in the list as release ${there.id}, ${there.state}`);
  }
  const fault =
    idFault(body, staged, there) ??
    returnFault(body, staged, there) ??
    evidenceFault(evidence, staged, body.projection, now, body);
  if (fault !== undefined) return fault;
  const imagePcr = staged.measurements[ENCLAVE.image];
  return changed({
    ...body,
    releases: [
      ...body.releases.filter((release) => release !== there),
      releaseOf(staged, evidence, there, { version, at: now }),
    ],
    removed: body.removed.filter(
      (entry) => entry.why !== 'revoked' || entry[ENCLAVE.image] !== imagePcr,
    ),
    ...usedAfter(body, evidence),
  });
}

function imageKey({ platform, measurements }: Pick<Release, 'platform' | 'measurements'>): string {
  return measurementsKey(platform, { ...measurements });
}

/** Refuses other user data. Otherwise the list would keep the old value, and the publisher would not notice. */
function otherUserData(
  { id, userData: expected = 'none' }: Release,
  { userData: found = 'none' }: StagedRelease,
): Refused {
  return refused(
    'not-allowed',
    `the image is already in the list as release ${id} with user data ${expected}, not ${found}`,
    'Publish it with the same user data, or revoke the release and publish the image with --again.',
  );
}

const LATER = 'the staged record is in format v2, and the list in v1';
const MOVE = 'Move the list first: `pcr-allowlist renew --format v2`. Or publish the image again.';

/** One id names one image for as long as the list keeps an entry of it. */
function idFault(
  { releases, removed }: ListBody,
  { id, measurements }: StagedRelease,
  there: Release | undefined,
): Refused | undefined {
  if (there !== undefined && there.id !== id) {
    return refused(
      'not-allowed',
      `the image is already in the list as release ${there.id}, not as ${id}`,
      `An image has one id in a list. To stage it again, publish it with --release ${there.id} --again.${orRollback(there, releases)}`,
    );
  }
  const other =
    releases.some((release) => release.id === id && release !== there) ||
    removed.some(
      (entry) => entry.id === id && entry[ENCLAVE.image] !== measurements[ENCLAVE.image],
    );
  if (!other) return undefined;
  return refused('not-allowed', `release ${id} names another image`, 'Choose a new release id.');
}

/** Suggests a rollback only if it needs no further option: the release is not active, and at most one other is. */
function orRollback({ id, state }: Release, releases: readonly Release[]): string {
  const active = releases.filter((release) => release.state === 'active');
  if (state === 'active' || active.length > 1) return '';
  return ` \`pcr-allowlist rollback ${id}\` restores it and ends the current release.`;
}

/** Whether this record may restore an image that was in the list before. */
function returnFault(
  { removed }: Pick<AllowList, 'removed'>,
  staged: StagedRelease,
  there: Release | undefined,
): Refused | undefined {
  const imagePcr = staged.measurements[ENCLAVE.image];
  const before = removed.filter((entry) => entry[ENCLAVE.image] === imagePcr);
  const isNew = (earlier: { staged: string }, when: Instant) =>
    staged.sha256 !== earlier.staged && staged.stagedAt > when;
  for (const tombstone of before.filter(({ why }) => why === 'revoked')) {
    if (staged.again && isNew(tombstone, tombstone.when)) continue;
    return refused(
      'revoked',
      `the image was revoked as release ${tombstone.id}`,
      'To trust it again, publish it with --again and have it approved again.',
    );
  }
  const served =
    before.some((entry) => !isNew(entry, entry.when)) ||
    (there !== undefined && !isNew(there, there.changes.at(-1)?.at ?? NEVER));
  if (!served) return undefined;
  return refused(
    'approval-missing',
    'the staged record is older than the retirement of the release',
    'Publish the image again, and have it approved again.',
  );
}

/** A release has at least one change. Without one, no record counts as new. */
const NEVER: Instant = Number.POSITIVE_INFINITY;

function releaseOf(
  staged: StagedRelease,
  evidence: StepEvidence,
  there: Release | undefined,
  { version, at }: { readonly version: number; readonly at: Instant },
): Release {
  const { id, platform, measurements, userData, image, manifest, source } = staged;
  const what = staged.again ? 'approved-again' : 'approved';
  return {
    state: 'active',
    id,
    platform,
    measurements,
    ...(userData === undefined ? {} : { userData }),
    image,
    manifest,
    ...(source === undefined ? {} : { source }),
    staged: staged.sha256,
    approvals: typeof evidence === 'string' ? [] : evidence.approvals,
    changes: [...(there?.changes ?? []), { what, version, at } as const].slice(
      -RELEASE_MAX_CHANGES,
    ),
  };
}
