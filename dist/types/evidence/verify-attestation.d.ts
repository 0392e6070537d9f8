import type { DurationMs, Instant } from '../base/instant.js';
import type { ChainCache } from './chain-cache.js';
import type { Registers } from './document-payload.js';
import { type NitroRoot } from './nitro-root.js';
declare const verified: unique symbol;
/**
 * What an enclave that is not in debug mode said, under a chain to the named root. `verifyLive` and `verifyArchived`
 * alone make it. It says which image runs, and not that the image is a good one: appraisal decides that.
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
    /** When the enclave was started, or null where the document does not show that. Reported, and never decides. */
    readonly startedAt: Instant | null;
    /** `aws`, or the name of a root that is not AWS's. */
    readonly root: string;
    /** With the timestamp the identity of a document: its bytes are not, for a second signature can be made of one. */
    readonly signer: {
        readonly issuer: string;
        readonly serialNumber: string;
    };
    /** Verified live, within the age that was asked for. Archived evidence never is, whatever its time. */
    readonly fresh: boolean;
}
/** What a live document has to meet. Nothing here has a default. */
export interface LiveExpectations {
    readonly now: Instant;
    readonly root: NitroRoot;
    readonly maxAgeMs: DurationMs;
    /** The random bytes that this document was asked for with, at least 16; or the choice not to bind it to a question. */
    readonly nonce: Uint8Array | 'not-required';
    /** Signatures of certificates that were verified before; times are judged again. */
    readonly cache?: ChainCache;
}
export interface ArchivedExpectations {
    readonly root: NitroRoot;
    /** The instant to look from; the document's own where it is left out. */
    readonly at?: Instant;
    readonly cache?: ChainCache;
}
/**
 * Verifies the document of an enclave that runs now. The order is that of `verifyArchived`, with these times: every
 * certificate is valid at `now`, where the clock may be CLOCK_BEHIND_MAX_MS behind notBefore (`chain-expired`,
 * `chain-not-yet-valid`); the document is not from later than that (`document-from-future`) and at most `maxAgeMs` old
 * (`document-too-old`). After debug mode comes the nonce, compared as bytes: one is there (`nonce-missing`) and it is the
 * one expected (`nonce-mismatch`). The result is fresh; without a nonce it may still be a copy of what somebody else
 * asked for.
 *
 * Rejects with UsageError `usage`, before anything else, for an instant or an age that is no number of milliseconds, and
 * for a nonce that is neither at least 16 bytes nor `not-required`, and for a root that nobody made here.
 */
export declare function verifyLive(bytes: Uint8Array, { now, root, maxAgeMs, nonce, cache }: LiveExpectations): Promise<VerifiedEvidence>;
/**
 * Verifies a document that was kept. In order: the envelope (`envelope-format`) and the payload (`payload-format`); that
 * it is of an enclave (`not-an-enclave`); the chain to the root (`root-not-trusted`, `chain-broken`); the signature, ES384
 * over the bytes as received (`document-signature`); that every certificate is valid at the document's own time, and at
 * `at` where that is given (`chain-expired`, `chain-not-yet-valid`), without leeway, and that the document is not from
 * after `at` (`document-from-future`); that PCR0, PCR1 and PCR2 are not zero (`debug-mode`). The result is not fresh: it
 * proves what ran then. (RFC 9052 section 4.4; AWS Nitro Enclaves NSM API, "Attestation process".)
 *
 * Rejects with the error of the first rule that is broken, and with UsageError `usage` for an `at` that is no instant, and for a
 * root that nobody made here.
 */
export declare function verifyArchived(bytes: Uint8Array, { root, at, cache }: ArchivedExpectations): Promise<VerifiedEvidence>;
export {};
