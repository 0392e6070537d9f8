import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { encodePublicKeyPem } from '../../src/format/public-key.js';
import type * as Verifier from '../../src/verifier.js';
import { makeDocument, TEST_CHAIN, TEST_NONCE, TEST_NOW, testPcrs } from '../fakes/nitro-maker.js';
import {
  LIST_SIGNER,
  OTHER_ROLE,
  sealList,
  TEST_LIST,
  TEST_ROLE,
  testList,
  testRelease,
} from '../fakes/sealed-list.js';

/**
 * The thief owns the parent instance and its role: relays documents, starts any image, and serves the list. The verifier
 * is the built one.
 */

const BUILT = pathToFileURL(join(import.meta.dirname, '../../dist/verifier.js')).href;
const keys = { keys: [encodePublicKeyPem(LIST_SIGNER.publicKey)], threshold: 1 };
const QUESTION = new Uint8Array(32).fill(7);

let built: typeof Verifier;
beforeAll(async () => {
  built = await import(BUILT);
});

const ON_ROLE = { ...testList().projection, instanceRoles: [TEST_ROLE] };

/** What the built verifier says of a document that answers its question. */
async function verdictOn(document: Uint8Array, list: AllowList, now = TEST_NOW) {
  const verifier = built.createVerifier({
    trust: { list: TEST_LIST, ...keys },
    allowList: await sealList(list),
    now: () => now,
    root: built.rootNotOfAws(TEST_CHAIN.root),
  });
  const verdict = await verifier.verify(document, { nonce: QUESTION, maxAgeMs: 300_000 });
  return verdict.accepted ? 'accepted' : verdict.reasons.map(({ code }) => code);
}

const honest = () => makeDocument({ nonce: QUESTION });

describe('whoever owns the parent instance', () => {
  test('can relay what the enclave answered, and nothing is lost by that', async () => {
    expect(await verdictOn(honest(), testList())).toBe('accepted');
  });

  test('cannot answer with a document that was asked for with another nonce, or kept', async () => {
    expect(await verdictOn(makeDocument({ nonce: TEST_NONCE }), testList())).toEqual([
      'nonce-mismatch',
    ]);
    expect(await verdictOn(honest(), testList(), TEST_NOW + 600_000)).toEqual(['document-too-old']);
  });

  test('cannot have another image, or one in debug mode, taken for the accepted one', async () => {
    const other = testPcrs().set(0, new Uint8Array(48).fill(9));
    expect(await verdictOn(makeDocument({ nonce: QUESTION, pcrs: other }), testList())).toEqual([
      'not-allowed',
    ]);
    const debug = testPcrs();
    for (const index of [0, 1, 2]) debug.set(index, new Uint8Array(48));
    expect(await verdictOn(makeDocument({ nonce: QUESTION, pcrs: debug }), testList())).toEqual([
      'debug-mode',
    ]);
  });

  test('cannot run the accepted image under a role that the list does not name', async () => {
    const named = testList({ projection: ON_ROLE });
    expect(await verdictOn(honest(), named)).toBe('accepted');
    const others = testList({ projection: { ...ON_ROLE, instanceRoles: [OTHER_ROLE] } });
    expect(await verdictOn(honest(), others)).toEqual(['pcr-mismatch']);
  });

  test('cannot go on with an image that was revoked, also by a list from before that', async () => {
    const release = testRelease('1.0.0');
    const { PCR0 } = release.measurements;
    const revoked = testList({
      version: 2,
      previous: { version: 1, sha256: 'a'.repeat(64) },
      releases: [],
      removed: [
        {
          why: 'revoked',
          reason: 'leaked',
          id: release.id,
          platform: 'nitro-enclave',
          PCR0,
          staged: release.staged,
          when: TEST_NOW - 1000,
        },
      ],
    });
    expect(await verdictOn(honest(), revoked)).toEqual(['revoked']);
    const shown = [await sealList(revoked), await sealList(testList())];
    let now = TEST_NOW;
    const verifier = built.createVerifier({
      trust: { list: TEST_LIST, ...keys },
      allowList: async () => shown.shift() ?? new Uint8Array(),
      maxListAge: 1,
      now: () => now++,
      root: built.rootNotOfAws(TEST_CHAIN.root),
    });
    const expected = { nonce: QUESTION, maxAgeMs: 300_000 };
    for (const code of ['revoked', 'rollback']) {
      const { reasons } = await verifier.verify(honest(), expected);
      expect(reasons.map((reason) => reason.code)).toEqual([code]);
    }
  });

  test('cannot have a document under a chain of their own taken for one of AWS', async () => {
    const verifier = built.createVerifier({
      trust: { list: TEST_LIST, ...keys },
      allowList: await sealList(testList()),
      now: () => TEST_NOW,
    });
    const { reasons } = await verifier.verify(honest(), { nonce: QUESTION, maxAgeMs: 300_000 });
    expect(reasons.map(({ code }) => code)).toEqual(['root-not-trusted']);
  });
});
