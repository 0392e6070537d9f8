import { AdapterError, UsageError } from '../base/errors.js';
import type { DurationMs } from '../base/instant.js';
import { DSSE_MAX_BYTES } from '../base/size-limits.js';

/** From the request to the last byte. A list of 1,000 releases is a few megabytes. */
const FETCH_MAX_MS: DurationMs = 30_000;

/** The parts of `fetch` that are used. */
export type FetchList = (
  url: string,
  init: {
    readonly redirect: 'error';
    readonly credentials: 'omit';
    readonly cache: 'no-store';
    readonly signal: AbortSignal;
  },
) => Promise<Pick<Response, 'status' | 'body'>>;

/**
 * Fetches the bytes of a list at an address, on Node and in browsers. In order: the address is https, or http on this
 * machine (`usage`); the answer is 200, without a redirect; its body ends within FETCH_MAX_MS and DSSE_MAX_BYTES. HTTP
 * caches are not used. Rejects with AdapterError `list-unavailable`.
 */
export async function fetchList(
  address: string,
  fetch: FetchList = globalThis.fetch,
): Promise<Uint8Array> {
  const url = listUrl(address);
  try {
    const signal = AbortSignal.timeout(FETCH_MAX_MS);
    const init = { redirect: 'error', credentials: 'omit', cache: 'no-store', signal } as const;
    const { status, body } = await fetch(url.href, init);
    if (status !== 200 || body === null) {
      await body?.cancel();
      throw unavailable(url, `expected status 200 with a body, found ${status}`);
    }
    return await boundedBytes(body, url);
  } catch (cause) {
    if (cause instanceof AdapterError) throw cause;
    throw unavailable(url, 'the answer is missing or incomplete', cause);
  }
}

/** Throws UsageError for an address from which no list is fetched. */
export function listUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLocal = /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(url?.hostname ?? '');
  const isPlain = url?.username === '' && url.password === '';
  if (isPlain && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) return url;
  throw new UsageError('expected the address of a list as https://host/path, without a password');
}

async function boundedBytes(body: ReadableStream<Uint8Array>, url: URL): Promise<Uint8Array> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > DSSE_MAX_BYTES) {
      await reader.cancel();
      throw unavailable(url, `expected at most ${DSSE_MAX_BYTES} bytes, found more`);
    }
    parts.push(value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** The query may be a secret. */
function unavailable({ origin, pathname }: URL, why: string, cause?: unknown): AdapterError {
  const name = `${origin}${pathname}`;
  return new AdapterError('list-unavailable', `cannot read the allow-list at ${name}: ${why}`, {
    at: { object: name },
    cause,
  });
}
