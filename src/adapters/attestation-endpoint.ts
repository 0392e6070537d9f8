import { encodeBase64, encodeHex } from '../base/encoding.js';
import { AdapterError, UsageError } from '../base/errors.js';
import { EVIDENCE_MAX_BYTES } from '../base/size-limits.js';
import type { EndpointQuestion, NonceEncoding } from '../workflow/options/endpoint-question.js';

/** How long an enclave may take to answer. */
const ANSWER_MS = 30_000;
/** Hexadecimal and JSON around the document. */
const ANSWER_MAX_BYTES = 4 * EVIDENCE_MAX_BYTES;
/** How much of an error answer people are shown. */
const SHOWN_CHARACTERS = 300;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Asks an endpoint for an attestation document: `get` with the nonce in its query (beside what is there), or `post` of
 * JSON with the nonce as its member, or with the body of the question. Over https; plain http on loopback alone.
 * Redirects are not followed: the nonce is for this endpoint. Returns the body, of at most four times the largest
 * document.
 *
 * Throws UsageError for an address of another kind, AdapterError `input-not-readable` for anything but a 200 in time,
 * with the first SHOWN_CHARACTERS of what was answered.
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
    throw unreadable(address, `it answers ${answer.status}${await shownStart(answer)}`);
  }
  return bounded(answer, address);
}

const ENCODERS: { readonly [encoding in NonceEncoding]: (nonce: Uint8Array) => string } = {
  hex: encodeHex,
  base64: encodeBase64,
  base64url: (nonce) => Buffer.from(nonce).toString('base64url'),
};

/** The start of an answer as text for people. Nothing is waited for beyond it, and what cannot be read is left out. */
async function shownStart(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of answer.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > SHOWN_CHARACTERS) break;
    }
  } catch {
    // The status says enough.
  }
  // Control characters could write over what the terminal shows.
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
