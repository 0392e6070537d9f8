import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  decideEnvironment,
  type EnvironmentFacts,
} from '../../../src/allowlist/approval/github-decision.js';
import type { GitHubUser } from '../../../src/allowlist/approval/github-facts.js';

const NOW = Date.UTC(2026, 2, 1);
const HOUR = 3_600_000;
const RULES = { environment: 'production', reviewers: 1, preventSelfReview: true };
const TITLE = `Approve v1 ${'ab'.repeat(32)}`;
const SUBJECT = { sha256: 'ab'.repeat(32), stagedAt: NOW - 2 * HOUR };

/** Few enough people that one often stands in several places. */
const user: fc.Arbitrary<GitHubUser> = fc
  .record({ id: fc.integer({ min: 1, max: 20 }), isBot: fc.boolean() })
  .map(({ id, isBot }) => ({ id, login: `user-${id}`, type: isBot && id > 16 ? 'Bot' : 'User' }));
const environments = fc.constantFrom<{ id: number; name: string }[][]>(
  [{ id: 1, name: 'production' }],
  [{ id: 1, name: 'production' }],
  [{ id: 1, name: 'production' }],
  [{ id: 2, name: 'staging' }],
  [],
);
const facts: fc.Arbitrary<EnvironmentFacts> = fc
  .record({
    actor: user,
    triggering: user,
    author: fc.option(user, { freq: 8 }),
    committer: fc.option(user, { freq: 8 }),
    attempt: fc.constantFrom(1, 1, 1, 2),
    bypass: fc.constantFrom(false, false, false, true, undefined),
    prevent: fc.constantFrom(true, true, true, false, undefined),
    reviewers: fc.constantFrom<unknown[][]>([{}], [{}], [{}], []),
    reviews: fc.array(
      fc.record({
        state: fc.constantFrom('approved', 'approved', 'approved', 'rejected', 'pending'),
        user,
        environments,
      }),
      { maxLength: 3 },
    ),
    createdAt: fc.constantFrom(NOW - HOUR, NOW - HOUR, NOW - 3 * HOUR),
    pulls: fc.array(user, { maxLength: 2 }),
    pushers: fc.array(user, { maxLength: 1 }),
    title: fc.constantFrom(TITLE, TITLE, TITLE, `${TITLE} ${'cd'.repeat(32)}`, 'Approve'),
    faults: fc.constantFrom<string[][]>([], [], [], ['an expression']),
  })
  .map((one) => ({
    repository: 'acme/signer',
    run: {
      ...{ id: 7, run_attempt: one.attempt, head_sha: 'c'.repeat(40), html_url: 'https://x' },
      ...{ event: 'workflow_dispatch', path: 'w.yml', display_title: one.title },
      ...{ actor: one.actor, triggering_actor: one.triggering },
    },
    expected: { runId: '7', runAttempt: one.attempt },
    environment: {
      name: 'production',
      ...(one.bypass === undefined ? {} : { can_admins_bypass: one.bypass }),
      protection_rules: [
        {
          type: 'required_reviewers',
          ...(one.prevent === undefined ? {} : { prevent_self_review: one.prevent }),
          reviewers: one.reviewers,
        },
      ],
      deployment_branch_policy: null,
    },
    reviews: one.reviews,
    job: { id: 1, status: 'in_progress', created_at: one.createdAt, runner_name: 'r' },
    commit: { sha: 'c'.repeat(40), author: one.author, committer: one.committer },
    branchPolicies: [],
    workflowFaults: one.faults,
    change: {
      commits: [{ sha: 'c'.repeat(40), author: one.author, committer: one.committer }],
      pulls: one.pulls.map((author, i) => ({
        ...{ number: i + 1, user: author, merged_at: null, html_url: 'https://x' },
        ...{ head: { sha: 'c'.repeat(40) }, base: { ref: 'main' } },
      })),
      activities: one.pushers.map((actor) => ({
        ...{ before: 'b'.repeat(40), after: 'c'.repeat(40), activity_type: 'push', actor },
      })),
      since: undefined,
    },
    claims: undefined,
  }));

const approvers = (given: EnvironmentFacts): readonly string[] => {
  const decision = decideEnvironment(given, RULES, SUBJECT, NOW);
  return 'approvals' in decision ? decision.approvals.map(({ by }) => by) : [];
};
const RUNS = { numRuns: 2000 };

test('who approves is a person who reviewed this environment and had no part in the change or the run', () => {
  let approved = 0;
  fc.assert(
    fc.property(facts, (given) => {
      const { run, commit, change, reviews } = given;
      const involved = [run.actor, run.triggering_actor, commit.author, commit.committer];
      const makers = [
        ...change.pulls.map((pull) => pull.user),
        ...change.activities.map(({ actor }) => actor),
      ];
      const ids = [...involved, ...makers].map((one) => one?.id);
      for (const by of approvers(given)) {
        approved++;
        const review = reviews.find(
          (one) => one.user.login === by && one.environments[0]?.name === 'production',
        );
        expect(review?.user.type).toBe('User');
        expect(ids).not.toContain(review?.user.id);
      }
    }),
    RUNS,
  );
  expect(approved).toBeGreaterThan(5);
});

test('a rejection, another attempt, an older job, a bypass or a missing field never lets more in', () => {
  const worse: readonly ((given: EnvironmentFacts) => EnvironmentFacts)[] = [
    (given) => ({
      ...given,
      reviews: [
        ...given.reviews,
        {
          state: 'rejected',
          user: { id: 99, login: 'no', type: 'User' },
          environments: [{ id: 1, name: 'production' }],
        },
      ],
    }),
    (given) => ({ ...given, run: { ...given.run, run_attempt: 2 } }),
    (given) => ({ ...given, job: undefined }),
    (given) => ({ ...given, environment: { ...given.environment, can_admins_bypass: true } }),
    (given) => ({ ...given, environment: { ...given.environment, protection_rules: [] } }),
    (given) => ({ ...given, commit: { ...given.commit, author: null } }),
    (given) => ({ ...given, claims: {} }),
  ];
  fc.assert(
    fc.property(facts, fc.constantFrom(...worse), (given, spoil) => {
      expect(approvers(spoil(given))).toEqual([]);
    }),
    RUNS,
  );
});

test('one more review by somebody involved, or by a bot, changes nothing', () => {
  fc.assert(
    fc.property(facts, fc.boolean(), (given, isBot) => {
      const reviewer = isBot ? { id: 98, login: 'bot', type: 'Bot' } : given.run.actor;
      const review = {
        ...{ state: 'approved', user: reviewer },
        environments: [{ id: 1, name: 'production' }],
      };
      const more = { ...given, reviews: [...given.reviews, review] };
      expect(approvers(more)).toEqual(approvers(given));
    }),
    RUNS,
  );
});
