import { createHash } from 'node:crypto';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AwsDouble, startDouble } from '../doubles/aws.js';
import { inProcess, s3Client } from './clients.js';
import { type AwsServices, startAwsServices } from './services.js';

/** What a request comes to: its status, and the error's name where there is one. */
type Outcome = readonly [status: number | undefined, name?: string];

type Ask = (s3: S3Client, bucket: string) => Promise<unknown>;

const BYTES = Buffer.from('the first content');
const OTHER = Buffer.from('another content');
const ABSENT = `"${'0'.repeat(32)}"`;

const put =
  (key: string, conditions: object = {}, body: Uint8Array = BYTES): Ask =>
  (s3, Bucket) => {
    const command = { Bucket, Key: key, Body: body, ChecksumAlgorithm: 'SHA256' as const };
    return s3.send(new PutObjectCommand({ ...command, ...conditions }));
  };
const etagOf = (body: Uint8Array) => `"${createHash('md5').update(body).digest('hex')}"`;
const remove =
  (key: string): Ask =>
  (s3, Bucket) =>
    s3.send(new DeleteObjectCommand({ Bucket, Key: key }));
const get =
  (key: string): Ask =>
  async (s3, Bucket) => {
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    await found.Body?.transformToByteArray();
    return found;
  };
const head =
  (key: string): Ask =>
  (s3, Bucket) =>
    s3.send(new HeadObjectCommand({ Bucket, Key: key }));
const elsewhere =
  (ask: Ask): Ask =>
  (s3) =>
    ask(s3, 'no-such-bucket-here');

/** Each row in a fresh bucket: what comes before, the request, and what S3 says to it. */
const TABLE: readonly {
  readonly name: string;
  readonly versioned?: boolean;
  readonly before?: readonly Ask[];
  readonly ask: Ask;
  readonly says: Outcome;
  /** What moto 5.2.5 says instead. */
  readonly motoSays?: Outcome;
}[] = [
  { name: 'a write without a condition', ask: put('a'), says: [200] },
  { name: 'If-None-Match * where nothing is', ask: put('a', { IfNoneMatch: '*' }), says: [200] },
  {
    name: 'If-None-Match * where something is',
    before: [put('a')],
    ask: put('a', { IfNoneMatch: '*' }),
    says: [412, 'PreconditionFailed'],
  },
  {
    name: 'If-None-Match * after a deletion',
    before: [put('a'), remove('a')],
    ask: put('a', { IfNoneMatch: '*' }),
    says: [200],
  },
  {
    name: 'If-None-Match * over a delete marker',
    versioned: true,
    before: [put('a'), remove('a')],
    ask: put('a', { IfNoneMatch: '*' }),
    says: [200],
  },
  {
    name: 'If-Match of what is there',
    before: [put('a')],
    ask: put('a', { IfMatch: etagOf(BYTES) }, OTHER),
    says: [200],
  },
  {
    name: 'If-Match of what was there',
    before: [put('a'), put('a', {}, OTHER)],
    ask: put('a', { IfMatch: etagOf(BYTES) }),
    says: [412, 'PreconditionFailed'],
  },
  {
    name: 'If-Match where nothing is',
    ask: put('a', { IfMatch: ABSENT }),
    says: [404, 'NoSuchKey'],
  },
  {
    name: 'If-Match over a delete marker',
    versioned: true,
    before: [put('a'), remove('a')],
    ask: put('a', { IfMatch: etagOf(BYTES) }),
    says: [404, 'NoSuchKey'],
  },
  {
    name: 'If-None-Match of an ETag',
    before: [put('a')],
    ask: put('a', { IfNoneMatch: etagOf(BYTES) }),
    says: [501, 'NotImplemented'],
    motoSays: [200],
  },
  {
    name: 'If-Match *',
    before: [put('a')],
    ask: put('a', { IfMatch: '*' }),
    says: [501, 'NotImplemented'],
    motoSays: [412, 'PreconditionFailed'],
  },
  {
    name: 'a checksum of other bytes',
    ask: put('a', {
      ChecksumSHA256: createHash('sha256').update(OTHER).digest('base64'),
    }),
    says: [400, 'BadDigest'],
    motoSays: [200],
  },
  { name: 'reading what is there', before: [put('a')], ask: get('a'), says: [200] },
  { name: 'reading what is not there', ask: get('a'), says: [404, 'NoSuchKey'] },
  {
    name: 'reading a delete marker',
    versioned: true,
    before: [put('a'), remove('a')],
    ask: get('a'),
    says: [404, 'NoSuchKey'],
  },
  { name: 'the head of what is there', before: [put('a')], ask: head('a'), says: [200] },
  { name: 'the head of what is not there', ask: head('a'), says: [404, 'NotFound'] },
  { name: 'a deletion of what is not there', ask: remove('a'), says: [204] },
  { name: 'reading of no bucket', ask: elsewhere(get('a')), says: [404, 'NoSuchBucket'] },
  { name: 'writing to no bucket', ask: elsewhere(put('a')), says: [404, 'NoSuchBucket'] },
];

/** Where the double and moto differ, by name: a row joins it only together with its reason in the table. */
const DIFFERENCES = ['If-None-Match of an ETag', 'If-Match *', 'a checksum of other bytes'];

let services: AwsServices;
let double: Awaited<ReturnType<typeof startDouble>>;
let count = 0;

beforeAll(async () => {
  [services, double] = await Promise.all([startAwsServices(), startDouble()]);
});
afterAll(() => Promise.all([services.stop(), double.stop()]));

async function outcome(asked: Promise<unknown>): Promise<Outcome> {
  try {
    const { $metadata: metadata } = (await asked) as { $metadata: { httpStatusCode?: number } };
    return [metadata.httpStatusCode];
  } catch (error) {
    const { name, $metadata } = error as {
      name: string;
      $metadata?: { httpStatusCode?: number };
    };
    return [$metadata?.httpStatusCode, name];
  }
}

async function freshBucket(s3: S3Client, versioned = false): Promise<string> {
  const Bucket = `bucket-${++count}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
  const VersioningConfiguration = { Status: 'Enabled' as const };
  if (versioned) await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  return Bucket;
}

const targets = [
  ['the services that were started', () => s3Client(services.endpoint), () => services.kind],
  ['the double over loopback', () => s3Client(double.endpoint), () => 'double'],
  ['the double in process', () => inProcessClient(), () => 'double'],
] as const;

function inProcessClient(): S3Client {
  const s3 = s3Client('http://127.0.0.1:1');
  s3.config.requestHandler = { ...s3.config.requestHandler, ...inProcess(new AwsDouble()) };
  return s3;
}

describe.each(targets)('%s', (_name, client, kind) => {
  test.each(TABLE)('$name', async ({ versioned, before = [], ask, says, motoSays }) => {
    const s3 = client();
    const bucket = await freshBucket(s3, versioned);
    for (const earlier of before) await earlier(s3, bucket);
    const expected = kind() === 'moto' ? (motoSays ?? says) : says;
    expect(await outcome(ask(s3, bucket))).toEqual(expected);
    s3.destroy();
  });

  test('what was written comes back, with what was said of it', async () => {
    const s3 = client();
    const Bucket = await freshBucket(s3);
    const said = { ContentType: 'application/json', CacheControl: 'no-cache' };
    const written = (await put('p/a b&<ü>.json', said)(s3, Bucket)) as { ETag: string };
    const found = await s3.send(new GetObjectCommand({ Bucket, Key: 'p/a b&<ü>.json' }));
    expect(await found.Body?.transformToString()).toBe(BYTES.toString());
    expect(found).toMatchObject({ ...said, ETag: written.ETag, ContentLength: BYTES.length });
    expect(written.ETag).toBe(etagOf(BYTES));
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['p/a b&<ü>.json']);
    s3.destroy();
  });

  test('a listing by pages: prefix, start, order of UTF-8', async () => {
    const s3 = client();
    const Bucket = await freshBucket(s3);
    for (const key of ['h/c', 'h/a', 'h/B', 'h/é', 'h/b', 'i/a', 'g/z']) await put(key)(s3, Bucket);
    const pages: (string | undefined)[][] = [];
    let next: string | undefined;
    do {
      const page = await s3.send(
        new ListObjectsV2Command({
          Bucket,
          Prefix: 'h/',
          StartAfter: 'h/B',
          MaxKeys: 2,
          ContinuationToken: next,
        }),
      );
      pages.push((page.Contents ?? []).map(({ Key }) => Key));
      next = page.NextContinuationToken;
      expect(page.IsTruncated).toBe(next !== undefined);
    } while (next !== undefined);
    expect(pages).toEqual([
      ['h/a', 'h/b'],
      ['h/c', 'h/é'],
    ]);
    const nothing = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'none/' }));
    expect([nothing.KeyCount, nothing.IsTruncated]).toEqual([0, false]);
    s3.destroy();
  });

  test('a deletion in a versioned bucket leaves the older version', async () => {
    const s3 = client();
    const Bucket = await freshBucket(s3, true);
    const { VersionId } = (await put('a')(s3, Bucket)) as { VersionId: string };
    const deletion = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect(deletion.DeleteMarker).toBe(true);
    const older = await s3.send(new GetObjectCommand({ Bucket, Key: 'a', VersionId }));
    expect(await older.Body?.transformToString()).toBe(BYTES.toString());
    s3.destroy();
  });
});

test('the differences are those that are known', () => {
  const differing = TABLE.filter(({ motoSays }) => motoSays !== undefined);
  expect(differing.map(({ name }) => name)).toEqual(DIFFERENCES);
});

describe('what only the double can be told', () => {
  test('a bucket of another region is answered with a redirect', async () => {
    double.double.s3.createBucket('elsewhere', 'eu-central-1');
    const answer = await fetch(`${double.endpoint}/elsewhere/a`, { redirect: 'manual' });
    expect(answer.status).toBe(301);
    expect(answer.headers.get('x-amz-bucket-region')).toBe('eu-central-1');
    const s3 = s3Client(double.endpoint);
    expect(await outcome(get('a')(s3, 'elsewhere'))).toEqual([301, 'PermanentRedirect']);
    s3.destroy();
  });

  test('a concurrent write is a conflict, once, and without effect', async () => {
    const s3 = s3Client(double.endpoint);
    const bucket = await freshBucket(s3);
    double.double.s3.conflicts = 1;
    const ask = put('a', { IfNoneMatch: '*' });
    expect(await outcome(ask(s3, bucket))).toEqual([409, 'ConditionalRequestConflict']);
    expect(await outcome(ask(s3, bucket))).toEqual([200]);
    s3.destroy();
  });

  test('pages are as short as it is told', async () => {
    const s3 = s3Client(double.endpoint);
    const Bucket = await freshBucket(s3);
    for (const key of ['a', 'b']) await put(key)(s3, Bucket);
    double.double.s3.pageMaxKeys = 1;
    const page = await s3.send(new ListObjectsV2Command({ Bucket }));
    double.double.s3.pageMaxKeys = 1000;
    expect([page.KeyCount, page.IsTruncated]).toEqual([1, true]);
    s3.destroy();
  });

  test('what it does not know is answered 501', async () => {
    double.double.s3.createBucket('known');
    const statuses = await Promise.all([
      fetch(`${double.endpoint}/known?acl`),
      fetch(`${double.endpoint}/known/a?tagging`),
      fetch(`${double.endpoint}/known/a`, { headers: { range: 'bytes=0-1' } }),
      fetch(`${double.endpoint}/known/a`, { method: 'POST' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([501, 501, 501, 501]);
  });
});
