import type { PublicKey } from '../format/public-key.js';
import type { EnvelopeTrust } from '../manifest/verify-manifest.js';
import type { ApprovalPolicy } from './approval/approval-policy-words.js';
import type { SeenList, SeenRevocation } from './seen-list.js';
/** Which list a verifier means, beside whose signatures count. It comes out of band, never from the store. */
export interface ListPin {
    /** 32 lower-case hex, as the configuration has it. */
    readonly list: string;
    /** Writers pin it; a verifier may. */
    readonly enclave?: string;
}
/** What a reader knows of earlier versions. A reader that keeps nothing says so by name, and has no rollback protection. */
export type Remembered = SeenList | 'nothing-remembered';
/** The keys on whose approvals a verifier insists: a list key alone then brings nothing in. */
export interface ApprovalTrust {
    readonly keys: readonly PublicKey[];
    /** Distinct keys that must have approved each release. */
    readonly threshold: number;
    /**
     * The keys of an approval policy that these keys approved, where those count for releases as well (`policyKeys`); absent
     * for a verifier, to whom its pins alone count.
     */
    readonly recordedKeys?: (policy: ApprovalPolicy | undefined) => ApprovalTrust | undefined;
}
/** Everything that a list is verified with, beside its bytes and the instant. */
export interface ListTrust {
    readonly pin: ListPin;
    /** Whose signatures on the list count. Manifest keys are never among them. */
    readonly listKeys: EnvelopeTrust;
    readonly remembered: Remembered;
    /** A floor from the configuration: lower versions are refused. 1 where there is none. */
    readonly minVersion: number;
    /** Whose approvals a verifier insists on, beside the list's signatures; absent where it leaves that to the writers. */
    readonly approval?: ApprovalTrust;
    /** Revocations that count beside those that are remembered. */
    readonly revoked?: readonly SeenRevocation[];
}
