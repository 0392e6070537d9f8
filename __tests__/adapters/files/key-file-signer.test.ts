import { generateKeyPairSync } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateKeyPair, openKeyFile } from '../../../src/adapters/files/key-file-signer.js';
import { encodeUtf8 } from '../../../src/base/encoding.js';
import { parsePublicKeyPem } from '../../../src/format/public-key.js';
import { signEnvelope } from '../../../src/manifest/sign-envelope.js';
import { verifyEnvelope } from '../../../src/manifest/verify-manifest.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function keyFile(pem: string, mode = 0o600): Promise<string> {
  const path = join(folder, 'key.pem');
  await writeFile(path, pem);
  await chmod(path, mode);
  return path;
}

const ec = generateKeyPair('P-256').privateKeyPem;
const pkcs8 = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
  (key as unknown as { export(options: object): string }).export({ format: 'pem', type: 'pkcs8' });
const onCurve = (namedCurve: string, type: 'pkcs8' | 'sec1' = 'pkcs8') =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'pem', type }).toString();

describe('key file', () => {
  test.each(['P-256', 'P-384'] as const)('a fresh key on %s signs', async (curve) => {
    const pair = generateKeyPair(curve);
    const { signer, warnings } = await openKeyFile(await keyFile(pair.privateKeyPem));
    expect(warnings).toEqual([]);
    expect(signer.publicKey).toEqual(pair.publicKey);
    expect(parsePublicKeyPem(pair.publicKeyPem)).toEqual(pair.publicKey);
    const trust = { keys: [pair.publicKey], threshold: 1 };
    const bytes = await signEnvelope('t', encodeUtf8('x'), [signer], trust);
    const { payload } = await verifyEnvelope(bytes, trust);
    expect(payload).toEqual(encodeUtf8('x'));
  });

  test('takes CRLF line ends', async () => {
    const { signer } = await openKeyFile(await keyFile(ec.replaceAll('\n', '\r\n')));
    expect(signer.publicKey.curve).toBe('P-256');
  });

  const permissions = process.platform === 'win32' ? [] : ['key-file-permissions'];
  test.each([0o640, 0o604])('warns of mode %o', async (mode) => {
    const { warnings } = await openKeyFile(await keyFile(ec, mode));
    expect(warnings.map(({ code }) => code)).toEqual(permissions);
  });

  const publicPem = generateKeyPair('P-256').publicKeyPem;
  const digits = ec.split('\n').slice(1, -2).join('\n');
  test.each([
    ['two keys', ec + generateKeyPair('P-256').privateKeyPem],
    ['a key and its public half', ec + publicPem],
    ['a public key', publicPem],
    [
      'an encrypted key',
      generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        publicKeyEncoding: { format: 'pem', type: 'spki' },
        privateKeyEncoding: {
          format: 'pem',
          type: 'pkcs8',
          cipher: 'aes-256-cbc',
          passphrase: 'secret',
        },
      }).privateKey,
    ],
    ['the older EC form', onCurve('P-256', 'sec1')],
    ['RSA', pkcs8(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)],
    ['Ed25519', pkcs8(generateKeyPairSync('ed25519').privateKey)],
    ['P-521', onCurve('P-521')],
    ['secp256k1', onCurve('secp256k1')],
    [
      'a curve by its parameters',
      pkcs8(
        generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }).privateKey,
      ),
    ],
    ['text before the key', `my key\n${ec}`],
    ['text behind the key', `${ec}x`],
    ['a key cut short', ec.slice(0, 80)],
    ['a damaged key', ec.replace('MIG', 'MIH')],
    ['a key with a foreign digit', ec.replace('MIG', 'M!G')],
    ['bare digits', digits],
    ['nothing', ''],
    ['no text', '\u0000'],
  ])('refuses %s and shows nothing of it', async (_name, pem) => {
    const path = await keyFile(pem);
    const error = await openKeyFile(path).catch((caught) => caught);
    expect(error.code).toBe('usage');
    expect(error.at).toEqual({ file: path });
    const shown = `${error.message} ${error.hint} ${error.stack} ${error.cause}`;
    const secrets = pem.split(/\s+/).filter((line) => /^[A-Za-z0-9+/]{20,}={0,2}$/.test(line));
    for (const secret of secrets) expect(shown).not.toContain(secret.slice(0, 12));
  });

  test('a file that is not there', async () => {
    await expect(openKeyFile(join(folder, 'none.pem'))).toRejectWithCode('input-not-found');
  });
});
