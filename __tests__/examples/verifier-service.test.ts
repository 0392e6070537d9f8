import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createListVerifier } from '../../src/allowlist/list-verifier.js';
import { encodePublicKeyPem } from '../../src/format/public-key.js';
import { makeDocument, TEST_NOW, TEST_ROOT, testPcrs } from '../fakes/nitro-maker.js';
import { LIST_SIGNER, sealList, TEST_LIST } from '../fakes/sealed-list.js';

const root = join(import.meta.dirname, '../..');
const SERVICE = new URL('../../examples/verifier-service/service.mjs', import.meta.url).href;
const SECRET = Buffer.from('only for an enclave that the list accepts');
const clock = { now: TEST_NOW + 1000 };

interface Answer {
  readonly status: number;
  readonly answer: { nonce: string; ciphertext: string; release: string; refused: string[] };
}

/** An enclave with a key of its own: what the NSM signs for it, and what only it can read. */
function enclave() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
  return {
    spki,
    document: (nonce: string, changes = {}) =>
      makeDocument({
        nonce: new Uint8Array(Buffer.from(nonce, 'base64')),
        public_key: spki,
        ...changes,
      }),
    read: (ciphertext: string) =>
      privateDecrypt({ key: privateKey, oaepHash: 'sha256' }, Buffer.from(ciphertext, 'base64')),
  };
}

const inside = enclave();
let server: Server;
let endpoint: string;

async function post(path: string, body?: unknown, at = endpoint): Promise<Answer> {
  const response = await fetch(`${at}${path}`, {
    method: 'POST',
    body: JSON.stringify(body) ?? null,
  });
  return { status: response.status, answer: (await response.json()) as Answer['answer'] };
}

const challenge = async () => (await post('/challenge')).answer.nonce;
const present = (nonce: string, document: Uint8Array) =>
  post('/secret', { nonce, attestation_document: Buffer.from(document).toString('base64') });

beforeAll(async () => {
  const { createService, listen } = await import(SERVICE);
  const list = await sealList();
  const verifier = createListVerifier({
    trust: { list: TEST_LIST, keys: [encodePublicKeyPem(LIST_SIGNER.publicKey)], threshold: 1 },
    readAllowList: async () => list,
    now: () => clock.now,
    root: TEST_ROOT,
  });
  server = await listen(createService({ verifier, secret: SECRET, now: () => clock.now }), 0);
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('the example service', () => {
  test('gives the secret to an enclave of the list, to be read by its key alone', async () => {
    const nonce = await challenge();
    const { status, answer } = await present(nonce, inside.document(nonce));
    expect(status).toBe(200);
    expect(answer.release).toBe('1.0.0');
    expect(inside.read(answer.ciphertext)).toEqual(SECRET);
    expect(JSON.stringify(answer)).not.toContain(SECRET.toString('base64'));
  });

  test('a relay that holds a genuine document obtains nothing usable', async () => {
    const relay = enclave();
    const nonce = await challenge();
    const genuine = inside.document(nonce);
    const { answer } = await present(nonce, genuine);
    expect(() => relay.read(answer.ciphertext)).toThrow();
    // Once more, with the same nonce, with a new one, and with a document that names the relay's key.
    expect((await present(nonce, genuine)).answer.refused).toEqual(['nonce-mismatch']);
    const another = await challenge();
    expect((await present(another, genuine)).answer.refused).toEqual(['nonce-mismatch']);
    const last = await challenge();
    const changed = Buffer.from(inside.document(last));
    const at = changed.indexOf(inside.spki);
    expect(at).toBeGreaterThan(0);
    changed.set(relay.spki, at);
    expect((await present(last, changed)).answer.refused).toEqual(['document-signature']);
  });

  test('nonces are new each time, good once, and for 60 seconds', async () => {
    const nonces = await Promise.all(Array.from({ length: 20 }, challenge));
    expect(new Set(nonces).size).toBe(20);
    expect(nonces.map((nonce) => Buffer.from(nonce, 'base64').length)).toEqual(Array(20).fill(32));
    const [first = '', second = ''] = nonces;
    clock.now += 59_000;
    expect((await present(first, inside.document(first, { timestamp: clock.now }))).status).toBe(
      200,
    );
    clock.now += 1000;
    const late = await present(second, inside.document(second, { timestamp: clock.now }));
    expect(late.answer.refused).toEqual(['nonce-mismatch']);
    clock.now = TEST_NOW + 1000;
  });

  test.each([
    [
      'an image that is not in the list',
      { pcrs: testPcrs().set(0, new Uint8Array(48).fill(9)) },
      'not-allowed',
    ],
    ['debug mode', { pcrs: testPcrs().set(0, new Uint8Array(48)) }, 'debug-mode'],
    ['no key', { public_key: null }, 'public-key'],
    ['a key that is none', { public_key: new Uint8Array(294) }, 'public-key'],
  ])('%s: no secret', async (_, changes, code) => {
    const nonce = await challenge();
    const { status, answer } = await present(nonce, inside.document(nonce, changes));
    expect([status, answer.refused, answer.ciphertext]).toEqual([403, [code], undefined]);
  });

  test.each([
    ['/secret', {}],
    ['/secret', { nonce: 1, attestation_document: [] }],
    ['/secret', 'x'.repeat(70_000)],
  ])('a request that cannot be read: %s', async (path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});

describe('with one command', () => {
  test('starts on the example list, and refuses what is not of now', async () => {
    const configuration = JSON.parse(
      readFileSync(join(root, 'examples/verifier-service/service.json'), 'utf8'),
    );
    expect(Object.keys(configuration)).toContain('secret');
    const { child, address } = await start('examples/verifier-service/service.json');
    try {
      const { answer } = await post('/challenge', undefined, address);
      const document = readFileSync(
        join(root, '__tests__/vectors/attestation/dstack-prod-2025.cbor'),
      );
      const body = { nonce: answer.nonce, attestation_document: document.toString('base64') };
      const refused = await post('/secret', body, address);
      expect(refused.status).toBe(403);
      expect(refused.answer.refused).toContain('chain-expired');
    } finally {
      child.kill();
    }
  });
});

/** The program, on a free port. */
async function start(path: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(process.execPath, ['examples/verifier-service/main.mjs', path, '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) {
    const [, address] = /listening on (\S+)/.exec(line) ?? [];
    if (address !== undefined) return { child, address };
  }
  throw new Error('the service did not start');
}
