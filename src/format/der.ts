import { encodeHex } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { DER_MAX_DEPTH } from '../base/size-limits.js';

/** Identifier bytes (X.690 section 8.1.2) of the universal types in certificates. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One encoded value. Its bytes are views of the input, not copies. */
export interface DerElement {
  /** The identifier byte: class, whether constructed, and number. */
  readonly tag: number;
  /** Where the identifier byte lies, from the start of the outermost input. */
  readonly offsetBytes: number;
  /** Where the content lies, from the same start. */
  readonly contentOffsetBytes: number;
  /** Identifier, length and content as received. */
  readonly encoded: Uint8Array;
  readonly content: Uint8Array;
  /** The elements inside a constructed element. Empty for a primitive one. */
  readonly children: readonly DerElement[];
}

const CLASS_AND_FORM = 0xe0;
const CONSTRUCTED = 0x20;
const CLASS = 0xc0;
const TAG_NUMBER = 0x1f;
/** From this number on, the number follows in further bytes. */
const LONG_TAG = 0x1f;
/** EXTERNAL, EMBEDDED PDV, SEQUENCE, SET and CHARACTER STRING are always constructed. The other types never are. */
const CONSTRUCTED_TYPES: ReadonlySet<number> = new Set([8, 11, 16, 17, 29]);

const LONG_LENGTH = 0x80;
/** Bytes that encode a length. Four reach 4 GiB. */
const LENGTH_MAX_BYTES = 4;

/**
 * Parses one value in DER (X.690 section 10) with everything inside. Per element, in order: an identifier of one byte that
 * is not end-of-contents; constructed exactly where its universal type is (sections 8.9 and 10.2); a definite length in its
 * shortest form (section 10.1) that fits the bytes left, compared before anything is sliced; at most DER_MAX_DEPTH levels.
 * Nothing follows the outermost element. Not checked: the content of primitive values (`der-values`), and the order inside
 * a SET. The caller bounds the size of the input.
 *
 * `baseOffsetBytes` is the offset of `bytes` in an outer input, for a value inside a string.
 *
 * Throws FormatError `der-format` with the fault's offset.
 */
export function parseDer(bytes: Uint8Array, baseOffsetBytes = 0): DerElement {
  const element = parseElement(bytes, baseOffsetBytes, 1);
  const leftBytes = bytes.length - element.encoded.length;
  if (leftBytes > 0) {
    throw derRefusal(
      `expected the end, found ${leftBytes} more bytes`,
      baseOffsetBytes + element.encoded.length,
    );
  }
  return element;
}

/** The parts of one constructed element, taken one after the other. */
export class DerFields {
  private readonly parent: DerElement;
  private readonly what: string;
  private index = 0;

  /** Throws FormatError `der-format` where the element has another tag. `what` is its name in messages. */
  constructor(parent: DerElement, tag: number, what: string) {
    confirmTag(parent, tag, what);
    this.parent = parent;
    this.what = what;
  }

  /** The next part. Throws FormatError `der-format` where no part is left or the part has a tag other than `tag`. */
  take(what: string, tag?: number): DerElement {
    const next = this.peek;
    if (next === undefined) {
      throw derRefusal(`${this.what}: expected ${what}, found the end`, this.endOffsetBytes);
    }
    if (tag !== undefined) confirmTag(next, tag, `${this.what}: ${what}`);
    this.index++;
    return next;
  }

  /** The next part, or undefined where it has another tag. */
  takeOptional(tag: number): DerElement | undefined {
    const next = this.peek;
    if (next?.tag !== tag) return undefined;
    this.index++;
    return next;
  }

  /** Throws FormatError `der-format` where parts are left. */
  end(): void {
    const next = this.peek;
    if (next !== undefined) {
      throw derRefusal(
        `${this.what}: expected the end, found tag ${hexByte(next.tag)}`,
        next.offsetBytes,
      );
    }
  }

  private get peek(): DerElement | undefined {
    return this.parent.children[this.index];
  }

  private get endOffsetBytes(): number {
    return this.parent.offsetBytes + this.parent.encoded.length;
  }
}

/** Throws FormatError `der-format` where the element has another tag. `what` is its name in messages. */
export function confirmTag(element: DerElement, tag: number, what: string): void {
  if (element.tag === tag) return;
  throw derRefusal(
    `${what}: expected tag ${hexByte(tag)}, found ${hexByte(element.tag)}`,
    element.offsetBytes,
  );
}

export function derRefusal(message: string, offsetBytes: number): FormatError {
  return new FormatError('der-format', message, { at: { offsetBytes } });
}

/** The element at the start of `bytes`, which lie at `offsetBytes` of the outermost input. */
function parseElement(bytes: Uint8Array, offsetBytes: number, depth: number): DerElement {
  if (depth > DER_MAX_DEPTH) {
    throw derRefusal(`expected at most ${DER_MAX_DEPTH} levels, found more`, offsetBytes);
  }
  const tag = parseTag(bytes[0], offsetBytes);
  const { length, lengthBytes } = parseLength(bytes, offsetBytes + 1);
  const start = 1 + lengthBytes;
  if (length > bytes.length - start) {
    throw derRefusal(
      `expected ${length} bytes of content, found ${bytes.length - start}`,
      offsetBytes,
    );
  }
  const content = bytes.subarray(start, start + length);
  const contentOffsetBytes = offsetBytes + start;
  const children: DerElement[] = [];
  if ((tag & CONSTRUCTED) !== 0) {
    for (let at = 0; at < content.length; ) {
      const child = parseElement(content.subarray(at), contentOffsetBytes + at, depth + 1);
      children.push(child);
      at += child.encoded.length;
    }
  }
  const encoded = bytes.subarray(0, start + length);
  return { tag, offsetBytes, contentOffsetBytes, encoded, content, children };
}

function parseTag(tag: number | undefined, offsetBytes: number): number {
  if (tag === undefined) throw derRefusal('expected a tag, found the end', offsetBytes);
  const number = tag & TAG_NUMBER;
  if (number === LONG_TAG) {
    throw derRefusal(`expected a tag of one byte, found ${hexByte(tag)}`, offsetBytes);
  }
  if ((tag & CLASS) !== 0) return tag;
  if (number === 0) {
    throw derRefusal('expected a type, found end-of-contents or a reserved tag', offsetBytes);
  }
  const form = CONSTRUCTED_TYPES.has(number) ? CONSTRUCTED : 0;
  if ((tag & CLASS_AND_FORM) !== form) {
    throw derRefusal(
      `expected tag ${hexByte(form | number)}, found the other form ${hexByte(tag)}`,
      offsetBytes,
    );
  }
  return tag;
}

/** The length octets from the second byte of `bytes` on (X.690 section 8.1.3), which lie at `offsetBytes`. */
function parseLength(
  bytes: Uint8Array,
  offsetBytes: number,
): { readonly length: number; readonly lengthBytes: number } {
  const first = bytes[1];
  if (first === undefined) throw derRefusal('expected a length, found the end', offsetBytes);
  if (first < LONG_LENGTH) return { length: first, lengthBytes: 1 };
  const count = first - LONG_LENGTH;
  if (count === 0) {
    throw derRefusal('expected a definite length, found an indefinite one', offsetBytes);
  }
  if (count > LENGTH_MAX_BYTES) {
    throw derRefusal(
      `expected a length of at most ${LENGTH_MAX_BYTES} bytes, found ${count}`,
      offsetBytes,
    );
  }
  const digits = bytes.subarray(2, 2 + count);
  if (digits.length < count) {
    throw derRefusal(`expected a length of ${count} bytes, found ${digits.length}`, offsetBytes);
  }
  const length = digits.reduce((value, digit) => value * 256 + digit, 0);
  if (digits[0] === 0 || length < LONG_LENGTH) {
    throw derRefusal(`expected the shortest form of length ${length}`, offsetBytes);
  }
  return { length, lengthBytes: 1 + count };
}

function hexByte(byte: number): string {
  return `0x${encodeHex(Uint8Array.of(byte))}`;
}
