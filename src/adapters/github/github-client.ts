import { AdapterError } from '../../base/errors.js';
import type { DurationMs } from '../../base/instant.js';
import type { GitHub, GitHubAnswer, GitHubRefusal } from '../../workflow/github/github-port.js';
import { fetchThroughProxy } from './proxied-fetch.js';

/** Sent with each request, because the form of answers depends on it. */
const API_VERSION = '2022-11-28';
/** The maximum size of an answer, which is a page of at most 100 small objects. */
const ANSWER_MAX_BYTES = 8 * 1024 * 1024;
const PER_PAGE = 100;
const REQUEST_MAX_MS: DurationMs = 60_000;
/** The longest wait that GitHub may request before this program gives up. */
const WAIT_MAX_SECONDS = 120;
const MAX_RETRIES = 3;

export interface GitHubOptions {
  readonly token: string;
  /** `OWNER/NAME`. */
  readonly repository: string;
  /** The address of the API. Undefined: `GITHUB_API_URL`, or the API of github.com. */
  readonly apiUrl?: string;
  /** The pause before the first retry. Default 1 second. */
  readonly retryBaseMs?: DurationMs;
}

/**
 * The GitHub REST API through the client of `@actions/github`, at `GITHUB_API_URL` and through the proxy of the
 * environment. Reads are retried after 5xx and lost answers. All requests are retried after a rate limit with a short
 * wait. Writes are sent once. An answer is JSON of at most ANSWER_MAX_BYTES. No message contains the token.
 */
export async function openGitHub({
  token,
  repository,
  apiUrl,
  retryBaseMs = 1000,
}: GitHubOptions): Promise<GitHub> {
  const { getOctokit, getProxyUrl, HttpClient, retry, throttling } = await import(
    './github-sdk.js'
  );
  const mayWait = (seconds: number, _: object, __: object, retries: number) =>
    seconds <= WAIT_MAX_SECONDS && retries < MAX_RETRIES;
  const octokit = getOctokit(
    token,
    {
      log: SILENT,
      ...(apiUrl === undefined ? {} : { baseUrl: apiUrl }),
      request: { fetch: bounded(fetchThroughProxy(getProxyUrl, HttpClient)) },
      retry: { retries: MAX_RETRIES, retryAfterBaseValue: retryBaseMs, doNotRetry: NOT_RETRIED },
      throttle: { onRateLimit: mayWait, onSecondaryRateLimit: mayWait },
    },
    retry,
    throttling,
  );
  const ask = async (
    route: string,
    parameters: object,
    isRead: boolean,
  ): Promise<GitHubAnswer | GitHubRefusal> => {
    const request = {
      signal: AbortSignal.timeout(REQUEST_MAX_MS * (MAX_RETRIES + 1)),
      ...(isRead ? {} : { retries: 0 }),
    };
    const headers = { 'x-github-api-version': API_VERSION };
    for (let attempt = 0; ; attempt++) {
      try {
        const { data, status } = await octokit.request(route, { headers, ...parameters, request });
        if (status === 204 || (typeof data === 'object' && data !== null)) {
          return { kind: 'answered', body: data };
        }
        // An answer that is not JSON arrives as text: the page of a proxy, or a cut answer.
        if (!isRead || attempt >= 1) throw unavailable(route, 'the answer is not JSON');
      } catch (error) {
        return refusalOf(route, error);
      }
    }
  };
  return {
    repository,
    get: (path) => ask(`GET ${path}`, {}, true),
    list: (path, maxItems, items) =>
      allPages((page) => ask(`GET ${page}`, {}, true), path, maxItems, items),
    send: (method, path, body) => ask(`${method} ${path}`, body, false),
    upload: (url, name, bytes) =>
      ask(
        `POST ${url.replace(/\{.*$/, '')}?name=${encodeURIComponent(name)}`,
        {
          headers: {
            'content-type': 'application/octet-stream',
            'content-length': String(bytes.length),
            'x-github-api-version': API_VERSION,
          },
          data: bytes,
        },
        false,
      ),
  };
}

/** Client errors are answers, except 429 and the 403 of a rate limit, which have their own wait. */
const NOT_RETRIED = [400, 401, 403, 404, 409, 410, 422, 429, 451];
const silence = () => {};
const SILENT = { debug: silence, info: silence, warn: silence, error: silence };

async function allPages(
  ask: (path: string) => Promise<GitHubAnswer | GitHubRefusal>,
  path: string,
  maxItems: number,
  items: string | undefined,
): ReturnType<GitHub['list']> {
  const found: unknown[] = [];
  for (let page = 1; ; page++) {
    const query = `${path.includes('?') ? '&' : '?'}per_page=${PER_PAGE}&page=${page}`;
    const answer = await ask(`${path}${query}`);
    if (answer.kind === 'refused') return answer;
    const body = answer.body as Readonly<Record<string, unknown>>;
    const part = items === undefined ? body : body[items];
    if (!Array.isArray(part)) throw unavailable(`GET ${path}`, 'expected a list');
    found.push(...part);
    if (found.length > maxItems) {
      throw unavailable(`GET ${path}`, `there are more than ${maxItems}`);
    }
    if (part.length < PER_PAGE) return { kind: 'answered', items: found };
  }
}

/** The status of an answer, if there was one. Errors that were thrown on purpose are rethrown. */
function refusalOf(route: string, error: unknown): GitHubRefusal {
  if (error instanceof AdapterError) throw error;
  const { status, message, response } = error as {
    readonly status?: number;
    readonly message?: string;
    readonly response?: { readonly headers?: Readonly<Record<string, string>> };
  };
  const said = String(message).slice(0, 500);
  const isLimited =
    status === 429 ||
    (status === 403 &&
      (/rate limit/i.test(said) || response?.headers?.['x-ratelimit-remaining'] === '0'));
  if (response === undefined || status === undefined || status >= 500 || isLimited) {
    throw unavailable(route, said, error);
  }
  if (status === 401) throw unavailable(route, `the token is not accepted: ${said}`, error);
  return { kind: 'refused', status, message: said };
}

function unavailable(route: string, why: string, cause?: unknown): AdapterError {
  return new AdapterError('github-unavailable', `GitHub: ${route}: ${why}`, {
    hint: 'Look at https://www.githubstatus.com and at the permissions of the job. Then run the command again.',
    ...(cause === undefined ? {} : { cause }),
  });
}

/** The same request. An answer that exceeds the limit is cut off. */
function bounded(request: typeof fetch): typeof fetch {
  return async (...args) => {
    const response = await request(...args);
    const { body, status, statusText, headers } = response;
    if (body === null || status === 204 || status === 304) return response;
    const chunks: Uint8Array[] = [];
    let sizeBytes = 0;
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      sizeBytes += chunk.length;
      if (sizeBytes > ANSWER_MAX_BYTES) {
        throw new TypeError(`the answer has more than ${ANSWER_MAX_BYTES} bytes`);
      }
      chunks.push(chunk);
    }
    const whole = new Blob(chunks as BlobPart[]);
    return new Response(whole, { status, statusText, headers: new Headers([...headers]) });
  };
}
