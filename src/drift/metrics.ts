import type { AllowList } from '../allowlist/allow-list.js';
import { isAcceptedAt } from '../allowlist/allow-list.js';
import { ENCLAVE } from '../format/platform.js';
import type { DriftFinding, ReleaseMetrics, TimelineEntry } from './drift-report.js';
import { isDrift } from './finding-order.js';
import type { Observation, ObservedHistory } from './observations.js';

/**
 * The metrics of a release team, from the signed history and the objects beside it. Unknown values are left out: the time
 * at which a key became narrower is known only for the last revocation, if nothing changed after it.
 */
export function releaseMetrics(
  observation: Observation,
  list: AllowList | undefined,
  history: ObservedHistory | undefined,
  timeline: readonly TimelineEntry[],
  findings: readonly DriftFinding[],
): ReleaseMetrics {
  const { now } = observation;
  const accepted = (list?.releases ?? []).filter((release) => isAcceptedAt(release, now));
  const ids = new Set(accepted.map(({ id }) => id));
  const begins = timeline
    .filter(({ release, until }) => ids.has(release) && (until === undefined || now < until))
    .map(({ from }) => from);
  const since = findings.filter(isDrift).flatMap((finding) => finding.since ?? []);
  return {
    publishToActive: publishToActive(observation, history, timeline),
    revokeToNarrowed: list === undefined ? [] : revokeToNarrowed(observation, list),
    ...(since.length === 0 ? {} : { driftOpenMs: now - Math.min(...since) }),
    acceptedImages: accepted.length,
    ...(begins.length === 0 ? {} : { oldestAcceptedMs: now - Math.min(...begins) }),
  };
}

/** From the staged record to the first version with the release, if the record still exists. */
function publishToActive(
  { staged }: Observation,
  history: ObservedHistory | undefined,
  timeline: readonly TimelineEntry[],
): ReleaseMetrics['publishToActive'] {
  if (staged.kind === 'fault' || history === undefined) return [];
  const stagedAt = new Map(
    staged.value.flatMap(({ record }) =>
      record === undefined ? [] : [[record.sha256, record.stagedAt] as const],
    ),
  );
  const recordOf = new Map(
    history.lists.flatMap(({ releases }) =>
      releases.map(({ id, measurements, staged: record }) => [
        JSON.stringify([id, measurements[ENCLAVE.image]]),
        record,
      ]),
    ),
  );
  return timeline.flatMap((entry) => {
    const { release, from } = entry;
    const at = stagedAt.get(recordOf.get(JSON.stringify([release, entry[ENCLAVE.image]])) ?? '');
    return at === undefined || from < at ? [] : [{ release, durationMs: from - at }];
  });
}

/** Known if every key has a put that was read back after the last revocation, and no release changed since. */
function revokeToNarrowed(
  { keys }: Observation,
  { removed, releases }: AllowList,
): ReleaseMetrics['revokeToNarrowed'] {
  const last = removed.findLast(({ why }) => why === 'revoked');
  if (last === undefined || keys.length === 0) return [];
  const changes = [
    ...releases.flatMap((release) => release.changes.map(({ at }) => at)),
    ...removed.map(({ when }) => when),
  ];
  if (Math.max(...changes) > last.when) return [];
  const puts = keys.map(([, key]) => (key.kind === 'read' ? key.value.lastPut : undefined));
  const times = puts.flatMap((put) =>
    put?.confirmed === true && put.at >= last.when ? [put.at] : [],
  );
  if (times.length < puts.length) return [];
  return [{ release: last.id, durationMs: Math.max(...times) - last.when }];
}
