import * as z from 'zod/mini';
import type { ChangeFacts } from '../../allowlist/approval/github-change.js';
import {
  ACTIVITY,
  COMMIT,
  COMPARISON,
  type Commit,
  PULL_REQUEST,
  type PullRequest,
} from '../../allowlist/approval/github-facts.js';
import { AdapterError } from '../../base/errors.js';
import { mapConcurrently } from '../../base/map-concurrently.js';
import type { GitHubReader } from './github-reader.js';

/** More commits than that between two releases are not looked at one by one: the comparison is incomplete. */
const MAX_COMMITS = 250;
export const MAX_PULLS = 100;
const REQUESTS_AT_ONCE = 8;
/** The newest pushes of the repository: one page. */
const ACTIVITIES = 100;

/**
 * Everybody who made the change from the commit `since` to `head`: the commits between, their pull requests, and pushes as far
 * as GitHub shows them. `isIncompleteAllowed` takes what can be seen for enough: the commit `head` and its pull requests
 * at least.
 *
 * Throws AdapterError `github-unavailable` where the comparison is not whole: nothing to compare with, a head that does not
 * contain `since`, more than MAX_COMMITS commits, or a commit whose author or committer is no account on GitHub.
 */
export async function observeChange(
  api: GitHubReader,
  since: string | undefined,
  head: string,
  isIncompleteAllowed: boolean,
): Promise<ChangeFacts> {
  const [released, between, activities] = await Promise.all([
    api.one(`/commits/${head}`, COMMIT),
    since === undefined
      ? incomplete('the list has no active release to compare with')
      : compared(api, since, head),
    api.oneOrNone(`/activity?per_page=${ACTIVITIES}`, z.array(ACTIVITY)),
  ]);
  const commits = distinct([...between.commits, released], ({ sha }) => sha);
  const [unknown] = between.commits.filter(
    ({ author, committer }) => author === null || committer === null,
  );
  const why =
    between.why ??
    (unknown === undefined
      ? undefined
      : `author or committer of ${unknown.sha} is no account on GitHub`);
  if (why !== undefined && !isIncompleteAllowed) {
    throw new AdapterError(
      'github-unavailable',
      `could not tell who made the change since the last active release: ${why}`,
      {
        hint: 'approval.github.incomplete-comparison: allowed takes the released commit alone, as for a first release.',
      },
    );
  }
  const pulls = await mapConcurrently(commits, REQUESTS_AT_ONCE, ({ sha }) =>
    api.all(`/commits/${sha}/pulls`, PULL_REQUEST, MAX_PULLS),
  );
  return {
    commits,
    pulls: distinct(pulls.flat(), ({ number }: PullRequest) => String(number)),
    activities: activities ?? [],
    since,
  };
}

/** Commits after another one, as far as GitHub shows them, and why they may not be all. */
interface Between {
  readonly commits: readonly Commit[];
  readonly why?: string;
}

const incomplete = (why: string): Between => ({ commits: [], why });

async function compared(api: GitHubReader, since: string, head: string): Promise<Between> {
  if (since === head) return { commits: [] };
  const path = `/compare/${since}...${head}`;
  const found = await api.oneOrNone(`${path}?per_page=1`, COMPARISON);
  if (found === undefined) return incomplete(`GitHub does not know ${since} and ${head} together`);
  const { status, total_commits: total } = found;
  if (status !== 'ahead' && status !== 'identical') {
    return incomplete(`compared with ${since}, ${head} is ${status}, expected ahead`);
  }
  if (total > MAX_COMMITS) return incomplete(`there are ${total} commits since ${since}`);
  const commits = await api.all(path, COMMIT, MAX_COMMITS, 'commits');
  if (commits.length === total) return { commits };
  return { commits, why: `GitHub shows ${commits.length} of ${total} commits since ${since}` };
}

function distinct<Item>(items: readonly Item[], nameOf: (item: Item) => string): readonly Item[] {
  return [...new Map(items.map((item) => [nameOf(item), item])).values()];
}
