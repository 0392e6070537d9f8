/**
 * Part of `npm run bench`: `reconcile` of 50 to 200 keys that need no change, S3 and KMS played by the double of
 * the tests in a process of its own. Wall time of the command, as a ratio to a process that sends as many requests of the
 * same operations with the bare SDK, as many side by side; and to what KMS's quotas would take. Peak memory.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSource, root } from '../source.mjs';
import { startCounter } from './counter.mjs';
import { peakMemoryMb, timedNode } from './processes.mjs';
import { median, ms, row, slope } from './row.mjs';

/** How many keys: three points make a slope. */
const SIZES = [50, 100, 200];
const RUNS = 5;
const AT_ONCE = 16;
/** AWS KMS quotas, requests a second: the smallest of what an unchanged key takes. */
const LIST_GRANTS_A_SECOND = 100;
const ADMIN = 'arn:aws:iam::123456789012:role/kms-admin';
const CLI = join(root, 'dist/cli/main.js');
const [mode, ...rest] = process.argv.slice(2);

if (mode === 'serve') await serve();
else if (mode === 'bare') await bare(JSON.parse(readFileSync(rest[0] ?? '', 'utf8')));
else await measure();

async function serve() {
  const { AwsDouble, startDouble } = await importSource(['../__tests__/doubles/aws.ts']);
  const double = new AwsDouble();
  double.kms.caller = ADMIN;
  double.s3.createBucket('bench');
  const { endpoint } = await startDouble(double);
  console.log(endpoint);
  process.stdin.resume().on('end', () => process.exit());
}

/** The same operations by the SDK alone. */
async function bare({ requests, key, object }) {
  const kms = await import('@aws-sdk/client-kms');
  const s3 = await import('@aws-sdk/client-s3');
  const [onKms, onS3] = [new kms.KMSClient({}), new s3.S3Client({ forcePathStyle: true })];
  const KeyId = key;
  const place = { Bucket: 'bench', Key: 'bare' };
  await onS3.send(new s3.PutObjectCommand({ ...place, Body: object }));
  const send = {
    GetKeyPolicy: () => onKms.send(new kms.GetKeyPolicyCommand({ KeyId, PolicyName: 'default' })),
    DescribeKey: () => onKms.send(new kms.DescribeKeyCommand({ KeyId })),
    ListGrants: () => onKms.send(new kms.ListGrantsCommand({ KeyId, Limit: 100 })),
    GET: async () => (await onS3.send(new s3.GetObjectCommand(place))).Body?.transformToByteArray(),
    PUT: () => onS3.send(new s3.PutObjectCommand({ ...place, Body: object })),
  };
  const left = requests.values();
  const work = async () => {
    for (const name of left) await send[name]();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-bench-'));
  const server = spawn(process.execPath, [import.meta.filename, 'serve'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    const upstream = await new Promise((resolve) =>
      server.stdout.once('data', (text) => resolve(String(text).trim())),
    );
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_ENDPOINT_URL: upstream,
    };
    const points = [];
    for (const keys of SIZES) {
      const cwd = join(folder, String(keys));
      mkdirSync(cwd);
      points.push(await reconcileOf(keys, upstream, { cwd, env }));
    }
    const [ours, sdk] = [1, 2].map((i) => slope(points.map((point) => [point[0], point[i]])));
    row({
      what: 'slope: one key more',
      ours: ms(ours),
      peer: `${ms(sdk)}: the bare SDK`,
      ratio: ours / sdk,
    });
  } finally {
    server.stdin.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rows of one size; resolves with its point of the slope: keys, our time, the SDK's. */
async function reconcileOf(keys, upstream, options) {
  await startList(keys, upstream, options);
  const counter = await startCounter(upstream);
  const counted = { ...options.env, AWS_ENDPOINT_URL: counter.endpoint };
  await timedNode([CLI, 'reconcile'], { ...options, env: counted });
  counter.stop();
  const { requests } = counter;
  const file = join(options.cwd, 'bare.json');
  writeFileSync(file, JSON.stringify({ requests, key: counter.key, object: 'x'.repeat(500) }));
  const pairs = [];
  for (let i = 0; i < RUNS; i++) {
    const ours = await timedNode([CLI, 'reconcile'], options);
    pairs.push([ours, await timedNode([import.meta.filename, 'bare', file], options)]);
  }
  const of = (pick) => median(pairs.map(pick));
  const [ours, sdk] = [of(([one]) => one), of(([, other]) => other)];
  const count = (name) => requests.filter((one) => one === name).length;
  row({
    what: `${keys} keys: requests`,
    ours: String(requests.length),
    peer: `of them ${count('ListGrants')} ListGrants, ${count('PutKeyPolicy')} PutKeyPolicy`,
  });
  row({
    what: `${keys} keys: wall time`,
    ours: ms(ours),
    peer: `${ms(sdk)}: as many requests by the bare SDK, ${AT_ONCE} at once`,
    ratio: of(([one, other]) => one / other),
  });
  const quotaMs = (1000 * count('ListGrants')) / LIST_GRANTS_A_SECOND;
  row({
    what: `${keys} keys: wall time`,
    ours: ms(ours),
    peer: `${ms(quotaMs)}: what KMS's quota of ListGrants takes`,
    ratio: ours / quotaMs,
  });
  const peak = await peakMemoryMb([CLI, 'reconcile'], options);
  const bareMb = await peakMemoryMb([import.meta.filename, 'bare', file], options);
  row({
    what: `${keys} keys: peak memory`,
    ours: `${peak.toFixed(0)} MB`,
    peer: `${bareMb.toFixed(0)} MB: the bare SDK`,
    ratio: peak / bareMb,
  });
  return [keys, ours, sdk];
}

/** A list with one release, and its keys, all of which follow it. */
async function startList(count, endpoint, options) {
  const { KMSClient, CreateKeyCommand } = await import('@aws-sdk/client-kms');
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };
  const kms = new KMSClient({ endpoint, region: 'us-east-1', credentials });
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Administration',
        Effect: 'Allow',
        Principal: { AWS: ADMIN },
        Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListGrants', 'kms:PutKeyPolicy'],
        Resource: '*',
      },
    ],
  });
  const keys = [];
  for (let i = 0; i < count; i++) {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
    keys.push('--kms-key', KeyMetadata.Arn);
  }
  kms.destroy();
  const role = 'arn:aws:iam::123456789012:role/signer';
  const store = `s3://bench/list-of-${count}`;
  await timedNode(
    [
      ...[CLI, 'init', '--enclave', 'bench', '--certificate', 'unsigned', '--instance-role', role],
      ...['--store', store, '--administrator', ADMIN, ...keys],
    ],
    options,
  );
  await timedNode([CLI, 'reconcile'], options);
}
