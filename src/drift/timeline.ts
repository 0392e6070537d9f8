import type { AllowList, Release, Removed } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { TimelineEntry } from './drift-report.js';

interface Open {
  readonly entry: Omit<TimelineEntry, 'until' | 'end'>;
  readonly last: Release;
}

/**
 * When each release was accepted. Takes consecutive versions of one list, oldest first. An image that returns before its
 * retirement ends was accepted without interruption: its entry continues, with the approvals of the new staging. An image
 * that returns later begins a new entry. For a release of the first version, its changes say when it began. The timeline does
 * not show periods in which the list was expired, so that verifiers refused everything.
 */
export function timelineOf(lists: readonly AllowList[], now: Instant): readonly TimelineEntry[] {
  const open = new Map<string, Open>();
  const entries: TimelineEntry[] = [];
  for (const list of lists) {
    const staged = new Set(list.releases.map((release) => release.staged));
    for (const [key, { entry, last }] of open) {
      if (staged.has(key)) continue;
      open.delete(key);
      const back = list.releases.find((release) => isCancelledRetirement(last, release, list));
      if (back !== undefined) {
        const approvedBy = back.approvals.map(({ by }) => by);
        open.set(back.staged, { entry: { ...entry, approvedBy }, last: back });
        continue;
      }
      const removed = list.removed.find((one) => one.staged === key);
      entries.push({ ...entry, ...endOf(last, removed, list.issuedAt) });
    }
    for (const release of list.releases) {
      const began = open.get(release.staged)?.entry ?? beginning(release, list, list === lists[0]);
      open.set(release.staged, { entry: began, last: release });
    }
  }
  for (const { entry, last } of open.values()) {
    entries.push(last.state === 'active' ? entry : { ...entry, ...retirement(last.retireAt, now) });
  }
  return entries.sort((a, b) => a.from - b.from || (a.release < b.release ? -1 : 1));
}

/** Whether the list accepts the image of `last` again, under the same id, before its retirement has ended. */
function isCancelledRetirement(last: Release, release: Release, { issuedAt }: AllowList): boolean {
  return (
    last.state === 'retiring' &&
    issuedAt < last.retireAt &&
    release.id === last.id &&
    release.measurements[ENCLAVE.image] === last.measurements[ENCLAVE.image]
  );
}

function beginning(
  { id, measurements, approvals, changes }: Release,
  list: AllowList,
  isFirstRead: boolean,
): Open['entry'] {
  const approved = changes.filter(({ what }) => what !== 'retired').at(-1);
  const known = isFirstRead && approved !== undefined ? approved : undefined;
  return {
    release: id,
    [ENCLAVE.image]: measurements[ENCLAVE.image],
    from: known?.at ?? list.issuedAt,
    fromVersion: known?.version ?? list.version,
    approvedBy: approvals.map(({ by }) => by),
  };
}

/** A retirement ends at the announced instant, even if the list removes the release much later. */
function endOf(
  last: Release,
  removed: Removed | undefined,
  issuedAt: Instant,
): Pick<TimelineEntry, 'until' | 'end'> {
  if (removed?.why === 'revoked') return { until: removed.when, end: 'revoked' };
  const until = last.state === 'retiring' ? last.retireAt : (removed?.when ?? issuedAt);
  return { until, end: 'retired' };
}

function retirement(until: Instant, now: Instant): Pick<TimelineEntry, 'until' | 'end'> {
  return { until, end: now < until ? 'retiring' : 'retired' };
}
