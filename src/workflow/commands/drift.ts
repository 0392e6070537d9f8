import type { AllowList } from '../../allowlist/allow-list.js';
import type { VerifiedAllowList } from '../../allowlist/verify-allow-list.js';
import { pluralize } from '../../base/plural.js';
import { detectDrift } from '../../drift/detect-drift.js';
import type { DriftReport } from '../../drift/drift-report.js';
import type { Observation, Observed } from '../../drift/observations.js';
import { observe } from '../drift/observation.js';
import { observeHistory } from '../drift/observe-history.js';
import { observeKeys } from '../drift/observe-keys.js';
import { observeBackups, observeManifests, observeStaged } from '../drift/observe-store.js';
import { observeDocuments, observeImages } from '../drift/observe-subjects.js';
import { type Enclave, loadEnclave } from '../list/enclave.js';
import { type OpenList, openList, readState } from '../list/open-list.js';
import type { DriftRequest, FailOn } from '../options/drift-request.js';
import { ended, type Failure, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

/**
 * Compares the observed state with the signed allow-list (`detectDrift`), and changes nothing. In order: the
 * configuration; the current list, verified as a writer verifies it, history included; then all observations at the
 * same time. A subject that cannot be read is a finding, and stops nothing else.
 *
 * Ends with `drift` (exit 5) for a finding with the severity `failOn` or worse. Otherwise ends with `not-computed`
 * (exit 6) for a check that could not run. Otherwise ends with 0.
 */
export async function drift(
  request: DriftRequest,
  ports: ListPorts,
): Promise<Outcome<DriftReport>> {
  try {
    const enclave = await loadEnclave(request.config, ports);
    const observation = await observeEnclave(request, enclave, ports);
    const report = detectDrift(enclave.pin, observation);
    return ended('drift', report, [], failuresOf(report, request.failOn));
  } catch (error) {
    return failed('drift', error);
  }
}

async function observeEnclave(
  request: DriftRequest,
  enclave: Enclave,
  ports: ListPorts,
): Promise<Observation> {
  const { configuration, file, projection } = enclave;
  const opened = await observe(() => openList(enclave, ports));
  const common = {
    now: ports.now,
    configuration: {
      file,
      store: opened.kind === 'read' ? opened.value.opened.name : configuration.store,
      approvalNotEnforced: enclave.warnings.some(({ code }) => code === 'approval-not-enforced'),
      asksForApproval: configuration.approval !== 'none',
      projection,
      minCertificateDays: request.minCertificateDays,
    },
  };
  const state = await observe(async () =>
    opened.kind === 'read' ? readState(opened.value, ports) : undefined,
  );
  if (opened.kind === 'fault') return { ...common, ...NOTHING, list: opened };
  if (state.kind === 'fault') return { ...common, ...NOTHING, list: state };
  if (state.value === undefined) {
    return { ...common, ...NOTHING, list: { kind: 'read', value: 'absent' } };
  }
  const { verified, unopened } = state.value;
  const around = await observeAround(verified, opened.value, request, ports);
  return { ...common, ...around, unopened };
}

/** The observations to compare with a verified list. */
async function observeAround(
  verified: VerifiedAllowList,
  open: OpenList,
  request: DriftRequest,
  ports: ListPorts,
): Promise<Omit<Observation, 'now' | 'configuration'>> {
  const list: AllowList = verified.list;
  const [history, manifests, staged, ofKeys, backups, images, documents] = await Promise.all([
    observe(() => observeHistory(verified, open, ports)),
    observeManifests(list, open, ports),
    observe(() => observeStaged(list, open)),
    observeKeys(verified, open, ports),
    observe(() => observeBackups(open)),
    observeImages(request.images, ports),
    observeDocuments(request, verified, ports),
  ]);
  return {
    list: { kind: 'read', value: verified },
    ...ofKeys,
    ...{ history, manifests, staged, backups, images, documents },
  };
}

const UNCOMPARED: Observed<never> = {
  kind: 'fault',
  fault: { code: 'list-unavailable', message: 'there is no list to compare with', unknown: true },
};

const NOTHING = {
  history: UNCOMPARED,
  staged: UNCOMPARED,
  backups: UNCOMPARED,
  manifests: [],
  keys: [],
  places: new Map(),
  otherLists: [],
  images: [],
  documents: [],
} as const;

const FAILING: Readonly<Record<FailOn, readonly string[]>> = {
  critical: ['critical'],
  high: ['critical', 'high'],
  any: ['critical', 'high', 'low'],
};

function failuresOf({ findings }: DriftReport, failOn: FailOn): readonly Failure[] {
  const failing = findings.filter(({ severity }) => FAILING[failOn].includes(severity));
  const unknown = findings.filter(({ severity }) => severity === 'unknown');
  return [
    ...(failing.length === 0
      ? []
      : [
          {
            code: 'drift' as const,
            message: `${pluralize(failing.length, 'finding')}, first: ${failing[0]?.subject}: ${failing[0]?.message}`,
            hint: 'Each finding names what was expected and found, and, where there is one, the command that repairs it.',
          },
        ]),
    ...(unknown.length === 0
      ? []
      : [
          {
            code: 'not-computed' as const,
            message: `${pluralize(unknown.length, 'check')} could not run, first: ${unknown[0]?.subject}: ${unknown[0]?.message}`,
          },
        ]),
  ];
}
