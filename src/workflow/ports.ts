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

/** The ports of commands that read files. */
export interface FilePorts {
  readText(path: string): Promise<string>;
  /** `-` is standard input. */
  readBytes(path: string): Promise<Uint8Array>;
  /** Converts a name in a file to a path. Relative names start in the folder of that file. */
  resolve(file: string, name: string): string;
  /** The inverse of `resolve`: converts a path of the working folder to a name in a file. */
  relative(file: string, path: string): string;
  exists(path: string): Promise<boolean>;
  /** Replaces a file as a whole. */
  writeText(path: string, text: string): Promise<void>;
  /** Replaces a text file with the result of `change`, under a lock. `change` gets undefined for a missing file. */
  updateText(path: string, change: (text: string | undefined) => string): Promise<void>;
  /** Writes a new file. Only its owner can use a secret file. */
  writeNew(path: string, text: string, kind: 'open' | 'secret'): Promise<void>;
  /** Writes several new files: all of them, or none. */
  writeNewFiles(files: readonly NewFile[]): Promise<void>;
}

/** A new file. Only its owner can use a secret file. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
  readonly kind: 'open' | 'secret';
}

/** An open store. */
export interface OpenedStore {
  readonly store: AllowListStore;
  /** The address for people: the absolute path of a folder, or `s3://bucket/prefix`. */
  readonly name: string;
  /** Proves that the store honors preconditions (`store-unsupported`). Called before the first object is written. */
  requirePreconditions(): Promise<void>;
  /**
   * How far the clock of this machine is ahead of the store, according to its last answer. Absent for a store without a
   * clock.
   */
  readonly clockAheadMs?: () => DurationMs | undefined;
}

export interface OpenedSigner {
  readonly signer: Signer;
  /** The address to record: `file:PATH` as given, or `awskms:` and the ARN of the key. */
  readonly address: string;
  readonly warnings: readonly Warning[];
}

/** The ports of the commands that work on the allow-list. */
export interface ListPorts extends FilePorts {
  /** One instant for the whole command. */
  readonly now: Instant;
  /**
   * `file` is the file that contains the address. Empty for an address from the command line, which is relative to the
   * working folder.
   */
  openStore(address: string, file: string): Promise<OpenedStore>;
  openSigner(address: string, file: string): Promise<OpenedSigner>;
  /** Opens a path, `s3://` or `https://` address. A given SHA-256 must match the bytes (`sha256-mismatch`). */
  openImage(
    name: string,
    sha256: string | undefined,
  ): Promise<ByteSource & { close(): Promise<void> }>;
  /** Requests an attestation document from an endpoint, in any encoding. */
  askForDocument(question: EndpointQuestion, nonce: Uint8Array | undefined): Promise<Uint8Array>;
  /** The build, according to the environment of the runner. Undefined outside CI. */
  origin(): ObservedOrigin | undefined;
  /** Generates a key pair in PEM. */
  generateKeyPair(curve: 'P-256' | 'P-384'): {
    readonly privateKeyPem: string;
    readonly publicKeyPem: string;
  };
  randomBytes(count: number): Uint8Array;
  /** A random number from 0 up to 1, exclusive. */
  random(): number;
  sleep(durationMs: DurationMs): Promise<void>;
  /** The running clock, for leases. Everything else is decided at `now`. */
  clock(): Instant;
  /** The policy of a key by its ARN or `file:`. For a key in another account, a role there is assumed. */
  openKeyPolicy(key: string, file: string, assumeRole: string | undefined): Promise<KeyPolicyPort>;
  /** The live probe of a key, with an assumed role. */
  openKeyProbe(key: string, role: string): Promise<ProbePort>;
  /**
   * This process in one line, and whether such a line names a dead process of this machine. Absent if this cannot be
   * decided.
   */
  readonly processes?: { readonly own: string; isDead(text: string): boolean };
  /** Runs a watch that ends early when the process is interrupted. Absent if the process cannot be interrupted. */
  readonly heedStop?: <T>(watch: (isStopped: () => boolean) => Promise<T>) => Promise<T>;
  /** The address of this run, for people who find its lease. */
  run(): string;
  /** The GitHub API for the repository of this run. Throws `usage` without a token or repository. */
  openGitHub(token: string | undefined): Promise<GitHub>;
  /** The current run. Undefined outside GitHub Actions. */
  githubRun(): GitHubRun | undefined;
  /** The claims of the OIDC token of the job. Undefined for a job without a token. */
  oidcClaims(audience: string): Promise<OidcClaims | undefined>;
  onKey?(key: string, what: string): void;
  /** Receives a sentence as soon as the command starts to wait. */
  onWait?(message: string): void;
  onProgress?(name: string, doneBytes: number, totalBytes: number): void;
}
