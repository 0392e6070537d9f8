import { policyRequirements } from '../../allowlist/approval/approval-policy.js';
import { NOTHING_UNAPPROVED, type Unapproved } from '../../allowlist/approval/missing-approvals.js';
import type { CurrentState } from '../../allowlist/read-current.js';
import type { StagedDraft } from '../../allowlist/staged-names.js';
import type { Staged } from '../../allowlist/staged-values.js';
import { admissionOf, requireTransition, type Transition } from '../../allowlist/transition.js';
import { requireHistory } from '../../allowlist/update-allow-list.js';
import { completeHistory } from '../../allowlist/write-history.js';
import { TrustError, type Warning } from '../../base/errors.js';
import { ENCLAVE } from '../../format/platform.js';
import type { PcrManifest } from '../../manifest/manifest.js';
import { type Followed, followList, NOT_FOLLOWED, planAhead } from '../keys/follow-list.js';
import { keyAddressWarnings } from '../keys/key-addresses.js';
import type { Enclave } from '../list/enclave.js';
import {
  bundlesOf,
  changeList,
  type OpenList,
  openList,
  previewChange,
  readState,
} from '../list/open-list.js';
import { tellClock } from '../list/store-clock.js';
import { withEnclave } from '../list/with-enclave.js';
import type { CommandName } from '../options/command-table.js';
import type { PublishRequest } from '../options/publish-request.js';
import { ended, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { listedWarnings, releaseOfImage } from './already-listed.js';
import {
  carryWarnings,
  changeResult,
  changeWarnings,
  heldFiles,
  type ListResult,
  leftCertificateWarnings,
  stagedFacts,
} from './list-result.js';
import { openSigners, type Signers, type StagedNow, stage } from './stage-publication.js';
import { manifestToPublish, NOT_WRITTEN, stagedDraft } from './staged-draft.js';

/**
 * Signs and stages a release or the projection. If the configuration requires no approval, the list follows at once. In
 * order, and before anything is written: the configuration; the image (`readImageToPublish`); the signing keys are
 * trusted and reach the threshold (`threshold-not-met`); the current list verifies; the list would accept the change;
 * if the list follows at once, every key policy can follow (`planKey`). A dry run needs no signing key. An image that
 * is in the list or waits for approval changes nothing. The run then completes what a killed run left undone: a missing
 * version in the history, or a key that does not follow yet.
 */
export async function publish(
  request: PublishRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return withEnclave('publish', request.config, ports, async (enclave, warnings) => {
    const measured = await manifestToPublish(request, enclave, ports, warnings);
    return publishManifest('publish', request, measured, enclave, ports, warnings);
  });
}

/** The options of a publication, besides its manifest. */
export type PublicationRequest = Pick<
  PublishRequest,
  'release' | 'again' | 'retiresNow' | 'noReconcile' | 'dryRun'
>;

/** Stages a verified manifest, or the projection without one, and continues as `publish` describes. */
export async function publishManifest(
  command: CommandName,
  request: PublicationRequest,
  measured: PcrManifest | undefined,
  enclave: Enclave,
  ports: ListPorts,
  warnings: Warning[],
): Promise<Outcome<ListResult>> {
  const opened = request.dryRun ? undefined : await openSigners(enclave, ports, warnings);
  const list = await openList(enclave, ports);
  const state = await readState(list, ports);
  warnings.push(...tellClock(list.opened, ports));
  requireHistory(state?.unopened ?? []);
  if (state !== undefined) warnings.push(...keyAddressWarnings(enclave, state.verified.list));
  const format = state?.verified.list.format ?? 'v2';
  const published = measured === undefined ? undefined : inFormat(measured, format);
  const draft = await stagedDraft(request, published, list, state?.verified.list, ports);
  warnings.push(...leftCertificateWarnings(draft, state?.verified.list));
  const step = asIfApproved(draft, list, state, ports);
  const isAutomatic = isWithoutApproval(enclave, state);
  const signers = isAutomatic || opened === undefined ? opened : { ...opened, list: undefined };
  const follow = { isLeftAlone: request.noReconcile || !isAutomatic };
  if (step.kind === 'unchanged') {
    const same = {
      ...unchanged(list, state, ports, request, step.message),
      ...listed(state, published),
    };
    warnings.push(...listedWarnings(draft, state));
    if (request.dryRun) return ended(command, same, warnings);
    if (isAutomatic && state !== undefined) {
      const { store } = list.opened;
      const history = await completeHistory(state, { store, companions: bundlesOf });
      warnings.push(...changeWarnings({ historyMissing: history === 'missing' }));
    }
    return follows(command, same, await followList(list, same, ports, follow), warnings);
  }
  const ahead = follow.isLeftAlone
    ? undefined
    : await planAhead(step.list, NOTHING_UNAPPROVED, enclave, ports);
  if (signers === undefined) {
    const preview = await previewed(draft, list, state, ports);
    return ended(
      command,
      ahead === undefined ? preview : { ...preview, keys: ahead.keys },
      [...warnings, ...(ahead?.warnings ?? [])],
      ahead?.failures,
    );
  }
  if (ahead !== undefined && ahead.failures.length > 0) {
    const same = unchanged(list, state, ports, request, NOT_FOLLOWED);
    return ended(command, { ...same, keys: ahead.keys }, warnings, ahead.failures);
  }
  if (state === undefined) await list.opened.requirePreconditions();
  const staged = await stage(draft, published, list, state, signers, ports);
  warnings.push(...carryWarnings(staged.staged));
  const result = await settle(staged, list, state, signers, ports, warnings);
  return follows(command, result, await followList(list, result, ports, follow), warnings);
}

/**
 * The manifest in the format of the list. Throws TrustError `not-allowed` if that format cannot express a requirement.
 */
function inFormat(manifest: PcrManifest, format: PcrManifest['format']): PcrManifest {
  if (format === 'v1' && manifest.userData !== undefined) {
    throw new TrustError(
      'not-allowed',
      'the list is in format v1, which cannot contain user data',
      {
        hint: 'Move the list first with `pcr-allowlist renew --format v2`.',
      },
    );
  }
  return { ...manifest, format };
}

function follows(
  command: CommandName,
  result: ListResult,
  { keys, failures, warnings: more }: Followed,
  warnings: readonly Warning[],
): Outcome<ListResult> {
  const whole = keys.length === 0 ? result : { ...result, keys };
  return ended(command, whole, [...warnings, ...more], failures);
}

type ListedResult = ListResult & { readonly unapproved: Unapproved };

/** Whether neither the configuration nor the list requires approvals. */
function isWithoutApproval({ configuration }: Enclave, state: CurrentState | undefined): boolean {
  const ofList = policyRequirements(state?.verified.list.projection.approval);
  return configuration.approval === 'none' && ofList.length === 0;
}

/** The list after the draft is approved, or the reason why nothing is to be done. Throws the refusal of the list. */
function asIfApproved(
  draft: StagedDraft,
  { enclave }: OpenList,
  state: CurrentState | undefined,
  { now }: ListPorts,
): Exclude<Transition, { kind: 'refused' }> {
  return requireTransition(
    state?.verified,
    admissionOf({ ...draft, sha256: NOT_WRITTEN } as Staged, 'assumed'),
    { ...enclave.pin, now, expiresInMs: enclave.configuration['expires-in'] },
  );
}

function unchanged(
  { enclave }: OpenList,
  state: CurrentState | undefined,
  { now }: ListPorts,
  { dryRun }: PublicationRequest,
  message: string,
): ListedResult {
  const unapproved = state?.verified.unapproved ?? NOTHING_UNAPPROVED;
  const list = state?.verified.list;
  const id = state?.verified.id;
  const { pin } = enclave;
  return { changed: false, dryRun, message, pin, before: list, after: list, id, unapproved, now };
}

/** The facts of the release that already has an image. */
function listed(
  state: CurrentState | undefined,
  manifest: PcrManifest | undefined,
): Pick<ListResult, 'manifest' | 'release'> {
  const release = manifest && releaseOfImage(state, manifest.measurements);
  if (release === undefined) return {};
  const { id, measurements } = release;
  return {
    manifest: release.manifest,
    release: { id, [ENCLAVE.image]: measurements[ENCLAVE.image] },
  };
}

async function previewed(
  draft: StagedDraft,
  list: OpenList,
  state: CurrentState | undefined,
  ports: ListPorts,
): Promise<ListResult> {
  const staged = { ...draft, sha256: NOT_WRITTEN } as Staged;
  const change = await previewChange(list, admissionOf(staged, 'assumed'), ports, { state });
  const automatic = isWithoutApproval(list.enclave, state);
  const then = automatic
    ? 'the list would change as shown'
    : 'after approval the list would change as shown';
  return {
    ...changeResult(change, list.enclave, ports.now, {
      dryRun: true,
      done: `${nameOf(staged)} would be staged, and ${then}`,
    }),
    staged: { ...stagedFacts(staged), path: undefined },
  };
}

/** A staged record waits, or is added to the list at once if no approval is required. */
async function settle(
  { staged, isNew, manifest: held }: StagedNow,
  list: OpenList,
  state: CurrentState | undefined,
  { manifest, list: listSigner }: Signers,
  ports: ListPorts,
  warnings: Warning[],
): Promise<ListedResult> {
  const facts = {
    staged: stagedFacts(staged),
    ...(staged.kind === 'projection' ? {} : { manifest: staged.manifest }),
  };
  if (listSigner === undefined) {
    const current = state?.verified;
    const { pin, approvalKeys } = list.enclave;
    // A new record has no approval yet. This run does not know the approvals of an earlier record.
    const approvals =
      isNew && approvalKeys !== undefined
        ? { approvals: { found: 0, needed: approvalKeys.threshold } }
        : {};
    return {
      changed: isNew,
      dryRun: false,
      message: isNew
        ? `${nameOf(staged)} waits for approval`
        : `${nameOf(staged)} is already staged, and waits for approval`,
      pin,
      before: current?.list,
      after: current?.list,
      id: current?.id,
      unapproved: current?.unapproved ?? NOTHING_UNAPPROVED,
      now: ports.now,
      ...facts,
      ...approvals,
      held: heldFiles(held),
      signer: manifest.address,
    };
  }
  const change = await changeList(list, listSigner, admissionOf(staged, 'not-required'), ports, {
    state,
  });
  warnings.push(...changeWarnings(change));
  return {
    ...changeResult(change, list.enclave, ports.now, {
      dryRun: false,
      done: `${nameOf(staged)} is in the allow-list`,
    }),
    ...facts,
    held: heldFiles(held, change),
    signer: listSigner.address,
  };
}

function nameOf(staged: Staged): string {
  return staged.kind === 'projection' ? 'the projection' : `release ${staged.id}`;
}
