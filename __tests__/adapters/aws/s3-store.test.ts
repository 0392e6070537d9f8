import { beforeEach, describe, expect, test } from '@jest/globals';
import { parseS3Address, type S3Calls, s3Store } from '../../../src/adapters/aws/s3-store.js';
import { requirePreconditions } from '../../../src/adapters/store-probe.js';
import type { AllowListStore } from '../../../src/allowlist/allow-list-store.js';
import { decodeUtf8, encodeUtf8 } from '../../../src/base/encoding.js';
import { DSSE_MAX_BYTES } from '../../../src/base/size-limits.js';
import { clientError } from '../../doubles/client-error.js';
import { S3InProcess } from '../../doubles/s3-calls.js';

const A = encodeUtf8('the first content');
const B = encodeUtf8('another content');
const address = { bucket: 'acme', prefix: 'signer/prod/' };

let bucket: S3InProcess;
let store: AllowListStore;
beforeEach(() => {
  bucket = S3InProcess.ofBucket('acme');
  store = s3Store(bucket, address);
});

describe('what is sent', () => {
  test('key, condition, checksum, type, and how long a cache may keep it', async () => {
    await store.putIfAbsent('manifests/a.dsse.json', A);
    await store.putIfAbsent('allowlist.dsse.json', A);
    await store.putIfMatch('allowlist.dsse.json', B, '"2"');
    await store.putIfAbsent('leases/a.json', A);
    await store.putIfAbsent('keys/a.pem', A);
    const long = 'public, max-age=31536000, immutable';
    const sent = bucket.puts.map(({ key, condition, cacheControl, contentType }) => [
      key,
      condition,
      cacheControl,
      contentType,
    ]);
    const absent = { ifNoneMatch: '*' };
    expect(sent).toEqual([
      ['signer/prod/manifests/a.dsse.json', absent, long, 'application/json'],
      ['signer/prod/allowlist.dsse.json', absent, undefined, 'application/json'],
      ['signer/prod/allowlist.dsse.json', { ifMatch: '"2"' }, undefined, 'application/json'],
      ['signer/prod/leases/a.json', absent, undefined, 'application/json'],
      ['signer/prod/keys/a.pem', absent, long, 'application/x-pem-file'],
    ]);
    expect(bucket.puts[0]?.checksumSha256).toBe('Vw3HwISqUIABxExXZJ444CflMIOko5/cemjHECCmJ5w=');
  });
});

describe('what an answer to a write means', () => {
  test.each([
    ['PreconditionFailed', 412, 'exists', 'conflict'],
    ['ConditionalRequestConflict', 409, 'conflict', 'conflict'],
    ['OperationAborted', 409, 'conflict', 'conflict'],
    ['NoSuchKey', 404, 'list-unavailable', 'conflict'],
    ['NoSuchBucket', 404, 'list-unavailable', 'list-unavailable'],
    ['InternalError', 500, 'unclear', 'unclear'],
    ['BadGateway', 502, 'unclear', 'unclear'],
    ['SlowDown', 503, 'unclear', 'unclear'],
    ['GatewayTimeout', 504, 'unclear', 'unclear'],
    ['RequestTimeout', 400, 'unclear', 'unclear'],
    ['TooManyRequests', 429, 'unclear', 'unclear'],
    ['SyntaxError', 200, 'unclear', 'unclear'],
    ['TimeoutError', undefined, 'unclear', 'unclear'],
    ['AbortError', undefined, 'unclear', 'unclear'],
    ['Error', undefined, 'unclear', 'unclear'],
    ['NotImplemented', 501, 'store-unsupported', 'store-unsupported'],
    ['AccessDenied', 403, 'list-unavailable', 'list-unavailable'],
    ['BadDigest', 400, 'list-unavailable', 'list-unavailable'],
    ['PermanentRedirect', 301, 'list-unavailable', 'list-unavailable'],
    ['CredentialsProviderError', undefined, 'list-unavailable', 'list-unavailable'],
    ['TypeError', undefined, 'list-unavailable', 'list-unavailable'],
  ])('%s %s', async (name, status, absent, match) => {
    const fault = status === undefined ? { name } : { name, status };
    const outcome = (put: Promise<string>) => put.catch(({ code }: { code: string }) => code);
    bucket.faults.push(fault);
    expect(await outcome(store.putIfAbsent('a', A))).toBe(absent);
    bucket.faults.push(fault);
    expect(await outcome(store.putIfMatch('a', A, '"1"'))).toBe(match);
  });

  test('a lost answer took effect, a request that never arrived did not; both are unclear', async () => {
    bucket.faults.push('unsent', 'lost');
    expect(await store.putIfAbsent('a', A)).toBe('unclear');
    expect(bucket.s3.bucket('acme').keys()).toEqual([]);
    expect(await store.putIfAbsent('a', A)).toBe('unclear');
    expect(decodeUtf8((await store.get('a'))?.bytes ?? B)).toBe('the first content');
    expect(await store.putIfAbsent('a', A)).toBe('exists');
  });

  test('an object over the limit is not sent', async () => {
    const large = new Uint8Array(DSSE_MAX_BYTES + 1);
    await expect(store.putIfAbsent('a', large)).toRejectWithCode('list-unavailable');
    expect(bucket.puts).toEqual([]);
  });

  test('a refusal says what to do', async () => {
    bucket.faults.push({ name: 'AccessDenied', status: 403 });
    const denied = await store.putIfAbsent('a', A).catch((error: unknown) => error);
    expect(denied).toMatchObject({ hint: expect.stringContaining('s3:PutObject') });
    bucket.faults.push({ name: 'PermanentRedirect', status: 301 });
    const elsewhere = await store.get('a').catch((error: unknown) => error);
    expect(elsewhere).toMatchObject({ hint: expect.stringContaining('AWS_REGION') });
  });
});

describe('reading', () => {
  test.each([
    ['InternalError', 500],
    ['AccessDenied', 403],
    ['NoSuchBucket', 404],
    ['TimeoutError', undefined],
    ['CredentialsProviderError', undefined],
  ])('%s %s is list-unavailable', async (name, status) => {
    const fault = status === undefined ? { name } : { name, status };
    bucket.faults.push(fault, fault);
    await expect(store.get('a')).toRejectWithCode('list-unavailable');
    await expect(store.list('', '')).toRejectWithCode('list-unavailable');
  });

  const reading = (object: Partial<Awaited<ReturnType<S3Calls['get']>>>) => {
    const body = chunks([A]);
    const get = async () => ({ etag: '"1"', sizeBytes: A.length, body, ...object });
    return s3Store({ get, put: bucket.put, list: bucket.list }, address).get('a');
  };
  async function* chunks(list: readonly Uint8Array[]) {
    yield* list;
  }
  async function* endless(taken: { chunks: number }) {
    for (; ; taken.chunks++) yield new Uint8Array(1024 * 1024);
  }
  // biome-ignore lint/correctness/useYield: a body that breaks off at once
  async function* broken(): AsyncGenerator<Uint8Array> {
    throw clientError('ECONNRESET');
  }

  test('a size over the limit is refused before the body is touched', async () => {
    const taken = { chunks: 0 };
    const object = reading({ sizeBytes: DSSE_MAX_BYTES + 1, body: endless(taken) });
    await expect(object).toRejectWithCode('list-unavailable');
    expect(taken.chunks).toBe(0);
  });

  test('a body that does not end is left at the limit', async () => {
    const taken = { chunks: 0 };
    const object = reading({ sizeBytes: undefined, body: endless(taken) });
    await expect(object).toRejectWithCode('list-unavailable');
    expect(taken.chunks).toBe(DSSE_MAX_BYTES / (1024 * 1024));
  });

  test('a body that is short or breaks off, an answer without an ETag', async () => {
    await expect(reading({ sizeBytes: A.length + 1 })).toRejectWithCode('list-unavailable');
    await expect(reading({ body: broken() })).toRejectWithCode('list-unavailable');
    await expect(reading({ etag: undefined })).toRejectWithCode('list-unavailable');
    expect((await reading({ sizeBytes: undefined }))?.etag).toBe('"1"');
  });

  test('all pages, and nothing of another prefix', async () => {
    for (const name of ['c', 'a', 'b', 'e', 'd']) await store.putIfAbsent(`history/${name}`, A);
    await s3Store(bucket, { bucket: 'acme', prefix: 'signer/production/' }).putIfAbsent('x', A);
    const names = ['a', 'b', 'c', 'd', 'e'].map((name) => `history/${name}`);
    expect(await store.list('history/', '')).toEqual(names);
    expect(bucket.pages).toBe(3);
    expect(await store.list('', 'history/c')).toEqual(names.slice(3));
  });

  test('a store that ignores the start and the order, and one whose listing never ends', async () => {
    const listing = (next: string | undefined) => async () => ({
      keys: ['signer/prod/b', 'signer/prod/c', 'signer/prod/a', 'else/d'],
      next,
    });
    const calls = { get: bucket.get, put: bucket.put };
    const unordered = s3Store({ ...calls, list: listing(undefined) }, address);
    expect(await unordered.list('', 'a')).toEqual(['b', 'c']);
    const circle = s3Store({ ...calls, list: listing('again') }, address);
    await expect(circle.list('', '')).toRejectWithCode('list-unavailable');
  });
});

describe('the probe', () => {
  test('refuses a store that ignores preconditions, and names it', async () => {
    bucket.s3.honoursPreconditions = false;
    const refused = await requirePreconditions(store, 's3://acme').catch((error) => error);
    expect(refused).toMatchObject({ code: 'store-unsupported' });
    expect(String(refused)).toContain('s3://acme');
  });

  test('refuses a store that honours If-None-Match alone, or shows nothing of what it took', async () => {
    const half: AllowListStore = { ...store, putIfMatch: async () => 'done' };
    await expect(requirePreconditions(half, 'half')).toRejectWithCode('store-unsupported');
    const blind: AllowListStore = { ...store, get: async () => undefined };
    await expect(requirePreconditions(blind, 'blind')).toRejectWithCode('store-unsupported');
  });

  test('refuses a store that says 501', async () => {
    bucket.faults.push({ name: 'NotImplemented', status: 501 });
    await expect(requirePreconditions(store, 'old')).toRejectWithCode('store-unsupported');
  });

  test('bears lost answers and races, up to a point', async () => {
    const busy = { name: 'ConditionalRequestConflict', status: 409 };
    bucket.faults.push('lost', 'unsent', busy);
    await requirePreconditions(store, 'slow');
    bucket.faults.push(...Array.from({ length: 9 }, () => 'lost' as const));
    await expect(requirePreconditions(store, 'down')).toRejectWithCode('list-unavailable');
  });
});

describe('addresses', () => {
  test.each([
    ['s3://acme-enclaves', { bucket: 'acme-enclaves', prefix: '' }],
    ['s3://acme-enclaves/', { bucket: 'acme-enclaves', prefix: '' }],
    ['s3://acme/signer/prod', { bucket: 'acme', prefix: 'signer/prod/' }],
    ['s3://acme/signer/prod/', { bucket: 'acme', prefix: 'signer/prod/' }],
  ])('%s', (url, expected) => {
    expect(parseS3Address(url)).toEqual(expected);
  });

  test.each([
    '',
    'acme',
    's3:acme',
    's3://',
    's3:///a',
    's3://AC',
    's3://Acme',
    's3://10.0.0.1',
    's3://a..b',
    's3://acme//a',
    's3://acme/a//',
    's3://acme/../a',
    's3://acme/a\\b',
    'https://acme',
  ])('not %j', (url) => {
    expect(() => parseS3Address(url)).toThrowWithCode('usage');
  });
});
