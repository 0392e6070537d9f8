import type { PublicKey } from '../format/public-key.js';
import type { EnvelopeTrust } from '../manifest/verify-manifest.js';
import type { VersionId } from './allow-list.js';
/** Which list a verifier means, beside whose signatures count. It comes out of band, never from the store. */
export interface ListPin {
    /** 32 lower-case hex, as the configuration has it. */
    readonly list: string;
    /** Writers pin it; a verifier may. */
    readonly enclave?: string;
}
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
    /** Whose signatures on the list count. Manifest keys are never among them. */
    readonly listKeys: EnvelopeTrust;
    readonly remembered: Remembered;
    /** A floor from the configuration: lower versions are refused. 1 where there is none. */
    readonly minVersion: number;
    /** Whose approvals a verifier insists on, beside the list's signatures; absent where it leaves that to the writers. */
    readonly approval?: ApprovalTrust;
}
