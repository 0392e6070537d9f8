import type { CurrentState } from '../../allowlist/read-current.js';
import { stagedName } from '../../allowlist/staged-names.js';
import type { StagedProjection } from '../../allowlist/staged-values.js';
import { DAY_MS } from '../../base/instant.js';
import { PROJECTION_ID } from '../../format/document-fields.js';
import { carriedReleases } from '../list/carried-releases.js';
import { type OpenList, openManifestSigner } from '../list/open-list.js';
import { findEarlierRecord, writeStagedRecord } from '../list/staging.js';
import { ended, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { approve } from './approve.js';
import type { ListResult } from './list-result.js';

export interface MoveRequest {
  readonly config: string;
  readonly githubToken: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Moves a list in format v1 to v2 where approvals are configured: the list's own projection is staged in v2 with the approval policy of the configuration and with the releases that stay approved, approved like
 * any projection, and the list moves when it comes in. In order: a record of this projection that waits is brought in as
 * `approve projection` does it (`approval-missing` until there are enough); where there is none, one is staged with the
 * manifest key. Nothing else of the list changes, and no key policy.
 */
export async function moveList(
  { config, githubToken, dryRun }: MoveRequest,
  list: OpenList,
  { verified }: CurrentState,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  const { enclave, opened } = list;
  const { approval } = enclave.projection;
  const projection = {
    ...verified.list.projection,
    ...(approval === undefined ? {} : { approval }),
  };
  const carriesOver = await carriedReleases(verified.list, projection, enclave.approvalKeys);
  const draft: Omit<StagedProjection, 'sha256'> = {
    kind: 'projection',
    format: 'v2',
    ...enclave.pin,
    stagedAt: ports.now,
    projection,
    ...(carriesOver === undefined ? {} : { carriesOver }),
  };
  const waiting = await findEarlierRecord(opened.store, draft, enclave, verified.list);
  if (waiting !== undefined) {
    const { sha256: staged } = waiting;
    const request = { id: PROJECTION_ID, staged, lifeMs: DAY_MS, noReconcile: true };
    const outcome = await approve({ ...request, config, githubToken, dryRun }, ports);
    return { ...outcome, command: 'renew' };
  }
  const facts = {
    changed: true,
    dryRun,
    pin: enclave.pin,
    before: verified.list,
    after: verified.list,
    id: verified.id,
    now: ports.now,
  };
  if (dryRun) {
    const message = 'the move to format v2 would be staged for approval';
    return ended('renew', { ...facts, message }, enclave.warnings);
  }
  const signer = await openManifestSigner(enclave, ports);
  const { sha256 } = await writeStagedRecord(opened.store, draft, signer, enclave, ports);
  const staged = { id: PROJECTION_ID, sha256, path: stagedName(PROJECTION_ID, sha256) };
  const message = 'the move to format v2 waits for approval';
  const warnings = [...enclave.warnings, ...signer.warnings];
  return ended('renew', { ...facts, message, staged, signer: signer.address }, warnings);
}
