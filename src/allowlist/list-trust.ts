import type { PublicKey } from '../format/public-key.js';
import type { VersionId } from './allow-list.js';

/** Which list a verifier means, beside whose signatures count. It comes out of band, never from the store. */
export interface ListPin {
  /** 32 lower-case hex, as the configuration has it. */
  readonly list: string;
  /** Writers pin it; a verifier may. */
  readonly enclave?: string;
}

/** What an envelope yields once enough trusted keys signed it. */
export interface OpenedEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** Key ids of the trusted keys that signed. */
  readonly signers: readonly string[];
}

/**
 * Verifies the signatures of an envelope against the list keys of the trust, and rejects (`signature-threshold`,
 * `statement-format`) where they do not meet the threshold. Manifest keys are never among them.
 */
export type OpenEnvelope = (envelope: Uint8Array) => Promise<OpenedEnvelope>;

/** What a reader knows of earlier versions. A reader that keeps nothing says so by name, and has no rollback protection. */
export type Remembered = VersionId | 'nothing-remembered';

/** The keys on whose approvals a verifier insists: a list key alone then brings nothing in. */
export interface ApprovalTrust {
  readonly keys: readonly PublicKey[];
  /** Distinct keys that must have approved each release. */
  readonly threshold: number;
}

/** Everything that a list is verified with, beside its bytes and the instant. */
export interface ListTrust {
  readonly pin: ListPin;
  readonly openEnvelope: OpenEnvelope;
  readonly remembered: Remembered;
  /** A floor from the configuration: lower versions are refused. 1 where there is none. */
  readonly minVersion: number;
  /** Whose approvals a verifier insists on, beside the list's signatures; absent where it leaves that to the writers. */
  readonly approval?: ApprovalTrust;
}
