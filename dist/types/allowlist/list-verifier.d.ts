import { type ErrorCode, type Place } from '../base/errors.js';
import { type DurationMs, type Instant } from '../base/instant.js';
import type { DocumentFinding } from '../evidence/document-finding.js';
import { type Expectations } from '../evidence/expectations.js';
import { type NitroRoot } from '../evidence/nitro-root.js';
import type { VerifiedEvidence } from '../evidence/verify-attestation.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { Release } from './allow-list.js';
import { type VersionMemory } from './list-source.js';
/** How long a list that was fetched is used, unless said. */
export declare const LIST_AGE_MS: DurationMs;
/** Keys in PEM, and how many distinct ones it takes. */
export interface PinnedKeys {
    readonly keys: readonly string[];
    readonly threshold: number;
}
/** What a verifier pins. It comes out of band, never from the place where the list is. */
export interface VerifierTrust extends PinnedKeys {
    /** 32 lower-case hexadecimal digits, as the configuration of the list has them. */
    readonly list: string;
    readonly enclave?: string;
    /** Whose approvals every release must carry, beside the signatures of the list. */
    readonly approval?: PinnedKeys;
    /** A floor: lower versions are refused. */
    readonly minVersion?: number;
    /**
     * Images that were revoked, by their PCR0, with the instant in milliseconds: each is accepted only where the keys of `approval` approved it after that, and
     * never without `approval`. Counts beside what is remembered.
     */
    readonly revoked?: readonly {
        readonly image: PcrValue;
        readonly when: Instant;
    }[];
}
export interface VerifierOptions {
    readonly trust: VerifierTrust;
    /** The envelope of the list as it is now: `allowlist.dsse.json` of the store. */
    readonly readAllowList: () => Promise<Uint8Array>;
    /** Milliseconds for which a list is used before it is read again; LIST_AGE_MS unless said. */
    readonly maxListAge?: DurationMs;
    /**
     * Where the newest version and the revocations seen are kept. Without it neither an old list nor a revoked image that comes back is noticed after a
     * restart.
     */
    readonly remember?: VersionMemory;
    readonly now: () => Instant;
    /** The root of the AWS partition unless said. */
    readonly root?: NitroRoot;
}
/** What a caller expects of one document. The instant is the verifier's. */
export type DocumentExpectations = Omit<Expectations, 'now'> & {
    /** For archived documents alone: the instant to look from. */
    readonly at?: Instant;
};
/** Why a document is refused. What the appraisal refuses has `expected` and `found`; what does not verify has a place. */
export interface Refusal {
    readonly code: ErrorCode;
    readonly message: string;
    readonly expected?: string;
    readonly found?: string;
    readonly at?: Place;
    readonly hint?: string;
}
/** The evidence is there only where it is accepted, so that nobody uses the key of an enclave that is refused. */
export type Verdict = {
    readonly fresh: boolean;
    readonly channelBound: boolean;
    readonly rollbackProtected: boolean;
    /** Empty where document or list did not verify, for then nothing was compared. */
    readonly findings: readonly DocumentFinding[];
} & ({
    readonly accepted: true;
    readonly release: Release;
    readonly evidence: VerifiedEvidence;
    readonly reasons: readonly [];
} | {
    readonly accepted: false;
    readonly reasons: readonly Refusal[];
});
export interface Verifier {
    /**
     * Verifies one document and appraises it against the list as it is now. Every refusal is in the result; it rejects
     * only for expectations that are not whole (UsageError), and for faults of this program.
     */
    verify(document: Uint8Array, expectations: DocumentExpectations): Promise<Verdict>;
}
/**
 * A verifier of live and archived documents against one list. There is none without a list and pinned keys. It reads
 * the list at the first document and after `maxListAge`, and remembers which certificates it verified; times, expiry,
 * states and revocations are judged at every document.
 *
 * Throws UsageError for pins that are not whole, FormatError for an invalid key.
 */
export declare function createListVerifier(options: VerifierOptions): Verifier;
