import { encodeBase64, encodeHex } from '../base/encoding.js';
import { AdapterError, UsageError } from '../base/errors.js';
import { EVIDENCE_MAX_BYTES } from '../base/size-limits.js';

/** How long an enclave may take to answer. */
const ANSWER_MS = 30_000;
/** Hexadecimal and JSON around the document. */
const ANSWER_MAX_BYTES = 4 * EVIDENCE_MAX_BYTES;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Asks an endpoint for an attestation document that answers a nonce: `get` with `?nonce=<hex>` (added to the query that is
 * there), or `post` of `{"nonce": "<base64>"}`. Over https; plain http on loopback alone. Redirects are not followed: the
 * nonce is for this endpoint. Returns the body, of at most four times the largest document.
 *
 * Throws UsageError for an address of another kind, AdapterError `input-not-readable` for anything but a 200 in time.
 */
export async function askForDocument(
  url: string,
  method: 'get' | 'post',
  nonce: Uint8Array,
): Promise<Uint8Array> {
  const address = addressOf(url);
  if (method === 'get') address.searchParams.set('nonce', encodeHex(nonce));
  const answer = await fetch(address, {
    method: method.toUpperCase(),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(method === 'get'
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ nonce: encodeBase64(nonce) }),
        }),
  }).catch((cause: unknown) => {
    throw unreadable(address, 'no answer', cause);
  });
  if (answer.status !== 200) throw unreadable(address, `it answers ${answer.status}`);
  return bounded(answer, address);
}

function addressOf(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const isTaken =
    address?.protocol === 'https:' ||
    (address?.protocol === 'http:' && LOOPBACK.includes(address.hostname));
  if (address !== undefined && isTaken && address.username === '' && address.password === '') {
    return address;
  }
  throw new UsageError('url: expected https://…, or http:// on loopback, without a password');
}

async function bounded(answer: Response, address: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      length += chunk.length;
      if (length > ANSWER_MAX_BYTES) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw unreadable(address, 'its answer breaks off', cause);
  }
  if (length > ANSWER_MAX_BYTES) {
    throw unreadable(address, `it answers more than ${ANSWER_MAX_BYTES} bytes`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function unreadable({ origin, pathname }: URL, why: string, cause?: unknown): AdapterError {
  return new AdapterError('input-not-readable', `${origin}${pathname}: ${why}`, {
    at: { file: `${origin}${pathname}` },
    cause,
  });
}
