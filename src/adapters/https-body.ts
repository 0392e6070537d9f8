import { AdapterError, UsageError } from '../base/errors.js';
import { VERSION } from '../base/version.js';
import { causeText, type RemoteBody, unreadableImageError } from './remote-image-body.js';

/** Stops two servers that redirect to each other. */
const MAX_REDIRECTS = 5;

/** A silence of this length, before or during the answer, ends the download. */
const IDLE_MS = 60_000;

const REDIRECTS = [301, 302, 303, 307, 308];

/** The parts of an answer of `fetch` that are used. */
export interface FetchAnswer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** The parts of `fetch` that are used. It sends no credentials and keeps no cookies. */
export type Fetch = (
  url: string,
  init: {
    readonly redirect: 'manual';
    readonly credentials: 'omit';
    readonly headers: { readonly [name: string]: string };
    readonly signal: AbortSignal;
  },
) => Promise<FetchAnswer>;

export interface HttpsPorts {
  readonly fetch?: Fetch;
  readonly idleMs?: number;
}

/**
 * The body at an https address. In order: the address is https and holds no user or password (`usage`); up to
 * MAX_REDIRECTS redirects are followed, each to https again; the answer is 200 (404 and 410 are `input-not-found`) and
 * its content is not encoded, since what is hashed is what was published. Anything else is `input-not-readable`,
 * silence of IDLE_MS included. What follows `?` may be a secret and is in no message.
 */
export async function getHttps(
  address: string,
  { fetch = globalThis.fetch as unknown as Fetch, idleMs = IDLE_MS }: HttpsPorts = {},
): Promise<RemoteBody> {
  let url = urlOf(address);
  if (url === undefined || !isTaken(url)) {
    const found = url === undefined ? 'no address' : shown(url);
    throw new UsageError(
      `expected an image at https://host/path without user or password, found ${found}`,
    );
  }
  const name = shown(url);
  for (let redirects = 0; ; redirects++) {
    const watch = new Watch(idleMs);
    const { status, headers, body } = await ask(fetch, url, name, watch);
    if (status === 200 && body !== null) {
      requirePlain(headers, name, watch);
      return { name, sizeBytes: sizeOf(headers), body: watch.over(body) };
    }
    watch.stop();
    if (!REDIRECTS.includes(status)) throw refusal(name, status);
    if (redirects === MAX_REDIRECTS) {
      throw unreadableImageError(
        name,
        `expected at most ${MAX_REDIRECTS} redirects, found one more`,
      );
    }
    const next = urlOf(headers.get('location') ?? '', url);
    if (next === undefined || !isTaken(next)) {
      const where = next === undefined ? 'no address' : shown(next);
      throw unreadableImageError(
        name,
        `expected a redirect to https://host/path, found one to ${where}`,
      );
    }
    url = next;
  }
}

async function ask(fetch: Fetch, url: URL, name: string, watch: Watch): Promise<FetchAnswer> {
  try {
    return await fetch(url.href, {
      redirect: 'manual',
      credentials: 'omit',
      headers: {
        accept: '*/*',
        'accept-encoding': 'identity',
        'user-agent': `pcr-allowlist/${VERSION}`,
      },
      signal: watch.signal,
    });
  } catch (error) {
    watch.stop();
    throw unreadableImageError(name, causeText(error), { cause: error });
  }
}

/** Ends a request after a silence. */
class Watch {
  private readonly control = new AbortController();
  private readonly timer: NodeJS.Timeout;

  constructor(idleMs: number) {
    const silence = new Error(`no data arrived for ${idleMs / 1000} seconds`);
    this.timer = setTimeout(() => this.control.abort(silence), idleMs);
  }

  get signal(): AbortSignal {
    return this.control.signal;
  }

  /** The same chunks. Each one resets the timer. The request ends with the last chunk or the first fault. */
  async *over(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        this.timer.refresh();
        yield chunk;
      }
    } finally {
      this.stop();
    }
  }

  stop(): void {
    clearTimeout(this.timer);
    this.control.abort();
  }
}

function requirePlain(headers: FetchAnswer['headers'], name: string, watch: Watch): void {
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding === 'identity') return;
  watch.stop();
  throw unreadableImageError(
    name,
    `expected content without encoding, found the encoding ${encoding}`,
  );
}

function sizeOf(headers: FetchAnswer['headers']): number | undefined {
  const length = headers.get('content-length') ?? '';
  return /^\d{1,15}$/.test(length) ? Number(length) : undefined;
}

function refusal(name: string, status: number): AdapterError {
  if (status !== 404 && status !== 410) {
    const hint = 'No credentials are sent. An image behind a login needs a presigned address.';
    const context = status === 401 || status === 403 ? { hint } : {};
    return unreadableImageError(name, `expected status 200, found ${status}`, context);
  }
  return new AdapterError('input-not-found', `not found: ${name} answered with status ${status}`, {
    at: { file: name },
  });
}

function isTaken({ protocol, username, password }: URL): boolean {
  return protocol === 'https:' && username === '' && password === '';
}

function urlOf(text: string, base?: URL): URL | undefined {
  return text !== '' && URL.canParse(text, base?.href) ? new URL(text, base) : undefined;
}

function shown({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}
