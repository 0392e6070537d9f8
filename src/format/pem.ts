import { decodeBase64, encodeBase64 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { PEM_MAX_BYTES } from '../base/size-limits.js';

/** RFC 7468 section 2: generators wrap at 64 characters. Readers accept any width. */
const LINE_CHARACTERS = 64;

/** First byte of a certificate or key in DER: a SEQUENCE. */
const DER_SEQUENCE = 0x30;
const UTF8_BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf';

interface Line {
  readonly text: string;
  readonly offsetBytes: number;
}

/**
 * The DER of the only certificate in a PEM text. Accepts and throws what `parsePem` does. Not checked: the DER itself;
 * `parseCertificate` does that.
 */
export function parseCertificatePem(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return parsePem(bytes, 'CERTIFICATE');
}

/**
 * The content of a PEM text (RFC 7468 section 2) that has one block with this label and, around it, only line ends, which
 * are \n or \r\n. In order: at most PEM_MAX_BYTES; no private key unless the label asks for one; the block begins the text,
 * with the right label; it ends with the same label; nothing follows; between are only lines of base64, so no empty line,
 * no space and no header; joined, they are canonical base64 (RFC 4648 section 3.5).
 *
 * OpenSSL skips surrounding text and takes the first of several certificates, while other readers take the last. This
 * parser accepts only one.
 *
 * Throws FormatError `pem-format` with the fault's offset, and names the likely format. Never quotes the content, because
 * it may be a secret in the wrong place.
 */
export function parsePem(bytes: Uint8Array, label: string): Uint8Array<ArrayBuffer> {
  if (bytes.length > PEM_MAX_BYTES) {
    throw refusal(label, `expected at most ${PEM_MAX_BYTES} bytes, found ${bytes.length}`, 0);
  }
  const text = textOf(bytes);
  if (!label.includes('PRIVATE KEY') && text.includes('PRIVATE KEY-----')) {
    const hint = 'Keep the private key secret, and give the other file.';
    throw refusal(label, 'found a private key', Math.max(0, text.indexOf('-----BEGIN')), hint);
  }
  const lines = linesOf(text);
  const first = lines.findIndex(({ text: line }) => line !== '');
  const begin = lines[first];
  if (begin?.text !== `-----BEGIN ${label}-----`) throw notTheBegin(text, begin, label);

  const last = lines.findIndex(({ text: line }, i) => i > first && line.startsWith('-----'));
  const end = lines[last];
  if (end?.text !== `-----END ${label}-----`) {
    throw refusal(label, 'expected the end of the block', end?.offsetBytes ?? bytes.length);
  }
  const extra = lines.slice(last + 1).find(({ text: line }) => line !== '');
  if (extra !== undefined) throw notTheEnd(extra, label);
  return contentOf(lines.slice(first + 1, last), end, label);
}

/** The block that `parsePem` accepts: lines of 64 characters, each with \n. */
export function encodePem(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der).match(new RegExp(`.{1,${LINE_CHARACTERS}}`, 'g')) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function contentOf(lines: readonly Line[], end: Line, label: string): Uint8Array<ArrayBuffer> {
  const wrong = lines.find(({ text }) => !/^[A-Za-z0-9+/]+={0,2}$/.test(text));
  if (wrong !== undefined) {
    const what = wrong.text === '' ? 'an empty line' : 'another character, a space or a header';
    throw refusal(label, `expected a line of base64, found ${what}`, wrong.offsetBytes);
  }
  if (lines.length === 0) throw refusal(label, 'expected content, found none', end.offsetBytes);
  try {
    return decodeBase64(lines.map(({ text }) => text).join(''));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    // Without the cause, because its message may quote the content.
    throw refusal(label, 'expected canonical, padded base64', lines[0]?.offsetBytes ?? 0);
  }
}

function notTheBegin(text: string, found: Line | undefined, label: string): FormatError {
  const offsetBytes = found?.offsetBytes ?? 0;
  if (found === undefined) return refusal(label, 'found an empty text', offsetBytes);
  const other = labelOf(found.text);
  if (other !== undefined) {
    const hint = other.endsWith('CERTIFICATE')
      ? 'Convert it with: openssl x509 -in FILE -out certificate.pem'
      : undefined;
    return refusal(label, `expected a block ${label}, found a block ${other}`, offsetBytes, hint);
  }
  if (text.charCodeAt(0) === DER_SEQUENCE && !text.includes('-----')) {
    const hint = 'Convert it with: openssl x509 -inform DER -in FILE -out certificate.pem';
    return refusal(label, 'expected text, found what looks like DER', 0, hint);
  }
  const what = text.startsWith(UTF8_BYTE_ORDER_MARK) ? 'a byte order mark' : 'something else';
  const hint = text.includes(`-----BEGIN ${label}-----`)
    ? 'Remove everything before the block.'
    : undefined;
  return refusal(label, `expected the block to begin the text, found ${what}`, offsetBytes, hint);
}

function notTheEnd({ text, offsetBytes }: Line, label: string): FormatError {
  const other = labelOf(text);
  if (other === undefined) return refusal(label, 'found text after the block', offsetBytes);
  const hint = 'Keep only one block. An image is signed with a single certificate.';
  return refusal(label, `expected one block, found a second, ${other}`, offsetBytes, hint);
}

/** The label of a line that begins a block. Labels are short and public. */
function labelOf(line: string): string | undefined {
  return /^-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,39})-----$/.exec(line)?.[1];
}

/** One character a byte, so that offsets in the text are offsets in the bytes. */
function textOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function linesOf(text: string): readonly Line[] {
  let offsetBytes = 0;
  return text.split('\n').map((line) => {
    const here = { text: line.replace(/\r$/, ''), offsetBytes };
    offsetBytes += line.length + 1;
    return here;
  });
}

function refusal(label: string, message: string, offsetBytes: number, hint?: string): FormatError {
  return new FormatError('pem-format', `PEM ${label}: ${message}`, {
    at: { offsetBytes },
    ...(hint === undefined ? {} : { hint }),
  });
}
