import { UsageError } from '../../base/errors.js';
import { approveRequest } from '../options/approve-request.js';
import type { CommandName } from '../options/command-table.js';
import { driftRequest } from '../options/drift-request.js';
import { exportRequest } from '../options/export-request.js';
import { initRequest } from '../options/init-request.js';
import { logRequest } from '../options/log-request.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from '../options/option-values.js';
import { publishRequest } from '../options/publish-request.js';
import { reconcileRequest } from '../options/reconcile-request.js';
import { renewRequest } from '../options/renew-request.js';
import { retireRequest } from '../options/retire-request.js';
import { revokeRequest } from '../options/revoke-request.js';
import { rollbackRequest, unretireRequest } from '../options/rollback-request.js';
import { statusRequest } from '../options/status-request.js';
import { verifyDocumentRequest } from '../options/verify-document-request.js';
import { verifyRequest } from '../options/verify-request.js';
import type { Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { approve } from './approve.js';
import { completeCommands } from './complete-commands.js';
import { drift } from './drift.js';
import { exportList } from './export.js';
import { init } from './init.js';
import type { ListOutcome } from './list-outcome.js';
import type { ListResult } from './list-result.js';
import { log } from './log.js';
import { publish } from './publish.js';
import { reconcile } from './reconcile.js';
import { renew } from './renew.js';
import { retire } from './retire.js';
import { revoke } from './revoke.js';
import { rollback } from './rollback.js';
import { status } from './status.js';
import { unretire } from './unretire.js';
import { withReleaseAssets } from './upload-assets.js';
import { verify } from './verify.js';
import { verifyOneDocument } from './verify-document.js';

/** The commands that work on the allow-list: every command except `measure`, which needs none of their ports. */
export type ListCommand = Exclude<CommandName, 'measure'>;

/**
 * Runs one command. Throws UsageError for contradicting options. All other errors are in the outcome. Command lines in
 * the outcome name the given configuration (`completeCommands`).
 */
export async function runListCommand(
  command: ListCommand,
  values: OptionValues,
  ports: ListPorts,
): Promise<ListOutcome> {
  const config = new Options(values).text('config') ?? CONFIGURATION_FILE;
  return completeCommands(await runOne(command, values, ports), config);
}

async function runOne(
  command: ListCommand,
  values: OptionValues,
  ports: ListPorts,
): Promise<ListOutcome> {
  switch (command) {
    case 'verify':
      return runVerify(values, ports);
    case 'drift':
      return { kind: 'drift', outcome: await drift(driftRequest(values), ports) };
    case 'status':
      return { kind: 'status', outcome: await status(statusRequest(values), ports) };
    case 'log':
      return { kind: 'log', outcome: await log(logRequest(values), ports) };
    case 'export':
      return { kind: 'export', outcome: await exportList(exportRequest(values), ports) };
    case 'init':
      return { kind: 'change', outcome: await init(initRequest(values), ports) };
    case 'publish':
      return { kind: 'change', outcome: await published(values, ports) };
    case 'approve':
      return { kind: 'change', outcome: await approved(values, ports) };
    case 'retire':
      return { kind: 'change', outcome: await retire(retireRequest(values), ports) };
    case 'revoke':
      return { kind: 'change', outcome: await revoke(revokeRequest(values), ports) };
    case 'rollback':
      return { kind: 'change', outcome: await rollback(rollbackRequest(values), ports) };
    case 'unretire':
      return { kind: 'change', outcome: await unretire(unretireRequest(values), ports) };
    case 'reconcile':
      return { kind: 'change', outcome: await reconcile(reconcileRequest(values), ports) };
    case 'renew':
      return { kind: 'change', outcome: await renew(renewRequest(values), ports) };
  }
}

function published(values: OptionValues, ports: ListPorts): Promise<Outcome<ListResult>> {
  const request = publishRequest(values);
  return withReleaseAssets(values, ports, () => publish(request, ports));
}

function approved(values: OptionValues, ports: ListPorts): Promise<Outcome<ListResult>> {
  const request = approveRequest(values);
  return withReleaseAssets(values, ports, () => approve(request, ports));
}

/** Documents are verified by their own command, separate from manifests and lists. */
async function runVerify(values: OptionValues, ports: ListPorts): Promise<ListOutcome> {
  const options = new Options(values);
  const [document, url] = [options.text('document'), options.text('url')];
  if (document === undefined && url === undefined) {
    return { kind: 'verify', outcome: await verify(verifyRequest(values), ports) };
  }
  if (options.text('manifest') !== undefined || options.flag('allow-list')) {
    throw new UsageError('expected exactly one of manifest, allow-list, document and url');
  }
  if (document !== undefined && url !== undefined) {
    throw new UsageError('expected exactly one of document and url');
  }
  const request = verifyDocumentRequest(options);
  return { kind: 'document', outcome: await verifyOneDocument(request, ports) };
}
