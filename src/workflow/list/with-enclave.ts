import type { Warning } from '../../base/errors.js';
import type { CommandName } from '../options/command-table.js';
import { failed, type Outcome } from '../outcome.js';
import type { FilePorts } from '../ports.js';
import { type Enclave, loadEnclave } from './enclave.js';

/**
 * Runs a command on the enclave of a configuration (`loadEnclave`). Warnings about the configuration come first, and
 * are kept if the command is refused. A thrown error becomes the outcome.
 */
export async function withEnclave<Result>(
  command: CommandName,
  config: string,
  ports: FilePorts,
  run: (enclave: Enclave, warnings: Warning[]) => Promise<Outcome<Result>>,
): Promise<Outcome<Result>> {
  const warnings: Warning[] = [];
  try {
    const enclave = await loadEnclave(config, ports);
    warnings.push(...enclave.warnings);
    return await run(enclave, warnings);
  } catch (error) {
    return failed(command, error, warnings);
  }
}
