import type { Instant } from '../base/instant.js';
import { type NotApplicable } from './applicability.js';
import { type Reach } from './kms-actions.js';
import type { OpeningKind, RegisterValues } from './measured-image.js';
import { type PathFacts, type Paths, type Source } from './paths.js';
/** A way to the data. */
interface Way {
    readonly source: Source;
    /** The principal as the document names it: a role, an account, `*`. */
    readonly principal: string;
    readonly actions: readonly string[];
    /** The instant at which the way closes. */
    readonly until?: Instant;
    /** An example of a request that passes, by condition key in lower case, and its caller. */
    readonly witness: Readonly<Record<string, string>>;
    readonly caller: string;
}
/** Callers that are admitted only with an attestation document with these register values. */
export interface Admitted extends Way {
    readonly registers: RegisterValues;
    /** Conditions that were not understood, so that less may be admitted. Empty where all of it is admitted. */
    readonly doubts: readonly string[];
}
/** A way to the data without a measurement. */
export interface Opening extends Way {
    /**
     * `no-document`: without an attestation document. `any-image`: with one of any image. `debug`: with one of an enclave in
     * debug mode, which has zeros in its registers. `unsigned`: with one of any unsigned image.
     */
    readonly how: OpeningKind;
}
/** A way that may be open, depending on what was not understood. */
export interface Doubt {
    /** Absent where the doubt concerns the document or the grants as a whole. */
    readonly source?: Source;
    readonly principal?: string;
    readonly actions: readonly string[];
    /** The conditions, or what is unknown. */
    readonly why: readonly string[];
}
/** Whether only attested enclaves get what the key protects, and which ones. */
export interface DataProof {
    /** `not-applicable`: the question does not apply to this key or document, see `reason`. The key is not locked. */
    readonly answer: 'locked' | 'open' | 'unknown' | 'not-applicable';
    /** Only with `not-applicable`. */
    readonly reason?: NotApplicable;
    /**
     * Only with `open`. `existing-data`: a caller can decrypt what the key protects today. `new-data-keys`: a caller can only
     * make new data keys. `new-data-keys-at-least`: it is unknown whether the caller can also decrypt.
     */
    readonly reach?: Reach | 'new-data-keys-at-least';
    /** Assumptions of the answer that could not be checked. */
    readonly assumptions: readonly string[];
    /** Everything that is admitted by measurements. */
    readonly admitted: readonly Admitted[];
    readonly openings: readonly Opening[];
    readonly doubts: readonly Doubt[];
}
/** The assumption about the grants of a key in a file. */
export declare const NO_GRANTS_ASSUMED = "the key has no grants, which could not be listed";
/** The doubt about a key with unreadable grants. */
export declare const UNREAD_GRANTS_DOUBT = "the grants of the key could not be read";
/**
 * Proves who can get at the data, over the whole document and the grants. By case analysis of every action, source, class
 * of callers and kind of document: `open` where a request passes without a measurement of an image; `unknown` where that
 * depends on what was not understood; else `locked`, to at most what `admitted` lists. For an enclave, a measurement of an
 * image is PCR0, PCR8, or PCR1 with PCR2, without zeros. PCR8 alone is in doubt while debug mode is not denied, because AWS
 * does not document whether debug mode zeroes it too. For an attested EC2 instance, it is NitroTPMPCR4 with NitroTPMPCR7 or
 * NitroTPMPCR12.
 *
 * A condition that is not understood prevents `locked` only where the rest of its statement does not demand a measurement.
 * A Deny that may not apply counts as absent.
 */
export declare function proveData(paths: Paths, facts: PathFacts): DataProof;
/** An opening as a sentence for people. */
export declare function openingText({ source, principal, actions, how }: Opening): string;
export {};
