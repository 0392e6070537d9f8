import { decodeBase64Digits, encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';

/** Shorter strings are fast to read with the rest. */
const LONG_BYTES = 4096;
const QUOTE = '"'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
/** Stands for a string that is read separately. It is not a base64 digit. */
const APART = '#';
const APART_BYTE = APART.charCodeAt(0);

/**
 * Reads an envelope in which the payload is the first long string and standard base64. The payload is decoded in place, and
 * `read` reads the JSON without it. Undefined where the envelope may have another form, and where `read` refuses.
 */
export function readPayloadApart<Envelope>(
  bytes: Uint8Array,
  read: (rest: Uint8Array, decode: (payload: string) => Uint8Array) => Envelope,
): Envelope | undefined {
  let open = bytes.indexOf(QUOTE);
  let close = bytes.indexOf(QUOTE, open + 1);
  while (open >= 0 && close >= 0 && close - open < LONG_BYTES) {
    open = bytes.indexOf(QUOTE, close + 1);
    close = bytes.indexOf(QUOTE, open + 1);
  }
  if (open < 0 || close < 0) return undefined;
  const payload = decodeBase64Digits(bytes.subarray(open + 1, close));
  if (payload === undefined) return undefined;
  const [before, after] = [bytes.subarray(0, open + 1), bytes.subarray(close)];
  const rest = new Uint8Array(before.length + APART.length + after.length);
  rest.set(before);
  rest.set(encodeUtf8(APART), before.length);
  rest.set(after, before.length + APART.length);
  // Our mark must be the only one in the rest. With an escape, a quote may not end a string.
  const isOurs =
    rest.indexOf(APART_BYTE) === before.length && rest.lastIndexOf(APART_BYTE) === before.length;
  if (!isOurs || rest.includes(BACKSLASH)) return undefined;
  try {
    return read(rest, (text) => {
      if (text === APART) return payload;
      throw new FormatError(
        'statement-format',
        'DSSE envelope: the long string is not the payload',
      );
    });
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
