import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  type KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { CreateBucketCommand, type S3Client } from '@aws-sdk/client-s3';
import { openKeyFile } from '../../src/adapters/files/key-file-signer.js';
import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { POINTER_NAME } from '../../src/allowlist/allow-list-store.js';
import { projectionIn } from '../../src/allowlist/projection-digest.js';
import { memorySource } from '../../src/format/byte-source.js';
import { parseDsse } from '../../src/format/dsse.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import type { Measurements } from '../../src/measure/pcr.js';
import { unsignedImage } from '../fakes/list-world.js';
import { pageFile } from '../fakes/page-blocks.js';
import type { JsonOutcome } from '../fakes/processes.js';
import { awsEnvironment, kmsClient, s3Client } from '../wire/clients.js';
import { StorePrefix } from '../wire/store-prefix.js';
import { startCommand } from './command-run.js';

export const BUCKET = 'acme-enclaves';
export const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';

/** The images of a world: `foreign` is published nowhere. */
export const IMAGES = ['v1', 'v2', 'foreign'] as const;
export type ImageName = (typeof IMAGES)[number];

/** What a policy may admit: an image, or a request without any document. */
export type Admitted = ImageName | 'unattested';

/** All that commands leave behind: the objects under the prefix, and the key's policy. */
export interface Snapshot {
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly policy: string;
}

export interface WorldSetting {
  /** Of S3 and KMS. */
  readonly endpoint: string;
  readonly prefix: string;
  /** Whether lists and manifests are signed with keys in KMS; else with key files. */
  readonly keysInKms: boolean;
}

/** One list with its store, its key and its folder, on services that several worlds share. */
export class World {
  readonly folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-crash-'));
  readonly images = new Map<ImageName, Measurements>();
  /** What policies were found to admit, by their text. */
  readonly admitted = new Map<string, readonly Admitted[]>();
  key = '';
  private readonly objects: StorePrefix;
  private keysInKms: boolean;
  private readonly prefix: string;
  private readonly endpoint: string;
  private readonly s3: S3Client;
  private readonly kms: KMSClient;
  /** Commands run one after the other in a time of their own, a minute apart. */
  private now = Math.floor(Date.now() / 1000) * 1000;

  private constructor({ endpoint, prefix, keysInKms }: WorldSetting) {
    this.endpoint = endpoint;
    this.prefix = prefix;
    this.keysInKms = keysInKms;
    this.s3 = s3Client(endpoint);
    this.kms = kmsClient(endpoint);
    this.objects = new StorePrefix(this.s3, BUCKET, `${prefix}/`);
  }

  /** A key with the README's policy, three images in the folder, and no list yet. */
  static async create(setting: WorldSetting): Promise<World> {
    const world = new World(setting);
    await world.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const made = await world.kms.send(new CreateKeyCommand({ Policy: pageFile('policy.json') }));
    world.key = made.KeyMetadata?.Arn ?? '';
    mkdirSync(join(world.folder, 'approver'));
    for (const name of IMAGES) {
      const image = unsignedImage(`crash ${name}`);
      writeFileSync(join(world.folder, `${name}.eif`), image);
      world.images.set(name, (await measureEif(memorySource(image, name))).measurements);
    }
    return world;
  }

  /** A list that follows the key; `more` are further options of init. */
  async init(...more: readonly string[]): Promise<void> {
    await this.run(
      ...['init', '--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', ROLE],
      ...['--store', `s3://${BUCKET}/${this.prefix}`, '--kms-key', this.key],
      ...['--administrator', ADMIN, ...more, ...(await this.signingKeys())],
    );
  }

  /** A list in format v1, as version 0.1.0 started it, signed with key files. Then as `init`. */
  async initInV1(): Promise<void> {
    const { keysInKms } = this;
    this.keysInKms = false;
    await this.init();
    this.keysInKms = keysInKms;
    const { signer } = await openKeyFile(join(this.folder, 'list.pem'));
    const objects = new Map(await this.objects.take());
    const started = parseDsse(objects.get(POINTER_NAME) ?? new Uint8Array()).payload;
    const { latestExpiresAt: _, ...facts } = parseAllowListPayload(started);
    const payload = encodeAllowList({
      ...facts,
      format: 'v1',
      version: 1,
      previous: null,
      projection: projectionIn(facts.projection, 'v1'),
    });
    const trust = { keys: [signer.publicKey], threshold: 1 };
    const envelope = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer], trust);
    for (const name of objects.keys()) if (name.startsWith('history/')) objects.delete(name);
    await this.objects.bringBack(objects.set(POINTER_NAME, envelope));
  }

  /** Writes the text over every lease, as somebody with write access to the store. */
  async overwriteLeases(text: string): Promise<void> {
    const objects = new Map(await this.objects.take());
    for (const name of objects.keys()) {
      if (name.startsWith('leases/')) objects.set(name, new TextEncoder().encode(text));
    }
    await this.objects.bringBack(objects);
  }

  private async signingKeys(): Promise<readonly string[]> {
    if (!this.keysInKms) return [];
    const make = async () => {
      const asked = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
      const { KeyMetadata } = await this.kms.send(new CreateKeyCommand(asked));
      return `awskms:${KeyMetadata?.Arn}`;
    };
    return ['--key', await make(), '--manifest-key', await make()];
  }

  /** Runs a command that has to succeed, on the services themselves. */
  async run(...args: readonly string[]): Promise<JsonOutcome> {
    const ended = await this.start(args, this.endpoint, this.tick()).ended;
    if (ended?.exitCode !== 0) throw new Error(`${args.join(' ')}: ${JSON.stringify(ended)}`);
    return ended;
  }

  /** Starts a command at an instant, on an endpoint that stands before the services. */
  start(args: readonly string[], endpoint: string, now: number) {
    const env = awsEnvironment({ s3: endpoint, kms: endpoint });
    return startCommand(args, { folder: this.folder, env, now });
  }

  /** The instant of the next command. */
  tick(): number {
    this.now += 60_000;
    return this.now;
  }

  async snapshot(): Promise<Snapshot> {
    return { objects: await this.objects.take(), policy: await this.policy() };
  }

  /** Makes store and policy what they were. */
  async restore({ objects, policy }: Snapshot): Promise<void> {
    await this.objects.bringBack(objects);
    if ((await this.policy()) === policy) return;
    const put = { KeyId: this.key, PolicyName: 'default', Policy: policy };
    await this.kms.send(new PutKeyPolicyCommand(put));
  }

  async policy(): Promise<string> {
    const get = new GetKeyPolicyCommand({ KeyId: this.key, PolicyName: 'default' });
    return (await this.kms.send(get)).Policy ?? '';
  }

  /** The name of an object in the store by the path of a request, undefined for another one. */
  nameOf(path: string): string | undefined {
    const start = `/${BUCKET}/${this.prefix}/`;
    const [plain = ''] = path.split('?');
    return plain.startsWith(start) ? decodeURIComponent(plain.slice(start.length)) : undefined;
  }

  close(): void {
    this.s3.destroy();
    this.kms.destroy();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
