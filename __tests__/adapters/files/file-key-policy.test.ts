import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { fileKeyPolicy, isFileKey } from '../../../src/adapters/files/file-key-policy.js';
import { applyKey } from '../../../src/keypolicy/apply-key.js';
import { approveOp, stagedRelease } from '../../allowlist/sample-list.js';
import { policy, projection, World } from '../../keypolicy/world.js';

const FOREVER = Number.MAX_SAFE_INTEGER;
const folder = () => mkdtempSync(join(tmpdir(), 'key-policy-'));

describe('a key policy in a file', () => {
  test('is read as it is, replaced in one step, and has no grants', async () => {
    const place = folder();
    const path = join(place, 'policy.json');
    writeFileSync(path, ' {"Statement": []}\n');
    const port = fileKeyPolicy('file:policy.json', path);
    expect(await port.readPolicy()).toBe(' {"Statement": []}\n');
    expect(await port.write('{}', FOREVER)).toBe('done');
    expect(readFileSync(path, 'utf8')).toBe('{}\n');
    expect(readdirSync(place)).toEqual(['policy.json']);
    expect(await port.listGrants()).toBe('assumed-none');
    expect(await port.describe()).toBeUndefined();
  });

  test('has the same place on every machine', () => {
    const here = fileKeyPolicy('file:policy.json', '/here/policy.json');
    const there = fileKeyPolicy('file:policy.json', '/there/policy.json');
    expect(here.place).toEqual(there.place);
    expect(here.place).toEqual({
      account: 'file',
      region: 'local',
      keyId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(fileKeyPolicy('file:other.json', '/x').place).not.toEqual(here.place);
  });

  test('that is not there, or cannot be written, is not available', async () => {
    const port = fileKeyPolicy('file:policy.json', join(folder(), 'no', 'policy.json'));
    await expect(port.readPolicy()).toRejectWithCode('key-unavailable');
    await expect(port.write('{}', FOREVER)).toRejectWithCode('key-unavailable');
  });

  test('is held to the size that KMS takes', async () => {
    const path = join(folder(), 'policy.json');
    const port = fileKeyPolicy('file:policy.json', path);
    await expect(port.write('é'.repeat(16_385), FOREVER)).toRejectWithCode('policy-too-large');
    expect(await port.write('é'.repeat(16_384), FOREVER)).toBe('done');
  });

  test('follows the list as a key of KMS does', async () => {
    const path = join(folder(), 'policy.json');
    writeFileSync(path, JSON.stringify(policy(), null, 2));
    const key = 'file:policy.json';
    const world = new World([projection({ key }), approveOp(stagedRelease('a', 'a'))]);
    const target = { ...world.target(), port: fileKeyPolicy(key, path) };
    const run = () => applyKey(world.ports(), target, { owner: 'o', run: 'r', waitMs: 0 });
    const { backups, readBack } = await run();
    expect(readBack).toBe('stable');
    expect(backups[0]).toMatch(/^policies\/file\/local\/[0-9a-f]{32}\/[0-9a-f]{64}\.json$/);
    const written = readFileSync(path, 'utf8');
    expect(written).toContain('PcrAllowlistDenyDebug');
    expect((await run()).readBack).toBe('nothing-put');
    expect(readFileSync(path, 'utf8')).toBe(written);
  });

  test('is told by its name', () => {
    expect(isFileKey('file:policy.json')).toBe(true);
    expect(isFileKey('arn:aws:kms:us-east-1:111122223333:key/x')).toBe(false);
    expect(() => fileKeyPolicy('file:', '/x')).toThrowWithCode('usage');
  });
});
