import { UsageError } from '../../base/errors.js';
import type { GitHub } from '../github/github-port.js';
import { uploadReleaseAssets } from '../github/release-assets.js';
import { CONFIGURATION_FILE, Options, type OptionValues } from '../options/option-values.js';
import { ended, failureOf, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { publishedFiles } from './published-files.js';

/** The GitHub release to upload to, by its tag, and the configuration of the list. */
interface AssetsRequest {
  readonly tag: string;
  readonly config: string;
  readonly github: GitHub;
}

/**
 * Runs `publish` or `approve`, and uploads the published files to the GitHub release that `release-assets` names by its
 * tag. GitHub is opened before the command runs (`usage` without a token), and written to only after the command is
 * done. A release stays a draft until the list has the image. If an upload fails, the command ends with its code.
 * Running the command again completes the upload.
 */
export async function withReleaseAssets(
  values: OptionValues,
  ports: ListPorts,
  run: () => Promise<Outcome<ListResult>>,
): Promise<Outcome<ListResult>> {
  const request = await assetsRequest(values, ports);
  const outcome = await run();
  const { command, result, exitCode, warnings } = outcome;
  if (request === undefined || command === null || result === undefined) return outcome;
  if (exitCode !== 0 || result.dryRun) return outcome;
  try {
    const files = await publishedFiles(result, request.config, ports);
    if (files === undefined) return outcome;
    const list = await files.list();
    const assets = await uploadReleaseAssets(request.github, {
      tag: request.tag,
      assets: [...files.manifest, ...(list ?? [])],
      keepDraft: list === undefined,
    });
    return ended(command, { ...result, assets }, warnings);
  } catch (error) {
    return ended(command, result, warnings, [failureOf(error)]);
  }
}

async function assetsRequest(
  values: OptionValues,
  { openGitHub }: ListPorts,
): Promise<AssetsRequest | undefined> {
  const options = new Options(values);
  const tag = options.text('release-assets');
  if (tag === undefined) return undefined;
  const isProjection = options.flag('projection') || options.text('release') === 'projection';
  const isStatement = options.text('eif') === undefined && options.text('key') !== undefined;
  if (isProjection || isStatement) {
    throw new UsageError('release-assets has no effect without an image to publish or approve');
  }
  const github = await openGitHub(options.text('github-token'));
  return { tag, config: options.text('config') ?? CONFIGURATION_FILE, github };
}
