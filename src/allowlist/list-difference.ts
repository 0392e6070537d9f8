import { canonicalJson } from '../base/canonical-json.js';
import { formatInstant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { AllowList, Projection, Release } from './allow-list.js';
import { EMPTY_BODY } from './list-step.js';

/** One difference between two versions of a list. */
export interface ListDifference {
  readonly change: 'added' | 'removed' | 'changed';
  /** The part that differs, such as `release v1.4.0` or `key arn:…`. */
  readonly subject: string;
  /** The new content, and for a change also the old content. For people. */
  readonly detail: string;
}

/**
 * The changes between two versions that matter to a reader: releases, removed entries, instance roles, certificates and keys.
 * Version and times always differ, and are left out.
 */
export function listDifferences(
  before: AllowList | undefined,
  after: AllowList,
): readonly ListDifference[] {
  const earlier = before ?? { ...EMPTY_BODY };
  return [
    ...entryDifferences('release', earlier.releases, after.releases, ({ id }) => id, releaseText),
    ...goneDifferences(earlier.removed, after.removed),
    ...projectionDifferences(earlier.projection, after.projection),
  ];
}

/** The changes between two projections: instance roles, certificates and keys. */
export function projectionDifferences(
  before: Projection,
  after: Projection,
): readonly ListDifference[] {
  return [
    ...entryDifferences(
      'instance role',
      before.instanceRoles,
      after.instanceRoles,
      ({ arn }) => arn,
      (role) => [`${ENCLAVE.role} ${role[ENCLAVE.role]}`],
    ),
    ...entryDifferences(
      'certificate',
      before.certificates,
      after.certificates,
      ({ sha256 }) => sha256,
      (certificate) => [
        `${ENCLAVE.signer} ${certificate[ENCLAVE.signer]}`,
        `until ${formatInstant(certificate.notAfter)}`,
      ],
    ),
    ...entryDifferences(
      'key',
      before.keys,
      after.keys,
      ({ key }) => key,
      ({ actions, bind, guard, detached }) => [
        ...(detached === true ? ['to be detached'] : []),
        actions.join(' '),
        `bound to ${bind.join(' ')}`,
        guardText(guard),
      ],
    ),
  ];
}

function entryDifferences<Entry extends object>(
  kind: string,
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
  partsOf: (entry: Entry) => readonly string[],
): readonly ListDifference[] {
  const earlier = new Map(before.map((entry) => [nameOf(entry), entry]));
  const later = new Map(after.map((entry) => [nameOf(entry), entry]));
  const names = [...new Set([...earlier.keys(), ...later.keys()])];
  return names.flatMap((name): readonly ListDifference[] => {
    const [was, is] = [earlier.get(name), later.get(name)];
    const subject = `${kind} ${name}`;
    if (is === undefined && was !== undefined) {
      return [{ change: 'removed', subject, detail: partsOf(was).join(', ') }];
    }
    if (is === undefined) return [];
    if (was === undefined) return [{ change: 'added', subject, detail: partsOf(is).join(', ') }];
    if (canonicalJson({ ...was }) === canonicalJson({ ...is })) return [];
    return [{ change: 'changed', subject, detail: changeText(partsOf(was), partsOf(is)) }];
  });
}

function guardText(guard: Projection['keys'][number]['guard']): string {
  if (typeof guard === 'boolean') return guard ? 'guarded' : 'not guarded';
  return `guarded: ${guard.join(' ')}`;
}

/** The parts that differ, old and new. If no shown part differs, for example after a new approval, all parts. */
function changeText(was: readonly string[], is: readonly string[]): string {
  const gone = was.filter((part) => !is.includes(part));
  const come = is.filter((part) => !was.includes(part));
  if (gone.length + come.length === 0) return `${is.join(', ')}; approvals or details changed`;
  return `${gone.join(', ') || 'none'} → ${come.join(', ') || 'none'}`;
}

function releaseText(release: Release): readonly string[] {
  const { state, measurements, userData } = release;
  const end = release.state === 'retiring' ? ` until ${formatInstant(release.retireAt)}` : '';
  const demanded = userData === undefined ? [] : [`user data ${userData}`];
  return [`${state}${end}`, `${ENCLAVE.image} ${measurements[ENCLAVE.image]}`, ...demanded];
}

/** Added and removed tombstones. A release that ended by time is reported with its release. */
function goneDifferences(
  before: AllowList['removed'],
  after: AllowList['removed'],
): readonly ListDifference[] {
  const revoked = (removed: AllowList['removed']) => removed.filter(({ why }) => why === 'revoked');
  return entryDifferences(
    'tombstone of',
    revoked(before),
    revoked(after),
    (entry) => `${entry.id}/${entry[ENCLAVE.image]}`,
    (entry) => [entry.why === 'revoked' ? `revoked: ${entry.reason}` : 'ended'],
  );
}
