import { Decoder } from 'cbor-x/decode-no-eval';
import { decodeUtf8, encodeHex } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { CBOR_MAX_DEPTH, CBOR_MAX_ITEMS } from '../base/size-limits.js';

/** The CBOR that AWS's formats use. Integers are safe integers. Map keys keep their order and their type. */
export type CborValue =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | CborValue[]
  | Map<string | number, CborValue>;

export interface CborOptions {
  /** Admits a map of indefinite length (bf … ff) as the outermost item, as attestation documents have since 2025-08. */
  readonly topLevelIndefiniteMap?: boolean;
  /** Admits and drops this tag, from 0 to 23, before the outermost item. */
  readonly topLevelTag?: number;
}

const MAJOR = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 };
const FALSE = 0xf4;
const TRUE = 0xf5;
const NULL = 0xf6;
const INDEFINITE_MAP = 0xbf;
const BREAK = 0xff;

/** Maps become `Map`, byte strings become copies, and 64-bit integers become numbers, as in `CborValue`. */
const DECODER_OPTIONS = { mapsAsObjects: false, copyBuffers: true, int64AsNumber: true };

/** Frozen, so that no input can leave state in it. cbor-x keeps state only for tags, and the gate admits no tag. */
const decoder = Object.freeze(new Decoder(DECODER_OPTIONS));

/**
 * Parses one CBOR item (RFC 8949) in a strict profile, in which each value has one encoding. A gate reads all bytes in
 * order and refuses the first fault. Then cbor-x decodes what the gate admits. Refuses:
 *
 * - input that ends too early: each length is compared with the bytes left;
 * - a reserved or non-shortest head (section 4.2.1);
 * - an indefinite length or a tag that `options` does not admit;
 * - an integer outside the safe range, a float, and a simple value other than false, true and null;
 * - text that is not UTF-8 or starts with a byte order mark;
 * - a map key that is neither text nor an integer, and a duplicate map key (section 5.6);
 * - more than `CBOR_MAX_ITEMS` items or `CBOR_MAX_DEPTH` levels;
 * - bytes after the item.
 *
 * Map keys may have any order, which the value keeps. The value shares no memory with `bytes`. The caller bounds the
 * size of the input.
 *
 * Throws FormatError `cbor-format` with the offset of the fault.
 */
export function parseCbor(bytes: Uint8Array, options: CborOptions = {}): CborValue {
  // Gate and decoder read one copy, because shared memory could change in between and cbor-x sets a property on its input.
  const copy = new Uint8Array(bytes);
  const start = new Gate(copy).admit(options);
  return decoder.decode(copy.subarray(start));
}

/**
 * The offset of each element of an outermost array that `parseCbor` admits with the same options. Refusals need these
 * offsets, and the value does not have them.
 */
export function cborElementOffsets(bytes: Uint8Array, options: CborOptions = {}): number[] {
  return new Gate(bytes).elementOffsets(options);
}

interface Head {
  readonly major: number;
  /** The value, length, number of entries or tag number, depending on the major type. */
  readonly argument: number;
  readonly offset: number;
}

/** Walks over one encoded item and decides whether it is admitted. It makes no values. */
class Gate {
  private readonly bytes: Uint8Array;
  private offset = 0;
  private items = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Returns the offset of the outermost item, after its tag. */
  admit({ topLevelIndefiniteMap = false, topLevelTag }: CborOptions): number {
    this.tag(topLevelTag);
    const start = this.offset;
    if (topLevelIndefiniteMap && this.bytes[start] === INDEFINITE_MAP) this.indefiniteMap();
    else this.item(0);
    if (this.offset < this.bytes.length) {
      throw refusal(`expected the end, found ${this.left} more bytes`, this.offset);
    }
    return start;
  }

  elementOffsets({ topLevelTag }: CborOptions): number[] {
    this.tag(topLevelTag);
    return Array.from({ length: this.head().argument }, () => {
      const { offset } = this;
      this.item(1);
      return offset;
    });
  }

  private tag(tag: number | undefined): void {
    if (tag !== undefined && this.bytes[0] === ((MAJOR.tag << 5) | tag)) this.offset++;
  }

  private indefiniteMap(): void {
    this.count();
    this.offset++;
    const keys = new Set<string>();
    while (this.bytes[this.offset] !== BREAK) this.entry(keys, 1);
    this.offset++;
  }

  /** `depth` is the number of arrays and maps around the item. */
  private item(depth: number): void {
    this.count();
    const head = this.head();
    switch (head.major) {
      case MAJOR.bytes:
        this.content(head);
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
  }

  /** `keys` holds the encodings of the map's keys so far. A key has one encoding, so equal keys are equal bytes. */
  private entry(keys: Set<string>, depth: number): void {
    const start = this.offset;
    this.item(depth);
    const major = (this.bytes[start] ?? 0) >> 5;
    if (major !== MAJOR.unsigned && major !== MAJOR.negative && major !== MAJOR.text) {
      throw refusal('expected a map key that is text or an integer', start);
    }
    const key = encodeHex(this.bytes.subarray(start, this.offset));
    if (keys.has(key)) {
      throw refusal(`expected each map key once, found ${key.slice(0, 80)} again`, start);
    }
    keys.add(key);
    this.item(depth);
  }

  private text(head: Head): void {
    const bytes = this.content(head);
    try {
      decodeUtf8(bytes);
    } catch (cause) {
      throw refusal('expected text in UTF-8 without a byte order mark', head.offset, cause);
    }
  }

  /** The content of a byte or text string. */
  private content(head: Head): Uint8Array {
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

  /** The head's length or number of entries. Refuses it where entries of `minimumBytes` each do not fit the bytes left. */
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
