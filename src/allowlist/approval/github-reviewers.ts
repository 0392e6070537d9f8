import { type ChangeFacts, makersOf } from './github-change.js';
import type { Commit, GitHubUser, Run } from './github-facts.js';

/**
 * Why the commit does not show who made it: it is not the expected commit, or its author or committer has no account that
 * could be compared with that of a reviewer.
 */
export function commitFaults(
  { sha, author, committer }: Commit,
  expected: string,
): readonly string[] {
  return [
    ...(sha === expected ? [] : [`GitHub shows the commit ${sha}, expected ${expected}`]),
    ...(author === null ? ['the author of the commit is not an account on GitHub'] : []),
    ...(committer === null ? ['the committer of the commit is not an account on GitHub'] : []),
  ];
}

/** The people who started the run or made the change, by numeric id, with their role. They do not count as reviewers. */
export function involvedPeople(
  { actor, triggering_actor }: Run,
  change: ChangeFacts,
): ReadonlyMap<number, string> {
  return new Map([
    ...makersOf(change),
    [triggering_actor.id, 'who triggered the run'],
    [actor.id, 'who started the run'],
  ]);
}

function refusedAs(
  { id, type }: GitHubUser,
  involved: ReadonlyMap<number, string>,
): string | undefined {
  return type === 'User' ? involved.get(id) : 'not a person';
}

/** Why fewer people than `needed` count, with the reason against each of the others. Empty if enough count. */
export function missingReviews(
  counted: readonly GitHubUser[],
  approvers: readonly GitHubUser[],
  involved: ReadonlyMap<number, string>,
  needed: number,
): readonly string[] {
  if (needed >= 1 && counted.length >= needed) return [];
  const others = approvers.flatMap((user) => {
    const why = refusedAs(user, involved);
    return why === undefined ? [] : [`${user.login} is ${why}`];
  });
  const aside = others.length === 0 ? '' : `; ${others.join(', ')}`;
  return [`expected approval by ${needed}, found ${counted.length} that count${aside}`];
}

/**
 * The people who count, each once. Compared by numeric id, because another person can take over a login. An account that
 * appears anywhere as a non-person does not count.
 */
export function countingReviewers(
  approvers: readonly GitHubUser[],
  involved: ReadonlyMap<number, string>,
): readonly GitHubUser[] {
  const barred = new Set(
    approvers.filter((user) => refusedAs(user, involved) !== undefined).map(({ id }) => id),
  );
  const people = approvers.filter(({ id }) => !barred.has(id));
  return [...new Map(people.map((user) => [user.id, user])).values()];
}
