import * as z from 'zod/mini';
import { AdapterError } from '../../base/errors.js';
import {
  type DriftIssue,
  type DriftIssueDecision,
  type DriftStatus,
  decideDriftIssue,
  type IssuePin,
  isAbout,
} from './drift-issue.js';
import { gitHubRefusalError, matchAnswer, readAnswer } from './github-answer.js';
import type { GitHub } from './github-port.js';

const PERMISSION = 'issues: write';
/**
 * The author of issues written with the token of a job, on github.com and on GitHub Enterprise Server. Nobody can
 * register such a name.
 */
const ACTIONS_LOGIN = 'github-actions[bot]';
/** The maximum number of issues and pull requests that one search reads: 100 requests. */
const MAX_ISSUES = 10_000;

const USER = z.object({ login: z.string(), type: z.optional(z.string()) });
const ISSUE = z.object({
  number: z.int().check(z.positive()),
  state: z.enum(['open', 'closed']),
  body: z.optional(z.nullable(z.string())),
  user: z.nullable(USER),
  html_url: z.string(),
  pull_request: z.optional(z.unknown()),
});

/** The result for the issue. */
export interface SyncedDriftIssue {
  readonly action: 'created' | 'updated' | 'reopened' | 'closed' | 'unchanged' | 'none';
  /** Undefined if there is no issue and none is needed. */
  readonly number?: number;
  readonly url?: string;
  /** Our duplicate issues for the same enclave, which were closed. */
  readonly closedDuplicates: readonly number[];
}

interface FoundIssue extends DriftIssue {
  readonly url: string;
  /** The login of the author. */
  readonly author: string;
}

/** The possible authors of our issues. */
interface Author {
  /** The author to which GitHub can restrict a listing. */
  readonly login: string;
  isOurs(user: z.output<typeof USER>): boolean;
}

/**
 * Maintains one issue for an enclave. The issue is opened at the first drift, updated in place, closed when there is no
 * drift, and reopened when drift returns. An issue is ours if one of its lines is the marker with list and enclave
 * *and* the owner of the token wrote it. So an issue of a stranger with a copied marker is ignored. In order: search
 * our issues; search all issues before the first one is created; create the issue; search again, and if two runs each
 * created one, close the younger one. Text of others in the body is kept.
 *
 * Rejects with AdapterError `github-unavailable` if GitHub does not answer or refuses: 403 without `issues: write`, 410
 * if issues are disabled.
 */
export async function syncDriftIssue(
  github: GitHub,
  report: {
    readonly pin: IssuePin;
    readonly status: DriftStatus;
    /** Renders the report as Markdown within a number of characters. */
    readonly body: (maxCharacters: number) => string;
  },
): Promise<SyncedDriftIssue> {
  const { pin, status, body } = report;
  const author = await tokenOwner(github);
  const decide = (found: readonly FoundIssue[]) => decideDriftIssue(pin, status, body, found);
  let found = await findIssues(github, pin, author);
  let decision = decide(found);
  if (decision.kind === 'create') {
    found = await findAnywhere(github, pin, author);
    decision = decide(found);
  }
  if (decision.kind !== 'create') return carryOut(github, decision, found);
  const created = await create(github, decision, pin, author);
  // The new issue shows the author of the token.
  const writer = { ...author, login: created.author };
  const seen = await findIssues(github, pin, writer);
  const all = seen.some(({ number }) => number === created.number) ? seen : [...seen, created];
  const settled = await carryOut(github, decide(all), all);
  return settled.number === created.number ? { ...settled, action: 'created' } : settled;
}

/**
 * Finds the author of issues written with this token: the person who owns it, or an app. The token of a job belongs to
 * an app, which cannot ask for its identity. The login of a bot is not a name that a person can have.
 */
async function tokenOwner(github: GitHub): Promise<Author> {
  const answer = await github.get('/user');
  if (answer.kind === 'refused') {
    return {
      login: ACTIONS_LOGIN,
      isOurs: ({ login, type }) => type === 'Bot' && login.endsWith('[bot]'),
    };
  }
  const { login } = matchAnswer(USER, answer.body, 'read the owner of the token');
  return { login, isOurs: (user) => user.login === login };
}

/** Our issues about this enclave, open and closed, among the issues of the author. */
async function findIssues(
  github: GitHub,
  pin: IssuePin,
  author: Author,
): Promise<readonly FoundIssue[]> {
  const creator = `&creator=${encodeURIComponent(author.login)}`;
  const answer = await github.list(`${issuesPath(github)}${creator}`, MAX_ISSUES);
  // 422: GitHub knows no such author, so there are no issues.
  if (answer.kind === 'refused' && answer.status === 422) return [];
  return oursAmong(answer, pin, author);
}

/**
 * Our issues among all issues, because another app than the expected one may have written them. In a repository with
 * more issues than the maximum, none counts as found.
 */
async function findAnywhere(
  github: GitHub,
  pin: IssuePin,
  author: Author,
): Promise<readonly FoundIssue[]> {
  const answer = await github.list(issuesPath(github), MAX_ISSUES).catch((error: unknown) => {
    if (error instanceof AdapterError) return undefined;
    throw error;
  });
  return answer === undefined ? [] : oursAmong(answer, pin, author);
}

function issuesPath({ repository }: GitHub): string {
  return `/repos/${repository}/issues?state=all&sort=created&direction=asc`;
}

function oursAmong(
  answer: Awaited<ReturnType<GitHub['list']>>,
  pin: IssuePin,
  author: Author,
): readonly FoundIssue[] {
  const what = 'list the issues';
  if (answer.kind === 'refused') throw gitHubRefusalError(answer, what, PERMISSION);
  return answer.items
    .map((item) => matchAnswer(ISSUE, item, what))
    .filter(({ pull_request: pull, user, body }) => {
      return pull === undefined && user !== null && author.isOurs(user) && isAbout(body ?? '', pin);
    })
    .map(foundIssue);
}

/** Creates the issue. After a lost answer, searches for the issue. */
async function create(
  github: GitHub,
  { title, body }: Extract<DriftIssueDecision, { kind: 'create' }>,
  pin: IssuePin,
  author: Author,
): Promise<FoundIssue> {
  let sent: Awaited<ReturnType<GitHub['send']>>;
  try {
    sent = await github.send('POST', `/repos/${github.repository}/issues`, { title, body });
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    const [first] = await findIssues(github, pin, author);
    if (first === undefined) throw error;
    return first;
  }
  return foundIssue(readAnswer(sent, ISSUE, 'open an issue', PERMISSION));
}

async function carryOut(
  github: GitHub,
  decision: DriftIssueDecision,
  found: readonly FoundIssue[],
): Promise<SyncedDriftIssue> {
  for (const duplicate of decision.duplicates) {
    await patch(github, duplicate, { state: 'closed', state_reason: 'not_planned' });
  }
  const closedDuplicates = decision.duplicates;
  if (decision.kind === 'create') throw new Error('an issue that was just created is missing');
  if (decision.issue === undefined) return { action: 'none', closedDuplicates };
  const number = decision.issue;
  const url = found.find((issue) => issue.number === number)?.url;
  const facts = { number, ...(url === undefined ? {} : { url }), closedDuplicates };
  switch (decision.kind) {
    case 'nothing':
      return { action: 'unchanged', ...facts };
    case 'update':
      await patch(github, number, { body: decision.body });
      return { action: 'updated', ...facts };
    case 'reopen':
      await patch(github, number, { body: decision.body, state: 'open' });
      return { action: 'reopened', ...facts };
    case 'close':
      await patch(github, number, {
        body: decision.body,
        state: 'closed',
        state_reason: 'completed',
      });
      return { action: 'closed', ...facts };
  }
}

async function patch(github: GitHub, number: number, change: object): Promise<void> {
  const path = `/repos/${github.repository}/issues/${number}`;
  readAnswer(
    await github.send('PATCH', path, change),
    ISSUE,
    `update issue #${number}`,
    PERMISSION,
  );
}

function foundIssue(issue: z.output<typeof ISSUE>): FoundIssue {
  const { number, state, body, html_url: url, user } = issue;
  return { number, isOpen: state === 'open', body: body ?? '', url, author: user?.login ?? '' };
}
