import type { VerifiedAllowList } from '../../allowlist/verify-allow-list.js';
import { TrustError, UsageError } from '../../base/errors.js';
import { loadEnclave, readPublicKey } from '../list/enclave.js';
import { openList, readState } from '../list/open-list.js';
import { unapprovedParts } from '../list/unapproved-failures.js';
import type { RenewRequest } from '../options/renew-request.js';
import { failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { moveList } from './move-list.js';
import { runListChange } from './run-list-change.js';

/**
 * Signs the list again with new times. Needs the list key, which must be trusted. With `format`, moves a list from an
 * earlier format: at once with `approval: none`, otherwise with approvals (`moveList`).
 */
export async function renew(request: RenewRequest, ports: ListPorts): Promise<Outcome<ListResult>> {
  const { config, fromSigner, format, acceptUnapproved, dryRun } = request;
  try {
    const moved = format === undefined ? undefined : await movedByApproval(request, ports);
    if (moved !== undefined) return moved;
  } catch (error) {
    return failed('renew', error);
  }
  return runListChange('renew', { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config, ports),
    alsoTrusted: fromSigner === undefined ? [] : [await readPublicKey(fromSigner, ports)],
    check: (current) => requireAccepted(current, acceptUnapproved),
    operation: { kind: 'renew', ...(format === undefined ? {} : { format }) },
    done: `the allow-list ${dryRun ? 'would be' : 'is'} renewed${format === undefined ? '' : ` in format ${format}`}`,
  }));
}

/**
 * Refuses to sign a list with parts that the approval keys did not approve. Otherwise a thief of an old list key would
 * get those parts signed by the new key. Throws TrustError `unapproved` with the parts that the request does not
 * accept.
 */
function requireAccepted(
  current: VerifiedAllowList | undefined,
  accepted: readonly string[],
): void {
  if (current === undefined) return;
  const parts = unapprovedParts(current.list, current.unapproved);
  const left = parts.filter((part) => !accepted.includes(part));
  if (left.length === 0) return;
  throw new TrustError(
    'unapproved',
    `the allow-list contains parts without approvals by the keys of the configuration: ${left.join(', ')}`,
    {
      hint: 'Revoke releases that you do not know. With accept-unapproved the list is signed, and key policies and exports still omit these parts.',
    },
  );
}

/** The outcome of a move that needs approvals. Undefined if no approval is required, or the list needs no move. */
async function movedByApproval(
  { config, fromSigner, githubToken, dryRun }: RenewRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult> | undefined> {
  const enclave = await loadEnclave(config, ports);
  if (enclave.configuration.approval === 'none') return undefined;
  if (fromSigner !== undefined) {
    throw new UsageError('from-signer and format exclude each other: renew with from-signer first');
  }
  const list = await openList(enclave, ports);
  const state = await readState(list, ports);
  if (state === undefined || state.verified.list.format !== 'v1') return undefined;
  return moveList({ config, githubToken, dryRun }, list, state, ports);
}
