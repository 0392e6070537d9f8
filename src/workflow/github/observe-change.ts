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

/** The maximum number of commits between two releases. With more commits, the comparison is incomplete. */
const MAX_COMMITS = 250;
export const MAX_PULLS = 100;
const REQUESTS_AT_ONCE = 8;
/** The newest pushes of the repository: one page. */
const ACTIVITIES = 100;

/**
 * Observes everybody who made the change from the commit `since` to `head`: the authors of the commits, of their pull
 * requests, and of pushes that GitHub shows. With `isIncompleteAllowed`, the visible part is enough: at least the
 * commit `head` and its pull requests.
 *
 * Throws AdapterError `github-unavailable` if the comparison is incomplete: no commit to compare with, a head that does
 * not contain `since`, more than MAX_COMMITS commits, or a commit with an author or committer without an account on
 * GitHub.
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
      : `the author or committer of ${unknown.sha} has no account on GitHub`);
  if (why !== undefined && !isIncompleteAllowed) {
    throw new AdapterError(
      'github-unavailable',
      `could not tell who made the change since the last active release: ${why}`,
      {
        hint: 'With approval.github.incomplete-comparison: allowed, the released commit is enough, as for a first release.',
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

/** The commits after another one that GitHub shows, and the reason why some may be missing. */
interface Between {
  readonly commits: readonly Commit[];
  readonly why?: string;
}

const incomplete = (why: string): Between => ({ commits: [], why });

async function compared(api: GitHubReader, since: string, head: string): Promise<Between> {
  if (since === head) return { commits: [] };
  const path = `/compare/${since}...${head}`;
  const found = await api.oneOrNone(`${path}?per_page=1`, COMPARISON);
  if (found === undefined) return incomplete(`GitHub cannot compare ${since} with ${head}`);
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
