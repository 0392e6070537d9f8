import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openStore } from '../../../src/adapters/open-store.js';
import { encodeUtf8 } from '../../../src/base/encoding.js';
import { type DurationMs, HOUR_MS, MINUTE_MS } from '../../../src/base/instant.js';
import { clockWarnings } from '../../../src/workflow/list/store-clock.js';
import { AwsDouble } from '../../doubles/aws.js';
import { bodyOf, type LoopbackServer, listenOnLoopback } from '../../doubles/loopback.js';
import { setAwsEnvironment } from '../../doubles/scripted-server.js';
import { wireRequest } from '../../doubles/wire-message.js';

/** S3 whose answers have the `Date` header that a test gives, or none. */
let date: string | undefined;
let server: LoopbackServer;
let restore: () => void;
beforeEach(async () => {
  const double = new AwsDouble();
  double.s3.createBucket('acme');
  server = await listenOnLoopback(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const answer = await double.answer(wireRequest(method, url, headers, await bodyOf(request)));
    response.sendDate = false;
    if (date !== undefined) response.setHeader('date', date);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  restore = setAwsEnvironment({ AWS_ENDPOINT_URL_S3: server.endpoint, AWS_REGION: 'us-east-1' });
});
afterEach(async () => {
  restore();
  await server.stop();
});

const httpDate = (aheadMs: DurationMs) => new Date(Date.now() - aheadMs).toUTCString();
const open = () => openStore('s3://acme/signer', '/');
const codes = (opened: Awaited<ReturnType<typeof open>>) =>
  clockWarnings(opened).map(({ code }) => code);

describe('the Date header of S3', () => {
  test.each([
    ['hours behind', 3 * HOUR_MS, ['clock-differs']],
    ['hours ahead', -3 * HOUR_MS, ['clock-differs']],
    ['the time of this machine', 0, []],
  ])('that says %s', async (_, aheadMs, expected) => {
    date = httpDate(aheadMs);
    const opened = await open();
    expect(codes(opened)).toEqual([]);
    await opened.store.putIfAbsent('allowlist.dsse.json', encodeUtf8('{}'));
    const found = opened.clockAheadMs?.() ?? Number.NaN;
    expect(Math.abs(found - aheadMs)).toBeLessThan(MINUTE_MS);
    expect(codes(opened)).toEqual(expected);
  });

  test('counts on a refusal too: the first read of a new list is one', async () => {
    date = httpDate(3 * HOUR_MS);
    const opened = await open();
    expect(await opened.store.get('allowlist.dsse.json')).toBeUndefined();
    expect(codes(opened)).toEqual(['clock-differs']);
  });

  test.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['is no date', 'yesterday'],
    ['has a number in it', 'yesterday 5'],
    ['is a date in another form', '2001-01-01'],
    ['names a day that does not exist', 'Mon, 99 Jan 2001 00:00:00 GMT'],
  ])('that %s says nothing, and stops nothing', async (_, value) => {
    date = value;
    const opened = await open();
    expect(await opened.store.putIfAbsent('a', encodeUtf8('{}'))).toBe('done');
    expect((await opened.store.get('a'))?.bytes).toEqual(encodeUtf8('{}'));
    expect(opened.clockAheadMs?.()).toBeUndefined();
    expect(codes(opened)).toEqual([]);
  });

  test('that is no date leaves what an earlier answer said', async () => {
    date = httpDate(3 * HOUR_MS);
    const opened = await open();
    await opened.store.get('a');
    date = 'yesterday 5';
    await opened.store.get('a');
    expect(codes(opened)).toEqual(['clock-differs']);
  });
});
