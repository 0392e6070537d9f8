import { openGitHub } from '../../src/adapters/github/github-client.js';
import { formatInstant, HOUR_MS } from '../../src/base/instant.js';
import { type GitHubServer, startGitHub } from '../doubles/github-http.js';
import {
  approvedState,
  COMMIT,
  ENVIRONMENT,
  REPOSITORY,
  RUN_ID,
  RUNNER,
} from '../doubles/github-run.js';
import { changed, ListWorld, unsignedImage } from '../fakes/list-world.js';

const TOKEN = 'ghs_averysecrettoken';

/** A staged release, a job behind the environment that was created after it, and GitHub with its approval. */
export interface GitHubScene {
  readonly world: ListWorld;
  readonly server: GitHubServer;
  readonly pcr0: string;
}

/** The first release of a list has none before it that GitHub could compare it with. */
export const FIRST = 'incomplete-comparison: allowed';

/**
 * `approval` is that of the configuration; by the environment alone unless said. `base` is the commit of a release v0 that is
 * active already; without it there is none.
 */
export async function stagedOnGitHub(
  approval = `{github: {environment: ${ENVIRONMENT}, ${FIRST}}}`,
  base?: string,
): Promise<GitHubScene> {
  const world = new ListWorld();
  if (base !== undefined) {
    world.origin = { source: { repository: REPOSITORY, commit: base, ref: 'refs/tags/v0' } };
    world.write('zero.eif', unsignedImage('zero'));
    await changed(world.run('publish', { eif: 'zero.eif', release: 'v0' }));
  }
  world.configure({ approval });
  world.origin = { source: { repository: REPOSITORY, commit: COMMIT, ref: 'refs/tags/v1' } };
  world.write('a.eif', unsignedImage('a'));
  const { staged } = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  world.now += HOUR_MS;
  const state = approvedState(formatInstant(world.now));
  state.run.display_title = titleOf('v1', staged);
  const server = await startGitHub(state);
  world.now += HOUR_MS;
  const apiUrl = server.endpoint;
  const repository = REPOSITORY;
  world.github = await openGitHub({ token: TOKEN, repository, apiUrl, retryBaseMs: 1 });
  world.githubRun = { repository, runId: String(RUN_ID), runAttempt: 1, runnerName: RUNNER };
  return { world, server, pcr0: staged?.PCR0 ?? '' };
}

/** The title of a run that asks for the approval of a record, as the recipe has it. */
export function titleOf(release: string, staged: { readonly sha256: string } | undefined): string {
  return `Approve ${release} staged as ${staged?.sha256}`;
}

/** Ids of the releases in the list. */
export async function releasesOf(world: ListWorld): Promise<readonly string[]> {
  const { outcome } = await world.run('verify', {
    'allow-list': true,
    config: 'pcr-allowlist.yml',
  });
  const result = outcome.result as { list?: { releases: { id: string }[] } } | undefined;
  return result?.list?.releases.map(({ id }) => id) ?? [];
}
