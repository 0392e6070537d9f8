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
 * Signs the list anew with fresh times, by a key of the trust; needs the list key. With `format` a list in an earlier
 * format is moved: at once where the configuration says `approval: none`, elsewhere by approvals (`moveList`).
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
 * A list that holds what the approval keys did not approve is not signed anew by the way: a thief of an old list key would
 * have it signed by the new one. Throws TrustError `unapproved` with what is not named.
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
    `the allow-list holds what the keys of the configuration did not approve: ${left.join(', ')}`,
    {
      hint: 'Revoke what you do not know. accept-unapproved signs the list anew with it; it stays withheld from key policies and exports.',
    },
  );
}

/** The outcome of a move that approvals have to cover; undefined where nobody has to approve, or nothing is to be moved. */
async function movedByApproval(
  { config, fromSigner, githubToken, dryRun }: RenewRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult> | undefined> {
  const enclave = await loadEnclave(config, ports);
  if (enclave.configuration.approval === 'none') return undefined;
  if (fromSigner !== undefined) {
    throw new UsageError('from-signer and format are two steps: renew with from-signer first');
  }
  const list = await openList(enclave, ports);
  const state = await readState(list, ports);
  if (state === undefined || state.verified.list.format !== 'v1') return undefined;
  return moveList({ config, githubToken, dryRun }, list, state, ports);
}
