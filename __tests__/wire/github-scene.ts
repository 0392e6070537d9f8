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

/** `approval` is that of the configuration; by the environment alone unless said. */
export async function stagedOnGitHub(
  approval = `{github: {environment: ${ENVIRONMENT}}}`,
): Promise<GitHubScene> {
  const world = new ListWorld({ approval });
  world.origin = { source: { repository: REPOSITORY, commit: COMMIT, ref: 'refs/tags/v1' } };
  world.write('a.eif', unsignedImage('a'));
  const { staged } = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  world.now += HOUR_MS;
  const server = await startGitHub(approvedState(formatInstant(world.now)));
  world.now += HOUR_MS;
  const apiUrl = server.endpoint;
  const repository = REPOSITORY;
  world.github = await openGitHub({ token: TOKEN, repository, apiUrl, retryBaseMs: 1 });
  world.githubRun = { repository, runId: String(RUN_ID), runAttempt: 1, runnerName: RUNNER };
  return { world, server, pcr0: staged?.PCR0 ?? '' };
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
