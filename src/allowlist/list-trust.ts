import type { PublicKey } from '../format/public-key.js';
import type { EnvelopeTrust } from '../manifest/verify-manifest.js';
import type { ApprovalPolicy } from './approval/approval-policy-words.js';
import type { SeenList, SeenRevocation } from './seen-list.js';

/** The list that a verifier expects. The pin comes out of band, never from the store. */
export interface ListPin {
  /** 32 lower-case hex digits, from the configuration. */
  readonly list: string;
  /** Required for writers, optional for verifiers. */
  readonly enclave?: string;
}

/** The memory of earlier versions. A reader without one names that explicitly, and has no rollback protection. */
export type Remembered = SeenList | 'nothing-remembered';

/** The keys from which a verifier requires approvals. A list key alone then cannot add a release. */
export interface ApprovalTrust {
  readonly keys: readonly PublicKey[];
  /** Distinct keys that must have approved each release. */
  readonly threshold: number;
  /**
   * The trust of an approval policy that these keys approved (`policyKeys`). Undefined if its keys do not count for
   * releases. Absent for a verifier, for which only its pins count.
   */
  readonly recordedKeys?: (policy: ApprovalPolicy | undefined) => ApprovalTrust | undefined;
}

/** The inputs of the verification of a list, in addition to its bytes and the instant. */
export interface ListTrust {
  readonly pin: ListPin;
  /** The keys that may sign the list. Manifest keys are never among them. */
  readonly listKeys: EnvelopeTrust;
  readonly remembered: Remembered;
  /** The minimum version from the configuration. Lower versions are refused. 1 if there is none. */
  readonly minVersion: number;
  /** The approvals that a verifier requires in addition to the signatures. Absent if only the writers check approvals. */
  readonly approval?: ApprovalTrust;
  /** Revocations that count in addition to the remembered ones. */
  readonly revoked?: readonly SeenRevocation[];
}
