import { decodeUtf8, encodeHex, encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { CBOR_MAX_DEPTH, CBOR_MAX_ITEMS } from '../base/size-limits.js';

/** The CBOR that AWS's formats use. Integers are safe integers; map keys keep their order and their type. */
export type CborValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | CborValue[]
  | Map<string | number, CborValue>;

export interface CborOptions {
  /** Takes a map of indefinite length (bf … ff) as the outermost item, as attestation documents have since 2025-08. */
  readonly topLevelIndefiniteMap?: boolean;
  /** Takes and drops this tag, from 0 to 23, in front of the outermost item. */
  readonly topLevelTag?: number;
}

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 };
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const INDEFINITE_MAP = 0xbf;
const BREAK = 0xff;

/**
 * One CBOR item (RFC 8949) in a strict profile, of which any value has a single encoding. The bytes are read
 * in order, and refused at the first fault: input that ends too early (every length is compared with the bytes left
 * before anything is made of it), a reserved or non-shortest head (section 4.2.1), an indefinite length or a tag other
 * than `options` allow, an integer outside of the safe range, a simple value other than false, true and null, a float,
 * text that is not UTF-8 or starts with a byte order mark, a map key that is neither text nor integer or is there
 * twice (section 5.6), too many items or levels, and bytes after the item. The values share no
 * memory with `bytes`. Order of map keys is free, and kept. The caller bounds the size of the input.
 *
 * Throws FormatError `cbor-format` with the fault's offset.
 */
export function parseCbor(bytes: Uint8Array, options: CborOptions = {}): CborValue {
  return new Reader(bytes).outermost(options);
}

/**
 * The encoding that `parseCbor` takes for this value: definite lengths, shortest heads, map keys in the order given
 * (RFC 8949 section 4.2.1 without its sorting). Texts are well-formed. Throws FormatError `cbor-format` for a number
 * that is no safe integer.
 */
export function encodeCbor(value: CborValue): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  encodeItem(value, parts);
  const encoded = new Uint8Array(parts.reduce((sizeBytes, part) => sizeBytes + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    encoded.set(part, offset);
    offset += part.length;
  }
  return encoded;
}

interface Head {
  readonly major: number;
  /** Value, length, number of entries or tag number, by major type. */
  readonly argument: number;
  readonly offset: number;
}

/** Reads one encoded value, and makes it as it goes. */
class Reader {
  private readonly bytes: Uint8Array;
  private offset = 0;
  private items = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  outermost({ topLevelIndefiniteMap = false, topLevelTag }: CborOptions): CborValue {
    if (topLevelTag !== undefined && this.bytes[0] === ((MAJOR.tag << 5) | topLevelTag)) {
      this.offset++;
    }
    const isIndefinite = topLevelIndefiniteMap && this.bytes[this.offset] === INDEFINITE_MAP;
    const value = isIndefinite ? this.indefiniteMap() : this.item(0);
    if (this.offset < this.bytes.length) {
      throw refusal(`expected the end, found ${this.left} bytes more`, this.offset);
    }
    return value;
  }

  private indefiniteMap(): Map<string | number, CborValue> {
    this.count();
    this.offset++;
    const map = new Map<string | number, CborValue>();
    while (this.bytes[this.offset] !== BREAK) this.entry(map, 1);
    this.offset++;
    return map;
  }

  /** `depth` is the number of arrays and maps around the item. */
  private item(depth: number): CborValue {
    this.count();
    const head = this.head();
    switch (head.major) {
      case MAJOR.unsigned:
        return head.argument;
      case MAJOR.negative:
        return -1 - head.argument;
      case MAJOR.bytes:
        return new Uint8Array(this.taken(head));
      case MAJOR.text:
        return this.text(head);
      case MAJOR.array: {
        confirmDepth(head, depth);
        const array: CborValue[] = [];
        for (let left = this.fitting(head, 1); left > 0; left--) array.push(this.item(depth + 1));
        return array;
      }
      case MAJOR.map: {
        confirmDepth(head, depth);
        const map = new Map<string | number, CborValue>();
        for (let left = this.fitting(head, 2); left > 0; left--) this.entry(map, depth + 1);
        return map;
      }
      case MAJOR.tag:
        throw refusal(`expected no tag, found tag ${head.argument}`, head.offset);
      default:
        return head.argument === (NULL & 31) ? null : head.argument === (TRUE & 31);
    }
  }

  private entry(map: Map<string | number, CborValue>, depth: number): void {
    const start = this.offset;
    const key = this.item(depth);
    if (typeof key !== 'string' && typeof key !== 'number') {
      throw refusal('expected a map key that is text or an integer', start);
    }
    // One encoding for each value, so equal bytes are equal keys.
    if (map.has(key)) {
      const found = encodeHex(this.bytes.subarray(start, this.offset)).slice(0, 80);
      throw refusal(`expected each map key once, found ${found} again`, start);
    }
    map.set(key, this.item(depth));
  }

  private text(head: Head): string {
    const bytes = this.taken(head);
    try {
      return decodeUtf8(bytes);
    } catch (cause) {
      throw refusal('expected text in UTF-8 without a byte order mark', head.offset, cause);
    }
  }

  /** The content of a byte or text string; it shares memory with the input. */
  private taken(head: Head): Uint8Array {
    const start = this.offset;
    this.offset += this.fitting(head, 1);
    return this.bytes.subarray(start, this.offset);
  }

  /** Initial byte and argument (RFC 8949 section 3). */
  private head(): Head {
    const offset = this.offset;
    const initial = this.byte();
    const major = initial >> 5;
    const information = initial & 31;
    if (major === MAJOR.simple) {
      if (initial === FALSE || initial === TRUE || initial === NULL) {
        return { major, argument: information, offset };
      }
      throw refusal(
        `expected false, true or null, found ${encodeHex(Uint8Array.of(initial))}`,
        offset,
      );
    }
    if (information < 24) return { major, argument: information, offset };
    if (information === 31) {
      throw refusal('expected a definite length, found an indefinite one', offset);
    }
    if (information > 27) throw refusal(`reserved additional information ${information}`, offset);

    const sizeBytes = 1 << (information - 24);
    let argument = 0;
    for (let i = 0; i < sizeBytes; i++) argument = argument * 256 + this.byte();
    if (argument < (sizeBytes === 1 ? 24 : 256 ** (sizeBytes / 2))) {
      throw refusal(`expected the shortest form of ${argument}, found ${sizeBytes} bytes`, offset);
    }
    // The most negative safe integer is -1 - (2^53 - 2).
    if (argument > Number.MAX_SAFE_INTEGER - (major === MAJOR.negative ? 1 : 0)) {
      throw refusal('expected an integer from -(2^53 - 1) to 2^53 - 1', offset);
    }
    return { major, argument, offset };
  }

  /** The head's length or number of entries, of `minimumBytes` each, once they fit what is left. */
  private fitting({ argument, offset }: Head, minimumBytes: number): number {
    if (argument * minimumBytes <= this.left) return argument;
    throw refusal(`expected at least ${argument * minimumBytes} bytes, found ${this.left}`, offset);
  }

  private count(): void {
    if (++this.items > CBOR_MAX_ITEMS) {
      throw refusal(`expected at most ${CBOR_MAX_ITEMS} items, found more`, this.offset);
    }
  }

  private byte(): number {
    const byte = this.bytes[this.offset];
    if (byte === undefined) throw refusal('expected more bytes, found the end', this.offset);
    this.offset++;
    return byte;
  }

  private get left(): number {
    return this.bytes.length - this.offset;
  }
}

function confirmDepth({ offset }: Head, depth: number): void {
  if (depth >= CBOR_MAX_DEPTH) {
    throw refusal(`expected at most ${CBOR_MAX_DEPTH} levels, found more`, offset);
  }
}

function refusal(message: string, offsetBytes: number, cause?: unknown): FormatError {
  return new FormatError('cbor-format', message, { at: { offsetBytes }, cause });
}

function encodeItem(value: CborValue, parts: Uint8Array[]): void {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) {
      throw new FormatError('cbor-format', `expected a safe integer, found ${value}`);
    }
    parts.push(
      value < 0 ? encodeHead(MAJOR.negative, -1 - value) : encodeHead(MAJOR.unsigned, value),
    );
  } else if (typeof value === 'string') {
    const text = encodeUtf8(value);
    parts.push(encodeHead(MAJOR.text, text.length), text);
  } else if (value instanceof Uint8Array) {
    parts.push(encodeHead(MAJOR.bytes, value.length), value);
  } else if (Array.isArray(value)) {
    parts.push(encodeHead(MAJOR.array, value.length));
    for (const element of value) encodeItem(element, parts);
  } else if (value instanceof Map) {
    parts.push(encodeHead(MAJOR.map, value.size));
    for (const [key, entry] of value) {
      encodeItem(key, parts);
      encodeItem(entry, parts);
    }
  } else {
    parts.push(Uint8Array.of(value === null ? NULL : value ? TRUE : FALSE));
  }
}

function encodeHead(major: number, argument: number): Uint8Array {
  if (argument < 24) return Uint8Array.of((major << 5) | argument);
  const information = [24, 25, 26, 27].find((info) => argument < 256 ** (1 << (info - 24))) ?? 27;
  const head = new Uint8Array(1 + (1 << (information - 24)));
  head[0] = (major << 5) | information;
  let rest = argument;
  for (let i = head.length - 1; i > 0; i--) {
    head[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return head;
}
