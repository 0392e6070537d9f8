import { Decoder } from 'cbor-x/decode-no-eval';
import { decodeUtf8, encodeHex, encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { CBOR_MAX_DEPTH, CBOR_MAX_ITEMS } from '../base/limits.js';

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

/** cbor-x decodes what the gate let through. Its own declarations do not resolve under NodeNext, so here is ours. */
const decoder: { decode(bytes: Uint8Array): CborValue } = new Decoder({
  mapsAsObjects: false,
  copyBuffers: true,
  int64AsNumber: true,
});

/**
 * One CBOR item (RFC 8949) in a strict profile, of which any value has a single encoding. The bytes are walked first,
 * in order, and refused at the first fault: input that ends too early (every length is compared with the bytes left
 * before anything is made of it), a reserved or non-shortest head (section 4.2.1), an indefinite length or a tag other
 * than `options` allow, an integer outside of the safe range, a simple value other than false, true and null, a float,
 * text that is not UTF-8 or starts with a byte order mark, a map key that is neither text nor integer or is there
 * twice (section 5.6), too many items or levels, and bytes after the item. Then cbor-x makes the values; they share
 * no memory with `bytes`. Order of map keys is free, and kept. The caller bounds the size of the input.
 *
 * Throws FormatError `cbor-format` with the fault's offset.
 */
export function parseCbor(bytes: Uint8Array, options: CborOptions = {}): CborValue {
  const start = new Gate(bytes).pass(options);
  return decoder.decode(new Uint8Array(bytes.subarray(start)));
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

/** Walks over one encoded value without making anything of it. */
class Gate {
  private readonly bytes: Uint8Array;
  private offset = 0;
  private items = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Returns the offset of the outermost item, behind its tag. */
  pass({ topLevelIndefiniteMap = false, topLevelTag }: CborOptions): number {
    if (topLevelTag !== undefined && this.bytes[0] === ((MAJOR.tag << 5) | topLevelTag)) {
      this.offset++;
    }
    const start = this.offset;
    if (topLevelIndefiniteMap && this.bytes[start] === INDEFINITE_MAP) this.indefiniteMap();
    else this.item(0);
    if (this.offset < this.bytes.length) {
      throw refusal(`expected the end, found ${this.left} bytes more`, this.offset);
    }
    return start;
  }

  private indefiniteMap(): void {
    this.count();
    this.offset++;
    const keys = new Set<string>();
    while (this.bytes[this.offset] !== BREAK) this.entry(keys, 1);
    this.offset++;
  }

  /** `depth` is the number of arrays and maps around the item. */
  private item(depth: number): Head {
    this.count();
    const head = this.head();
    switch (head.major) {
      case MAJOR.bytes:
        this.offset += this.fitting(head, 1);
        break;
      case MAJOR.text:
        this.text(head);
        break;
      case MAJOR.array:
        confirmDepth(head, depth);
        for (let left = this.fitting(head, 1); left > 0; left--) this.item(depth + 1);
        break;
      case MAJOR.map: {
        confirmDepth(head, depth);
        const keys = new Set<string>();
        for (let left = this.fitting(head, 2); left > 0; left--) this.entry(keys, depth + 1);
        break;
      }
      case MAJOR.tag:
        throw refusal(`expected no tag, found tag ${head.argument}`, head.offset);
    }
    return head;
  }

  private entry(keys: Set<string>, depth: number): void {
    const { major, offset } = this.item(depth);
    if (major !== MAJOR.text && major !== MAJOR.unsigned && major !== MAJOR.negative) {
      throw refusal('expected a map key that is text or an integer', offset);
    }
    // One encoding for each value, so equal bytes are equal keys.
    const key = encodeHex(this.bytes.subarray(offset, this.offset));
    if (keys.has(key)) {
      throw refusal(`expected each map key once, found ${key.slice(0, 80)} again`, offset);
    }
    keys.add(key);
    this.item(depth);
  }

  private text(head: Head): void {
    const start = this.offset;
    this.offset += this.fitting(head, 1);
    try {
      decodeUtf8(this.bytes.subarray(start, this.offset));
    } catch (cause) {
      throw refusal('expected text in UTF-8 without a byte order mark', head.offset, cause);
    }
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
