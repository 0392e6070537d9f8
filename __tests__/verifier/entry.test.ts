import { describe, expect, test } from '@jest/globals';
import { encodePublicKeyPem } from '../../src/format/public-key.js';
import { type CreateVerifierOptions, createVerifier } from '../../src/verifier.js';
import { makeDocument, TEST_NONCE, TEST_NOW, TEST_ROOT } from '../fakes/nitro-maker.js';
import { LIST_SIGNER, sealList, TEST_LIST } from '../fakes/sealed-list.js';
import '../to-throw-with-code.js';

const options = {
  trust: { list: TEST_LIST, keys: [encodePublicKeyPem(LIST_SIGNER.publicKey)], threshold: 1 },
  now: () => TEST_NOW,
  root: TEST_ROOT,
};
const expectations = { nonce: TEST_NONCE, maxAgeMs: 300_000 };
const URL_OF_LIST = 'https://example.com/allowlist.dsse.json';

describe('createVerifier', () => {
  test('takes the list as bytes, and as a function', async () => {
    const bytes = await sealList();
    for (const allowList of [bytes, async () => bytes]) {
      const verifier = createVerifier({ ...options, allowList });
      expect((await verifier.verify(makeDocument(), expectations)).accepted).toBe(true);
    }
  });

  test('bytes that their owner changes afterwards are those that were given', async () => {
    const allowList = await sealList();
    const verifier = createVerifier({ ...options, allowList });
    allowList.fill(0);
    expect((await verifier.verify(makeDocument(), expectations)).accepted).toBe(true);
  });

  test.each<[string, object]>([
    ['no list', {}],
    ['a list that is undefined', { allowList: undefined }],
    ['a text', { allowList: '{}' }],
    ['a list and an address', { allowList: new Uint8Array(1), url: URL_OF_LIST }],
    ['an address that is none', { url: '/allowlist.dsse.json' }],
    ['an address without TLS', { url: 'http://example.com/allowlist.dsse.json' }],
  ])('mistake: no list, so all: %s', (_, list) => {
    const given = { ...options, ...list } as unknown as CreateVerifierOptions;
    expect(() => createVerifier(given)).toThrowWithCode('usage');
  });
});
