import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Curve, SIGNATURE_BYTES, verifyEcdsa } from '../../src/base/ecdsa.js';
import { decodeHex, encodeHex, encodeUtf8 } from '../../src/base/encoding.js';

const CURVES: { readonly curve: Curve; readonly hash: string; readonly orderHex: string }[] = [
  {
    curve: 'P-256',
    hash: 'sha256',
    orderHex: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  },
  {
    curve: 'P-384',
    hash: 'sha384',
    orderHex:
      'ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973',
  },
  {
    curve: 'P-521',
    hash: 'sha512',
    orderHex: `01${'f'.repeat(65)}a51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
  },
];

const data = encodeUtf8('sample');

function spki(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' });
}

function signed(privateKey: KeyObject, hash: string): Uint8Array {
  return new Uint8Array(sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
}

/** RFC 6979 appendix A.2.5 to A.2.7: message "sample" with the hash of the curve. */
describe('RFC 6979', () => {
  test.each<[Curve, string, string]>([
    [
      'P-256',
      '3059301306072a8648ce3d020106082a8648ce3d03010703420004' +
        '60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6' +
        '7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299',
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716' +
        'f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    ],
    [
      'P-384',
      '3076301006072a8648ce3d020106052b8104002203620004' +
        'ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc13' +
        '8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720',
      '94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46' +
        '99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8',
    ],
    [
      'P-521',
      '30819b301006072a8648ce3d020106052b810400230381860004' +
        '01894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f5023a4' +
        '00493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d6630f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfeaa2bfdfcf5',
      '00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa' +
        '00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a',
    ],
  ])('%s', async (curve, spkiHex, signatureHex) => {
    const spkiDer = decodeHex(spkiHex);
    const signature = decodeHex(signatureHex);
    expect(await verifyEcdsa({ curve, spkiDer, data, signature })).toBe(true);
    expect(await verifyEcdsa({ curve, spkiDer, data: encodeUtf8('test'), signature })).toBe(false);
  });
});

describe.each(CURVES)('$curve', ({ curve, hash, orderHex }) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const spkiDer = spki(publicKey);
  const signature = signed(privateKey, hash);
  const width = SIGNATURE_BYTES[curve] / 2;
  const order = decodeHex(orderHex);

  test("Node's signature verifies, in whatever buffer its bytes lie", async () => {
    expect(signature).toHaveLength(SIGNATURE_BYTES[curve]);
    expect(await verifyEcdsa({ curve, spkiDer, data, signature })).toBe(true);
    const within = Uint8Array.of(1, ...signature, 2).subarray(1, -1);
    const shared = new Uint8Array(new SharedArrayBuffer(data.length));
    shared.set(data);
    expect(await verifyEcdsa({ curve, spkiDer, data: shared, signature: within })).toBe(true);
  });

  test('another hash, message or key does not', async () => {
    const otherHash = hash === 'sha256' ? 'sha384' : 'sha256';
    const other = generateKeyPairSync('ec', { namedCurve: curve });
    const cases = [
      { data, signature: signed(privateKey, otherHash), spkiDer },
      { data: new Uint8Array(), signature, spkiDer },
      { data: encodeUtf8('sample '), signature, spkiDer },
      { data, signature, spkiDer: spki(other.publicKey) },
    ];
    for (const changed of cases) expect(await verifyEcdsa({ curve, ...changed })).toBe(false);
  });

  test.each<[string, (r: Uint8Array, s: Uint8Array) => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['a byte less', (r, s) => Uint8Array.of(...r, ...s.subarray(1))],
    ['a byte more', (r, s) => Uint8Array.of(...r, ...s, 0)],
    ['a zero in front of each', (r, s) => Uint8Array.of(0, ...r, 0, ...s)],
    ['r alone', (r) => r],
    ['s and r', (r, s) => Uint8Array.of(...s, ...r)],
    ['r = s = 0', () => new Uint8Array(2 * width)],
    ['r = 0', (_, s) => Uint8Array.of(...new Uint8Array(width), ...s)],
    ['s = 0', (r) => Uint8Array.of(...r, ...new Uint8Array(width))],
    ['r = n', (_, s) => Uint8Array.of(...order, ...s)],
    ['s = n', (r) => Uint8Array.of(...r, ...order)],
    ['r = s = n', () => Uint8Array.of(...order, ...order)],
    ['every bit set', () => new Uint8Array(2 * width).fill(0xff)],
    ['a bit of r', (r, s) => Uint8Array.of(...r.subarray(0, -1), (r.at(-1) ?? 0) ^ 1, ...s)],
    ['a bit of s', (r, s) => Uint8Array.of(...r, ...s.subarray(0, -1), (s.at(-1) ?? 0) ^ 1)],
    ['DER', () => sign(hash, data, privateKey)],
  ])('no signature: %s', async (_, change) => {
    const changed = change(signature.subarray(0, width), signature.subarray(width));
    expect(await verifyEcdsa({ curve, spkiDer, data, signature: changed })).toBe(false);
  });

  test('(r, n - s) verifies too, so a signature identifies nothing', async () => {
    const s = BigInt(`0x${encodeHex(signature.subarray(width))}`);
    const twin = (BigInt(`0x${orderHex}`) - s).toString(16).padStart(2 * width, '0');
    const other = Uint8Array.of(...signature.subarray(0, width), ...decodeHex(twin));
    expect(await verifyEcdsa({ curve, spkiDer, data, signature: other })).toBe(true);
  });

  test.each<[string, () => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['no DER', () => encodeUtf8('key')],
    ['cut short', () => spkiDer.subarray(0, -1)],
    ['the bare point', () => spkiDer.subarray(-2 * width - 1)],
    [
      'a point off the curve',
      () => Uint8Array.of(...spkiDer.subarray(0, -1), (spkiDer.at(-1) ?? 0) ^ 1),
    ],
    ['the point 0, 0', () => Uint8Array.from(spkiDer).fill(0, spkiDer.length - 2 * width)],
    [
      'another curve',
      () =>
        spki(
          generateKeyPairSync('ec', { namedCurve: curve === 'P-256' ? 'P-384' : 'P-256' })
            .publicKey,
        ),
    ],
    ['secp256k1', () => spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey)],
    ['Ed25519', () => spki(generateKeyPairSync('ed25519').publicKey)],
    ['RSA', () => spki(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey)],
    ['a private key', () => privateKey.export({ type: 'pkcs8', format: 'der' })],
  ])('no key: %s', async (_, key) => {
    const verification = verifyEcdsa({ curve, spkiDer: key(), data, signature });
    await expect(verification).toRejectWithCode('encoding');
  });
});
