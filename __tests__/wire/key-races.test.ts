import { spawn } from 'node:child_process';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { encodeLease, type LeaseRecord, parseLease } from '../../src/keypolicy/lease-record.js';
import { AwsDouble } from '../doubles/aws.js';
import { CLI, runCliJson } from '../fakes/processes.js';
import { s3Client } from './clients.js';
import { startFaultProxy } from './fault-proxy.js';
import {
  ADMIN,
  administration,
  allowsIn,
  type Hands,
  KeySite,
  kmsAs,
  policyOf,
  START,
} from './key-site.js';
import { type AwsServices, startAwsServices } from './services.js';

const saved = { ...process.env };
let services: AwsServices;
let kms: Hands;
let site: KeySite;
let key: string;

beforeAll(async () => {
  const double = new AwsDouble();
  double.kms.caller = ADMIN;
  services = await startAwsServices(double);
  kms = kmsAs(services.endpoint);
  key = await kms.create(START);
  site = await KeySite.open(services.endpoint, [{ key }]);
}, 180_000);
afterAll(async () => {
  site.close();
  process.env = saved;
  await services.stop();
}, 60_000);

/** A process that dies the moment its put has taken effect, and before it hears of it. */
async function reconcileAndDie(): Promise<NodeJS.Signals | null> {
  const proxy = await startFaultProxy(services.endpoint);
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [CLI, 'reconcile', '--config', site.config], {
    env: { PATH, ...site.environment(proxy.endpoint) },
    stdio: 'ignore',
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  );
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  proxy.fault(
    1,
    { hold: { after: kill } },
    ({ target }) => target?.endsWith('PutKeyPolicy') === true,
  );
  const signal = await ended;
  await proxy.stop();
  return signal;
}

/** Rewrites the lease that a dead process left. */
async function changeLease(change: (lease: LeaseRecord) => LeaseRecord): Promise<void> {
  const s3 = s3Client(services.endpoint);
  const [, Bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(site.store) ?? [];
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket, Prefix: `${prefix}/leases/` }),
  );
  const Key = Contents[0]?.Key ?? '';
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const lease = parseLease((await Body?.transformToByteArray()) ?? new Uint8Array(), Key);
  expect([lease.released, lease.lastPut?.confirmed]).toEqual([false, false]);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: encodeLease(change(lease)) }));
}

/** As if it had died on another machine: nobody here can tell that it is dead. */
const asElsewhere = () => changeLease(({ holder: _, ...lease }) => lease);

/** Ends the lease, as six minutes would. */
const endLease = () => changeLease((lease) => ({ ...lease, expiresAt: Date.now() - 1 }));

test('two reconciles race with a publish and a revoke, one is killed after its put: the last list wins', async () => {
  const published = await site.publish('a', 'v1');
  await site.publish('b', 'v2');
  const pcr0 = published.result?.after?.releases[0]?.measurements.PCR0 ?? 'none';
  const admitsFirst = async () =>
    allowsIn(await kms.statements(key)).some((one) => JSON.stringify(one).includes(pcr0));
  // Somebody took our statements away: the first reconcile has something to put, and dies behind it. A document that was
  // there before would pass for a late read for some minutes.
  await kms.put(key, policyOf({ ...administration(ADMIN), Sid: 'Changed' }));
  expect(await reconcileAndDie()).toBe('SIGKILL');
  await asElsewhere();
  expect(await admitsFirst()).toBe(true);

  const env = site.environment();
  const run = (...args: readonly string[]) =>
    runCliJson([...args, '--config', site.config], { env });
  const racing = Promise.all([
    run('publish', site.image('c'), '--release', 'v3'),
    run('reconcile'),
    run('revoke', 'v1', '--reason', 'leak').then(async (outcome) => {
      // Whoever says that it is done has ended it by then.
      expect([outcome.exitCode, await admitsFirst()]).toEqual([0, false]);
      return outcome;
    }),
  ]);
  await new Promise((turn) => setTimeout(turn, 2_000));
  await endLease();
  expect((await racing).map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  expect(await admitsFirst()).toBe(false);

  const last = await site.run('reconcile');
  const ids = last.result?.after?.releases.map(({ id }) => id);
  expect([last.exitCode, ids]).toEqual([0, ['v2', 'v3']]);
  expect(allowsIn(await kms.statements(key))).toHaveLength(2);
  expect((await site.run('reconcile')).result?.changed).toBe(false);
}, 150_000);
