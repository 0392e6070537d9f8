import type { Activity, Commit, GitHubUser, PullRequest } from './github-facts.js';

/** A change on GitHub: everything since the last active release, as far as GitHub shows it. */
export interface ChangeFacts {
  /** The released commit and those since the last active release, each once. */
  readonly commits: readonly Commit[];
  /** The pull requests with one of the commits. */
  readonly pulls: readonly PullRequest[];
  /** The pushes, newest first, as far back as GitHub shows them. */
  readonly activities: readonly Activity[];
  /** The source commit of the last active release. Undefined if there is none to compare with. */
  readonly since: string | undefined;
}

/** Merging adds the work of others. */
const PUSHES = ['push', 'force_push', 'branch_creation'];

/**
 * The accounts that pushed commits of the change: by a push that ended at one of them, or that began at one of them or at the
 * commit that the change is compared with, and so added the commits after it.
 */
export function pushersOf({ commits, activities, since }: ChangeFacts): readonly GitHubUser[] {
  const shas = new Set(commits.map(({ sha }) => sha));
  return activities
    .filter(({ activity_type }) => PUSHES.includes(activity_type))
    .filter(({ before, after }) => shas.has(after) || shas.has(before) || before === since)
    .flatMap(({ actor }) => actor ?? []);
}

/** Everybody who made the change, by numeric id, with their role. */
export function makersOf(change: ChangeFacts): ReadonlyMap<number, string> {
  const people: readonly (readonly [GitHubUser | null, string])[] = [
    ...pushersOf(change).map((user) => [user, 'who pushed the change'] as const),
    ...change.pulls.map(({ user }) => [user, 'author of the pull request'] as const),
    ...change.commits.map(({ committer }) => [committer, 'committer of the commit'] as const),
    ...change.commits.map(({ author }) => [author, 'author of the commit'] as const),
  ];
  return new Map(people.flatMap(([user, what]) => (user === null ? [] : [[user.id, what]])));
}

/** Commits without a signature that GitHub verified. Their makers could write any author into them. */
export function unverifiedCommits({ commits }: ChangeFacts): readonly string[] {
  return commits
    .filter(({ commit }) => commit?.verification?.verified !== true)
    .map(({ sha }) => sha);
}
