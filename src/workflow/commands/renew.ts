import { UsageError } from '../../base/errors.js';
import { loadEnclave, readPublicKey } from '../list/enclave.js';
import { openList, readState } from '../list/open-list.js';
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
  const { config, fromSigner, format, dryRun } = request;
  try {
    const moved = format === undefined ? undefined : await movedByApproval(request, ports);
    if (moved !== undefined) return moved;
  } catch (error) {
    return failed('renew', error);
  }
  return runListChange('renew', { dryRun }, ports, async () => ({
    enclave: await loadEnclave(config, ports),
    alsoTrusted: fromSigner === undefined ? [] : [await readPublicKey(fromSigner, ports)],
    operation: { kind: 'renew', ...(format === undefined ? {} : { format }) },
    done: `the allow-list ${dryRun ? 'would be' : 'is'} renewed${format === undefined ? '' : ` in format ${format}`}`,
  }));
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
