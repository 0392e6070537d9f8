import type { AllowList } from '../allowlist/allow-list.js';
import { stagedIdOf } from '../allowlist/staged-names.js';
import { DAY_MS, type DurationMs, formatInstant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { DriftFinding } from './drift-report.js';
import type {
  Observation,
  ObservedHistory,
  ObservedManifest,
  ObservedStaged,
} from './observations.js';

/** How long a record may wait for approval before drift reports it. */
export const STAGED_LEFT_MS: DurationMs = 7 * DAY_MS;

const VERSIONS = 'history';

/** The findings about the objects in the store around the list: history, manifests, staged records. */
export function storeFindings(
  { history, manifests, staged, now, unopened = [] }: Observation,
  current: AllowList,
): readonly DriftFinding[] {
  return [
    ...unopened.map(
      (name): DriftFinding => ({
        rule: 'history-unopened',
        severity: 'high',
        area: 'allow-list',
        subject: name,
        message:
          'an object in the history beyond the current version cannot be opened: it may be a newer version that was overwritten',
        fix: 'Check who can write to the store. Restore the object from the versions of the bucket, or delete it if it is junk.',
      }),
    ),
    ...(history.kind === 'fault'
      ? [unread('history-unread', VERSIONS, history.fault.message)]
      : historyFindings(history.value, current)),
    ...manifests.flatMap(([release, one]) =>
      one.kind === 'fault'
        ? [unread('manifest-unread', release, one.fault.message)]
        : manifestFindings(one.value),
    ),
    ...(staged.kind === 'fault'
      ? [unread('staged-unread', 'staged', staged.fault.message)]
      : staged.value.flatMap((one) => stagedFindings(one, current, now))),
  ];
}

function unread(rule: string, subject: string, message: string): DriftFinding {
  return { rule, severity: 'unknown', area: 'allow-list', subject, message };
}

function historyFindings(
  { entries, ended, others }: ObservedHistory,
  { version }: AllowList,
): readonly DriftFinding[] {
  const common = { area: 'allow-list', subject: VERSIONS } as const;
  const missing: readonly DriftFinding[] = entries.some((entry) => entry.version === version)
    ? []
    : [
        {
          ...common,
          rule: 'history-missing',
          severity: 'low',
          message: `the current version ${version} is not in the history: the run that created it was interrupted`,
          fix: 'The next command that changes the list completes it.',
        },
      ];
  return [
    ...missing,
    ...(ended === undefined ? [] : [chainEnd(ended)]),
    ...others.map(
      ({ name, signed }): DriftFinding => ({
        ...common,
        rule: signed ? 'history-fork' : 'history-junk',
        severity: signed ? 'critical' : 'low',
        subject: name,
        message: signed
          ? 'a list of the same version with another payload is signed by the list keys: there are two histories'
          : 'an object in the history is not a version of this list',
        fix: signed
          ? 'Find out who used the list key, and replace the key.'
          : 'Check who can write to the store, and delete the object.',
      }),
    ),
  ];
}

function chainEnd({ version, why }: NonNullable<ObservedHistory['ended']>): DriftFinding {
  const common = { area: 'allow-list', subject: VERSIONS } as const;
  switch (why) {
    case 'missing':
      return {
        ...common,
        rule: 'history-gap',
        severity: 'high',
        message: `version ${version} is missing: the report cannot show what was accepted before`,
        fix: 'Restore the object from the versions of the bucket or a backup.',
      };
    case 'other-payload':
      return {
        ...common,
        rule: 'history-broken',
        severity: 'critical',
        message: `no object of version ${version} has the payload that the version after it names`,
        fix: 'Restore the object from the versions of the bucket or a backup, and find out who can write to the store.',
      };
    case 'not-read':
      return {
        ...common,
        rule: 'history-not-read',
        severity: 'info',
        message: `versions up to ${version} were not read: the timeline begins after them`,
      };
  }
}

function manifestFindings({ release, path, state }: ObservedManifest): readonly DriftFinding[] {
  const common = { area: 'allow-list', subject: release, found: path } as const;
  switch (state) {
    case 'right':
      return [];
    case 'missing':
      return [
        {
          ...common,
          rule: 'manifest-missing',
          severity: 'high',
          message: `the manifest of release ${release} is not in the store`,
          fix: 'Restore the object from the versions of the bucket or a backup.',
        },
      ];
    case 'changed':
    case 'other-image':
      return [
        {
          ...common,
          rule: 'manifest-changed',
          severity: 'critical',
          message:
            state === 'changed'
              ? `the manifest of release ${release} has other bytes than the list names`
              : `the manifest of release ${release} describes another image`,
          fix: 'Restore the object, and find out who can write to the store.',
        },
      ];
    case 'not-signed':
      return [
        {
          ...common,
          rule: 'manifest-key-left',
          severity: 'info',
          message: `only the list proves the manifest of release ${release}: its key is no longer trusted`,
        },
      ];
  }
}

/** A record that could still be approved may be a forgotten release, or one that nobody should approve any more. */
function stagedFindings(
  { name, record }: ObservedStaged,
  list: AllowList,
  now: Observation['now'],
): readonly DriftFinding[] {
  const common = { area: 'allow-list', severity: 'low' } as const;
  if (record === undefined) {
    return [
      {
        ...common,
        rule: 'staged-not-verified',
        subject: name,
        message:
          'a staged record does not verify: it is for another list, or no trusted key signed it',
        fix: 'Find out who can write to the store, and delete the object.',
      },
    ];
  }
  if (isOver(record, list) || now - record.stagedAt < STAGED_LEFT_MS) return [];
  return [
    {
      ...common,
      rule: 'staged-left',
      subject: stagedIdOf(record),
      message: `${stagedIdOf(record)} has waited for approval since ${formatInstant(record.stagedAt)}`,
      found: name,
      since: record.stagedAt,
      fix: '`pcr-allowlist status` shows what it needs. If nobody should approve it, delete the object.',
    },
  ];
}

/** Whether the record was used, its content came from another record, or its release ended after it was staged. */
function isOver(record: NonNullable<ObservedStaged['record']>, list: AllowList): boolean {
  const { releases, removed, projection } = list;
  if (record.kind === 'projection') return projection.staged.includes(record.sha256);
  const imagePcr = record.measurements[ENCLAVE.image];
  return (
    releases.some(({ measurements }) => measurements[ENCLAVE.image] === imagePcr) ||
    removed.some(
      (entry) =>
        entry.staged === record.sha256 ||
        (entry[ENCLAVE.image] === imagePcr && entry.when >= record.stagedAt),
    )
  );
}
