import { join } from 'node:path';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { AdapterError, UsageError } from '../../src/base/errors.js';
import { parseInstant } from '../../src/base/instant.js';
import { memorySource } from '../../src/format/byte-source.js';
import { encodePublicKeyPem } from '../../src/format/public-key.js';
import type { KeyPolicyPort } from '../../src/keypolicy/key-policy-port.js';
import type { ObservedOrigin } from '../../src/manifest/make-manifest.js';
import type { ListOutcome } from '../../src/workflow/commands/list-outcome.js';
import { type ListCommand, runListCommand } from '../../src/workflow/commands/run-list-command.js';
import type { GitHub, GitHubRun, OidcClaims } from '../../src/workflow/github/github-port.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import type { ListPorts } from '../../src/workflow/ports.js';
import { makeEif, plainSections } from './eif-maker.js';
import { type MemorySigner, memorySigner } from './memory-signer.js';
import { type Connection, MemoryBucket } from './memory-store.js';

export const LIST_ID = '5f0c6c1d0b2e4a7f9d3b8e61a2c4d590';
export const CONFIG = 'pcr-allowlist.yml';

/** A small unsigned image of its own: another text is another PCR0. */
export function unsignedImage(text: string): Uint8Array {
  return new Uint8Array(makeEif({ sections: plainSections([text]) }));
}

export interface Settings {
  readonly approval?: string;
  readonly certificates?: string;
  readonly instanceRoles?: string;
  readonly more?: string;
  readonly manifestKey?: 'list' | 'manifest';
}

/** Files, keys, a store and a clock in memory: what the commands around the list see of the world. */
export class ListWorld {
  readonly bucket = new MemoryBucket();
  readonly files = new Map<string, Uint8Array>();
  readonly keys: Readonly<Record<'list' | 'manifest' | 'alice' | 'bob' | 'mallory', MemorySigner>>;
  now = parseInstant('2026-03-01T12:00:00Z');
  origin: ObservedOrigin | undefined;
  connection: Connection = {};
  probes = 0;
  github: GitHub | undefined;
  githubRun: GitHubRun | undefined;
  claims: OidcClaims | undefined;
  private drawn = 0;

  constructor(settings: Settings = {}) {
    const [list, manifest, alice, bob, mallory] = Array.from({ length: 5 }, () => memorySigner());
    if (!list || !manifest || !alice || !bob || !mallory) throw new Error('five keys');
    this.keys = { list, manifest, alice, bob, mallory };
    for (const [name, { publicKey }] of Object.entries(this.keys)) {
      this.write(`${name}.pub.pem`, encodePublicKeyPem(publicKey));
    }
    this.configure(settings);
  }

  configure({
    approval = 'none',
    certificates = 'unsigned',
    instanceRoles = 'any',
    more = '',
    manifestKey = 'manifest',
  }: Settings): void {
    this.write(
      CONFIG,
      `enclave: signer
list: ${LIST_ID}
store: s3://store/signer
signing: {key: "file:list.pem", manifest-key: "file:${manifestKey}.pem"}
trust: {keys: [list.pub.pem], manifest-keys: [${manifestKey}.pub.pem]}
certificates: ${certificates}
instance-roles: ${instanceRoles}
approval: ${approval}
${more}
`,
    );
  }

  write(name: string, content: string | Uint8Array): void {
    this.files.set(name, typeof content === 'string' ? encodeUtf8(content) : content);
  }

  /** Runs one command to its end. Options that are not given are absent, as on the command line. */
  run(command: ListCommand, values: OptionValues = {}): Promise<ListOutcome> {
    return runListCommand(command, values, this.ports());
  }

  /** A key in a file of this world. */
  private keyPolicy(key: string): KeyPolicyPort {
    const name = key.replace(/^file:/, '');
    return {
      key,
      place: { account: 'file', region: 'file', keyId: name },
      readPolicy: async () => decodeUtf8(this.files.get(name) ?? new Uint8Array()),
      describe: async () => undefined,
      listGrants: async () => [],
      write: async (policy) => {
        this.write(name, policy);
        return 'done';
      },
    };
  }

  ports(): ListPorts {
    const read = (path: string): Uint8Array => {
      const bytes = this.files.get(path);
      if (bytes !== undefined) return bytes;
      throw new AdapterError('input-not-found', `no such file: ${path}`, { at: { file: path } });
    };
    return {
      now: this.now,
      readText: async (path) => decodeUtf8(read(path)),
      readBytes: async (path) => read(path),
      resolve: (_file, name) => join('.', name),
      relative: (_file, path) => path,
      exists: async (path) => this.files.has(path),
      writeText: async (path, text) => this.write(path, text),
      updateText: async (path, change) => {
        const bytes = this.files.get(path);
        this.write(path, change(bytes === undefined ? undefined : decodeUtf8(bytes)));
      },
      writeNew: async (path, text) => {
        if (this.files.has(path)) throw new AdapterError('output-not-writable', path);
        this.write(path, text);
      },
      writeNewFiles: async (files) => {
        const there = files.find(({ path }) => this.files.has(path));
        if (there !== undefined) throw new AdapterError('output-not-writable', there.path);
        for (const { path, text } of files) this.write(path, text);
      },
      openStore: async (name) => ({
        store: this.bucket.connect(this.connection),
        name,
        requirePreconditions: async () => void this.probes++,
      }),
      openSigner: async (address) => {
        const name = address.replace(/^file:(.+)\.pem$/, '$1');
        const signer = this.keys[name as keyof typeof this.keys];
        if (signer === undefined) throw new AdapterError('input-not-found', address);
        return { signer, address, warnings: [] };
      },
      openImage: async (name) => ({ ...memorySource(read(name), name), close: async () => {} }),
      askForDocument: async () => {
        throw new AdapterError('input-not-readable', 'no endpoint in this world');
      },
      origin: () => this.origin,
      generateKeyPair: () => {
        throw new Error('keys are there');
      },
      randomBytes: (count) => {
        this.drawn++;
        return Uint8Array.from({ length: count }, (_, i) =>
          i < 4 ? (this.drawn >> (8 * i)) & 255 : 7,
        );
      },
      random: () => 0.5,
      sleep: async () => {},
      clock: () => this.now,
      openKeyProbe: async (_key, role) => ({
        role,
        ask: async () => ({ kind: 'unknown', why: 'nobody can be asked in this world' }),
      }),
      run: () => 'a test',
      openGitHub: async () => {
        if (this.github === undefined) throw new UsageError('no GitHub in this world');
        return this.github;
      },
      githubRun: () => this.githubRun,
      oidcClaims: async () => this.claims,
      openKeyPolicy: async (key) => this.keyPolicy(key),
    };
  }
}

/** The outcome of a command that changes the list; throws where it refused. */
export async function changed(ending: Promise<ListOutcome>) {
  const ended = await ending;
  if (ended.kind !== 'change' || ended.outcome.result === undefined) {
    throw new Error(`${ended.outcome.error?.code}: ${ended.outcome.error?.message}`);
  }
  return ended.outcome.result;
}

/** The code that a command was refused with; throws where it was not. */
export async function refusal(ending: Promise<ListOutcome>): Promise<string> {
  const { outcome } = await ending;
  if (outcome.error === undefined) throw new Error('it was not refused');
  return outcome.error.code;
}

/** Stages what the configuration says of roles, keys and approvals, and brings it in with the approval of one key. */
export async function approveProjection(world: ListWorld, approver = 'alice'): Promise<void> {
  const { staged } = await changed(world.run('publish', { projection: true }));
  const record = { release: 'projection', staged: staged?.sha256 ?? '' };
  await changed(world.run('approve', { ...record, key: `file:${approver}.pem` }));
  await changed(world.run('approve', record));
}
