import { type ChangeFacts, makersOf } from './github-change.js';
import type { Commit, GitHubUser, Run } from './github-facts.js';

/**
 * Why the commit says too little of who made it: it is another than expected, or its author or committer is no account, which
 * cannot be compared with a reviewer's.
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

/** Those who started the run or made the change, by numeric id, and as what: they do not count as reviewers. */
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

/** Why those who count are not `needed`, with what speaks against each of the others; empty where they are enough. */
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
 * Those who count, each once, by numeric id: a login can be given up and taken by another. An account that is shown as no
 * person in one place counts in none.
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
