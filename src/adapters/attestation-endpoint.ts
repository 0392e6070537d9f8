import { encodeBase64, encodeHex } from '../base/encoding.js';
import { AdapterError, UsageError } from '../base/errors.js';
import { EVIDENCE_MAX_BYTES } from '../base/size-limits.js';
import type { EndpointQuestion, NonceEncoding } from '../workflow/options/endpoint-question.js';

/** The maximum time for an answer of an enclave. */
const ANSWER_MS = 30_000;
/** The maximum size of an answer, with hexadecimal and JSON around the document. */
const ANSWER_MAX_BYTES = 4 * EVIDENCE_MAX_BYTES;
/** The maximum number of characters to show from an error answer. */
const SHOWN_CHARACTERS = 300;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Requests an attestation document from an endpoint: `get` with the nonce added to the query, or `post` of JSON with
 * the nonce as a member or with the body of the question. Uses https, or http on loopback only. Redirects are not
 * followed, because the nonce is for this endpoint. Returns the body, of at most four times the largest document.
 *
 * Throws UsageError for another kind of address, and AdapterError `input-not-readable` for any answer other than a 200
 * in time, with the first SHOWN_CHARACTERS of the answer.
 */
export async function askForDocument(
  { url, method, nonce: form, body }: EndpointQuestion,
  nonce: Uint8Array | undefined,
): Promise<Uint8Array> {
  const address = addressOf(url);
  const sent =
    form === undefined || nonce === undefined
      ? undefined
      : { name: form.name, value: ENCODERS[form.encoding](nonce) };
  if (method === 'get' && sent !== undefined) address.searchParams.set(sent.name, sent.value);
  const answer = await fetch(address, {
    method: method.toUpperCase(),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
    ...(method === 'get'
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: sent === undefined ? (body ?? '{}') : JSON.stringify({ [sent.name]: sent.value }),
        }),
  }).catch((cause: unknown) => {
    throw unreadable(address, 'no answer', cause);
  });
  if (answer.status !== 200) {
    throw unreadable(address, `the answer has status ${answer.status}${await shownStart(answer)}`);
  }
  return bounded(answer, address);
}

const ENCODERS: { readonly [encoding in NonceEncoding]: (nonce: Uint8Array) => string } = {
  hex: encodeHex,
  base64: encodeBase64,
  base64url: (nonce) => Buffer.from(nonce).toString('base64url'),
};

/** The start of an answer as text for people. Reads no further, and omits parts that cannot be read. */
async function shownStart(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > SHOWN_CHARACTERS) break;
    }
  } catch {
    // The status is enough.
  }
  // Control characters could overwrite the text on the terminal.
  const shown = text
    .slice(0, SHOWN_CHARACTERS)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (shown === '') return '';
  return `: ${shown}${text.length > SHOWN_CHARACTERS ? '…' : ''}`;
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
    throw unreadable(address, 'the answer is incomplete', cause);
  }
  if (length > ANSWER_MAX_BYTES) {
    throw unreadable(address, `the answer has more than ${ANSWER_MAX_BYTES} bytes`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function unreadable({ origin, pathname }: URL, why: string, cause?: unknown): AdapterError {
  return new AdapterError('input-not-readable', `${origin}${pathname}: ${why}`, {
    at: { file: `${origin}${pathname}` },
    cause,
  });
}
