import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openKeyFile } from '../../src/adapters/files/key-file-signer.js';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { keyIdOf, parsePublicKeyPem } from '../../src/format/public-key.js';
import { verifySignature } from '../../src/manifest/verify-manifest.js';
import { runCli, runCliJson, withFolder } from '../fakes/processes.js';

test.each([
  [[], 'P-256'],
  [['--curve', 'P-384'], 'P-384'],
])('a pair is made that signs and verifies: %j', async (more, curve) => {
  await withFolder(async (folder) => {
    const args = ['keygen', 'alice.pem', ...more];
    const { exitCode, result, warnings } = await runCliJson(args, { cwd: folder });
    expect(exitCode).toBe(0);
    expect(result).toMatchObject({ privateFile: 'alice.pem', publicFile: 'alice.pub.pem', curve });
    expect(warnings.map(({ code }) => code)).toEqual(['secret-file']);
    expect(statSync(join(folder, 'alice.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, 'alice.pem'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
    const publicKey = parsePublicKeyPem(readFileSync(join(folder, 'alice.pub.pem'), 'utf8'));
    expect(keyIdOf(publicKey.spkiDer)).toBe(result.keyid);
    const opened = await openKeyFile(join(folder, 'alice.pem'));
    expect(opened.warnings).toEqual([]);
    const data = encodeUtf8('anything');
    expect(await verifySignature(publicKey, data, await opened.signer.sign(data))).toBe(true);
  });
});

test('the private key is printed nowhere, and the next step takes the public one', async () => {
  await withFolder(async (folder) => {
    const { stdout, stderr } = await runCli(['keygen', 'alice.pem'], { cwd: folder });
    const [, key = ''] = readFileSync(join(folder, 'alice.pem'), 'utf8').split('\n');
    expect(key.length).toBeGreaterThan(40);
    expect(stdout + stderr).not.toContain(key.slice(0, 20));
    expect(stdout).toContain('config add-approver alice.pub.pem');
  });
});

test.each(['alice.pem', 'alice.pub.pem'])('nothing is overwritten: %s', async (name) => {
  await withFolder(async (folder) => {
    writeFileSync(join(folder, name), 'kept');
    const { exitCode, error } = await runCliJson(['keygen', 'alice.pem'], { cwd: folder });
    expect([exitCode, error?.code, error?.at?.file]).toEqual([1, 'usage', name]);
    expect(readFileSync(join(folder, name), 'utf8')).toBe('kept');
    expect(readdirSync(folder)).toEqual([name]);
  });
});

test.each([
  ['alice'],
  ['alice.pub.pem'],
  ['.pem'],
  ['keys/.pem'],
  ['alice.pem', '--curve', 'P-521'],
])('%s %s is refused, and writes nothing', async (...args) => {
  await withFolder(async (folder) => {
    const { exitCode, error } = await runCliJson(['keygen', ...args], { cwd: folder });
    expect([exitCode, error?.code]).toEqual([1, 'usage']);
    expect(readdirSync(folder)).toEqual([]);
  });
});
