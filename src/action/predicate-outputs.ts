import { writeBinaryFile, writeTextFile } from '../adapters/files/local-files.js';
import type { Runner } from '../adapters/github/github-runner.js';
import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import { publishedFiles } from '../workflow/commands/published-files.js';
import {
  CONFIGURATION_FILE,
  Options,
  type OptionValues,
} from '../workflow/options/option-values.js';
import { failureOf } from '../workflow/outcome.js';
import type { ListPorts } from '../workflow/ports.js';
import type { Outputs } from './output-table.js';

/**
 * Writes the predicate of the manifest that `publish` signed or found to a file. `actions/attest` can then sign the
 * same predicate for verifiers that trust the identity of the workflow instead of a key. Also names image and manifest
 * as artifacts of the job. Does nothing for a projection or a dry run. A file that cannot be written is a warning,
 * because the image is already published.
 */
export async function predicateOutputs(
  ended: ListOutcome,
  values: OptionValues,
  runner: Runner,
  ports: ListPorts,
): Promise<Outputs> {
  const { exitCode, result } = ended.outcome;
  if (ended.kind !== 'change' || exitCode !== 0 || result === undefined) return {};
  if (ended.outcome.result?.dryRun !== false) return {};
  try {
    const options = new Options(values);
    const config = options.text('config') ?? CONFIGURATION_FILE;
    const files = await publishedFiles(ended.outcome.result, config, ports);
    if (files === undefined) return {};
    const { imageSha256, predicateType, predicate } = files;
    const path = runner.temporaryPath(`pcr-allowlist-predicate-${imageSha256}.json`);
    await writeTextFile(path, predicate);
    const [manifest] = files.manifest;
    if (manifest !== undefined) {
      const file = runner.temporaryPath(manifest.name);
      await writeBinaryFile(file, manifest.bytes);
      runner.artifact(file);
    }
    const image = options.text('eif');
    if (image !== undefined) runner.artifact(image);
    return { 'predicate-path': path, 'predicate-type': predicateType };
  } catch (error) {
    const { code, message } = failureOf(error);
    runner.warning(
      code,
      `the image is published, but the predicate for actions/attest could not be written: ${message}`,
    );
    return {};
  }
}
