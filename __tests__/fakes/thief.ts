import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateKeyPair, openKeyFile } from '../../src/adapters/files/key-file-signer.js';
import type { AllowList, Release } from '../../src/allowlist/allow-list.js';
import {
  encodeAllowList,
  parseAllowListPayload,
  versionIdOf,
} from '../../src/allowlist/allow-list-document.js';
import { parseDsse } from '../../src/format/dsse.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { VIRTUAL_CLOCK } from '../crash/command-run.js';
import { vectorPath } from './eif-vectors.js';
import { pageFile } from './page-blocks.js';
import { type JsonOutcome, runCliJson, withFolder } from './processes.js';

export const POINTER = 'allowlist.dsse.json';
const STORE = 'allow-list';

/** An enclave with a list in a folder, one KMS key in a file, and approvers with keys of their own. */
export interface Scene {
  readonly folder: string;
  readonly store: string;
  /** Variables of every command from here on. */
  readonly env: Record<string, string>;
  run(...args: string[]): Promise<JsonOutcome>;
  /** Runs a command that has to end with exit code 0. */
  done(...args: string[]): Promise<JsonOutcome>;
  /** The Sids of the statements of ours that allow something. */
  allows(): readonly string[];
  write(name: string, text: string): void;
  read(name: string): string;
}

/** Lets the waits of a command pass at once. */
const patience = () => ({
  NODE_OPTIONS: `--import=${VIRTUAL_CLOCK}`,
  CRASH_CLOCK: String(Date.now()),
});

const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';

/** Runs a test in a fresh scene: `approvers` have keys, and every one is asked for where there are any. */
export function inScene(
  approvers: readonly string[],
  use: (scene: Scene) => Promise<void>,
): Promise<void> {
  return withFolder(async (folder) => {
    copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
    copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'next.eif'));
    writeFileSync(join(folder, 'policy.json'), pageFile('policy.json'));
    for (const name of [...approvers, 'mallory']) {
      const { privateKeyPem, publicKeyPem } = generateKeyPair('P-256');
      writeFileSync(join(folder, `${name}.pem`), privateKeyPem, { mode: 0o600 });
      writeFileSync(join(folder, `${name}.pub.pem`), publicKeyPem);
    }
    const env: Record<string, string> = {};
    const scene: Scene = {
      folder,
      env,
      store: join(folder, STORE),
      run: (...args) => runCliJson(args, { cwd: folder, env: { ...patience(), ...env } }),
      done: async (...args) => {
        const outcome = await runCliJson(args, { cwd: folder, env: { ...patience(), ...env } });
        if (outcome.exitCode === 0) return outcome;
        throw new Error(`${args.join(' ')}: ${outcome.error?.code}: ${outcome.error?.message}`);
      },
      allows: () => {
        const { Statement } = JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8'));
        return Statement.filter(
          ({ Sid, Effect }: { Sid?: string; Effect: string }) =>
            Effect === 'Allow' && Sid?.startsWith('PcrAllowlist'),
        ).map(({ Sid }: { Sid: string }) => Sid);
      },
      write: (name, text) => writeFileSync(join(folder, name), text),
      read: (name) => readFileSync(join(folder, name), 'utf8'),
    };
    await scene.done(
      ...['init', '--enclave', 'signer', '--certificate', 'unsigned', '--instance-role', ROLE],
      ...['--store', `file:${STORE}`],
      ...['--kms-key', 'file:policy.json', '--administrator', ADMINISTRATOR],
      ...approvers.flatMap((name) => ['--approval-key', `${name}.pub.pem`]),
    );
    await use(scene);
  });
}

const ADMINISTRATOR = 'arn:aws:iam::111122223333:role/kms-admin';

/** Publishes an image, has it approved by these, and brings it in. The PCR0. */
export async function release(
  { done }: Scene,
  eif: string,
  id: string,
  approvers: readonly string[],
): Promise<string> {
  const { result } = await done('publish', eif, '--release', id);
  const { PCR0 } = result.staged;
  for (const name of approvers)
    await done('approve', id, '--pcr0', PCR0, '--key', `file:${name}.pem`);
  if (approvers.length > 0) await done('approve', id, '--pcr0', PCR0);
  return PCR0;
}

/** Stages what the configuration says, has it approved by these, and brings it in. */
export async function project({ done }: Scene, approvers: readonly string[]): Promise<string> {
  const { result } = await done('publish', '--projection');
  const { sha256 } = result.staged;
  const record = ['approve', 'projection', '--staged', sha256];
  for (const name of approvers) await done(...record, '--key', `file:${name}.pem`);
  if (approvers.length > 0) await done(...record);
  return sha256;
}

/** The current list, as the thief reads it. */
export function currentList({ store }: Scene): { list: AllowList; payload: Uint8Array } {
  const { payload } = parseDsse(readFileSync(join(store, POINTER)));
  return { list: parseAllowListPayload(payload), payload };
}

/** What a thief of one signing key does: signs any payload, by the key's file. */
export async function forge({ folder }: Scene, key: string, payload: Uint8Array) {
  const { signer } = await openKeyFile(join(folder, key));
  const trust = { keys: [signer.publicKey], threshold: 1 };
  return signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [signer], trust);
}

/** The thief of the list key: the next version is whatever they like, and lies in the store as if we had written it. */
export async function forgeList(
  scene: Scene,
  change: (list: AllowList) => Partial<AllowList>,
  key = 'list.pem',
): Promise<void> {
  const { list, payload } = currentList(scene);
  const { version, sha256 } = versionIdOf(list, payload);
  const next: AllowList = { ...list, version: version + 1, previous: { version, sha256 } };
  put(scene, await forge(scene, key, encodeAllowList({ ...next, ...change(next) })), next.version);
}

/** Writes an envelope as the current list and into the history. */
export function put({ store }: Scene, envelope: Uint8Array, version: number): void {
  const digest = createHash('sha256').update(envelope).digest('hex');
  const name = `history/${String(version).padStart(10, '0')}-${digest}.dsse.json`;
  writeObject(store, name, envelope);
  writeFileSync(join(store, POINTER), envelope);
}

export function writeObject(store: string, name: string, bytes: Uint8Array | string): void {
  const path = join(store, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

export const objects = ({ store }: Scene, folder: string) =>
  readdirSync(join(store, folder)).map((name) => `${folder}/${name}`);

/** A release of an image that nobody built, as a list would have it. */
export function forgedRelease(id: string, digits = 'e'): Release {
  const value = digits.repeat(96);
  return {
    state: 'active',
    id,
    platform: 'nitro-enclave',
    accepted: { first: 1_767_225_600_000 },
    measurements: { PCR0: value, PCR1: value, PCR2: value },
    image: { name: `${id}.eif`, sha256: digits.repeat(64) },
    manifest: { path: `manifests/${value}/x.dsse.json`, sha256: digits.repeat(64) },
    staged: digits.repeat(64),
    approvals: [],
    changes: [{ what: 'approved', version: 1, at: 1_767_225_600_000 }],
  };
}

export const sortedById = (releases: readonly Release[]): readonly Release[] =>
  [...releases].sort((a, b) => (a.id < b.id ? -1 : 1));
