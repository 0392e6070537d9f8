import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateAliasCommand, CreateKeyCommand, GetKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listPorts } from '../../src/adapters/list-ports.js';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { memorySource } from '../../src/format/byte-source.js';
import { encodePem } from '../../src/format/pem.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { type ListCommand, runListCommand } from '../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import type { Outcome } from '../../src/workflow/outcome.js';
import { AwsDouble } from '../doubles/aws.js';
import { vectorBytes } from '../fakes/eif-vectors.js';
import { unsignedImage } from '../fakes/list-world.js';
import { pageCommands, pageFile } from '../fakes/page-blocks.js';
import { type JsonOutcome, runCliJson } from '../fakes/processes.js';
import { awsEnvironment, kmsClient, s3Client } from './clients.js';
import { type Fault, type FaultProxy, startFaultProxy } from './fault-proxy.js';
import { type AwsServices, startAwsServices } from './services.js';
import { StorePrefix } from './store-prefix.js';

const BUCKET = 'acme-enclaves';
/** Requests of a publish where the store exists: what `npm run bench` prints too. */
const PUBLISH_REQUESTS = 9;

/** An outcome by what these tests look at. */
type Ended = Outcome<{ staged?: { PCR0?: string }; list?: AllowList }>;

let services: AwsServices;
let proxy: FaultProxy;
let kmsEndpoint: string;
let folder: string;

beforeAll(async () => {
  const double = new AwsDouble();
  double.kms.caller = 'arn:aws:iam::111122223333:role/kms-admin';
  services = await startAwsServices(double);
  proxy = await startFaultProxy(services.endpoint);
  kmsEndpoint = await services.digestEndpoint();
  Object.assign(process.env, environment());
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-wire-'));
  const s3 = s3Client(services.endpoint);
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  await s3.send(
    new PutBucketVersioningCommand({
      Bucket: BUCKET,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  const image = vectorBytes('signed-p384.eif');
  const { signature } = await measureEif(memorySource(image, 'enclave.eif'));
  if (signature === undefined) throw new Error('the vector is signed');
  writeFileSync(join(folder, 'enclave.eif'), image);
  writeFileSync(join(folder, 'next.eif'), vectorBytes('signed-p384-next.eif'));
  writeFileSync(
    join(folder, 'image-signing.pem'),
    encodePem('CERTIFICATE', signature.certificate.der),
  );
  for (let i = 0; i < 40; i++) writeFileSync(join(folder, `${i}.eif`), unsignedImage(`image ${i}`));
}, 180_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await proxy.stop();
  await services.stop();
}, 60_000);

/** The built command with S3 behind the proxy, and KMS beside it. */
function run(...args: readonly string[]): Promise<JsonOutcome> {
  return runCliJson(args, {
    cwd: folder,
    env: { HOME: folder, ...environment() },
  });
}

const environment = () => awsEnvironment({ s3: proxy.endpoint, kms: kmsEndpoint });

/** A list of its own under a prefix, with key files; what it takes to run commands on it. */
async function listAt(prefix: string, ...more: readonly string[]) {
  const config = `${prefix}/pcr-allowlist.yml`;
  const store = `s3://${BUCKET}/${prefix}`;
  const options = ['--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', 'any'];
  const made = await run('init', ...options, '--config', config, '--store', store, ...more);
  if (made.exitCode !== 0) throw new Error(JSON.stringify(made.error));
  return (...args: readonly string[]) => run(...args, '--config', config);
}

const keysUnder = async (prefix: string): Promise<string[]> => {
  const answer = await s3Client(services.endpoint).send(
    new ListObjectsV2Command({ Bucket: BUCKET, Prefix: `${prefix}/` }),
  );
  return (answer.Contents ?? []).map(({ Key = '' }) => Key.slice(prefix.length + 1));
};

/** Statements of ours that allow something, in the policy of a key in KMS. */
async function allowsOf(key: string): Promise<number> {
  const { Policy = '{}' } = await kmsClient(kmsEndpoint).send(
    new GetKeyPolicyCommand({ KeyId: key, PolicyName: 'default' }),
  );
  const { Statement = [] } = JSON.parse(Policy);
  return Statement.filter(
    ({ Sid = '', Effect }: { Sid?: string; Effect: string }) =>
      Effect === 'Allow' && Sid.startsWith('PcrAllowlist'),
  ).length;
}

describe('the walk-through of docs/publishing.md, on S3 with KMS keys', () => {
  let list: string;
  let key: string;

  beforeAll(async () => {
    const kms = kmsClient(kmsEndpoint);
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({ Policy: pageFile('policy.json') }),
    );
    key = KeyMetadata?.Arn ?? '';
    for (const name of ['list', 'manifest']) {
      const { KeyMetadata } = await kms.send(
        new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
      );
      await kms.send(
        new CreateAliasCommand({
          AliasName: `alias/pcr-${name}`,
          TargetKeyId: KeyMetadata?.KeyId ?? '',
        }),
      );
    }
  });

  test('every command does what it says', async () => {
    const states: unknown[] = [];
    const allows: number[] = [];
    for (const words of pageCommands('kms')) {
      const own = words.map((word) => (word.startsWith('arn:aws:kms:') ? key : word));
      const { command, exitCode, error, result } = await run(...own);
      allows.push(await allowsOf(key));
      expect([command, error]).toEqual([command, undefined]);
      const { allowList, version, releases, text, signer } = result;
      list = allowList?.list ?? list;
      const shown = allowList ?? { version, releases };
      const ids = (shown.releases ?? []).map(
        (one: { id: string; state: string }) => `${one.id} ${one.state}`,
      );
      if (signer !== undefined) expect(signer).toMatch(/^awskms:arn:aws:kms:us-east-1:/);
      states.push([command, exitCode, text === undefined ? shown.version : 'text', ...ids]);
    }
    expect(states).toEqual([
      ['init', 0, 2],
      ['publish', 0, 3, 'v1.0.0 active'],
      ['publish', 0, 4, 'v1.0.0 active', 'v1.1.0 active'],
      ['retire', 0, 5, 'v1.0.0 retiring', 'v1.1.0 active'],
      ['verify', 0, 5, 'v1.0.0 retiring', 'v1.1.0 active'],
      ['revoke', 0, 6, 'v1.1.0 active'],
      ['renew', 0, 7, 'v1.1.0 active'],
      ['reconcile', 0, 7, 'v1.1.0 active'],
      ['export', 0, 'text'],
    ]);
    expect(allows).toEqual([0, 1, 2, 2, 2, 1, 1, 1, 1]);
  }, 120_000);

  test('a verifier takes the list with nothing but its id and the public key', async () => {
    const pins = ['--store', `s3://${BUCKET}/signer/prod`, '--list', list];
    const { result } = await run('verify', '--allow-list', ...pins, '--trust', 'list.pub.pem');
    expect(result.version).toBe(7);
    const wrong = await run('verify', '--allow-list', ...pins, '--trust', 'manifest.pub.pem');
    expect([wrong.exitCode, wrong.error?.code]).toEqual([2, 'signature-threshold']);
  });

  test('what never changes may be cached for long, lists and leases not at all', async () => {
    const s3 = s3Client(services.endpoint);
    const headers = async (name: string) => {
      const Key = `signer/prod/${name}`;
      const { CacheControl } = await s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key }));
      return CacheControl;
    };
    for (const name of await keysUnder('signer/prod')) {
      const changes = name === 'allowlist.dsse.json' || name.startsWith('leases/');
      const expected = changes ? undefined : 'public, max-age=31536000, immutable';
      expect([name, await headers(name)]).toEqual([name, expected]);
    }
  });

  test('a key that is not in trust signs nothing', async () => {
    const { KeyMetadata } = await kmsClient(kmsEndpoint).send(
      new CreateKeyCommand({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }),
    );
    const before = await keysUnder('signer/prod');
    const config = join(folder, 'pcr-allowlist.yml');
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace(/ {2}key: .*/, `  key: "awskms:${KeyMetadata?.Arn}"`));
    const { error } = await run('renew');
    expect(error?.code).toBe('threshold-not-met');
    writeFileSync(config, text.replace(/ {2}key: .*/, '  key: "awskms:alias/nowhere"'));
    expect((await run('renew')).exitCode).toBe(6);
    writeFileSync(config, text);
    expect(await keysUnder('signer/prod')).toEqual(before);
  });
});

describe('a key policy in KMS', () => {
  test('follows the list, keeps what others wrote, and is put only when it has to be', async () => {
    const kmsProxy = await startFaultProxy(services.endpoint);
    try {
      const kms = kmsClient(services.endpoint);
      const { KeyMetadata } = await kms.send(
        new CreateKeyCommand({ Policy: pageFile('policy.json') }),
      );
      const arn = KeyMetadata?.Arn ?? '';
      const puts = () =>
        kmsProxy.requests.filter(({ target }) => target?.endsWith('PutKeyPolicy')).length;
      const here = (...args: readonly string[]) =>
        runCliJson(args, {
          cwd: folder,
          env: { HOME: folder, ...environment(), AWS_ENDPOINT_URL_KMS: kmsProxy.endpoint },
        });
      const config = ['--config', 'policies/c.yml'];
      const role = 'arn:aws:iam::111122223333:role';
      await here(
        ...['init', ...config, '--enclave', 'signer', '--certificate', 'unsigned'],
        ...['--instance-role', `${role}/signer`, '--store', `s3://${BUCKET}/policies`],
        ...['--kms-key', arn, '--administrator', `${role}/kms-admin`],
      );
      await here('publish', '1.eif', '--release', 'v1', ...config);
      await here('publish', '2.eif', '--release', 'v2', ...config);
      const { result } = await here('retire', 'v1', ...config);
      expect(result.plan).toMatchObject([{ key: arn, written: true, failures: [] }]);
      const { Policy = '' } = await kms.send(
        new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }),
      );
      const { Statement } = JSON.parse(Policy);
      expect(Statement[0]).toMatchObject({ Sid: 'Administration' });
      expect(JSON.stringify(Statement)).toContain('DateLessThan');
      const before = puts();
      const again = await here('reconcile', ...config);
      expect([again.exitCode, again.result.changed, puts()]).toEqual([0, false, before]);
    } finally {
      await kmsProxy.stop();
    }
  }, 120_000);
});

describe('an image by its address', () => {
  test('s3://, measured and published, with its SHA-256 pinned', async () => {
    const Body = vectorBytes('unsigned-one-ramdisk.eif');
    await s3Client(services.endpoint).send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 'builds/enclave.eif', Body }),
    );
    const address = `s3://${BUCKET}/builds/enclave.eif`;
    const measured = await run('measure', address);
    const sha256: string = measured.result.image.sha256;
    const on = await listAt('remote');
    expect((await on('publish', address, '--sha256', 'ab'.repeat(32))).error?.code).toBe(
      'sha256-mismatch',
    );
    const { result } = await on('publish', address, '--sha256', sha256);
    expect(result.allowList.releases).toMatchObject([{ PCR0: measured.result.measurements.PCR0 }]);
  });
});

describe('forty writers', () => {
  const writers = 40;

  test(`${writers} processes publish ${writers} images at once: all land, in as many versions`, async () => {
    const on = await listAt('forty');
    const outcomes = await Promise.all(
      Array.from({ length: writers }, (_, i) => on('publish', `${i}.eif`, '--release', `r${i}`)),
    );
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual(Array(writers).fill(0));
    const { result } = await on('verify', '--allow-list');
    expect([result.version, result.releases.length]).toEqual([1 + writers, writers]);
    const versions = (await keysUnder('forty'))
      .filter((name) => /^history\/.*\.dsse\.json$/.test(name))
      .map((name) => Number(name.slice('history/'.length).slice(0, 10)));
    expect(versions.sort((a, b) => a - b)).toEqual(
      Array.from({ length: 1 + writers }, (_, i) => i + 1),
    );
  }, 400_000);
});

describe('every request of a command is cut in turn', () => {
  const FAULTS: readonly Fault[] = [
    'drop-before',
    'drop-after',
    { status: 409 },
    { status: 500 },
    { status: 503 },
  ];
  let lists = 0;

  /**
   * A list where the command is all that is left to do, and what brings it back to that. The commands run in this process,
   * on the same wire: a process each would take minutes.
   */
  async function prepared(kind: 'publish' | 'approve') {
    const made = await madeList(kind);
    const objects = new StorePrefix(s3Client(services.endpoint), BUCKET, `cut/${lists}/`);
    const before = await objects.take();
    const kept = `${made.at}.kept`;
    cpSync(made.at, kept, { recursive: true });
    const bringBack = async () => {
      await objects.bringBack(before);
      rmSync(made.at, { recursive: true });
      cpSync(kept, made.at, { recursive: true });
    };
    return { ...made, bringBack };
  }

  async function madeList(kind: 'publish' | 'approve') {
    const at = join(folder, `cut/${++lists}`);
    const config = join(at, 'pcr-allowlist.yml');
    const init = { enclave: 'signer', certificate: ['unsigned'], 'instance-role': ['any'] };
    const store = `s3://${BUCKET}/cut/${lists}`;
    const on = async (command: ListCommand, values: OptionValues): Promise<Ended> => {
      const { outcome } = await runListCommand(command, { config, ...values }, listPorts());
      return outcome as Ended;
    };
    const image = { eif: join(folder, '1.eif'), release: 'v2' };
    if (kind === 'publish') {
      await on('init', { ...init, store });
      return { at, on, command: () => on('publish', image) };
    }
    const approver = join(at, 'approver');
    await on('init', { ...init, store: `${store}/approver`, config: join(approver, 'c.yml') });
    await on('init', { ...init, store, 'approval-key': [join(approver, 'list.pub.pem')] });
    const { result } = await on('publish', image);
    const approval = { release: 'v2', pcr0: result?.staged?.PCR0 ?? '' };
    await on('approve', { ...approval, key: `file:${join(approver, 'list.pem')}` });
    return { at, on, command: () => on('approve', approval) };
  }

  const content = async (on: Awaited<ReturnType<typeof prepared>>['on']) => {
    const { result } = await on('verify', { 'allow-list': true });
    return result?.list?.releases.map(({ id, state, measurements }) => ({
      id,
      state,
      measurements,
    }));
  };

  test.each([
    ['publish', PUBLISH_REQUESTS],
    ['approve', 10],
  ] as const)(
    '%s',
    async (kind, most) => {
      const { on, command, bringBack } = await prepared(kind);
      const before = proxy.requests.length;
      const done = await command();
      expect(done.error).toBeUndefined();
      const count = proxy.requests.length - before;
      expect(count).toBeLessThanOrEqual(most);
      const expected = await content(on);
      const cases: unknown[] = [];
      for (const fault of FAULTS) {
        for (let k = 1; k <= count; k++) {
          await bringBack();
          proxy.fault(k, fault);
          const first = await command();
          expect([k, fault, proxy.pending]).toEqual([k, fault, 0]);
          proxy.clear();
          // Only what "try again" mends may come of a fault of the store.
          expect([k, fault, [0, 4, 6].includes(first.exitCode)]).toEqual([k, fault, true]);
          expect([k, fault, (await command()).exitCode]).toEqual([k, fault, 0]);
          expect([k, fault, await content(on)]).toEqual([k, fault, expected]);
          cases.push([k, fault]);
        }
      }
      expect(cases).toHaveLength(count * FAULTS.length);
    },
    600_000,
  );
});

describe('attacks on a versioned bucket', () => {
  test('a delete marker on the list, and an old version put back, stop writers', async () => {
    const on = await listAt('attacks');
    await on('publish', '1.eif', '--release', 'v1');
    const s3 = s3Client(services.endpoint);
    const where = { Bucket: BUCKET, Key: 'attacks/allowlist.dsse.json' };
    const { Body } = await s3.send(new GetObjectCommand(where));
    const old = await Body?.transformToByteArray();
    await on('publish', '2.eif', '--release', 'v2');
    await s3.send(new DeleteObjectCommand(where));
    for (const args of [['publish', '3.eif'], ['renew'], ['init']]) {
      expect([args, (await on(...args)).error?.code]).toEqual([args, 'rollback']);
    }
    expect((await on('verify', '--allow-list')).error?.code).toBe('list-unavailable');
    await s3.send(new PutObjectCommand({ ...where, Body: old ?? new Uint8Array() }));
    for (const args of [['publish', '3.eif'], ['renew'], ['retire', 'v1']]) {
      expect([args, (await on(...args)).error?.code]).toEqual([args, 'rollback']);
    }
  });
});
