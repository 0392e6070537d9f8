import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { s3Calls } from '../../../src/adapters/aws/s3-client.js';
import { s3Store } from '../../../src/adapters/aws/s3-store.js';
import type { AllowListStore } from '../../../src/allowlist/allow-list-store.js';
import { decodeUtf8, encodeUtf8 } from '../../../src/base/encoding.js';
import {
  type ScriptedAnswer,
  ScriptedServer,
  s3ErrorAnswer,
  setAwsEnvironment,
} from '../../doubles/scripted-server.js';

const A = encodeUtf8('the first content');
const DONE: ScriptedAnswer = { status: 200, headers: { etag: '"e1"' } };
const address = { bucket: 'acme', prefix: 'signer/prod/' };
const QUICK = { connectMs: 500, answerMs: 300, idleMs: 300 };

let wire: ScriptedServer;
let restore: () => void;
beforeEach(async () => {
  wire = await ScriptedServer.open();
  restore = setAwsEnvironment({ AWS_ENDPOINT_URL_S3: wire.url, AWS_REGION: 'eu-central-1' });
});
afterEach(async () => {
  restore();
  await wire.close();
});

async function open(): Promise<AllowListStore> {
  return s3Store(await s3Calls(QUICK), address);
}
const scopeOf = (index: number): string =>
  /Credential=[^/]+\/\d+\/([^/]+)\/s3\//.exec(
    wire.requests[index]?.headers.authorization ?? '',
  )?.[1] ?? '';

describe('what goes over the wire', () => {
  test('a new object: path style, If-None-Match, SHA-256 and no other checksum', async () => {
    wire.answers.push(DONE);
    const store = await open();
    expect(await store.putIfAbsent('manifests/a b.dsse.json', A)).toBe('done');
    const [put] = wire.requests;
    expect(put).toMatchObject({
      method: 'PUT',
      url: '/acme/signer/prod/manifests/a%20b.dsse.json?x-id=PutObject',
    });
    expect(put?.body).toEqual(Buffer.from(A));
    expect(put?.headers).toMatchObject({
      'if-none-match': '*',
      'content-type': 'application/json',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-amz-checksum-sha256': createHash('sha256').update(A).digest('base64'),
    });
    const names = Object.keys(put?.headers ?? {});
    expect(names).not.toContain('if-match');
    expect(
      names.filter((name) => /checksum|sdk-checksum|trailer|content-encoding/.test(name)),
    ).toEqual(['x-amz-checksum-sha256']);
    expect(put?.headers['user-agent']).toContain('pcr-allowlist/');
    expect(scopeOf(0)).toBe('eu-central-1');
  });

  test('an endpoint with a name gets path style too: there is no acme.localhost', async () => {
    process.env['AWS_ENDPOINT_URL_S3'] = wire.url.replace('127.0.0.1', 'localhost');
    wire.answers.push(DONE);
    expect(await (await open()).putIfAbsent('a', A)).toBe('done');
    const [put] = wire.requests;
    expect(put?.headers.host).toMatch(/^localhost:/);
    expect(put?.url).toBe('/acme/signer/prod/a?x-id=PutObject');
  });

  test('the pointer: If-Match with the ETag as it was read, and no Cache-Control', async () => {
    const etag = '"9b2cf535f27731c974343645a3985328-2"';
    wire.answers.push({ status: 200, headers: { etag }, body: A }, DONE);
    const store = await open();
    const read = await store.get('allowlist.dsse.json');
    expect(decodeUtf8(read?.bytes ?? new Uint8Array())).toBe('the first content');
    expect(await store.putIfMatch('allowlist.dsse.json', A, read?.etag ?? '')).toBe('done');
    const [get, put] = wire.requests;
    expect(get?.url).toBe('/acme/signer/prod/allowlist.dsse.json?x-id=GetObject');
    expect(put?.headers['if-match']).toBe(etag);
    const names = Object.keys(put?.headers ?? {});
    expect(names).not.toContain('if-none-match');
    expect(names).not.toContain('cache-control');
  });

  test('pages of a listing', async () => {
    const page = (key: string, next: string) => ({
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== ''}</IsTruncated>${next}<Contents><Key>signer/prod/history/${key}</Key></Contents></ListBucketResult>`,
    });
    wire.answers.push(
      page('b &amp; c', '<NextContinuationToken>more==</NextContinuationToken>'),
      page('d', ''),
    );
    const store = await open();
    expect(await store.list('history/', 'history/a')).toEqual(['history/b & c', 'history/d']);
    const queries = wire.requests.map(({ url }) => new URLSearchParams(url.split('?')[1]));
    expect(queries.map((query) => query.get('prefix'))).toEqual(
      Array(2).fill('signer/prod/history/'),
    );
    expect(queries.map((query) => query.get('start-after'))).toEqual(
      Array(2).fill('signer/prod/history/a'),
    );
    expect(queries.map((query) => query.get('continuation-token'))).toEqual([null, 'more==']);
  });
});

describe('what comes back', () => {
  test.each<[string, ScriptedAnswer, string, string]>([
    ['412', s3ErrorAnswer(412, 'PreconditionFailed'), 'exists', 'conflict'],
    ['409', s3ErrorAnswer(409, 'ConditionalRequestConflict'), 'conflict', 'conflict'],
    ['404 of the object', s3ErrorAnswer(404, 'NoSuchKey'), 'list-unavailable', 'conflict'],
    [
      '404 of the bucket',
      s3ErrorAnswer(404, 'NoSuchBucket'),
      'list-unavailable',
      'list-unavailable',
    ],
    ['403', s3ErrorAnswer(403, 'AccessDenied'), 'list-unavailable', 'list-unavailable'],
    ['400', s3ErrorAnswer(400, 'BadDigest'), 'list-unavailable', 'list-unavailable'],
    ['501', s3ErrorAnswer(501, 'NotImplemented'), 'store-unsupported', 'store-unsupported'],
    ['500', s3ErrorAnswer(500, 'InternalError'), 'unclear', 'unclear'],
    ['503', s3ErrorAnswer(503, 'SlowDown'), 'unclear', 'unclear'],
    ['500 without a body', { status: 500 }, 'unclear', 'unclear'],
    ['502 of a proxy', { status: 502, body: '<html>Bad Gateway</html>' }, 'unclear', 'unclear'],
    ['no answer', 'cut', 'unclear', 'unclear'],
    ['silence', 'silent', 'unclear', 'unclear'],
  ])('a write: %s, sent once', async (_, answer, absent, match) => {
    wire.answers.push(answer);
    const store = await open();
    const outcome = (put: Promise<string>) => put.catch(({ code }: { code: string }) => code);
    expect(await outcome(store.putIfAbsent('a', A))).toBe(absent);
    expect(await outcome(store.putIfMatch('a', A, '"1"'))).toBe(match);
    expect(wire.requests).toHaveLength(2);
  });

  test('nobody there at all', async () => {
    const store = await open();
    await wire.close();
    expect(await store.putIfAbsent('a', A)).toBe('unclear');
    await expect(store.get('a')).toRejectWithCode('list-unavailable');
    wire = await ScriptedServer.open();
  });

  test('a read is sent again, and a missing object is none', async () => {
    wire.answers.push('cut', s3ErrorAnswer(503, 'SlowDown'), s3ErrorAnswer(404, 'NoSuchKey'));
    const store = await open();
    expect(await store.get('a')).toBeUndefined();
    expect(wire.requests).toHaveLength(3);
  });

  test.each<[string, ScriptedAnswer]>([
    ['403', s3ErrorAnswer(403, 'AccessDenied')],
    ['500 at every attempt', s3ErrorAnswer(500, 'InternalError')],
    ['a body that stops', { status: 200, headers: { etag: '"1"' }, body: A, stallAfter: 4 }],
    ['an answer without an ETag', { status: 200, body: A }],
    ['silence', 'silent'],
  ])('a read that fails: %s', async (_, answer) => {
    wire.answers.push(answer);
    const store = await open();
    await expect(store.get('a')).toRejectWithCode('list-unavailable');
  });

  test('no credentials: nothing is sent, and it is not called unclear', async () => {
    restore();
    restore = setAwsEnvironment({
      AWS_ENDPOINT_URL_S3: wire.url,
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
    });
    const store = await open();
    await expect(store.putIfAbsent('a', A)).toRejectWithCode('list-unavailable');
    expect(wire.requests).toEqual([]);
  });
});

describe('a bucket in another region', () => {
  const header = { 'x-amz-bucket-region': 'ap-south-2' };
  const elsewhere: [string, ScriptedAnswer][] = [
    ['301', s3ErrorAnswer(301, 'PermanentRedirect', { headers: header })],
    ['307', s3ErrorAnswer(307, 'TemporaryRedirect', { headers: header })],
    [
      '400',
      s3ErrorAnswer(400, 'AuthorizationHeaderMalformed', { xml: '<Region>ap-south-2</Region>' }),
    ],
  ];

  test.each(elsewhere)('is followed by every kind of request: %s', async (_, answer) => {
    const sent: ((store: AllowListStore) => Promise<unknown>)[] = [
      (store) => store.get('a'),
      (store) => store.putIfAbsent('a', A),
      (store) => store.list('', ''),
    ];
    for (const send of sent) {
      wire.requests.length = 0;
      wire.answers.splice(0, Number.POSITIVE_INFINITY, answer, {
        status: 200,
        headers: { etag: '"1"', 'content-type': 'application/xml' },
        body: '<ListBucketResult/>',
      });
      await send(await open());
      expect(wire.requests.map((_request, i) => scopeOf(i))).toEqual([
        'eu-central-1',
        'ap-south-2',
      ]);
    }
  });

  test('is remembered', async () => {
    wire.answers.push(elsewhere[0]?.[1] ?? 'cut', DONE);
    const store = await open();
    for (const name of ['a', 'b', 'c']) expect(await store.putIfAbsent(name, A)).toBe('done');
    expect(wire.requests.map((_, i) => scopeOf(i))).toEqual([
      'eu-central-1',
      'ap-south-2',
      'ap-south-2',
      'ap-south-2',
    ]);
  });

  test('is followed once, and only to the name of a region', async () => {
    wire.answers.push(elsewhere[0]?.[1] ?? 'cut');
    await expect((await open()).get('a')).toRejectWithCode('list-unavailable');
    expect(wire.requests).toHaveLength(2);
    const foreign = { 'x-amz-bucket-region': 'x.evil.example' };
    wire.answers.splice(0, 1, s3ErrorAnswer(301, 'PermanentRedirect', { headers: foreign }));
    const error = await (await open()).get('a').catch((caught) => caught);
    expect(error).toMatchObject({ code: 'list-unavailable', cause: { name: 'PermanentRedirect' } });
    expect(wire.requests).toHaveLength(3);
  });

  test('none is set: us-east-1 is asked first', async () => {
    restore();
    restore = setAwsEnvironment({ AWS_ENDPOINT_URL: wire.url });
    wire.answers.push(DONE);
    await (await open()).putIfAbsent('a', A);
    expect(scopeOf(0)).toBe('us-east-1');
  });
});

test('a clock that is wrong is corrected: the refused write is sent once more', async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString();
  wire.answers.push(s3ErrorAnswer(403, 'RequestTimeTooSkewed', { headers: { date } }), DONE);
  const store = await open();
  expect(await store.putIfAbsent('a', A)).toBe('done');
  const times = wire.requests.map(({ headers }) => String(headers['x-amz-date']));
  expect(times).toHaveLength(2);
  expect(times[0] !== times[1]).toBe(true);
});
