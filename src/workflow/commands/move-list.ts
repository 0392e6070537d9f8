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
 * Moves a list from format v1 to v2 if approvals are configured. The projection of the list is staged in v2, with the
 * approval policy of the configuration and the releases that stay approved. It needs approval like any projection, and
 * the list moves when it is added. In order: a waiting record of this projection is added as in `approve projection`
 * (`approval-missing` until there are enough approvals); without such a record, one is staged with the manifest key.
 * Nothing else in the list changes, and no key policy changes.
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
