import { exportAllowList } from '../../allowlist/export-allow-list.js';
import { readAllowList } from '../../allowlist/read-current.js';
import { listTrustOf, readPins, requireListPins } from '../list/pins.js';
import { unapprovedFailures } from '../list/unapproved-failures.js';
import type { ExportRequest } from '../options/export-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { type Exported, exportKeyPolicy, keyExportOf } from './export-key-policy.js';

/**
 * What the list of a store allows now, verified first, in the form of another reader (`exportAllowList`), or as the policy
 * of a key (`exportKeyPolicy`). What lacks approvals by the keys that are pinned or configured is left out and reported
 * (`unapproved`).
 */
export async function exportList(
  { to, release, key, pins: request }: ExportRequest,
  ports: ListPorts,
): Promise<Outcome<Exported>> {
  try {
    const pins = requireListPins(await readPins(request, ports));
    const opened = await ports.openStore(pins.store.address, pins.store.file);
    const trust = listTrustOf(pins, 'nothing-remembered');
    const verified = await readAllowList(opened, trust, ports.now);
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
    const lacking = unapprovedFailures(verified.list, verified.unapproved);
    return ended('export', exported, warnings, lacking);
  } catch (error) {
    return failed('export', error);
  }
}
