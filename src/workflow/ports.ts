import type { AllowListStore } from '../allowlist/allow-list-store.js';
import type { Warning } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import type { ByteSource } from '../format/byte-source.js';
import type { KeyPolicyPort } from '../keypolicy/key-policy-port.js';
import type { ProbePort } from '../keypolicy/probe-key.js';
import type { ObservedOrigin } from '../manifest/make-manifest.js';
import type { Signer } from '../manifest/signer.js';
import type { GitHub, GitHubRun, OidcClaims } from './github/github-port.js';
import type { EndpointQuestion } from './options/endpoint-question.js';

/** What commands that read files need. */
export interface FilePorts {
  readText(path: string): Promise<string>;
  /** `-` is standard input. */
  readBytes(path: string): Promise<Uint8Array>;
  /** A name that stands in a file, as a path: relative ones start in the folder of that file. */
  resolve(file: string, name: string): string;
  /** The inverse of `resolve`: a path of the working folder as a name to stand in a file. */
  relative(file: string, path: string): string;
  exists(path: string): Promise<boolean>;
  /** Replaces a file as a whole. */
  writeText(path: string, text: string): Promise<void>;
  /** Replaces a text file by what `change` makes of it, read under a lock; undefined where it is not there yet. */
  updateText(path: string, change: (text: string | undefined) => string): Promise<void>;
  /** Writes a file that is not there yet; only its owner can use a secret one. */
  writeNew(path: string, text: string, kind: 'open' | 'secret'): Promise<void>;
  /** The same for several files: all of them, or none. */
  writeNewFiles(files: readonly NewFile[]): Promise<void>;
}

/** A file that is not there yet. Only its owner can use a secret one. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly kind: 'open' | 'secret';
}

/** A store with its name for people. */
export interface OpenedStore {
  readonly store: AllowListStore;
  /** The address: a folder with its whole path, or `s3://bucket/prefix`. */
  readonly name: string;
  /** Proves that the store honours preconditions (`store-unsupported`): asked before its first object. */
  requirePreconditions(): Promise<void>;
  /** How far the clock of this machine is ahead, by the store's last answer; absent for a store without a clock. */
  readonly clockAheadMs?: () => DurationMs | undefined;
}

export interface OpenedSigner {
  readonly signer: Signer;
  /** The address to record: `file:PATH` as it was given, or `awskms:` and the ARN of the key. */
  readonly address: string;
  readonly warnings: readonly Warning[];
}

/** What the commands around the allow-list need from the world. */
export interface ListPorts extends FilePorts {
  /** One instant for the whole command. */
  readonly now: Instant;
  /** `file` is the one that the address stands in; empty for one of the command line, which starts from the working folder. */
  openStore(address: string, file: string): Promise<OpenedStore>;
  openSigner(address: string, file: string): Promise<OpenedSigner>;
  /** A path, `s3://` or `https://`; the SHA-256 of its bytes is held where one is given (`sha256-mismatch`). */
  openImage(
    name: string,
    sha256: string | undefined,
  ): Promise<ByteSource & { close(): Promise<void> }>;
  /** An attestation document from an endpoint, in whatever encoding it has, that answers the nonce where there is one. */
  askForDocument(question: EndpointQuestion, nonce: Uint8Array | undefined): Promise<Uint8Array>;
  /** What the runner's environment says of the build; undefined on a machine that is no runner. */
  origin(): ObservedOrigin | undefined;
  /** A fresh key pair in PEM, for `init`. */
  generateKeyPair(curve: 'P-256' | 'P-384'): {
    readonly privateKeyPem: string;
    readonly publicKeyPem: string;
  };
  randomBytes(count: number): Uint8Array;
  /** From 0 to 1, 1 left out. */
  random(): number;
  sleep(durationMs: DurationMs): Promise<void>;
  /** The time as it goes on, for leases; `now` is what everything is judged at. */
  clock(): Instant;
  /** The policy of a key, by its ARN or `file:`; in an account of its own by assuming a role there. */
  openKeyPolicy(key: string, file: string, assumeRole: string | undefined): Promise<KeyPolicyPort>;
  /** The live probe of a key, as a role that is assumed. */
  openKeyProbe(key: string, role: string): Promise<ProbePort>;
  /** This process in one line, and whether such a line names a dead process of this machine; absent where nobody knows. */
  readonly processes?: { readonly own: string; isDead(text: string): boolean };
  /** Runs a watch that ends early where the process is asked to stop; absent where it cannot be asked. */
  readonly heedStop?: <T>(watch: (isStopped: () => boolean) => Promise<T>) => Promise<T>;
  /** Where this run is to be looked at, for whoever meets its lease. */
  run(): string;
  /** GitHub's API for the repository of this run. Throws `usage` where token or repository is not known. */
  openGitHub(token: string | undefined): Promise<GitHub>;
  /** The run that this is part of; undefined on a machine that is no runner. */
  githubRun(): GitHubRun | undefined;
  /** The claims of the job's OIDC token; undefined where the job has none. */
  oidcClaims(audience: string): Promise<OidcClaims | undefined>;
  onKey?(key: string, what: string): void;
  /** What a command waits for, in words, from the first moment on. */
  onWait?(message: string): void;
  onProgress?(name: string, doneBytes: number, totalBytes: number): void;
}
