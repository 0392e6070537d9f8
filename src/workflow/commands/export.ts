import { type ExportedAllowList, exportAllowList } from '../../allowlist/export-allow-list.js';
import { readAllowList } from '../../allowlist/read-current.js';
import {
  listTrustOf,
  type PinRequest,
  pinRequest,
  readPins,
  requireListPins,
} from '../list/pins.js';
import { Options, type OptionValues } from '../options/option-values.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

export interface ExportRequest {
  readonly to: string;
  /** One release alone, for forms that hold a single one. */
  readonly release?: string;
  readonly pins: PinRequest;
}

/** Options as a request. Throws UsageError where no target is named. */
export function exportRequest(values: OptionValues): ExportRequest {
  const options = new Options(values);
  const release = options.text('release');
  return {
    to: options.required('to'),
    ...(release === undefined ? {} : { release }),
    pins: pinRequest(options),
  };
}

/** What the list of a store allows now, verified first, in the form of another reader (`exportAllowList`). */
export async function exportList(
  { to, release, pins: request }: ExportRequest,
  ports: ListPorts,
): Promise<Outcome<ExportedAllowList>> {
  try {
    const pins = requireListPins(await readPins(request, ports));
    const opened = await ports.openStore(pins.store.address, pins.store.file);
    const trust = listTrustOf(pins, 'nothing-remembered');
    const verified = await readAllowList(opened.store, trust, ports.now);
    const exported = exportAllowList(
      verified,
      to,
      ports.now,
      release === undefined ? {} : { release },
    );
    const warnings = exported.lost.map((message) => ({ code: 'not-held', message }));
    return ended('export', exported, warnings);
  } catch (error) {
    return failed('export', error);
  }
}
