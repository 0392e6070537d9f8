import { exportAllowList } from '../../allowlist/export-allow-list.js';
import { readAllowList } from '../../allowlist/read-current.js';
import { seenList } from '../../allowlist/seen-list.js';
import { listTrustOf, readPins, requireListPins } from '../list/pins.js';
import { readRemembered, rememberList } from '../list/remembered-version.js';
import type { ExportRequest } from '../options/export-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import {
  type Exported,
  exportKeyPolicy,
  keyExportOf,
  withheldFailures,
} from './export-key-policy.js';

/**
 * Verifies the list of a store, and exports what it allows now in the format of another reader (`exportAllowList`), or
 * as the policy of a key (`exportKeyPolicy`). Parts without approvals by the pinned or configured keys are omitted and
 * reported (`unapproved`), and so are images that are remembered as revoked (`revived`). The remembered state is
 * written before anything is printed.
 */
export async function exportList(
  { to, release, key, remember, pins: request }: ExportRequest,
  ports: ListPorts,
): Promise<Outcome<Exported>> {
  try {
    const pins = requireListPins(await readPins(request, ports));
    const opened = await ports.openStore(pins.store.address, pins.store.file);
    const remembered =
      remember === undefined
        ? 'nothing-remembered'
        : await readRemembered(remember, pins.pin, ports);
    const trust = listTrustOf(pins, remembered);
    const verified = await readAllowList(opened, trust, ports.now);
    if (remember !== undefined) {
      await rememberList(remember, pins.pin, seenList(verified, ports.now), ports);
    }
    const target = keyExportOf(to);
    if (target !== undefined) {
      const asked = { pins: request, ...(key === undefined ? {} : { key }) };
      return await exportKeyPolicy(target, asked, verified, ports);
    }
    const exported = exportAllowList(
      verified,
      to,
      ports.now,
      release === undefined ? {} : { release },
    );
    const warnings = exported.lost.map((message) => ({ code: 'not-held', message }));
    return ended('export', exported, warnings, withheldFailures(verified));
  } catch (error) {
    return failed('export', error);
  }
}
