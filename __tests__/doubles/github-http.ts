import type { IncomingMessage, ServerResponse } from 'node:http';
import type { components } from '@octokit/openapi-types';
import { FakeGitHub } from './github.js';
import { bodyOf, listenOnLoopback } from './loopback.js';

type Schemas = components['schemas'];
/** The fields of GitHub's answers that are recorded here, of the types that GitHub publishes. */
type Part<Name extends keyof Schemas, Fields extends keyof Schemas[Name]> = Pick<
  Schemas[Name],
  Fields
>;
type User = Part<'simple-user', 'id' | 'login' | 'type'>;

/** A run in an environment, and the change that it was started for: what approvals are decided by. */
export interface GitHubState {
  run: Part<'workflow-run', 'id' | 'run_attempt' | 'head_sha' | 'html_url'> & {
    actor: User;
    triggering_actor: User;
  };
  /** `can_admins_bypass` is answered, and not in the published types. */
  environment: { name: string; can_admins_bypass?: boolean; protection_rules: object[] };
  reviews: {
    state: string;
    comment: string;
    user: User;
    environments: { id: number; name: string }[];
  }[];
  jobs: Part<'job', 'id' | 'status' | 'created_at' | 'runner_name'>[];
  commit: { sha: string; author: User | null; committer: User | null };
  pulls: (Part<'pull-request-simple', 'number' | 'merged_at' | 'html_url'> & {
    user: User;
    head: { sha: string };
  })[];
  pullReviews: (Part<'pull-request-review', 'id' | 'state' | 'commit_id' | 'submitted_at'> & {
    user: User | null;
  })[];
  /** Claims of the OIDC token; undefined: none is given. */
  claims: Record<string, unknown> | undefined;
}

/** How a request is answered instead. */
export type GitHubFault =
  | 'truncated'
  | 'drop'
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: object }
  | ((response: ServerResponse) => void);

export interface GitHubServer {
  /** Of the API, as `GITHUB_API_URL` has it. */
  readonly endpoint: string;
  /** As `ACTIONS_ID_TOKEN_REQUEST_URL` has it. */
  readonly tokenUrl: string;
  readonly state: GitHubState;
  /** Issues and releases. */
  readonly fake: FakeGitHub;
  /** `GET /repos/…`, each with the token that it came with. */
  readonly requests: { readonly what: string; readonly token: string | undefined }[];
  /** The next `times` requests that match are answered so. */
  fault(match: RegExp, fault: GitHubFault, times?: number): void;
  /** Forgets the faults. */
  mend(): void;
  stop(): Promise<void>;
}

const person = (id: number, login: string, type = 'User'): User => ({ id, login, type });
export const PEOPLE = {
  author: person(101, 'author'),
  starter: person(102, 'starter'),
  reviewer: person(103, 'reviewer'),
  second: person(104, 'second'),
  bot: person(105, 'helper[bot]', 'Bot'),
} as const;

export const REPOSITORY = 'acme/signer';
export const RUN_ID = 4711;
export const ENVIRONMENT = 'production';
export const RUNNER = 'GitHub Actions 7';
export const COMMIT = `${'c0ffee'.repeat(6)}c0ff`;

/** A run that somebody else than its people approved, in an environment that is set up well. */
export function approvedState(jobCreatedAt: string): GitHubState {
  const { author, starter, reviewer } = PEOPLE;
  return {
    run: {
      id: RUN_ID,
      run_attempt: 1,
      head_sha: COMMIT,
      html_url: `https://github.com/${REPOSITORY}/actions/runs/${RUN_ID}`,
      actor: starter,
      triggering_actor: starter,
    },
    environment: {
      name: ENVIRONMENT,
      can_admins_bypass: false,
      protection_rules: [
        { id: 1, type: 'branch_policy' },
        {
          id: 2,
          type: 'required_reviewers',
          prevent_self_review: true,
          reviewers: [{ type: 'User', reviewer }],
        },
      ],
    },
    reviews: [reviewOf(reviewer)],
    jobs: [
      {
        id: 1,
        status: 'completed',
        created_at: '2020-01-01T00:00:00Z',
        runner_name: 'GitHub Actions 6',
      },
      { id: 2, status: 'in_progress', created_at: jobCreatedAt, runner_name: RUNNER },
    ],
    commit: { sha: COMMIT, author, committer: author },
    pulls: [],
    pullReviews: [],
    claims: undefined,
  };
}

export function reviewOf(user: User, state = 'approved'): GitHubState['reviews'][number] {
  return { state, comment: '', user, environments: [{ id: 9, name: ENVIRONMENT }] };
}

/** GitHub's REST API for one repository, and the address that gives OIDC tokens, over loopback. */
export async function startGitHub(state: GitHubState): Promise<GitHubServer> {
  const fake = new FakeGitHub();
  const requests: GitHubServer['requests'][number][] = [];
  const faults: { match: RegExp; fault: GitHubFault; times: number }[] = [];
  const server = await listenOnLoopback(async (request, response) => {
    const what = `${request.method} ${request.url}`;
    requests.push({ what, token: request.headers.authorization });
    const found = faults.find(({ match, times }) => times > 0 && match.test(what));
    if (found !== undefined) {
      found.times--;
      failing(response, found.fault);
      return;
    }
    await answer(state, fake, server.endpoint, request, response);
  });
  return {
    endpoint: server.endpoint,
    tokenUrl: `${server.endpoint}/token?api-version=2.0`,
    state,
    fake,
    requests,
    fault: (match, fault, times = 1) => void faults.push({ match, fault, times }),
    mend: () => void faults.splice(0),
    stop: server.stop,
  };
}

function failing(response: ServerResponse, fault: GitHubFault): void {
  if (fault === 'drop') {
    response.destroy();
    return;
  }
  if (fault === 'truncated') {
    response.writeHead(200, JSON_HEADERS).end('{"id": 47');
    return;
  }
  if (typeof fault === 'function') {
    fault(response);
    return;
  }
  const { status, headers = {}, body = { message: `the fake says ${status}` } } = fault;
  send(response, status, body, headers);
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  if (status === 204) response.writeHead(204).end();
  else response.writeHead(status, { ...JSON_HEADERS, ...headers }).end(JSON.stringify(body));
}

async function answer(
  state: GitHubState,
  fake: FakeGitHub,
  endpoint: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', endpoint);
  if (pathname === '/token') {
    sendToken(state, response);
    return;
  }
  const fixed = request.method === 'GET' ? ofRun(state, pathname) : undefined;
  if (fixed !== undefined) {
    send(response, 200, paged(fixed, searchParams));
    return;
  }
  const found = await ofFake(fake, request, pathname, searchParams);
  if (found.kind === 'refused') {
    send(response, found.status, { message: found.message });
    return;
  }
  const status = request.method === 'DELETE' ? 204 : request.method === 'POST' ? 201 : 200;
  // Uploads go to another host, whose address comes with the release.
  const text = JSON.stringify(found.body).replaceAll(
    'https://uploads.github.com',
    `${endpoint}/uploads`,
  );
  send(response, status, JSON.parse(text));
}

/** An unsigned token: whoever fetches one looks at its claims alone. */
function sendToken({ claims }: GitHubState, response: ServerResponse): void {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  if (claims === undefined) send(response, 403, { message: 'no id-token: write' });
  else send(response, 200, { value: `${part({ alg: 'none' })}.${part(claims)}.` });
}

function ofRun(state: GitHubState, pathname: string): unknown {
  const path = pathname.replace(`/repos/${REPOSITORY}`, '');
  const { run, commit, pulls } = state;
  const routes: Readonly<Record<string, unknown>> = {
    [`/actions/runs/${run.id}`]: run,
    [`/actions/runs/${run.id}/approvals`]: state.reviews,
    [`/actions/runs/${run.id}/attempts/${run.run_attempt}/jobs`]: { jobs: state.jobs },
    [`/environments/${ENVIRONMENT}`]: state.environment,
    [`/commits/${commit.sha}`]: commit,
    [`/commits/${commit.sha}/pulls`]: pulls,
    ...Object.fromEntries(
      pulls.map(({ number }) => [`/pulls/${number}/reviews`, state.pullReviews]),
    ),
  };
  return routes[path];
}

/** One page of a list, or of the list in an object. */
function paged(body: unknown, query: URLSearchParams): unknown {
  const size = Number(query.get('per_page') ?? 30);
  const first = (Number(query.get('page') ?? 1) - 1) * size;
  if (Array.isArray(body)) return query.has('per_page') ? body.slice(first, first + size) : body;
  if (typeof body !== 'object' || body === null || !('jobs' in body)) return body;
  return { total_count: (body.jobs as unknown[]).length, jobs: paged(body.jobs, query) };
}

async function ofFake(
  fake: FakeGitHub,
  request: IncomingMessage,
  pathname: string,
  query: URLSearchParams,
): Promise<
  { kind: 'answered'; body: unknown } | { kind: 'refused'; status: number; message: string }
> {
  if (request.method === 'GET' && query.has('per_page')) {
    const kept = new URLSearchParams(query);
    for (const name of ['per_page', 'page']) kept.delete(name);
    const listed = await fake.list(`${pathname}?${kept}`, Number.POSITIVE_INFINITY);
    return listed.kind === 'refused'
      ? listed
      : { kind: 'answered', body: paged(listed.items, query) };
  }
  if (request.method === 'GET') return fake.get(pathname);
  const bytes = await bodyOf(request);
  if (pathname.startsWith('/uploads/')) {
    const url = `https://uploads.github.com${pathname.replace('/uploads', '')}{?name,label}`;
    return fake.upload(url, query.get('name') ?? '', new Uint8Array(bytes));
  }
  const body = bytes.length === 0 ? {} : JSON.parse(bytes.toString());
  return fake.send(request.method as 'POST' | 'PATCH' | 'DELETE', pathname, body);
}
