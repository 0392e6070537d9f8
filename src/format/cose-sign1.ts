import { SIGNATURE_BYTES } from '../base/ecdsa.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { type CborValue, cborElementOffsets, parseCbor } from './cbor.js';

export type CoseAlgorithm = 'ES256' | 'ES384' | 'ES512';

/**
 * A COSE_Sign1 message before verification.
 *
 *     COSE_Sign1 = [protected: bstr .cbor {1: alg}, unprotected: {}, payload: bstr, signature: bstr]
 */
export interface CoseSign1 {
  readonly algorithm: CoseAlgorithm;
  /** The protected header as received. */
  readonly protectedBytes: Uint8Array;
  readonly payload: Uint8Array;
  /** r followed by s, each of fixed width. */
  readonly signature: Uint8Array;
}

/** CBOR tag of COSE_Sign1 (RFC 9052 section 2). */
const TAGGED = { topLevelTag: 18 };

/** The strict encodings of {1: -7}, {1: -35} and {1: -36}: alg is ES256, ES384, ES512 (RFC 9053 section 2.1). */
const ALGORITHM_OF_PROTECTED: ReadonlyMap<string, CoseAlgorithm> = new Map([
  ['a10126', 'ES256'],
  ['a1013822', 'ES384'],
  ['a1013823', 'ES512'],
]);

const ALGORITHM_SIGNATURE_BYTES: { readonly [algorithm in CoseAlgorithm]: number } = {
  ES256: SIGNATURE_BYTES['P-256'],
  ES384: SIGNATURE_BYTES['P-384'],
  ES512: SIGNATURE_BYTES['P-521'],
};

/**
 * Parses a COSE_Sign1 message (RFC 9052 section 4.2), untagged or with tag 18, in the strict CBOR of `parseCbor`. In order:
 * an array of exactly four; a protected header that holds the algorithm ES256, ES384 or ES512 and nothing else, not even
 * `crit`; an empty unprotected header, because no signature covers it; a payload that is not empty; a signature of the
 * algorithm's width. Not checked: the signature. The caller bounds the size of the input.
 *
 * Throws FormatError `cose-format` with the fault's offset. A fault of the CBOR is its cause.
 */
export function parseCoseSign1(bytes: Uint8Array): CoseSign1 {
  const fields = parseFields(bytes);
  if (fields.length !== 4) throw faultAt(0, `expected an array of 4, found ${fields.length}`);
  const [protectedBytes, unprotected, payload, signature] = fields;
  const refusal = (index: number, expected: string) =>
    faultAt(cborElementOffsets(bytes, TAGGED)[index] ?? 0, `expected ${expected}`);
  if (!(protectedBytes instanceof Uint8Array)) {
    throw refusal(0, 'a protected header in a byte string');
  }
  const algorithm = ALGORITHM_OF_PROTECTED.get(encodeHex(protectedBytes));
  if (algorithm === undefined) {
    const found = encodeHex(protectedBytes.subarray(0, 32));
    throw refusal(0, `a protected header of a10126, a1013822 or a1013823, found ${found}`);
  }
  if (!(unprotected instanceof Map) || unprotected.size > 0) {
    throw refusal(1, 'an empty unprotected header');
  }
  if (!(payload instanceof Uint8Array) || payload.length === 0) {
    throw refusal(2, 'a payload in a non-empty byte string');
  }
  const signatureBytes = ALGORITHM_SIGNATURE_BYTES[algorithm];
  if (!(signature instanceof Uint8Array) || signature.length !== signatureBytes) {
    throw refusal(3, `a signature of ${signatureBytes} bytes for ${algorithm}`);
  }
  return { algorithm, protectedBytes, payload, signature };
}

/** An array of four, and its first element: the context `Signature1`, a string of ten bytes. */
const SIG_STRUCTURE_HEAD = [0x84, 0x6a, ...encodeUtf8('Signature1')];

/**
 * What the signature covers: the CBOR of Sig_structure (RFC 9052 section 4.4) over the bytes as received, never over values
 * encoded again. Written by hand, so that `verifier.js` needs no CBOR encoder for three byte strings.
 */
export function sigStructure(
  { protectedBytes, payload }: Pick<CoseSign1, 'protectedBytes' | 'payload'>,
  externalAad: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> {
  const strings = [protectedBytes, externalAad, payload].flatMap((bytes) => [
    byteStringHead(bytes.length),
    bytes,
  ]);
  const parts = [SIG_STRUCTURE_HEAD, ...strings];
  const encoded = new Uint8Array(parts.reduce((sizeBytes, part) => sizeBytes + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    encoded.set(part, offset);
    offset += part.length;
  }
  return encoded;
}

/** The head of a byte string in its shortest form (RFC 8949 sections 3 and 4.2.1). */
function byteStringHead(sizeBytes: number): readonly number[] {
  if (sizeBytes < 24) return [0x40 | sizeBytes];
  const exponent = [0, 1, 2].find((exponent) => sizeBytes < 256 ** (1 << exponent)) ?? 3;
  const argument: number[] = [];
  for (let rest = sizeBytes, i = 1 << exponent; i > 0; i--) {
    argument.unshift(rest % 256);
    rest = Math.floor(rest / 256);
  }
  return [0x58 | exponent, ...argument];
}

function parseFields(bytes: Uint8Array): CborValue[] {
  let value: CborValue;
  try {
    value = parseCbor(bytes, TAGGED);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw faultAt(cause.at?.offsetBytes ?? 0, cause.message, cause);
  }
  if (!Array.isArray(value)) throw faultAt(0, 'expected an array of 4');
  return value;
}

function faultAt(offsetBytes: number, message: string, cause?: unknown): FormatError {
  return new FormatError('cose-format', `COSE_Sign1: ${message}`, { at: { offsetBytes }, cause });
}
