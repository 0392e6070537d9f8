import { describe, expect, test } from '@jest/globals';
import { documentKindOf } from '../../src/evidence/document-kind.js';
import { parseDocument } from '../../src/evidence/unverified-document.js';
import { verifyArchived } from '../../src/evidence/verify-attestation.js';
import type { CborValue } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import {
  makeDocument,
  payloadFields,
  signPayload,
  TEST_MODULE_ID,
  TEST_NOW,
  TEST_ROOT,
  testPcrs,
} from '../fakes/nitro-maker.js';
import '../to-throw-with-code.js';

const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(7);
const concat = (...parts: (Uint8Array | readonly number[])[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts.map((part) => Uint8Array.from(part))));
/** The entries of a map, one after the other, without its head. */
const entries = (fields: Iterable<[string | number, CborValue]>): Uint8Array =>
  concat(...[...fields].flatMap(([key, value]) => [encodeCbor(key), encodeCbor(value)]));
const withRegister = (index: string | number, value: CborValue): Map<string | number, CborValue> =>
  testPcrs().set(index, value);
/** The payload with one field's encoding replaced. */
function payloadWith(name: string, encoded: Uint8Array): Uint8Array {
  const parts = [...payloadFields()].map(([key, value]) =>
    concat(encodeCbor(key), key === name ? encoded : encodeCbor(value)),
  );
  return concat([0xa9], ...parts);
}

describe('envelope', () => {
  const good = makeDocument();
  const payload = encodeCbor(payloadFields());
  const es384 = Uint8Array.from([0xa1, 0x01, 0x38, 0x22]);
  const array = (...fields: CborValue[]): Uint8Array => encodeCbor(fields);

  test('untagged or with tag 18', () => {
    expect(parseDocument(good).moduleId).toBe(TEST_MODULE_ID);
    expect(parseDocument(concat([0xd2], good)).moduleId).toBe(TEST_MODULE_ID);
  });

  test.each<[string, Uint8Array]>([
    ['nothing', bytes(0)],
    ['another tag', concat([0xd1], good)],
    ['tag 18 in its long form', concat([0xd8, 18], good)],
    ['tag 18 twice', concat([0xd2, 0xd2], good)],
    ['the tag CWT in front', concat([0xd8, 61, 0xd2], good)],
    ['a byte behind', concat(good, [0])],
    ['three fields', array(es384, new Map(), payload)],
    ['five fields', array(es384, new Map(), payload, bytes(96), null)],
    ['a map', encodeCbor(new Map([[1, good]]))],
    ['an empty payload', array(es384, new Map(), bytes(0), bytes(96))],
    ['a detached payload', array(es384, new Map(), null, bytes(96))],
    ['an unprotected header of null', array(es384, null, payload, bytes(96))],
    [
      'a certificate in the unprotected header',
      makeDocument({}, { unprotected: new Map([[33, bytes(9)]]) }),
    ],
    [
      'ES256',
      makeDocument({}, { protectedBytes: Uint8Array.from([0xa1, 1, 0x26]), hash: 'sha256' }),
    ],
    [
      'ES256 with its length of signature',
      array(Uint8Array.from([0xa1, 1, 0x26]), new Map(), payload, bytes(64)),
    ],
    ['ES512', array(Uint8Array.from([0xa1, 1, 0x38, 0x23]), new Map(), payload, bytes(132))],
    ['no algorithm', makeDocument({}, { protectedBytes: Uint8Array.from([0xa0]) })],
    [
      'crit',
      makeDocument(
        {},
        {
          protectedBytes: encodeCbor(
            new Map<number, CborValue>([
              [1, -35],
              [2, [9]],
            ]),
          ),
        },
      ),
    ],
    [
      'alg in a longer form',
      makeDocument({}, { protectedBytes: Uint8Array.from([0xa1, 1, 0x39, 0, 34]) }),
    ],
    ['a signature of 95 bytes', array(es384, new Map(), payload, bytes(95))],
    ['a signature in DER', array(es384, new Map(), payload, bytes(104))],
    ['32 KiB and a byte', array(es384, new Map(), bytes(32 * 1024 - 106), bytes(96))],
    ['a payload of 16 KiB and a byte', array(es384, new Map(), bytes(16 * 1024 + 1), bytes(96))],
  ])('%s is refused', async (_, document) => {
    expect(() => parseDocument(document)).toThrowWithCode('envelope-format');
    await expect(verifyArchived(document, { root: TEST_ROOT })).toRejectWithCode('envelope-format');
  });
});

describe('payload', () => {
  test('definite and indefinite at its top level', () => {
    const indefinite = concat([0xbf], entries(payloadFields()), [0xff]);
    for (const payload of [encodeCbor(payloadFields()), indefinite]) {
      expect(parseDocument(signPayload(payload)).timestamp).toBe(TEST_NOW);
    }
  });

  test.each(['public_key', 'user_data', 'nonce'])('%s: null and absent are the same', (name) => {
    const field = { public_key: 'publicKey', user_data: 'userData', nonce: 'nonce' }[
      name
    ] as 'nonce';
    for (const value of [null, undefined]) {
      expect(parseDocument(makeDocument({ [name]: value }))[field]).toBeNull();
    }
    for (const length of [0, 1, 1024, 1025, 4096]) {
      const found = parseDocument(makeDocument({ [name]: bytes(length) }))[field];
      expect(found).toEqual(bytes(length));
    }
  });

  test('32 registers are accepted', () => {
    const pcrs = new Map(Array.from({ length: 32 }, (_, i) => [i, bytes(48)]));
    expect(parseDocument(makeDocument({ pcrs })).pcrs?.size).toBe(32);
  });

  const tpmPcrs = { pcrs: undefined, nitrotpm_pcrs: testPcrs() };
  const certificate = payloadFields().get('certificate') ?? null;

  test.each<[string, Record<string, CborValue | undefined>]>([
    ['an unknown key', { extra: null }],
    ['the name of an inherited field', { constructor: null }],
    ['a key in another case', { Nonce: null }],
    ['both kinds of registers', { nitrotpm_pcrs: testPcrs() }],
    ['no module_id', { module_id: undefined }],
    ['an empty module_id', { module_id: '' }],
    ['module_id in bytes', { module_id: bytes(9) }],
    ['a module_id of 129 characters', { module_id: 'i'.repeat(129) }],
    ['no digest', { digest: undefined }],
    ['digest SHA256', { digest: 'SHA256' }],
    ['digest in lower case', { digest: 'sha384' }],
    ['no timestamp', { timestamp: undefined }],
    ['timestamp null', { timestamp: null }],
    ['timestamp as text', { timestamp: String(TEST_NOW) }],
    ['timestamp 0', { timestamp: 0 }],
    ['a negative timestamp', { timestamp: -TEST_NOW }],
    ['a timestamp in seconds', { timestamp: TEST_NOW / 1000 }],
    ['a timestamp in microseconds', { timestamp: TEST_NOW * 1000 }],
    ['no registers', { pcrs: undefined }],
    ['registers of null', { pcrs: null }],
    ['an empty map of registers', { pcrs: new Map() }],
    ['registers in an array', { pcrs: [...testPcrs().values()] }],
    ['33 registers', { pcrs: new Map(Array.from({ length: 33 }, (_, i) => [i, bytes(48)])) }],
    ['register 32', { pcrs: withRegister(32, bytes(48)) }],
    ['register -1', { pcrs: withRegister(-1, bytes(48)) }],
    ['a register named by a text', { pcrs: withRegister('3', bytes(48)) }],
    ['a register of 47 bytes', { pcrs: withRegister(3, bytes(47)) }],
    ['a register of 49 bytes', { pcrs: withRegister(3, bytes(49)) }],
    ['a register of SHA-256', { pcrs: withRegister(3, bytes(32)) }],
    ['a register of SHA-512', { pcrs: withRegister(3, bytes(64)) }],
    ['a register as text', { pcrs: withRegister(3, '00'.repeat(48)) }],
    ['a register of null', { pcrs: withRegister(3, null) }],
    ['PCR0 left out', { pcrs: new Map([...testPcrs()].slice(1)) }],
    ['PCR2 left out', { pcrs: new Map([...testPcrs()].filter(([index]) => index !== 2)) }],
    ['no certificate', { certificate: undefined }],
    ['certificate null', { certificate: null }],
    ['an empty certificate', { certificate: bytes(0) }],
    ['a certificate of 1,025 bytes', { certificate: bytes(1025) }],
    ['no cabundle', { cabundle: undefined }],
    ['cabundle null', { cabundle: null }],
    ['an empty cabundle', { cabundle: [] }],
    ['cabundle as one certificate', { cabundle: certificate }],
    ['null in cabundle', { cabundle: [null] }],
    ['an empty certificate in cabundle', { cabundle: [certificate, bytes(0)] }],
    ['1,025 bytes in cabundle', { cabundle: [certificate, bytes(1025)] }],
    ['a public_key of 4,097 bytes', { public_key: bytes(4097) }],
    ['a public_key as text', { public_key: 'key' }],
    ['user_data of 4,097 bytes', { user_data: bytes(4097) }],
    ['user_data false', { user_data: false }],
    ['a nonce of 4,097 bytes', { nonce: bytes(4097) }],
    ['a nonce as text', { nonce: '00'.repeat(16) }],
    ['no registers of a NitroTPM', { pcrs: undefined, nitrotpm_pcrs: null }],
    ['a NitroTPM document with another fault', { ...tpmPcrs, digest: 'SHA1' }],
  ])('%s is refused', async (_, changes) => {
    const document = makeDocument(changes);
    expect(() => parseDocument(document)).toThrowWithCode('payload-format');
    await expect(verifyArchived(document, { root: TEST_ROOT })).toRejectWithCode('payload-format');
  });

  const registerHead = [0x58, 48];
  const oneRegister = concat([0], registerHead, bytes(48));
  const nonce = encodeCbor(bytes(32));

  test.each<[string, Uint8Array]>([
    ['no map', encodeCbor([...payloadFields().values()])],
    ['null', encodeCbor(null)],
    ['a byte behind a definite map', concat(encodeCbor(payloadFields()), [0])],
    ['a byte behind an indefinite map', concat([0xbf], entries(payloadFields()), [0xff, 0])],
    ['an indefinite map without its end', concat([0xbf], entries(payloadFields()))],
    ['a field twice', concat([0xaa], entries(payloadFields()), entries([['nonce', null]]))],
    [
      'a field twice in an indefinite map',
      concat([0xbf], entries(payloadFields()), entries([['digest', 'SHA384']]), [0xff]),
    ],
    ['the key __proto__', concat([0xaa], entries(payloadFields()), entries([['__proto__', null]]))],
    ['an integer as key', concat([0xaa], entries(payloadFields()), entries([[1, null]]))],
    [
      'a register twice',
      payloadWith(
        'pcrs',
        concat(
          [0xa4],
          oneRegister,
          entries([
            [1, bytes(48)],
            [2, bytes(48)],
          ]),
          oneRegister,
        ),
      ),
    ],
    [
      'an indefinite map of registers',
      payloadWith('pcrs', concat([0xbf], entries(testPcrs()), [0xff])),
    ],
    [
      'an indefinite cabundle',
      payloadWith('cabundle', concat([0x9f], encodeCbor(bytes(9)), [0xff])),
    ],
    ['a chunked byte string', payloadWith('nonce', concat([0x5f], nonce, [0xff]))],
    ['a chunked text', payloadWith('digest', concat([0x7f], encodeCbor('SHA384'), [0xff]))],
    ['a length that is not shortest', payloadWith('nonce', concat([0x59, 0, 32], bytes(32)))],
    [
      'an index that is not shortest',
      payloadWith('pcrs', concat([0xa1, 0x18, 0], registerHead, bytes(48))),
    ],
    ['a timestamp as a float', payloadWith('timestamp', concat([0xfb], bytes(8)))],
    ['a timestamp with a tag', payloadWith('timestamp', concat([0xc1], encodeCbor(TEST_NOW)))],
    [
      'a timestamp of 2^53',
      payloadWith('timestamp', Uint8Array.from([0x1b, 0, 0x20, 0, 0, 0, 0, 0, 0])),
    ],
    ['undefined for null', payloadWith('user_data', Uint8Array.from([0xf7]))],
    ['text that is not UTF-8', payloadWith('module_id', Uint8Array.from([0x62, 0xc0, 0x80]))],
    ['a tag in front', concat([0xd8, 24], encodeCbor(payloadFields()))],
  ])('%s is refused', (_, payload) => {
    expect(() => parseDocument(signPayload(payload))).toThrowWithCode('payload-format');
  });

  test('the place of a fault is its path', () => {
    const document = makeDocument({ pcrs: withRegister(3, bytes(47)) });
    expect(() => parseDocument(document)).toThrow(
      expect.objectContaining({ at: { path: '/pcrs/3' } }) as unknown as Error,
    );
  });
});

describe('kind', () => {
  const tpm = { pcrs: undefined, nitrotpm_pcrs: testPcrs() };

  test.each<[string, string, Record<string, CborValue | undefined>]>([
    [
      'registers of a NitroTPM',
      'nitro-tpm',
      { ...tpm, module_id: 'i-0123456789abcdef0-tpm0000000000000000' },
    ],
    ['registers of a NitroTPM under the name of an enclave', 'nitro-tpm', tpm],
    [
      'the name of a NitroTPM over the registers of an enclave',
      'nitro-tpm',
      { module_id: 'i-0123456789abcdef0-tpm0000000000000000' },
    ],
    ['an unknown kind', 'other', { module_id: 'i-0123456789abcdef0-sbx0123456789abcdef' }],
    ['a name with something behind', 'other', { module_id: `${TEST_MODULE_ID}\n` }],
    ['a name with something in front', 'other', { module_id: `x${TEST_MODULE_ID}` }],
  ])('%s is not an enclave, before the chain is looked at', async (_, kind, changes) => {
    const document = makeDocument({ ...changes, cabundle: [bytes(9)] });
    expect(documentKindOf(parseDocument(document))).toBe(kind);
    await expect(verifyArchived(document, { root: TEST_ROOT })).toRejectWithCode('not-an-enclave');
  });

  test('an enclave', () => {
    expect(documentKindOf(parseDocument(makeDocument()))).toBe('enclave');
  });
});
