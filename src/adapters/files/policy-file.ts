import { encodeUtf8 } from '../../base/encoding.js';
import { FormatError } from '../../base/errors.js';
import { type JsonValue, parseStrictJson, toPlain } from '../../format/strict-json.js';

/** A key policy in a file. */
export interface PolicyFile {
  /** The text of the policy. */
  readonly policy: string;
  /** Returns the file with another policy, in the same layout. */
  readonly withPolicy: (policy: string) => string;
}

/** The layout of a JSON text. */
interface Layout {
  /** The indentation of one level. Empty for a text on one line. */
  readonly indent: string;
  readonly lineEnd: '\n' | '\r\n';
  /** The text after the last brace. */
  readonly tail: string;
}

const MARK = '\ufeff';
const WRAPPED = 'Policy';

/**
 * The key policy in a file: a JSON document, or the answer of `aws kms get-key-policy`, whose member `Policy` holds the
 * document as a string. A byte order mark may come first. Indentation, line ends, what follows the document, the mark and
 * the wrapper stay as they are when the policy is replaced.
 *
 * Throws FormatError `json-format` with file, line and column, both from 1; of a wrapped document they count in its text.
 */
export function parsePolicyFile(content: string, file: string): PolicyFile {
  const mark = content.startsWith(MARK) ? MARK : '';
  const text = content.slice(mark.length);
  const document = parsed(text, file, '');
  const layout = layoutOf(text);
  const inner = document instanceof Map ? document.get(WRAPPED) : undefined;
  if (!(document instanceof Map) || typeof inner !== 'string' || document.has('Statement')) {
    return { policy: text, withPolicy: (next) => mark + laidOut(parsed(next, file, ''), layout) };
  }
  parsed(inner, file, `in the text of ${WRAPPED}, `);
  const innerLayout = layoutOf(inner);
  return {
    policy: inner,
    withPolicy: (next) => {
      const replaced = laidOut(parsed(next, file, ''), innerLayout);
      return mark + laidOut(new Map(document).set(WRAPPED, replaced), layout);
    },
  };
}

function parsed(text: string, file: string, where: string): JsonValue {
  const bytes = encodeUtf8(text);
  try {
    return parseStrictJson(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const before = new TextDecoder().decode(bytes.subarray(0, cause.at?.offsetBytes ?? 0));
    const lines = before.split('\n');
    const [line, column] = [lines.length, [...(lines.at(-1) ?? '')].length + 1];
    throw new FormatError(
      'json-format',
      `${file}: ${where}line ${line}, column ${column}: ${cause.message}`,
      { at: { file, ...cause.at, line, column }, cause },
    );
  }
}

function layoutOf(text: string): Layout {
  const [, indent = ''] = /^\s*\{[ \t]*\r?\n([ \t]*)/.exec(text) ?? [];
  const [tail = ''] = /\s*$/.exec(text) ?? [];
  return { indent, lineEnd: text.includes('\r\n') ? '\r\n' : '\n', tail };
}

function laidOut(value: JsonValue, { indent, lineEnd, tail }: Layout): string {
  const plain = toPlain(value);
  const text = indent === '' ? JSON.stringify(plain) : JSON.stringify(plain, null, indent);
  // Line ends inside strings are escaped, so these all belong to the layout.
  return text.replaceAll('\n', lineEnd) + tail;
}
