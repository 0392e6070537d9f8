import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { encodeBase64 } from '../../src/base/encoding.js';
import { encodePublicKeyPem } from '../../src/format/public-key.js';
import { bodyOf, type LoopbackServer, listenOnLoopback } from '../doubles/loopback.js';
import { makeDocument, TEST_CHAIN, TEST_NOW, testPcrs } from '../fakes/nitro-maker.js';
import { LIST_SIGNER, sealList, TEST_LIST } from '../fakes/sealed-list.js';
import { inChromium } from '../verifier/browser-page.js';
import { findChromium } from '../verifier/chromium.js';

const root = join(import.meta.dirname, '../..');
const FILES: Readonly<Record<string, readonly [string, string]>> = {
  '/': ['examples/browser/index.html', 'text/html'],
  '/page.mjs': ['examples/browser/page.mjs', 'text/javascript'],
  '/verifier.js': ['dist/verifier.js', 'text/javascript'],
  '/document-decoder.js': ['dist/document-decoder.js', 'text/javascript'],
};
const MESSAGE = 'only for an enclave';

/** The page's files, the list, and an enclave whose registers are these. `messages` is what reached it. */
async function world(pcrs: ReturnType<typeof testPcrs>) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  const messages: Buffer[] = [];
  const list = await sealList();
  const server: LoopbackServer = await listenOnLoopback(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback');
    const [file, type] = FILES[url.pathname] ?? [];
    if (file !== undefined) {
      response.writeHead(200, { 'content-type': type }).end(readFileSync(join(root, file)));
    } else if (url.pathname === '/allowlist.dsse.json') response.end(list);
    else if (url.pathname === '/attestation') {
      const nonce = new Uint8Array(Buffer.from(url.searchParams.get('nonce') ?? '', 'hex'));
      const document = makeDocument({ nonce, public_key: spki, pcrs });
      response.end(JSON.stringify({ attestation_document: encodeBase64(document) }));
    } else if (url.pathname === '/message') {
      messages.push(await bodyOf(request));
      response.end();
    } else response.writeHead(404).end();
  });
  const read = (ciphertext: Buffer) =>
    privateDecrypt(
      { key: privateKey, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING },
      ciphertext,
    ).toString('utf8');
  return { server, messages, read };
}

/** What the page's own sender does with a message, at the time of the test documents. */
function sendFromPage(program: string, endpoint: string) {
  const settings = {
    trust: { list: TEST_LIST, keys: [encodePublicKeyPem(LIST_SIGNER.publicKey)], threshold: 1 },
    listUrl: `${endpoint}/allowlist.dsse.json`,
    enclaveUrl: endpoint,
  };
  const given = { settings, root: encodeBase64(TEST_CHAIN.root), now: TEST_NOW, message: MESSAGE };
  return inChromium(program, endpoint, (page) =>
    page.evaluate(async ({ settings, root, now, message }) => {
      const load = (path: string) => import(path);
      const [library, { createSender }] = await Promise.all([
        load('/verifier.js'),
        load('/page.mjs'),
      ]);
      const surroundings = {
        now: () => now,
        root: library.rootNotOfAws(library.decodeBase64(root)),
      };
      const send = await createSender(settings, surroundings);
      return send(message);
    }, given),
  );
}

test('the example page: encrypts to the verified key, and sends nothing to an enclave that is refused', async () => {
  const program = findChromium();
  if (program === undefined) {
    process.stderr.write('No Chromium found: the example page was NOT run.\n');
    return;
  }
  const good = await world(testPcrs());
  const bad = await world(testPcrs().set(0, new Uint8Array(48).fill(9)));
  try {
    const sent = await sendFromPage(program, good.server.endpoint);
    expect(sent).toEqual({ sent: true, release: '1.0.0' });
    expect(good.messages.map(good.read)).toEqual([MESSAGE]);
    const refused = await sendFromPage(program, bad.server.endpoint);
    expect(refused).toEqual({ sent: false, refused: ['not-allowed'] });
    expect(bad.messages).toEqual([]);
  } finally {
    await Promise.all([good.server.stop(), bad.server.stop()]);
  }
});
