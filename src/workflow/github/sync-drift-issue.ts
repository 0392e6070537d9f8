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
/** Whom the job's own token writes as, on github.com and on GitHub Enterprise Server. Nobody can register such a name. */
const ACTIONS_LOGIN = 'github-actions[bot]';
/** Issues and pull requests that one search looks at: 100 requests. */
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

/** What became of the issue. */
export interface SyncedDriftIssue {
  readonly action: 'created' | 'updated' | 'reopened' | 'closed' | 'unchanged' | 'none';
  /** Undefined where there is no issue, and none is needed. */
  readonly number?: number;
  readonly url?: string;
  /** Issues of ours for the same enclave that were closed beside it. */
  readonly closedDuplicates: readonly number[];
}

interface FoundIssue extends DriftIssue {
  readonly url: string;
  /** Login of whoever wrote it. */
  readonly author: string;
}

/** Who may have written an issue of ours. */
interface Author {
  /** What GitHub lets a listing be narrowed to. */
  readonly login: string;
  isOurs(user: z.output<typeof USER>): boolean;
}

/**
 * Keeps the one issue of an enclave: opened at the first drift, brought up to date in place, closed when there is none,
 * reopened when there is again. An issue counts as ours where a line of it is the marker with list and enclave *and* the
 * owner of the token wrote it: a stranger's issue with a copied marker is left alone. In order: the issues that there
 * are; one more look over all of them before the first is created; creation; a look again, and where two runs created
 * one each the younger is closed. What others wrote into the body stays.
 *
 * Rejects with AdapterError `github-unavailable` where GitHub does not answer or refuses: 403 without `issues: write`, 410
 * where issues are disabled.
 */
export async function syncDriftIssue(
  github: GitHub,
  report: {
    readonly pin: IssuePin;
    readonly status: DriftStatus;
    /** The report in Markdown, in at most so many characters. */
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
  // Now it is known for certain whom the token writes as.
  const writer = { ...author, login: created.author };
  const seen = await findIssues(github, pin, writer);
  const all = seen.some(({ number }) => number === created.number) ? seen : [...seen, created];
  const settled = await carryOut(github, decide(all), all);
  return settled.number === created.number ? { ...settled, action: 'created' } : settled;
}

/**
 * Who writes with this token: the person that it belongs to, else an app. The job's own token is an app's, which may not
 * ask who it is; a bot's login is no name that a person can have.
 */
async function tokenOwner(github: GitHub): Promise<Author> {
  const answer = await github.get('/user');
  if (answer.kind === 'refused') {
    return {
      login: ACTIONS_LOGIN,
      isOurs: ({ login, type }) => type === 'Bot' && login.endsWith('[bot]'),
    };
  }
  const { login } = matchAnswer(USER, answer.body, 'learn whose token this is');
  return { login, isOurs: (user) => user.login === login };
}

/** Issues of ours about this enclave, open and closed, among those that the author wrote. */
async function findIssues(
  github: GitHub,
  pin: IssuePin,
  author: Author,
): Promise<readonly FoundIssue[]> {
  const creator = `&creator=${encodeURIComponent(author.login)}`;
  const answer = await github.list(`${issuesPath(github)}${creator}`, MAX_ISSUES);
  // 422: GitHub knows no such author, so nothing of theirs is there.
  if (answer.kind === 'refused' && answer.status === 422) return [];
  return oursAmong(answer, pin, author);
}

/**
 * The same among all issues, where another app than the expected one may have written. A repository that has more of
 * them than are looked at counts as one where none was found.
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

/** Creates the issue. After a lost answer it looks whether the request had come through. */
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
