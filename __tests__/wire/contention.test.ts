import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { parseAllowListPayload, versionIdOf } from '../../src/allowlist/allow-list-document.js';
import { parseDsse } from '../../src/format/dsse.js';
import { AwsDouble } from '../doubles/aws.js';
import { unsignedImage } from '../fakes/list-world.js';
import { pageFile } from '../fakes/page-blocks.js';
import { type JsonOutcome, runCliJson } from '../fakes/processes.js';
import { awsEnvironment, kmsClient, s3Client } from './clients.js';
import { type FaultProxy, startFaultProxy } from './fault-proxy.js';
import { type AwsServices, startAwsServices } from './services.js';

const BUCKET = 'contended';
const ROLE = 'arn:aws:iam::111122223333:role';
/** Of each command so many processes: a hundred at once, on one list and one key. */
const MIX = { publish: 40, revoke: 25, reconcile: 35 } as const;
type Kind = keyof typeof MIX;
const KINDS = ['publish', 'revoke', 'reconcile'] as const;
/** Run alone first, to know how many requests a command takes that meets nobody. */
const ALONE = 2;

let services: AwsServices;
let proxy: FaultProxy;
let folder: string;
let key: string;

beforeAll(async () => {
  const double = new AwsDouble();
  double.kms.caller = `${ROLE}/kms-admin`;
  services = await startAwsServices(double);
  proxy = await startFaultProxy(services.endpoint);
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-contention-'));
  await s3Client(services.endpoint).send(new CreateBucketCommand({ Bucket: BUCKET }));
  const made = await kmsClient(services.endpoint).send(
    new CreateKeyCommand({ Policy: pageFile('policy.json') }),
  );
  key = made.KeyMetadata?.Arn ?? '';
}, 180_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await proxy.stop();
  await services.stop();
}, 60_000);

function run(...args: readonly string[]): Promise<JsonOutcome> {
  return runCliJson(args, {
    cwd: folder,
    env: {
      HOME: folder,
      ...awsEnvironment({ s3: proxy.endpoint, kms: proxy.endpoint }),
    },
  });
}

/** The words of the i-th command of its kind: each has an image or a release of its own. */
function words(kind: Kind, i: number): readonly string[] {
  switch (kind) {
    case 'publish':
      return ['publish', `new-${i}.eif`, '--release', `new-${i}`];
    case 'revoke':
      return ['revoke', `old-${i}`, '--reason', 'leaked'];
    case 'reconcile':
      return ['reconcile'];
  }
}

/** The versions in the history as they were signed, in order. */
async function history(): Promise<readonly AllowList[]> {
  const s3 = s3Client(services.endpoint);
  const names: string[] = [];
  for (let token: string | undefined; ; ) {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'history/', ContinuationToken: token }),
    );
    names.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    token = page.NextContinuationToken;
    if (token === undefined) break;
  }
  const lists: AllowList[] = [];
  let previous: unknown = null;
  for (const Key of names.filter((name) => name.endsWith('.dsse.json')).sort()) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    const { payload } = parseDsse((await Body?.transformToByteArray()) ?? new Uint8Array());
    const list = parseAllowListPayload(payload);
    expect([list.version, list.previous]).toEqual([lists.length + 1, previous]);
    const { version, sha256 } = versionIdOf(list, payload);
    previous = { version, sha256 };
    lists.push(list);
  }
  return lists;
}

/** PCR0 of every image that the policy's Allows of ours admit. */
async function admitted(): Promise<readonly string[]> {
  const { Policy = '{}' } = await kmsClient(services.endpoint).send(
    new GetKeyPolicyCommand({ KeyId: key, PolicyName: 'default' }),
  );
  const statements: { Sid?: string; Effect: string; Condition?: object }[] =
    JSON.parse(Policy).Statement;
  return statements
    .filter(({ Sid = '', Effect }) => Effect === 'Allow' && Sid.startsWith('PcrAllowlist'))
    .flatMap(({ Condition }) => {
      const [, values = ''] = /PCR0":(\[.*?\]|".*?")/.exec(JSON.stringify(Condition)) ?? [];
      return values.match(/[0-9a-f]{96}/g) ?? [''];
    })
    .sort();
}

test('a hundred processes publish, revoke and reconcile one list and one key at once', async () => {
  for (let i = 0; i < MIX.publish + ALONE; i++) {
    writeFileSync(join(folder, `new-${i}.eif`), unsignedImage(`new ${i}`));
  }
  await run(
    ...['init', '--enclave', 'signer', '--certificate', 'unsigned', '--store', `s3://${BUCKET}`],
    ...['--instance-role', `${ROLE}/signer`, '--administrator', `${ROLE}/kms-admin`],
    ...['--kms-key', key],
  );
  // A policy has no room for 67 images of which every register is bound.
  const configuration = join(folder, 'pcr-allowlist.yml');
  const written = readFileSync(configuration, 'utf8');
  writeFileSync(configuration, written.replace(/bind: \[.*\]/, 'bind: [PCR0, PCR3]'));
  expect((await run('publish', '--projection')).exitCode).toBe(0);
  for (let i = 0; i < MIX.revoke + ALONE; i++) {
    writeFileSync(join(folder, `old-${i}.eif`), unsignedImage(`old ${i}`));
    await run('publish', `old-${i}.eif`, '--release', `old-${i}`, '--no-reconcile');
  }
  await run('reconcile');
  const alone = new Map<Kind, number>();
  for (const kind of KINDS) {
    const before = proxy.requests.length;
    for (let i = 0; i < ALONE; i++) {
      expect((await run(...words(kind, MIX[kind] + i))).exitCode).toBe(0);
    }
    alone.set(kind, (proxy.requests.length - before) / ALONE);
  }
  const uncontended = KINDS.reduce((sum, kind) => sum + MIX[kind] * (alone.get(kind) ?? 0), 0);
  const earlier = (await history()).length;

  const before = proxy.requests.length;
  const outcomes = await Promise.all(
    KINDS.flatMap((kind) => Array.from({ length: MIX[kind] }, (_, i) => run(...words(kind, i)))),
  );
  // Whoever had no turn with the key says so, and is to be run again; the list has what it did all the same.
  const conflicts = outcomes.filter(({ exitCode }) => exitCode === 4);
  expect(outcomes.filter(({ exitCode }) => exitCode !== 0 && exitCode !== 4)).toEqual([]);
  if (conflicts.length > 0) expect((await run('reconcile')).exitCode).toBe(0);
  const requests = proxy.requests.length - before;
  console.log(
    `${outcomes.length} processes: ${requests} requests, ${uncontended} for the same commands alone; ${conflicts.length} without a turn with the key`,
  );

  const lists = await history();
  expect(lists).toHaveLength(earlier + MIX.publish + MIX.revoke);
  const last = lists.at(-1);
  const ids = last?.releases.map(({ id }) => id).sort();
  const expected = Array.from({ length: MIX.publish + ALONE }, (_, i) => `new-${i}`).sort();
  expect(ids).toEqual(expected);
  expect(await admitted()).toEqual(
    last?.releases.map(({ measurements }) => measurements.PCR0).sort(),
  );
  expect(requests).toBeLessThanOrEqual(3 * uncontended);
}, 900_000);
