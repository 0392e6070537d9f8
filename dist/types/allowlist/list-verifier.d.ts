import { type ErrorCode, type Place } from '../base/errors.js';
import { type DurationMs, type Instant } from '../base/instant.js';
import type { DocumentFinding } from '../evidence/document-finding.js';
import { type Expectations } from '../evidence/expectations.js';
import { type NitroRoot } from '../evidence/nitro-root.js';
import type { VerifiedEvidence } from '../evidence/verify-attestation.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { Release } from './allow-list.js';
import { type VersionMemory } from './list-source.js';
/** The default time for which a fetched list is used. */
export declare const LIST_AGE_MS: DurationMs;
/** Keys in PEM, and the number of distinct keys that must sign. */
export interface PinnedKeys {
    readonly keys: readonly string[];
    readonly threshold: number;
}
/** The pins of a verifier. They come out of band, never from the store of the list. */
export interface VerifierTrust extends PinnedKeys {
    /** The id of the list: 32 lower-case hexadecimal digits, from its configuration. */
    readonly list: string;
    readonly enclave?: string;
    /** The keys that must approve every release, in addition to the signatures of the list. */
    readonly approval?: PinnedKeys;
    /** The minimum version. Lower versions are refused. */
    readonly minVersion?: number;
    /**
     * Revoked images by their PCR0, with the instant in milliseconds. Each is accepted only if the keys of `approval` approved it
     * after that instant, and never without `approval`. These count in addition to the remembered revocations.
     */
    readonly revoked?: readonly {
        readonly image: PcrValue;
        readonly when: Instant;
    }[];
}
export interface VerifierOptions {
    readonly trust: VerifierTrust;
    /** Reads the current envelope of the list: `allowlist.dsse.json` of the store. */
    readonly readAllowList: () => Promise<Uint8Array>;
    /** Milliseconds for which a list is used before it is read again. Default: LIST_AGE_MS. */
    readonly maxListAge?: DurationMs;
    /**
     * The memory of the newest version and the revocations seen. Without it, the verifier does not notice an old list or a
     * restored revoked image after a restart.
     */
    readonly remember?: VersionMemory;
    readonly now: () => Instant;
    /** Default: the root of the AWS partition. */
    readonly root?: NitroRoot;
}
/** The expectations of a caller for one document. The verifier sets the instant. */
export type DocumentExpectations = Omit<Expectations, 'now'> & {
    /** Only for archived documents: the instant of the verification. */
    readonly at?: Instant;
};
/** Why a document is refused. A refusal by the appraisal has `expected` and `found`. A failed verification has a place. */
export interface Refusal {
    readonly code: ErrorCode;
    readonly message: string;
    readonly expected?: string;
    readonly found?: string;
    readonly at?: Place;
    readonly hint?: string;
}
/** The evidence is present only if it is accepted, so that nobody uses the key of a refused enclave. */
export type Verdict = {
    readonly fresh: boolean;
    readonly channelBound: boolean;
    readonly rollbackProtected: boolean;
    /** Empty if the document or the list did not verify, because then nothing was compared. */
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
     * Verifies one document and appraises it against the current list. Every refusal is in the result. Rejects only for
     * incomplete expectations (UsageError) and for faults of this program.
     */
    verify(document: Uint8Array, expectations: DocumentExpectations): Promise<Verdict>;
}
/**
 * A verifier of live and archived documents against one list. It requires a list and pinned keys. It reads the list at the
 * first document and again after `maxListAge`, and remembers the certificates that it verified. It checks times, expiry,
 * states and revocations for every document.
 *
 * Throws UsageError for incomplete pins, FormatError for an invalid key.
 */
export declare function createListVerifier(options: VerifierOptions): Verifier;
