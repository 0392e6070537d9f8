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
 * Cancels a retirement. The release is staged again with its manifest in the store (`storedManifest`), and is added
 * like any release, with the approvals that the configuration requires. Refused (`not-allowed`) for a release that is
 * not in the list. Does nothing for an active release.
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
    // With several active releases, a rollback needs the release to end.
    const isGone =
      removed.some((one) => one.id === id && one.why === 'retired') &&
      releases.filter((one) => one.state === 'active').length <= 1;
    const hasEnded = release?.state === 'retiring' && release.retireAt <= ports.now;
    if (release === undefined || hasEnded) {
      throw new TrustError('not-allowed', `the list has no retiring release ${id}`, {
        hint: isGone
          ? `${commandIn(['rollback', id])} brings back a release that has ended.`
          : '`pcr-allowlist status` shows the releases.',
      });
    }
    const manifest = await storedManifest({ standing: release.state, id, release }, list);
    return republish('unretire', { id, dryRun, noReconcile }, manifest, list, ports, warnings);
  });
}
