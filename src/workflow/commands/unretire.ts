import { TrustError } from '../../base/errors.js';
import { openList, requireState } from '../list/open-list.js';
import { withEnclave } from '../list/with-enclave.js';
import { commandIn } from '../next-step.js';
import type { UnretireRequest } from '../options/rollback-request.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { republish, storedManifest } from './republish.js';

/**
 * Cancels a retirement: the release is staged anew by its manifest in the store (`storedManifest`), and comes back as any
 * release does, with the approvals that the configuration asks for. Refused (`not-allowed`) for a release that is not in the
 * list. An active release changes nothing.
 */
export async function unretire(
  { config, id, dryRun, noReconcile }: UnretireRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return withEnclave('unretire', config, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const state = await requireState(list, ports);
    const release = state.verified.list.releases.find((one) => one.id === id);
    const { removed, releases } = state.verified.list;
    // With several active releases a rollback has to say which one ends.
    const isGone =
      removed.some((one) => one.id === id && one.why === 'retired') &&
      releases.filter((one) => one.state === 'active').length <= 1;
    const hasEnded = release?.state === 'retiring' && release.retireAt <= ports.now;
    if (release === undefined || hasEnded) {
      throw new TrustError('not-allowed', `the list has no release ${id} that is retiring`, {
        hint: isGone
          ? `${commandIn(['rollback', id])} brings back a release that has ended.`
          : '`pcr-allowlist status` shows the releases.',
      });
    }
    const manifest = await storedManifest({ standing: release.state, id, release }, list);
    return republish('unretire', { id, dryRun, noReconcile }, manifest, list, ports, warnings);
  });
}
