import type { DurationMs, Instant } from '../base/instant.js';
import type { ChainCache } from './chain-cache.js';
import type { Registers } from './document-payload.js';
import { type NitroRoot } from './nitro-root.js';
declare const verified: unique symbol;
/**
 * The statements of an enclave that is not in debug mode, under a chain to the named root. Only `verifyLive` and
 * `verifyArchived` make it. It shows which image runs. Appraisal decides whether the image is accepted.
 */
export interface VerifiedEvidence {
    readonly [verified]: true;
    readonly moduleId: string;
    readonly timestamp: Instant;
    readonly digest: 'SHA384';
    readonly pcrs: Registers;
    readonly nonce: Uint8Array | null;
    readonly userData: Uint8Array | null;
    readonly publicKey: Uint8Array | null;
    /** The start of the enclave, or null where the document does not show it. Only for reports. */
    readonly startedAt: Instant | null;
    /** `aws`, or the name of a root that is not AWS's. */
    readonly root: string;
    /**
     * Together with the timestamp, this identifies a document. Its bytes do not, because anybody can derive a second valid
     * signature from the first.
     */
    readonly signer: {
        readonly issuer: string;
        readonly serialNumber: string;
    };
    /** Verified live, within the maximum age. Never true for archived evidence. */
    readonly fresh: boolean;
}
/** The expectations for a live document. The required ones have no default. */
export interface LiveExpectations {
    readonly now: Instant;
    readonly root: NitroRoot;
    readonly maxAgeMs: DurationMs;
    /** The random bytes of the request for this document, at least 16, or the choice not to bind it to a request. */
    readonly nonce: Uint8Array | 'not-required';
    /** Certificate signatures that were verified before. Times are checked again. */
    readonly cache?: ChainCache;
}
export interface ArchivedExpectations {
    readonly root: NitroRoot;
    /** The instant of judgment. The document's own timestamp by default. */
    readonly at?: Instant;
    readonly cache?: ChainCache;
}
/**
 * Verifies the document of an enclave that runs now. The order is that of `verifyArchived`, with these rules for times:
 * every certificate is valid at `now`, where the clock may be CLOCK_BEHIND_MAX_MS behind notBefore (`chain-expired`,
 * `chain-not-yet-valid`); the document is not from later than that (`document-from-future`) and at most `maxAgeMs` old
 * (`document-too-old`). The nonce comes after debug mode, compared as bytes: the document has one (`nonce-missing`) and it
 * is the expected one (`nonce-mismatch`). The result is fresh. Without a nonce it may still be a copy of another caller's
 * document.
 *
 * Rejects with UsageError `usage`, before anything else, for an instant or an age that is not a number of milliseconds, for
 * a nonce that is neither at least 16 bytes nor `not-required`, and for a root that `requireRoot` refuses.
 */
export declare function verifyLive(bytes: Uint8Array, { now, root, maxAgeMs, nonce, cache }: LiveExpectations): Promise<VerifiedEvidence>;
/**
 * Verifies an archived document. In order: the envelope (`envelope-format`) and the payload (`payload-format`); that an
 * enclave made it (`not-an-enclave`); the chain to the root (`root-not-trusted`, `chain-broken`); the signature, ES384 over
 * the bytes as received (`document-signature`); that every certificate is valid at the document's own time, and at `at` if
 * present (`chain-expired`, `chain-not-yet-valid`), without leeway, and that the document is not later than `at`
 * (`document-from-future`); that PCR0, PCR1 and PCR2 are not zero (`debug-mode`). The result is not fresh: it proves what
 * ran then. (RFC 9052 section 4.4; AWS Nitro Enclaves NSM API, "Attestation process".)
 *
 * Rejects with the error of the first broken rule, and with UsageError `usage` for an invalid `at` and for a root that
 * `requireRoot` refuses.
 */
export declare function verifyArchived(bytes: Uint8Array, { root, at, cache }: ArchivedExpectations): Promise<VerifiedEvidence>;
export {};
