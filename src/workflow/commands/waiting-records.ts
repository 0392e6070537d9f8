import type { AllowList } from '../../allowlist/allow-list.js';
import { approvedProjection } from '../../allowlist/approval/key-approval.js';
import { projectionDifferences } from '../../allowlist/list-difference.js';
import { EMPTY_BODY } from '../../allowlist/list-step.js';
import type { CurrentState } from '../../allowlist/read-current.js';
import { stagedIdOf } from '../../allowlist/staged-names.js';
import type { Staged, StagedRelease } from '../../allowlist/staged-values.js';
import { admissionOf, transition } from '../../allowlist/transition.js';
import { CodedError } from '../../base/errors.js';
import { pluralize } from '../../base/plural.js';
import { ENCLAVE } from '../../format/platform.js';
import { keyIdOf } from '../../format/public-key.js';
import { observeStaged } from '../drift/observe-store.js';
import type { OpenList } from '../list/open-list.js';
import { isUsedRecord, readManifest, requireSamePcrs } from '../list/staging.js';
import type { ListPorts } from '../ports.js';
import { holderName } from './approver-names.js';
import { keyApprovals } from './collect-approvals.js';
import type { WaitingRecord } from './status-result.js';

/**
 * The staged records that the list would accept with approval, newest first. Omitted: used records; all but the newest
 * record of an image under one id; projections older than the projection of the list; and records that the rules of the
 * list would refuse or that would change nothing.
 */
export async function waitingRecords(
  list: OpenList,
  state: CurrentState | undefined,
  ports: ListPorts,
): Promise<readonly WaitingRecord[]> {
  const current = state?.verified.list;
  const observed = await observeStaged({ releases: current?.releases ?? [] }, list);
  const records = observed
    .flatMap(({ record }) => (record === undefined ? [] : [record]))
    .toSorted((a, b) => b.stagedAt - a.stagedAt);
  const projectedAt = currentProjectionStagedAt(records, current);
  const seen = new Set<string>();
  const fresh = records.filter((record) => {
    const subject = record.kind === 'release' ? record.measurements[ENCLAVE.image] : '';
    const name = `${stagedIdOf(record)} ${subject}`;
    const isNewest = !seen.has(name);
    seen.add(name);
    if (!isNewest || (current !== undefined && isUsedRecord(record, current))) return false;
    if (record.kind === 'projection' && record.stagedAt < projectedAt) return false;
    return wouldChangeList(record, list, state, ports);
  });
  return Promise.all(fresh.map((record) => waitingRecord(record, list, state, ports)));
}

function currentProjectionStagedAt(records: readonly Staged[], list: AllowList | undefined) {
  const sha256 = list?.projection.staged.at(-1);
  return records.find((record) => record.sha256 === sha256)?.stagedAt ?? Number.NEGATIVE_INFINITY;
}

function wouldChangeList(
  record: Staged,
  { enclave }: OpenList,
  state: CurrentState | undefined,
  { now }: ListPorts,
): boolean {
  const context = { ...enclave.pin, now, expiresInMs: enclave.configuration['expires-in'] };
  return transition(state?.verified, admissionOf(record, 'assumed'), context).kind === 'next';
}

async function waitingRecord(
  record: Staged,
  list: OpenList,
  state: CurrentState | undefined,
  { now }: ListPorts,
): Promise<WaitingRecord> {
  const { approvalKeys, configuration } = list.enclave;
  const found =
    approvalKeys === undefined
      ? []
      : (await keyApprovals(record, list, state, { now })).filter(
          ({ expiresAt }) => now < expiresAt,
        );
  const ids = new Set(found.map(({ by }) => by));
  const nameOf = (id: string) => holderName(id, list.enclave);
  const all = (approvalKeys?.keys ?? []).map(({ spkiDer }) => keyIdOf(spkiDer));
  const github = configuration.approval === 'none' ? undefined : configuration.approval.github;
  const pull = github?.['pull-request'];
  return {
    record,
    projection: approvedProjection(
      record,
      state?.verified.list.projection ?? EMPTY_BODY.projection,
    ),
    ...(record.kind === 'release' ? { manifest: await manifestStanding(record, list) } : {}),
    differences:
      record.kind === 'release'
        ? []
        : projectionDifferences(
            state?.verified.list.projection ?? EMPTY_BODY.projection,
            record.projection,
          ),
    ...(approvalKeys === undefined
      ? {}
      : {
          keys: {
            needed: approvalKeys.threshold,
            by: [...ids].map(nameOf).sort(),
            others: [...new Set(all)]
              .filter((id) => !ids.has(id))
              .map(nameOf)
              .sort(),
          },
        }),
    github: [
      ...(github?.environment === undefined
        ? []
        : [`${pluralize(github.reviewers, 'reviewer')} of the environment ${github.environment}`]),
      ...(pull === undefined
        ? []
        : [`${pluralize(pull.reviewers, 'reviewer')} of the pull request`]),
    ],
  };
}

/** Whether the staged manifest of a release exists and matches. */
async function manifestStanding(
  record: StagedRelease,
  { opened, enclave }: OpenList,
): Promise<NonNullable<WaitingRecord['manifest']>> {
  const { path, sha256 } = record.manifest;
  try {
    const stored = await readManifest(opened.store, path, enclave.manifestTrust);
    if (stored.sha256 !== sha256) return { fault: `${path} is not the staged manifest` };
    requireSamePcrs(stored.manifest, record, path);
    return { measured: stored.manifest.measured };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { fault: `${error.message} (${error.code})` };
  }
}
