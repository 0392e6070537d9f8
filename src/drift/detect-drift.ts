import type { ListPin } from '../allowlist/list-trust.js';
import type { DriftFinding, DriftReport } from './drift-report.js';
import { endedImages, falseAllowProbes, probeFindings } from './false-allow-probes.js';
import { driftStatusOf, worstFirst } from './finding-order.js';
import { keyFindings } from './key-findings.js';
import { keyReport } from './key-report.js';
import { listFindings } from './list-findings.js';
import { releaseMetrics } from './metrics.js';
import type { Observation, ObservedHistory } from './observations.js';
import { storeFindings } from './store-findings.js';
import { subjectFindings } from './subject-findings.js';
import { timelineOf } from './timeline.js';

/**
 * Compares the observations with the signed allow-list. In order: the list itself; the store around it; the key policies;
 * images, documents and certificates; the false-allow probes. If the list does not verify, nothing else is compared, and the
 * finding about the list says so. An observation that could not be read becomes a finding of severity `unknown`.
 *
 * Pure: it reads and writes nothing.
 */
export function detectDrift(pin: ListPin, observation: Observation): DriftReport {
  const { now, keys } = observation;
  const verified =
    observation.list.kind === 'read' && observation.list.value !== 'absent'
      ? observation.list.value
      : undefined;
  const list = verified?.list;
  const history = observation.history.kind === 'read' ? observation.history.value : undefined;
  const ended = list === undefined ? [] : endedImages(list, history, now);
  const probes =
    verified === undefined ? [] : falseAllowProbes(observation, verified, history, ended);
  const compared: readonly DriftFinding[] =
    list === undefined
      ? []
      : [
          ...storeFindings(observation, list),
          ...keyFindings(observation, list, ended),
          ...subjectFindings(observation, list),
          ...probeFindings(probes),
        ];
  const findings = worstFirst([...listFindings(observation), ...compared]);
  const timeline = timelineOf(historyLists(history, list), now);
  return {
    status: driftStatusOf(findings),
    pin,
    measuredAt: now,
    findings,
    ...(verified === undefined ? {} : { list: { current: verified.list, id: verified.id } }),
    timeline,
    keys: list === undefined ? [] : keys.map(([key, one]) => keyReport(key, one, list)),
    measures: releaseMetrics(observation, list, history, timeline, findings),
    probes,
  };
}

/** The versions for the timeline. Without a history, only the current version shows when its releases began. */
function historyLists(
  history: ObservedHistory | undefined,
  list: ObservedHistory['lists'][number] | undefined,
): ObservedHistory['lists'] {
  return history?.lists ?? (list === undefined ? [] : [list]);
}
