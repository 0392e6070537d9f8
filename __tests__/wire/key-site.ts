import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { listPorts } from '../../src/adapters/list-ports.js';
import type { ListResult } from '../../src/workflow/commands/list-result.js';
import { type ListCommand, runListCommand } from '../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import type { Outcome } from '../../src/workflow/outcome.js';
import type { ListPorts } from '../../src/workflow/ports.js';
import { unsignedImage } from '../fakes/list-world.js';
import { awsEnvironment, CREDENTIALS, s3Client } from './clients.js';

/** The account that emulators take a caller for who has no session. */
export const ACCOUNT = '123456789012';
export const ADMIN = `arn:aws:iam::${ACCOUNT}:role/kms-admin`;
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/signer`;
const BUCKET = 'key-policies';

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly [member: string]: unknown;
}

export const administration = (...principals: readonly string[]): Statement => ({
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: principals },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:ListGrants', 'kms:PutKeyPolicy'],
  Resource: '*',
});
export const policyOf = (...Statement: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
export const START = policyOf(administration(ADMIN));

/** One entry of `keys`. */
export interface KeySettings {
  readonly key: string;
  readonly guard?: boolean;
  readonly bind?: string;
  readonly administrators?: readonly string[];
  readonly more?: string;
}

const entry = ({ key, guard = true, bind, administrators = [ADMIN], more }: KeySettings) =>
  `{key: "${key}", actions: [kms:Decrypt], bind: ${bind ?? '[PCR0, PCR3]'}, guard: ${guard}, ` +
  `administrators: ${JSON.stringify(administrators)}${more === undefined ? '' : `, ${more}`}}`;

let sites = 0;

/** A list of its own with keys, on services that speak S3, KMS and STS; commands run in this process, on the wire. */
export class KeySite {
  readonly config: string;
  readonly store: string;
  private readonly folder: string;
  private skippedMs = 0;
  private readonly endpoints: { readonly s3: string; readonly kms: string; readonly sts: string };

  private constructor(endpoints: KeySite['endpoints'], prefix: string) {
    this.endpoints = endpoints;
    this.folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-keys-'));
    this.config = join(this.folder, 'pcr-allowlist.yml');
    this.store = `s3://${BUCKET}/${prefix}`;
  }

  /** S3, KMS and STS at one endpoint, or some of them at others, such as proxies. */
  static async open(
    endpoint: string,
    keys: readonly KeySettings[],
    others: { readonly kms?: string; readonly sts?: string } = {},
  ): Promise<KeySite> {
    const site = new KeySite(
      { s3: endpoint, kms: endpoint, sts: endpoint, ...others },
      `${++sites}`,
    );
    try {
      await s3Client(endpoint).send(new CreateBucketCommand({ Bucket: BUCKET }));
    } catch (error) {
      const { name } = error as Error;
      if (!/^BucketAlready/.test(name)) throw error;
    }
    for (const name of ['a', 'b', 'c']) {
      writeFileSync(join(site.folder, `${name}.eif`), unsignedImage(name));
    }
    const made = await site.run('init', {
      enclave: 'signer',
      certificate: ['unsigned'],
      'instance-role': [ROLE],
      store: site.store,
    });
    if (made.exitCode !== 0) throw new Error(JSON.stringify(made.error));
    if (keys.length === 0) return site;
    site.configure(keys);
    const staged = await site.run('publish', { projection: true });
    if (staged.result?.changed !== true) throw new Error(JSON.stringify(staged.error));
    return site;
  }

  /** The environment of a process that works on it. */
  environment(kms = this.endpoints.kms): Record<string, string> {
    return { HOME: this.folder, ...awsEnvironment({ ...this.endpoints, kms }) };
  }

  image(name: string): string {
    return join(this.folder, `${name}.eif`);
  }

  configure(keys: readonly KeySettings[]): void {
    const text = readFileSync(this.config, 'utf8').replace(/^keys:.*\n/m, '');
    writeFileSync(this.config, `${text}keys: [${keys.map(entry).join(', ')}]\n`);
  }

  async run(
    command: ListCommand,
    values: OptionValues = {},
    ports: Partial<ListPorts> = {},
  ): Promise<Outcome<ListResult>> {
    Object.assign(process.env, this.environment());
    // What waits here waits for nobody, since the services answer at once: its clock goes on, and nobody sleeps.
    const clock = () => Date.now() + this.skippedMs;
    const sleep = async (durationMs: number) => {
      this.skippedMs += durationMs;
    };
    const all = { ...listPorts(), now: clock(), clock, sleep, ...ports };
    const { outcome } = await runListCommand(command, { config: this.config, ...values }, all);
    return outcome as Outcome<ListResult>;
  }

  publish(name: string, release: string): Promise<Outcome<ListResult>> {
    return this.run('publish', { eif: this.image(name), release });
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** KMS itself, as somebody. */
export function kmsAs(
  endpoint: string,
  {
    region = 'us-east-1',
    credentials = CREDENTIALS,
  }: Partial<Pick<Hands, 'region' | 'credentials'>> = {},
): Hands {
  const client = new KMSClient({ region, credentials, endpoint, maxAttempts: 1 });
  return {
    client,
    region,
    credentials,
    async create(policy, more = {}) {
      const input: CreateKeyCommandInput = { Policy: policy, ...more };
      const { KeyMetadata } = await client.send(new CreateKeyCommand(input));
      return KeyMetadata?.Arn ?? '';
    },
    async statements(KeyId) {
      const { Policy = '{}' } = await client.send(
        new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }),
      );
      return JSON.parse(Policy).Statement;
    },
    async put(KeyId, Policy) {
      await client.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
    },
  };
}

export interface Hands {
  readonly client: KMSClient;
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  create(policy: string, more?: Partial<CreateKeyCommandInput>): Promise<string>;
  statements(key: string): Promise<readonly Statement[]>;
  put(key: string, policy: string): Promise<void>;
}

/** Statements of ours that allow something. */
export const allowsIn = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(({ Sid = '', Effect }) => Effect === 'Allow' && Sid.startsWith('PcrAllowlist'));
