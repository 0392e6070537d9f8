import { CreateKeyCommand, GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startDouble } from '../doubles/aws.js';
import { listenOnLoopback } from '../doubles/loopback.js';
import { kmsClient, s3Client } from './clients.js';
import { type FaultProxy, type FaultStatus, startFaultProxy } from './fault-proxy.js';
import { type AwsServices, startAwsServices } from './services.js';

/** Servers of single tests, ended also where the test fails: what stays open keeps jest from ending. */
const opened: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0).reverse()) await server.stop();
});

let services: AwsServices;
let proxy: FaultProxy;
let direct: S3Client;
let s3: S3Client;
let count = 0;
let Bucket: string;

beforeAll(async () => {
  services = await startAwsServices();
  proxy = await startFaultProxy(services.endpoint);
  direct = s3Client(services.endpoint);
  s3 = s3Client(proxy.endpoint);
});
beforeEach(async () => {
  Bucket = `proxied-${++count}`;
  proxy.clear();
  await direct.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  s3.destroy();
  direct.destroy();
  await proxy.stop();
  await services.stop();
});

const put = (text: string, conditions: object = {}, client = s3) =>
  client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: text, ...conditions }));
const read = async (client = s3): Promise<string> => {
  try {
    const found = await client.send(new GetObjectCommand({ Bucket, Key: 'a' }));
    return (await found.Body?.transformToString()) ?? '';
  } catch (error) {
    return (error as Error).name;
  }
};
const answer = (asked: Promise<{ $metadata: { httpStatusCode?: number } }>) =>
  asked.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error) => error.$metadata?.httpStatusCode ?? 'no answer',
  );

describe('the proxy', () => {
  test('forwards what it is given, and records it', async () => {
    const before = proxy.requests.length;
    await put('first', { IfNoneMatch: '*' });
    expect(await read()).toBe('first');
    expect(await answer(put('second', { IfNoneMatch: '*' }))).toBe(412);
    const seen = proxy.requests.slice(before);
    expect(seen.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      `PUT /${Bucket}/a`,
      `GET /${Bucket}/a`,
      `PUT /${Bucket}/a`,
    ]);
    expect(seen.map(({ number }) => number)).toEqual([before + 1, before + 2, before + 3]);
    expect(Buffer.from(seen[0]?.body ?? []).toString()).toBe('first');
    expect(seen[0]?.headers['if-none-match']).toBe('*');
    expect(seen[0]?.target).toBeUndefined();
  });

  test('drop-before: no answer, no effect', async () => {
    proxy.fault(1, 'drop-before');
    expect(await answer(put('first'))).toBe('no answer');
    expect(await read(direct)).toBe('NoSuchKey');
    expect(proxy.pending).toBe(0);
  });

  test('drop-after: no answer, and the effect', async () => {
    proxy.fault(1, 'drop-after');
    expect(await answer(put('first'))).toBe('no answer');
    expect(await read(direct)).toBe('first');
  });

  test.each<FaultStatus>([409, 412, 429, 500, 503])('%i: answered, no effect', async (status) => {
    proxy.fault(1, { status });
    expect(await answer(put('first'))).toBe(status);
    expect(await read(direct)).toBe('NoSuchKey');
    expect(await answer(put('first'))).toBe(200);
  });

  test('the k-th request that matches, and no other', async () => {
    proxy.fault(2, { status: 503 }, ({ method }) => method === 'PUT');
    expect(await answer(put('first'))).toBe(200);
    expect(await read()).toBe('first');
    expect(await answer(put('second'))).toBe(503);
    expect(await answer(put('third'))).toBe(200);
    proxy.fault(5, 'drop-before');
    expect(proxy.pending).toBe(1);
    proxy.clear();
    expect(proxy.pending).toBe(0);
  });

  test('hold: others come between; before the effect, and after it', async () => {
    proxy.fault(1, {
      hold: {
        before: async ({ path }) => {
          expect(path).toContain(`/${Bucket}/a`);
          await put('somebody else', {}, direct);
        },
      },
    });
    expect(await answer(put('first', { IfNoneMatch: '*' }))).toBe(412);
    let seen = '';
    proxy.fault(1, {
      hold: {
        after: async () => {
          seen = await read(direct);
        },
      },
    });
    expect(await answer(put('second'))).toBe(200);
    expect(seen).toBe('second');
  });

  test('hold: a writer through the proxy is not kept waiting by one that is held', async () => {
    proxy.fault(1, { hold: { before: () => put('the other') } });
    expect(await answer(put('held'))).toBe(200);
    expect(await read(direct)).toBe('held');
  });

  test('hold: a hook that rejects closes the connection, before or after the effect', async () => {
    const rejects = () => Promise.reject(new Error('killed'));
    proxy.fault(1, { hold: { before: rejects } });
    expect(await answer(put('first'))).toBe('no answer');
    expect(await read(direct)).toBe('NoSuchKey');
    proxy.fault(1, { hold: { after: rejects } });
    expect(await answer(put('second'))).toBe('no answer');
    expect(await read(direct)).toBe('second');
  });

  test('stale: a read as before the newest change, once', async () => {
    await put('first');
    expect(await read()).toBe('first');
    await put('second');
    proxy.fault(1, 'stale');
    expect(await read()).toBe('first');
    expect(await read()).toBe('second');
    expect(await read()).toBe('second');
    proxy.fault(1, 'stale');
    expect(await read()).toBe('first');
  });

  test('stale: what was not there yet', async () => {
    expect(await read()).toBe('NoSuchKey');
    await put('first');
    proxy.fault(1, 'stale');
    expect(await read()).toBe('NoSuchKey');
  });

  test('KMS: its operations are recorded, its policies read stale, its errors in its own shape', async () => {
    const kms = kmsClient(proxy.endpoint);
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn;
    const get = async () =>
      (await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))).Policy ?? '';
    const older = await get();
    const Policy = JSON.stringify({ ...JSON.parse(older), Id: 'another' });
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
    const isGet = ({ target }: { target: string | undefined }) =>
      target === 'TrentService.GetKeyPolicy';
    proxy.fault(1, 'stale', isGet);
    expect(JSON.parse(await get())).toEqual(JSON.parse(older));
    expect(JSON.parse(await get())).toEqual(JSON.parse(Policy));
    proxy.fault(1, { status: 500 }, isGet);
    await expect(get()).rejects.toMatchObject({ name: 'KMSInternalException' });
    kms.destroy();
  });

  test('of writers that race for one object one wins, whatever stands behind', async () => {
    for (let round = 0; round < 5; round++) {
      Bucket = `race-${++count}`;
      await direct.send(new CreateBucketCommand({ Bucket }));
      const writers = Array.from({ length: 16 }, (_, i) =>
        answer(put(`writer ${i}`, { IfNoneMatch: '*' })),
      );
      const answers = await Promise.all(writers);
      expect(answers.filter((status) => status === 200)).toHaveLength(1);
      expect(answers.filter((status) => status === 412)).toHaveLength(15);
    }
  });
});

test('writes to one path are forwarded one after the other, writes to two are not', async () => {
  const running = new Map<string, number>();
  const most = new Map<string, number>();
  const slow = await listenOnLoopback(async ({ url = '' }, response) => {
    for (const name of [url, 'any']) {
      running.set(name, (running.get(name) ?? 0) + 1);
      most.set(name, Math.max(most.get(name) ?? 0, running.get(name) ?? 0));
    }
    while ((most.get('any') ?? 0) < 2) await new Promise(setImmediate);
    await new Promise((resolve) => setTimeout(resolve, 5));
    for (const name of [url, 'any']) running.set(name, (running.get(name) ?? 0) - 1);
    response.end();
  });
  opened.push(slow);
  const between = await startFaultProxy(slow.endpoint);
  opened.push(between);
  const paths = ['/a', '/a', '/b', '/a', '/b'];
  await Promise.all(paths.map((path) => fetch(`${between.endpoint}${path}`, { method: 'PUT' })));
  expect([most.get('/a'), most.get('/b'), most.get('any')]).toEqual([1, 1, 2]);
});

test('a stale read of which nothing earlier was read fails the test that asked for it', async () => {
  const double = await startDouble();
  opened.push(double);
  const alone = await startFaultProxy(double.endpoint);
  alone.fault(1, 'stale');
  await fetch(`${alone.endpoint}/bucket/a`);
  await expect(alone.stop()).rejects.toThrow('nothing earlier was read of /bucket/a');
});
