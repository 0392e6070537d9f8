import { type KeyObject, randomBytes } from 'node:crypto';

interface Curve {
  readonly p: bigint;
  readonly n: bigint;
  readonly x: bigint;
  readonly y: bigint;
  readonly bytes: number;
}

type Point = readonly [bigint, bigint] | null;

/** SP 800-186 section 3.2.1, where a = -3 on both. */
const CURVES: Readonly<Record<string, Curve>> = {
  'P-256': {
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    bytes: 32,
  },
  'P-384': {
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffffn,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    bytes: 48,
  },
};

/**
 * ECDSA over a digest that was made elsewhere, as DER (FIPS 186-5 section 6.4.1). Node signs messages only and hashes
 * them itself, and KMS takes digests too. Not in constant time: for the keys of tests.
 */
export function signDigest(key: KeyObject, digest: Uint8Array): Uint8Array {
  const { crv = '', d = '' } = key.export({ format: 'jwk' });
  const curve = CURVES[crv];
  if (curve === undefined) throw new Error(`no key on P-256 or P-384: ${crv}`);
  const { n, bytes } = curve;
  const secret = integer(Buffer.from(d, 'base64url'));
  const e = integer(digest.subarray(0, bytes));
  for (;;) {
    const k = mod(integer(randomBytes(bytes + 8)), n);
    const r = mod(multiply(curve, k)?.[0] ?? 0n, n);
    const s = mod(inverse(k, n) * (e + r * secret), n);
    if (k !== 0n && r !== 0n && s !== 0n) return sequence(der(r), der(s));
  }
}

/** k times the base point. */
function multiply(curve: Curve, k: bigint): Point {
  let result: Point = null;
  let addend: Point = [curve.x, curve.y];
  for (let rest = k; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = add(curve, result, addend);
    addend = add(curve, addend, addend);
  }
  return result;
}

function add({ p }: Curve, a: Point, b: Point): Point {
  if (a === null) return b;
  if (b === null) return a;
  const isSameX = a[0] === b[0];
  if (isSameX && mod(a[1] + b[1], p) === 0n) return null;
  const slope = isSameX
    ? (3n * a[0] * a[0] - 3n) * inverse(2n * a[1], p)
    : (b[1] - a[1]) * inverse(mod(b[0] - a[0], p), p);
  const x = mod(slope * slope - a[0] - b[0], p);
  return [x, mod(slope * (a[0] - x) - a[1], p)];
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [mod(value, modulus), modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a % b, y, x - quotient * y];
  }
  return mod(x, modulus);
}

const mod = (value: bigint, modulus: bigint): bigint => ((value % modulus) + modulus) % modulus;
const integer = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

function der(value: bigint): Buffer {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const content = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), bytes]) : bytes;
  return Buffer.concat([Buffer.of(2, content.length), content]);
}

/** At most 104 bytes inside, so that the length takes one byte. */
function sequence(...parts: readonly Buffer[]): Uint8Array {
  const content = Buffer.concat(parts);
  return new Uint8Array(Buffer.concat([Buffer.of(0x30, content.length), content]));
}
