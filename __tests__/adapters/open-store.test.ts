import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore } from '../../src/adapters/open-store.js';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { ScriptedServer, setAwsEnvironment } from '../doubles/scripted-server.js';

const A = encodeUtf8('the first content');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'open-store-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is relative to the base, and is not made before it is needed', async () => {
  const { store, name } = await openStore('file:./stores/prod', folder);
  expect(name).toBe(`file:${join(folder, 'stores/prod')}`);
  expect(await store.get('a')).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
  expect(await store.putIfAbsent('a', A)).toBe('done');
  expect(readdirSync(join(folder, 'stores/prod'))).toContain('a');
});

test('an absolute folder stays where it is', async () => {
  const { name } = await openStore(`file:${folder}`, '/elsewhere');
  expect(name).toBe(`file:${folder}`);
});

describe('a bucket', () => {
  let wire: ScriptedServer;
  let restore: () => void;
  beforeEach(async () => {
    wire = await ScriptedServer.open();
    restore = setAwsEnvironment({ AWS_ENDPOINT_URL_S3: wire.url });
  });
  afterEach(async () => {
    restore();
    await wire.close();
  });

  test.each([
    ['s3://acme-enclaves', 's3://acme-enclaves', '/acme-enclaves/a'],
    ['s3://acme/signer/prod', 's3://acme/signer/prod', '/acme/signer/prod/a'],
    ['s3://acme/signer/prod/', 's3://acme/signer/prod', '/acme/signer/prod/a'],
  ])('%s', async (address, expected, path) => {
    wire.answers.push({ status: 200, headers: { etag: '"1"' } });
    const { store, name } = await openStore(address, folder);
    expect(name).toBe(expected);
    expect(await store.putIfAbsent('a', A)).toBe('done');
    expect(wire.requests[0]?.url.split('?')[0]).toBe(path);
  });
});

test.each([
  '',
  'stores',
  'file:',
  'file://host/stores',
  'file:a\0b',
  's3:acme',
  's3://A',
  'gs://a',
  'S3://acme',
])('not %j', async (address) => {
  await expect(openStore(address, '/')).toRejectWithCode('usage');
});
