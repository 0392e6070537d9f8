import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  type KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { memorySource } from '../../src/format/byte-source.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import type { Measurements } from '../../src/measure/pcr.js';
import { unsignedImage } from '../fakes/list-world.js';
import type { JsonOutcome } from '../fakes/processes.js';
import { readmeFile } from '../fakes/readme.js';
import { awsEnvironment, kmsClient, s3Client } from '../wire/clients.js';
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
  /** Bytes by name and ETag: most objects never change. */
  private readonly read = new Map<string, Uint8Array>();
  private readonly keysInKms: boolean;
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
  }

  /** A key with the README's policy, three images in the folder, and no list yet. */
  static async create(setting: WorldSetting): Promise<World> {
    const world = new World(setting);
    await world.s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const made = await world.kms.send(new CreateKeyCommand({ Policy: readmeFile('policy.json') }));
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
    const objects = new Map<string, Uint8Array>();
    for (const [name, etag] of await this.etags()) {
      const known = `${name} ${etag}`;
      const bytes = this.read.get(known) ?? (await this.object(name));
      this.read.set(known, bytes);
      objects.set(name, bytes);
    }
    return { objects, policy: await this.policy() };
  }

  /** Makes store and policy what they were. */
  async restore({ objects, policy }: Snapshot): Promise<void> {
    const there = await this.etags();
    for (const name of there.keys()) {
      if (objects.has(name)) continue;
      await this.s3.send(new DeleteObjectCommand(this.at(name)));
    }
    for (const [name, Body] of objects) {
      if (there.has(name) && !isChanging(name)) continue;
      await this.s3.send(new PutObjectCommand({ ...this.at(name), Body }));
    }
    if ((await this.policy()) === policy) return;
    const put = { KeyId: this.key, PolicyName: 'default', Policy: policy };
    await this.kms.send(new PutKeyPolicyCommand(put));
  }

  async policy(): Promise<string> {
    const get = new GetKeyPolicyCommand({ KeyId: this.key, PolicyName: 'default' });
    return (await this.kms.send(get)).Policy ?? '';
  }

  private async object(name: string): Promise<Uint8Array> {
    const { Body } = await this.s3.send(new GetObjectCommand(this.at(name)));
    return (await Body?.transformToByteArray()) ?? new Uint8Array();
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

  private at(name: string) {
    return { Bucket: BUCKET, Key: `${this.prefix}/${name}` };
  }

  private async etags(): Promise<Map<string, string>> {
    const { Contents = [] } = await this.s3.send(
      new ListObjectsV2Command({ Bucket: BUCKET, Prefix: `${this.prefix}/` }),
    );
    return new Map(
      Contents.map(({ Key = '', ETag = '' }) => [Key.slice(this.prefix.length + 1), ETag]),
    );
  }
}

/** Every other object is named after its bytes. */
function isChanging(name: string): boolean {
  return name === 'allowlist.dsse.json' || name.startsWith('leases/');
}
