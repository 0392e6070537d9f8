import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test } from '@jest/globals';
import { AwsDouble, startDouble } from '../doubles/aws.js';
import { errorDocument } from '../doubles/s3-xml.js';
import { ServiceError, type WireAnswer, type WireRequest } from '../doubles/wire-message.js';
import { unsignedImage } from '../fakes/list-world.js';
import { pageFile } from '../fakes/page-blocks.js';
import { type JsonOutcome, runCliJson } from '../fakes/processes.js';
import { allows, type IamStatement, iamRequest, policyOf } from '../recipes/iam.js';
import { awsEnvironment, kmsClient, s3Client } from './clients.js';

const page = readFileSync(join(import.meta.dirname, '../../docs/key-policies.md'), 'utf8');
const ROLE = 'arn:aws:iam::111122223333:role';
const STEPS = ['read', 'stage', 'sign-approval', 'change-list', 'apply-keys'] as const;
type Step = (typeof STEPS)[number];

/** S3 and KMS that let a request through only where the steps of the command allow it. */
class GuardedAws extends AwsDouble {
  /** Undefined where nobody is held back. */
  allowed: readonly IamStatement[] | undefined;
  readonly refused: string[] = [];
  /** Statements that let something through, by their text. */
  readonly used = new Set<string>();
  readonly wrote = new Set<string>();

  override answer(request: WireRequest): WireAnswer | Promise<WireAnswer> {
    if (this.allowed === undefined) return super.answer(request);
    const { method, path, query, headers, body } = request;
    const asked = iamRequest({
      ...{ number: 0, method, path: `${encodeURI(path)}?${query}`, headers, body },
      target: headers['x-amz-target'],
    });
    const letting = this.allowed.find((statement) => allows([statement], asked));
    if (letting !== undefined) {
      this.used.add(`${asked.action} ${[letting.Resource].flat().join()}`);
      if (asked.action === 's3:PutObject')
        this.wrote.add(asked.resource.replace(/^[^/]*\/signer\//, '').replace(/\/.*/, '/'));
      return super.answer(request);
    }
    this.refused.push(`${asked.action} ${asked.resource}`);
    if (headers['x-amz-target'] !== undefined) {
      const text = JSON.stringify({ __type: 'AccessDeniedException', message: 'not allowed' });
      return {
        status: 400,
        headers: { 'content-type': 'application/x-amz-json-1.1' },
        body: Buffer.from(text),
      };
    }
    const error = new ServiceError('AccessDenied', 403, 'Access Denied');
    return {
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: Buffer.from(errorDocument(error, path, 'guarded')),
    };
  }
}

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A list on S3 whose keys lie in KMS; `approvers` is 0 or 1. */
async function site(approvers: 0 | 1) {
  const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-least-'));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const aws = new GuardedAws();
  aws.kms.caller = `${ROLE}/kms-admin`;
  const { endpoint, stop } = await startDouble(aws);
  cleanups.push(stop);
  const [s3, kms] = [s3Client(endpoint), kmsClient(endpoint)];
  cleanups.push(
    () => s3.destroy(),
    () => kms.destroy(),
  );
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }));
  const key = async (asked: object): Promise<string> =>
    (await kms.send(new CreateKeyCommand(asked))).KeyMetadata?.Arn ?? '';
  const signing = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' };
  const keys = {
    'MANIFEST-KEY-ID': await key(signing),
    'APPROVAL-KEY-ID': await key(signing),
    'LIST-KEY-ID': await key(signing),
    'DATA-KEY-ID': await key({ Policy: pageFile('policy.json') }),
  };
  for (const name of ['one', 'two', 'three']) {
    writeFileSync(join(folder, `${name}.eif`), unsignedImage(`least ${name}`));
  }
  const env = awsEnvironment({ s3: endpoint, kms: endpoint });
  const run = (args: readonly string[]) => runCliJson(args, { cwd: folder, env });
  const statements = (step: Step): readonly IamStatement[] =>
    policyOf(page, step).map(({ Resource = [], Condition, ...rest }) => {
      let text = JSON.stringify({
        ...rest,
        Resource,
        ...(Condition === undefined ? {} : { Condition }),
      });
      for (const [name, arn] of Object.entries(keys)) {
        text = text.replaceAll(`arn:aws:kms:us-east-1:111122223333:key/${name}`, arn);
      }
      return JSON.parse(text.replaceAll('BUCKET', 'acme').replaceAll('PREFIX', 'signer'));
    });
  const as = async (steps: readonly Step[], ...args: readonly string[]): Promise<JsonOutcome> => {
    aws.allowed = (['read', ...steps] as const).flatMap(statements);
    const outcome = await run(args);
    aws.allowed = undefined;
    return outcome;
  };
  /** Runs a command with the rights of its steps; it has to do all that it is to do. */
  const done = async (steps: readonly Step[], ...args: readonly string[]) => {
    const outcome = await as(steps, ...args);
    expect([args.join(' '), aws.refused.splice(0), outcome.error, outcome.exitCode]).toEqual([
      args.join(' '),
      [],
      undefined,
      0,
    ]);
    return outcome;
  };
  const [store, admin] = ['s3://acme/signer', `${ROLE}/kms-admin`];
  if (approvers === 1) {
    mkdirSync(join(folder, 'approver'));
    const other = ['--config', 'approver/c.yml', '--store', 'file:store', '--enclave', 'x'];
    await run([
      'init',
      ...other,
      '--certificate',
      'unsigned',
      '--instance-role',
      'any',
      '--key',
      `awskms:${keys['APPROVAL-KEY-ID']}`,
    ]);
  }
  const approval = approvers === 1 ? ['--approval-key', 'approver/list.pub.pem'] : [];
  const started = await run([
    ...['init', '--enclave', 'signer', '--certificate', 'unsigned', '--store', store],
    ...['--instance-role', `${ROLE}/signer-instance`, '--kms-key', keys['DATA-KEY-ID']],
    ...['--administrator', admin, ...approval, '--key', `awskms:${keys['LIST-KEY-ID']}`],
    ...['--manifest-key', `awskms:${keys['MANIFEST-KEY-ID']}`],
  ]);
  expect([started.error, started.exitCode]).toEqual([undefined, 0]);
  const approvalKey = ['--key', `awskms:${keys['APPROVAL-KEY-ID']}`];
  return { aws, as, done, approvalKey };
}

const PUT = 's3:PutObject';

describe('each command runs with the rights that the page gives to its steps', () => {
  test('with approval: none', async () => {
    const { aws, as, done } = await site(0);
    await done(['stage', 'change-list', 'apply-keys'], 'publish', 'one.eif', '--release', 'one');
    await done(
      ['stage', 'change-list'],
      'publish',
      'two.eif',
      '--release',
      'two',
      '--no-reconcile',
    );
    await done(['apply-keys'], 'reconcile');
    await done(
      ['stage', 'change-list'],
      'publish',
      'three.eif',
      '--release',
      'three',
      '--no-reconcile',
    );
    await done(['change-list', 'apply-keys'], 'retire', 'one', '--after', '1h');
    await done(['change-list', 'apply-keys'], 'revoke', 'two', '--reason', 'a test');
    await done(['change-list'], 'renew');
    await done([], 'verify', '--allow-list', '--config', 'pcr-allowlist.yml');
    await done([], 'export', '--to', 'env');
    expect([...aws.wrote].sort()).toEqual([
      'allowlist.dsse.json',
      'history/',
      'leases/',
      'manifests/',
      'policies/',
      'staged/',
    ]);
    const short = await as(['stage'], 'publish', 'one.eif', '--release', 'four');
    expect(short.exitCode).toBe(6);
    expect(aws.refused.length).toBeGreaterThan(0);
  }, 120_000);

  test('with approvals', async () => {
    const { aws, as, done, approvalKey } = await site(1);
    const { result } = await done(['stage'], 'publish', '--projection');
    const projection = ['approve', 'projection', '--staged', result.staged.sha256];
    await done(['sign-approval'], ...projection, ...approvalKey);
    await done(['change-list', 'apply-keys'], ...projection);
    const published = await done(['stage'], 'publish', 'one.eif', '--release', 'one');
    const approve = ['approve', 'one', '--pcr0', published.result.staged.PCR0];
    await done(['sign-approval'], ...approve, ...approvalKey);
    await done(['change-list'], ...approve, '--no-reconcile');
    await done(['apply-keys'], 'reconcile');
    await done(['change-list'], 'renew');
    await done(['change-list', 'apply-keys'], 'retire', 'one', '--after', '1h', '--allow-empty');
    await done(
      ['change-list', 'apply-keys'],
      'revoke',
      'one',
      '--reason',
      'a test',
      '--allow-empty',
    );
    await done([], 'verify', '--allow-list', '--config', 'pcr-allowlist.yml');

    // The role that publishes can neither approve, nor change the list, nor a key.
    for (const args of [['renew'], ['revoke', '--pcr0', '0'.repeat(96), '--reason', 'x']]) {
      expect([6, 3]).toContain((await as(['stage'], ...args)).exitCode);
    }
    const writes = policyOf(page, 'stage').filter(({ Action }) => [Action].flat().includes(PUT));
    expect(writes.flatMap(({ Resource = [] }) => Resource)).toEqual([
      'arn:aws:s3:::BUCKET/PREFIX/manifests/*',
      'arn:aws:s3:::BUCKET/PREFIX/staged/*',
    ]);
    // Nothing is given that no command uses.
    const given = STEPS.flatMap((step) =>
      policyOf(page, step).flatMap(({ Action }) => [Action].flat()),
    );
    const used = new Set([...aws.used].map((one) => one.split(' ')[0]));
    expect([...new Set(given)].filter((action) => !used.has(action))).toEqual([]);
  }, 120_000);
});
