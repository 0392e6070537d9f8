import type { Activity, Commit, GitHubUser, PullRequest } from './github-facts.js';

/** What GitHub shows of a change: everything since the last active release, as far as it could be seen. */
export interface ChangeFacts {
  /** The released commit and those since the last active release, each once. */
  readonly commits: readonly Commit[];
  /** Those that have one of the commits. */
  readonly pulls: readonly PullRequest[];
  /** Newest first, as far back as GitHub shows them. */
  readonly activities: readonly Activity[];
  /** The source commit of the last active release; undefined where there is none to compare with. */
  readonly since: string | undefined;
}

/** Merging brings in what others made. */
const PUSHES = ['push', 'force_push', 'branch_creation'];

/**
 * Whoever pushed commits of the change: a push that ended at one of them, or that began at one of them or at the commit that
 * the change is compared with, and so brought what comes after it.
 */
export function pushersOf({ commits, activities, since }: ChangeFacts): readonly GitHubUser[] {
  const shas = new Set(commits.map(({ sha }) => sha));
  return activities
    .filter(({ activity_type }) => PUSHES.includes(activity_type))
    .filter(({ before, after }) => shas.has(after) || shas.has(before) || before === since)
    .flatMap(({ actor }) => actor ?? []);
}

/** Everybody who made the change, by numeric id, and as what. */
export function makersOf(change: ChangeFacts): ReadonlyMap<number, string> {
  const people: readonly (readonly [GitHubUser | null, string])[] = [
    ...pushersOf(change).map((user) => [user, 'who pushed the change'] as const),
    ...change.pulls.map(({ user }) => [user, 'author of the pull request'] as const),
    ...change.commits.map(({ committer }) => [committer, 'committer of the commit'] as const),
    ...change.commits.map(({ author }) => [author, 'author of the commit'] as const),
  ];
  return new Map(people.flatMap(([user, what]) => (user === null ? [] : [[user.id, what]])));
}

/** Commits whose signature GitHub did not verify: whoever made one can have written any author into it. */
export function unverifiedCommits({ commits }: ChangeFacts): readonly string[] {
  return commits
    .filter(({ commit }) => commit?.verification?.verified !== true)
    .map(({ sha }) => sha);
}
