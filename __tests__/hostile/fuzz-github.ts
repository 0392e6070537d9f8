import * as z from 'zod/mini';
import {
  ACTIVITY,
  BRANCH_POLICY,
  COMMIT,
  COMPARISON,
  ENVIRONMENT,
  FILE,
  REPOSITORY as GITHUB_REPOSITORY,
  JOB,
  PERMISSION,
  PULL_REQUEST,
  PULL_REVIEW,
  RUN,
  RUN_REVIEW,
} from '../../src/allowlist/approval/github-facts.js';
import { parsePlainJson } from '../../src/format/strict-json.js';
import { matchAnswer } from '../../src/workflow/github/github-answer.js';
import { approvedState, PEOPLE, COMMIT as SHA } from '../doubles/github-run.js';
import { mutateJson } from '../fakes/json-mutation.js';
import type { FuzzTarget } from './fuzz-parsers.js';

const AT = '2026-03-01T12:00:00Z';

/** What GitHub says of a run, its environment and its people. */
export function githubTargets(): readonly FuzzTarget[] {
  const { run, environment, reviews, jobs, commit } = approvedState(AT);
  const user = PEOPLE.author;
  const pull = {
    number: 5,
    merged_at: AT,
    html_url: 'https://github.com/acme/signer/pull/5',
    user,
  };
  const review = { id: 1, state: 'APPROVED', user, commit_id: SHA, submitted_at: AT };
  const answers: readonly [string, z.ZodMiniType, unknown][] = [
    ['run', RUN, run],
    ['environment', ENVIRONMENT, environment],
    ['reviews of a run', z.array(RUN_REVIEW), reviews],
    ['jobs', z.array(JOB), jobs],
    ['commit', COMMIT, commit],
    [
      'pull requests',
      z.array(PULL_REQUEST),
      [{ ...pull, head: { sha: SHA }, base: { ref: 'main' } }],
    ],
    ['reviews of a pull request', z.array(PULL_REVIEW), [review]],
    ['comparison', COMPARISON, { status: 'ahead', total_commits: 1, commits: [commit] }],
    [
      'pushes',
      z.array(ACTIVITY),
      [{ before: SHA, after: SHA, activity_type: 'push', actor: user }],
    ],
    ['permission', PERMISSION, { permission: 'write', user }],
    ['file', FILE, { type: 'file', encoding: 'base64', content: 'b246IHt9Cg==\n' }],
    ['branches of an environment', z.array(BRANCH_POLICY), [{ name: 'main', type: 'branch' }]],
    ['repository', GITHUB_REPOSITORY, { default_branch: 'main' }],
  ];
  return answers.map(([name, schema, answer]) => ({
    name: `GitHub: ${name}`,
    original: Buffer.from(JSON.stringify(answer)),
    spoil: (original, random) => mutateJson(Buffer.from(original).toString('utf8'), random),
    parse: (input) => matchAnswer(schema, parsePlainJson(input), `read ${name}`),
  }));
}
