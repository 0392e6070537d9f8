import { createPublicKey, generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Curve, verifyEcdsa } from '../../src/base/ecdsa.js';
import { decodeHex, encodeHex, encodeUtf8 } from '../../src/base/encoding.js';
import type { FormatError } from '../../src/base/errors.js';
import { type CborValue, parseCbor } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { type CoseAlgorithm, parseCoseSign1, sigStructure } from '../../src/format/cose-sign1.js';
import { formatFault } from '../fakes/format-fault.js';

const bytes = (length: number) => new Uint8Array(length).fill(7);
const PROTECTED = { ES256: 'a10126', ES384: 'a1013822', ES512: 'a1013823' };
const NO_HEADER: CborValue = new Map();

type Fields = { [name in 'protectedHeader' | 'unprotected' | 'payload' | 'signature']?: CborValue };

/** An ES384 message of the right shape, with some fields replaced. */
function message(fields: Fields = {}): Uint8Array {
  const shaped = {
    protectedHeader: decodeHex(PROTECTED.ES384),
    unprotected: NO_HEADER,
    payload: encodeUtf8('payload'),
    signature: bytes(96),
    ...fields,
  };
  return encodeCbor([shaped.protectedHeader, shaped.unprotected, shaped.payload, shaped.signature]);
}

describe('what is accepted', () => {
  test.each<[CoseAlgorithm, number]>([
    ['ES256', 64],
    ['ES384', 96],
    ['ES512', 132],
  ])('%s', (algorithm, signatureBytes) => {
    const protectedBytes = decodeHex(PROTECTED[algorithm]);
    const signature = bytes(signatureBytes);
    const sign1 = parseCoseSign1(message({ protectedHeader: protectedBytes, signature }));
    expect(sign1).toEqual({ algorithm, protectedBytes, payload: encodeUtf8('payload'), signature });
  });

  test('tag 18 before it', () => {
    expect(parseCoseSign1(Uint8Array.of(0xd2, ...message()))).toEqual(parseCoseSign1(message()));
  });

  test('a payload of one byte', () => {
    expect(parseCoseSign1(message({ payload: bytes(1) })).payload).toEqual(bytes(1));
  });
});

describe('what is refused, and where', () => {
  const header = (hex: string) => ({ protectedHeader: decodeHex(hex) });
  const protectedOffset = 1;
  const unprotectedOffset = 6;
  const payloadOffset = 7;
  const signatureOffset = 15;

  test.each<[string, Fields, number]>([
    ['protected: empty', header(''), protectedOffset],
    ['protected: empty map', header('a0'), protectedOffset],
    ['protected: a map, not in bytes', { protectedHeader: new Map([[1, -35]]) }, protectedOffset],
    ['protected: text', { protectedHeader: 'a1013822' }, protectedOffset],
    ['protected: null', { protectedHeader: null }, protectedOffset],
    ['protected: not CBOR', header('ff'), protectedOffset],
    ['protected: an array', header('820126'), protectedOffset],
    ['protected: bytes behind the map', header('a101382200'), protectedOffset],
    ['protected: cut short', header('a10138'), protectedOffset],
    ['protected: indefinite map', header('bf013822ff'), protectedOffset],
    ['protected: alg in a long form', header('a101390022'), protectedOffset],
    ['protected: label in a long form', header('a118013822'), protectedOffset],
    ['protected: map length in a long form', header('b801013822'), protectedOffset],
    ['protected: tagged', header('c0a1013822'), protectedOffset],
    ['protected: alg twice', header('a2013822013822'), protectedOffset],
    ['protected: alg twice, other last', header('a20138220126'), protectedOffset],
    ['protected: alg as text', header('a101654553333834'), protectedOffset],
    ['protected: alg under the label "1"', header('a161313822'), protectedOffset],
    ['protected: alg under the label "alg"', header('a163616c673822'), protectedOffset],
    ['protected: crit', header('a2013822028101'), protectedOffset],
    ['protected: a key id', header('a2013822044161'), protectedOffset],
    ['protected: alg 0', header('a10100'), protectedOffset],
    ['protected: EdDSA', header('a10127'), protectedOffset],
    ['protected: PS384', header('a1013825'), protectedOffset],
    ['protected: ES256K', header('a101382e'), protectedOffset],
    ['protected: HMAC', header('a10105'), protectedOffset],
    ['protected: alg 7', header('a10107'), protectedOffset],
    ['unprotected: alg again', { unprotected: new Map([[1, -35]]) }, unprotectedOffset],
    ['unprotected: a key id', { unprotected: new Map([[4, bytes(1)]]) }, unprotectedOffset],
    ['unprotected: a certificate', { unprotected: new Map([[33, bytes(9)]]) }, unprotectedOffset],
    ['unprotected: null', { unprotected: null }, unprotectedOffset],
    ['unprotected: an array', { unprotected: [] }, unprotectedOffset],
    ['unprotected: bytes', { unprotected: bytes(0) }, unprotectedOffset],
    ['payload: detached', { payload: null }, payloadOffset],
    ['payload: empty', { payload: bytes(0) }, payloadOffset],
    ['payload: text', { payload: 'payload' }, payloadOffset],
    ['payload: a map, not in bytes', { payload: NO_HEADER }, payloadOffset],
    ['signature: empty', { signature: bytes(0) }, signatureOffset],
    ['signature: a byte less', { signature: bytes(95) }, signatureOffset],
    ['signature: a byte more', { signature: bytes(97) }, signatureOffset],
    ['signature: of ES256', { signature: bytes(64) }, signatureOffset],
    ['signature: of ES512', { signature: bytes(132) }, signatureOffset],
    ['signature: integers', { signature: [...bytes(96)] }, signatureOffset],
    ['signature: text', { signature: 'x'.repeat(96) }, signatureOffset],
    ['signature: null', { signature: null }, signatureOffset],
  ])('%s', (_, fields, offsetBytes) => {
    const input = message(fields);
    expect(formatFault(() => parseCoseSign1(input))).toEqual(['cose-format', offsetBytes]);
    const tagged = Uint8Array.of(0xd2, ...input);
    expect(formatFault(() => parseCoseSign1(tagged))).toEqual(['cose-format', offsetBytes + 1]);
  });

  test('the width of a signature is that of its own algorithm', () => {
    for (const [algorithm, hex] of Object.entries(PROTECTED)) {
      const widths = [64, 96, 132].filter(
        (width) =>
          formatFault(() =>
            parseCoseSign1(message({ ...header(hex), signature: bytes(width) })),
          ) === undefined,
      );
      expect([algorithm, widths]).toEqual([
        algorithm,
        [{ ES256: 64, ES384: 96, ES512: 132 }[algorithm]],
      ]);
    }
  });

  test.each<[string, Uint8Array, number]>([
    ['nothing', new Uint8Array(), 0],
    ['no array', encodeCbor(new Map()), 0],
    ['an array of none', encodeCbor([]), 0],
    ['an array of 3', encodeCbor([bytes(1), NO_HEADER, bytes(1)]), 0],
    ['an array of 5', encodeCbor([bytes(1), NO_HEADER, bytes(1), bytes(1), null]), 0],
    ['an indefinite array', Uint8Array.of(0x9f, ...message().subarray(1), 0xff), 0],
    ['a long array head', Uint8Array.of(0x98, 4, ...message().subarray(1)), 0],
    ['tag 17, COSE_Mac0', Uint8Array.of(0xd1, ...message()), 0],
    ['tag 98, COSE_Sign', Uint8Array.of(0xd8, 98, ...message()), 0],
    ['tag 18 twice', Uint8Array.of(0xd2, 0xd2, ...message()), 1],
    ['tag 61, CWT, around it', Uint8Array.of(0xd8, 61, 0xd2, ...message()), 0],
    ['tag 18 in a long form', Uint8Array.of(0xd8, 18, ...message()), 0],
    ['a byte behind it', Uint8Array.of(...message(), 0), message().length],
    ['the last byte missing', message().subarray(0, -1), 15],
    ['an indefinite payload', decodeHex('8444a1013822a05f4101ff40'), 7],
    ['a payload of 2^32 bytes', decodeHex('8444a1013822a05b000000010000000040'), 7],
  ])('%s', (_, input, offsetBytes) => {
    expect(formatFault(() => parseCoseSign1(input))).toEqual(['cose-format', offsetBytes]);
  });

  test('a fault of the CBOR is the cause', () => {
    let fault: unknown;
    try {
      parseCoseSign1(Uint8Array.of(0x9f, 0xff));
    } catch (error) {
      fault = error;
    }
    expect((fault as FormatError).cause).toHaveProperty('code', 'cbor-format');
  });

  test('any bytes are accepted, or refused as cose-format', () => {
    const near = fc.tuple(fc.nat(), fc.nat(255)).map(([position, byte]) => {
      const changed = message();
      changed[position % changed.length] = byte;
      return changed;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), near), (input) => {
        const [code, offsetBytes] = formatFault(() => parseCoseSign1(input)) ?? ['cose-format', 0];
        expect(code).toBe('cose-format');
        expect(offsetBytes).toBeLessThanOrEqual(input.length);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('Sig_structure', () => {
  test('context, protected header as received, external data, payload', () => {
    const sign1 = parseCoseSign1(message());
    expect(encodeHex(sigStructure(sign1))).toBe(
      '846a5369676e617475726531' + '44a1013822' + '40' + '477061796c6f6164',
    );
    expect(encodeHex(sigStructure(sign1, Uint8Array.of(1, 2)))).toBe(
      '846a5369676e617475726531' + '44a1013822' + '420102' + '477061796c6f6164',
    );
  });

  test.each<[CoseAlgorithm, Curve, string]>([
    ['ES256', 'P-256', 'sha256'],
    ['ES384', 'P-384', 'sha384'],
    ['ES512', 'P-521', 'sha512'],
  ])(
    '%s: a signature made elsewhere verifies, and no changed message does',
    async (algorithm, curve, hash) => {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
      const protectedBytes = decodeHex(PROTECTED[algorithm]);
      const payload = encodeUtf8('measured');
      const toBeSigned = encodeCbor(['Signature1', protectedBytes, new Uint8Array(), payload]);
      const signature = new Uint8Array(
        sign(hash, toBeSigned, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
      );
      const spkiDer = publicKey.export({ type: 'spki', format: 'der' });
      const verified = (input: Uint8Array) => {
        const sign1 = parseCoseSign1(input);
        return verifyEcdsa({
          curve,
          spkiDer,
          data: sigStructure(sign1),
          signature: sign1.signature,
        });
      };
      const genuine = message({ protectedHeader: protectedBytes, payload, signature });
      expect(await verified(genuine)).toBe(true);
      expect(await verified(Uint8Array.of(0xd2, ...genuine))).toBe(true);
      const changed = genuine.slice();
      const last = changed.length - 1;
      changed[last] = (changed[last] ?? 0) ^ 1;
      expect(await verified(changed)).toBe(false);
      const other = message({
        protectedHeader: protectedBytes,
        payload: encodeUtf8('measurec'),
        signature,
      });
      expect(await verified(other)).toBe(false);
    },
  );
});

describe('real attestation documents', () => {
  test.each(['veraison-prod-2022.cbor', 'worldchain-prod-2026.cbor'])('%s', async (file) => {
    const document = new Uint8Array(
      readFileSync(new URL(`../vectors/attestation/${file}`, import.meta.url)),
    );
    const sign1 = parseCoseSign1(document);
    expect(sign1.algorithm).toBe('ES384');
    const fields = parseCbor(sign1.payload, { topLevelIndefiniteMap: true }) as Map<
      string,
      CborValue
    >;
    const leaf = new X509Certificate(fields.get('certificate') as Uint8Array);
    const spkiDer = leaf.publicKey.export({ type: 'spki', format: 'der' });
    const data = sigStructure(sign1);
    const { signature } = sign1;
    expect(await verifyEcdsa({ curve: 'P-384', spkiDer, data, signature })).toBe(true);
    expect(
      verify(
        'sha384',
        data,
        {
          key: createPublicKey({ key: spkiDer, type: 'spki', format: 'der' }),
          dsaEncoding: 'ieee-p1363',
        },
        signature,
      ),
    ).toBe(true);
    expect(parseCoseSign1(Uint8Array.of(0xd2, ...document))).toEqual(sign1);
  });

  test('the same document with alg in its unprotected header, or as an indefinite array', () => {
    const document = readFileSync(
      new URL('../vectors/attestation/worldchain-prod-2026.cbor', import.meta.url),
    );
    expect(encodeHex(document.subarray(0, 7))).toBe('8444a1013822a0');
    const unprotected = Uint8Array.of(
      ...decodeHex('8444a1013822a1013822'),
      ...document.subarray(7),
    );
    expect(formatFault(() => parseCoseSign1(unprotected))).toEqual(['cose-format', 6]);
    const indefinite = Uint8Array.of(0x9f, ...document.subarray(1), 0xff);
    expect(formatFault(() => parseCoseSign1(indefinite))).toEqual(['cose-format', 0]);
  });
});
