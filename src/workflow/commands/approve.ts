import { policyKeys } from '../../allowlist/approval/approval-policy.js';
import {
  approvalName,
  encodeApproval,
  isApprovalKey,
} from '../../allowlist/approval/key-approval.js';
import { NOTHING_UNAPPROVED } from '../../allowlist/approval/missing-approvals.js';
import { EMPTY_BODY } from '../../allowlist/list-step.js';
import type { CurrentState } from '../../allowlist/read-current.js';
import type { Evidence, Staged, StagedRelease } from '../../allowlist/staged-values.js';
import { admissionOf } from '../../allowlist/transition.js';
import { requireHistory } from '../../allowlist/update-allow-list.js';
import { TrustError, type Warning } from '../../base/errors.js';
import { PROJECTION_ID } from '../../format/document-fields.js';
import { ENCLAVE } from '../../format/platform.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../format/statement.js';
import { signEnvelope } from '../../manifest/sign-envelope.js';
import { followList, NOT_FOLLOWED, planAhead } from '../keys/follow-list.js';
import { keyFileNames } from '../list/configuration.js';
import type { Enclave } from '../list/enclave.js';
import {
  changeList,
  type ListChange,
  type OpenList,
  openList,
  openListSigner,
  previewChange,
  putImmutable,
  readState,
} from '../list/open-list.js';
import { findStaged, isUsedRecord, readManifest, requireSamePcrs } from '../list/staging.js';
import { tellClock } from '../list/store-clock.js';
import { withEnclave } from '../list/with-enclave.js';
import type { ApproveRequest } from '../options/approve-request.js';
import { ended, type Failure, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { approvalKeysFor, collectEvidence, keyApprovals } from './collect-approvals.js';
import { givenMeasurementsError, requireAllowedImage } from './image-to-publish.js';
import {
  carryWarnings,
  changeResult,
  changeWarnings,
  heldFiles,
  type ListResult,
  leftCertificateWarnings,
  stagedFacts,
} from './list-result.js';

/**
 * Adds a staged record to the list, or signs a statement that approves it. In order: the configuration; the current
 * list verifies; the staged record verifies and has this PCR0 (`not-allowed`); its manifest verifies and has the same
 * hash and PCRs (`pcr-mismatch`), and has no given measurements unless they are allowed (`not-allowed`); the
 * configuration has its certificate. With a key: approvals by the key count (`threshold-not-met`). Without a key: the
 * approvals that the configuration requires (`approval-missing`), the rules of the list, and every key policy can
 * follow the list (`planKey`); then the list is written, and the keys follow.
 */
export async function approve(
  request: ApproveRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return withEnclave('approve', request.config, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const state = await readState(list, ports);
    warnings.push(...tellClock(list.opened, ports));
    requireHistory(state?.unopened ?? []);
    const staged = await chosenRecord(request, list, state);
    warnings.push(...carryWarnings(staged));
    warnings.push(...leftCertificateWarnings(staged, state?.verified.list));
    const manifest = staged.kind === 'release' ? await requireManifest(staged, list) : undefined;
    if (request.key !== undefined) {
      const result = await addStatement(request.key, staged, request, list, state, ports, warnings);
      return ended('approve', result, warnings);
    }
    const { result, failures } = await bringIn(staged, request, list, state, ports, warnings).catch(
      (error: unknown) => {
        throw withApprovers(error, enclave);
      },
    );
    const { held } = result;
    return ended(
      'approve',
      { ...result, held: { ...held, ...heldFiles(manifest) } },
      warnings,
      failures,
    );
  });
}

/** Adds to a refusal for missing approvals which keys count, and how many of them must approve. */
function withApprovers(error: unknown, { configuration: { approval } }: Enclave): unknown {
  if (!(error instanceof TrustError) || error.code !== 'approval-missing') return error;
  if (approval === 'none' || approval.keys === undefined) return error;
  const { trust, threshold } = approval.keys;
  const counted = `${threshold} of these keys must approve: ${keyFileNames(trust)}.`;
  return new TrustError(error.code, error.message, {
    ...(error.at === undefined ? {} : { at: error.at }),
    hint: error.hint === undefined ? counted : `${error.hint} ${counted}`,
    cause: error,
  });
}

/** The newest matching staged record that was not used yet. */
async function chosenRecord(
  { id, pcr0, staged }: ApproveRequest,
  { enclave, opened }: OpenList,
  state: CurrentState | undefined,
): Promise<Staged> {
  const { records, refusal } = await findStaged(opened.store, id, enclave);
  const meant = records.filter(
    (record) =>
      (record.kind === 'projection') === (id === PROJECTION_ID) &&
      (staged === undefined || record.sha256 === staged) &&
      (pcr0 === undefined ||
        (record.kind === 'release' && record.measurements[ENCLAVE.image] === pcr0)),
  );
  const list = state?.verified.list;
  const fresh = meant.filter((record) => list === undefined || !isUsedRecord(record, list));
  // The rules of the list decide on a record that was used: it changes nothing, or is refused as a replay.
  const [newest] = (fresh.length > 0 ? fresh : meant).toSorted((a, b) => b.stagedAt - a.stagedAt);
  if (newest !== undefined) return newest;
  if (records.length === 0 && refusal !== undefined) throw refusal;
  const named = id === PROJECTION_ID ? 'no such staged projection' : `no staged release ${id}`;
  const others = records.length === 0 ? '' : `; staged: ${records.map(describe).join(', ')}`;
  throw new TrustError('not-allowed', `${opened.name} has ${named} for this image${others}`, {
    hint: 'Publish it first. `pcr-allowlist status` shows the records that wait for approval.',
  });
}

/**
 * Reads the file of the manifest. It must match the staged record, so that the approved image is the measured image.
 */
async function requireManifest(
  staged: StagedRelease,
  { enclave, opened }: OpenList,
): Promise<Uint8Array> {
  const { path, sha256 } = staged.manifest;
  const stored = await readManifest(opened.store, path, enclave.manifestTrust);
  if (stored.sha256 !== sha256) {
    throw new TrustError('pcr-mismatch', `${path} is not the staged manifest`, {
      at: { object: path },
    });
  }
  requireSamePcrs(stored.manifest, staged, path);
  if (stored.manifest.userData !== staged.userData) {
    throw new TrustError(
      'user-data-mismatch',
      `the manifest ${path} requires other user data than the staged record`,
      { at: { object: path }, hint: 'Publish the image again.' },
    );
  }
  if (stored.manifest.measured === 'given' && !enclave.configuration['allow-given-measurements']) {
    throw givenMeasurementsError(enclave.file);
  }
  requireAllowedImage(staged.measurements, enclave);
  return stored.envelope;
}

async function addStatement(
  key: string,
  staged: Staged,
  { lifeMs, dryRun }: ApproveRequest,
  { enclave, opened }: OpenList,
  state: CurrentState | undefined,
  ports: ListPorts,
  warnings: Warning[],
): Promise<ListResult> {
  const keys = approvalKeysFor(enclave, state);
  const { signer, address, warnings: ofSigner } = await ports.openSigner(key, '');
  warnings.push(...ofSigner);
  if (!isApprovalKey(signer.publicKey, keys)) {
    throw new TrustError('threshold-not-met', notAmong(address, enclave), {
      hint: 'A statement by this key would not count.',
    });
  }
  const current = state?.verified.list.projection ?? EMPTY_BODY.projection;
  const payload = encodeApproval(staged, current, ports.now, lifeMs);
  if (!dryRun) {
    const envelope = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer], {
      keys,
      threshold: 1,
    });
    await putImmutable(opened.store, approvalName(staged, envelope), envelope);
  }
  const found = new Set(
    (await keyApprovals(staged, { enclave, opened }, state, ports)).map(({ by }) => by),
  );
  const sentence = `a statement of approval of ${describe(staged)}`;
  return {
    changed: !dryRun,
    dryRun,
    message: dryRun ? `${sentence} would be added` : `${sentence} was added`,
    pin: enclave.pin,
    before: state?.verified.list,
    after: state?.verified.list,
    id: state?.verified.id,
    now: ports.now,
    staged: stagedFacts(staged),
    approvals: { found: found.size, needed: neededKeys(enclave, state) },
    signer: address,
  };
}

function notAmong(address: string, { configuration: { approval } }: Enclave): string {
  const trust = approval === 'none' ? [] : (approval.keys?.trust ?? []);
  return `${address} is not among approval.keys.trust: ${keyFileNames(trust)}`;
}

async function bringIn(
  staged: Staged,
  { dryRun, noReconcile, githubToken }: ApproveRequest,
  list: OpenList,
  state: CurrentState | undefined,
  ports: ListPorts,
  warnings: Warning[],
): Promise<{ readonly result: ListResult; readonly failures: readonly Failure[] }> {
  const { enclave } = list;
  const signer = dryRun ? undefined : await openListSigner(enclave, ports);
  warnings.push(...(signer?.warnings ?? []));
  const evidence = await collectEvidence(staged, list, state, githubToken, ports, warnings);
  const operation = admissionOf(staged, evidence);
  const preview = await previewChange(list, operation, ports, { state });
  const facts = {
    staged: stagedFacts(staged),
    ...(staged.kind === 'projection' ? {} : { manifest: staged.manifest }),
    ...approvalFacts(evidence, enclave),
  };
  const resultOf = (change: ListChange): ListResult => ({
    ...changeResult(change, enclave, ports.now, {
      dryRun,
      done: `${describe(staged)} ${dryRun ? 'would be added' : 'was added'} to the allow-list`,
    }),
    ...facts,
  });
  const ahead =
    noReconcile || !preview.changed || preview.after === undefined
      ? undefined
      : await planAhead(preview.after, preview.unapproved, enclave, ports);
  if (signer === undefined || (ahead !== undefined && ahead.failures.length > 0)) {
    warnings.push(...(ahead?.warnings ?? []));
    const result = resultOf(
      dryRun
        ? preview
        : {
            ...preview,
            changed: false,
            message: NOT_FOLLOWED,
            after: preview.before,
            id: state?.verified.id,
            unapproved: state?.verified.unapproved ?? NOTHING_UNAPPROVED,
          },
    );
    const { keys = [], failures = [] } = ahead ?? {};
    return { result: { ...result, keys }, failures };
  }
  if (state === undefined) await list.opened.requirePreconditions();
  const change = await changeList(list, signer, operation, ports, { state });
  warnings.push(...changeWarnings(change));
  const followed = await followList(list, change, ports, { isLeftAlone: noReconcile });
  warnings.push(...followed.warnings);
  const { keys, failures } = followed;
  const result = { ...resultOf(change), held: heldFiles(undefined, change) };
  return { result: { ...result, signer: signer.address, keys }, failures };
}

/** The approvals by keys that the configuration requires, or else the recorded policy of the list. */
function neededKeys({ approvalKeys }: Enclave, state: CurrentState | undefined): number {
  const recorded = policyKeys(state?.verified.list.projection.approval);
  return approvalKeys?.threshold ?? recorded?.threshold ?? 1;
}

function approvalFacts(
  evidence: Evidence | 'not-required',
  { approvalKeys }: Enclave,
): Pick<ListResult, 'approvals'> {
  if (approvalKeys === undefined || evidence === 'not-required') return {};
  const found = new Set(evidence.approvals.map(({ by }) => by)).size;
  return { approvals: { found, needed: approvalKeys.threshold } };
}

function describe(staged: Staged): string {
  return staged.kind === 'projection'
    ? `the projection staged as ${staged.sha256}`
    : `release ${staged.id} with PCR0 ${staged.measurements[ENCLAVE.image]}`;
}
