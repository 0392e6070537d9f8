import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GitHubAnswer, GitHubRefusal } from '../../src/workflow/github/github-port.js';
import { DoubleGitHub } from './github.js';
import type { GitHubState } from './github-run.js';
import { bodyOf, listenOnLoopback } from './loopback.js';

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
  /** Of which this is the door. */
  readonly github: DoubleGitHub;
  /** `GET /repos/…`, each with the token that it came with. */
  readonly requests: { readonly what: string; readonly token: string | undefined }[];
  /** The next `times` requests that match are answered so. */
  fault(match: RegExp, fault: GitHubFault, times?: number): void;
  /** Forgets the faults. */
  mend(): void;
  stop(): Promise<void>;
}

/** GitHub's REST API for one repository, and the address that gives OIDC tokens, over loopback. */
export async function startGitHub(state: GitHubState): Promise<GitHubServer> {
  const github = new DoubleGitHub();
  github.run = state;
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
    await answer(github, state, server.endpoint, request, response);
  });
  return {
    endpoint: server.endpoint,
    tokenUrl: `${server.endpoint}/token?api-version=2.0`,
    state,
    github,
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
  const { status, headers = {}, body = { message: `the double says ${status}` } } = fault;
  send(response, status, body, headers);
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };

function send(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  if (status === 204) response.writeHead(204).end();
  else response.writeHead(status, { ...JSON_HEADERS, ...headers }).end(JSON.stringify(body));
}

async function answer(
  github: DoubleGitHub,
  state: GitHubState,
  endpoint: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '', endpoint);
  if (pathname === '/token') {
    sendToken(state, response);
    return;
  }
  const found =
    request.method === 'GET'
      ? github.read(pathname, searchParams)
      : await written(github, request, pathname, searchParams);
  if (found.kind === 'refused') {
    send(response, found.status, { message: found.message });
    return;
  }
  const status = request.method === 'DELETE' ? 204 : request.method === 'POST' ? 201 : 200;
  // Uploads go to another host, whose address comes with the release.
  const text = JSON.stringify(paged(found.body, searchParams)).replaceAll(
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

/** One page of a list, or of the list in an object. */
function paged(body: unknown, query: URLSearchParams): unknown {
  const size = Number(query.get('per_page') ?? 30);
  const first = (Number(query.get('page') ?? 1) - 1) * size;
  if (Array.isArray(body)) return query.has('per_page') ? body.slice(first, first + size) : body;
  if (typeof body !== 'object' || body === null) return body;
  const list = ['jobs', 'commits', 'branch_policies'].find((name) => name in body);
  if (list === undefined) return body;
  return { ...body, [list]: paged((body as Readonly<Record<string, unknown>>)[list], query) };
}

async function written(
  github: DoubleGitHub,
  request: IncomingMessage,
  pathname: string,
  query: URLSearchParams,
): Promise<GitHubAnswer | GitHubRefusal> {
  const bytes = await bodyOf(request);
  if (pathname.startsWith('/uploads/')) {
    const url = `https://uploads.github.com${pathname.replace('/uploads', '')}{?name,label}`;
    return github.upload(url, query.get('name') ?? '', new Uint8Array(bytes));
  }
  const body = bytes.length === 0 ? {} : JSON.parse(bytes.toString());
  return github.send(request.method as 'POST' | 'PATCH' | 'DELETE', pathname, body);
}
