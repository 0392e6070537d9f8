import type { Instant } from '../base/instant.js';
import { type NotApplicable } from './applicability.js';
import { type Reach } from './kms-actions.js';
import type { OpeningKind, RegisterValues } from './measured-image.js';
import { type PathFacts, type Paths, type Source } from './paths.js';
/** A way to the data. */
interface Way {
    readonly source: Source;
    /** As the document names it: a role, an account, `*`. */
    readonly principal: string;
    readonly actions: readonly string[];
    /** No longer from this instant on. */
    readonly until?: Instant;
    /** One request that passes, by condition key in lower case, and who makes it. */
    readonly witness: Readonly<Record<string, string>>;
    readonly caller: string;
}
/** Who is let in by an attestation document with these values of registers, and by none without. */
export interface Admitted extends Way {
    readonly registers: RegisterValues;
    /** Conditions that were not understood: what is admitted may be narrower. None where all of it is admitted. */
    readonly doubts: readonly string[];
}
/** A way to the data that no measurement guards. */
export interface Opening extends Way {
    /**
     * `no-document`: without an attestation document. `any-image`: with one of any image. `debug`: with one of an enclave in
     * debug mode, whose registers are zeros. `unsigned`: with one of any unsigned image.
     */
    readonly how: OpeningKind;
}
/** A way that is open or not by what was not understood. */
export interface Doubt {
    /** Absent where it is about the document or the grants as a whole. */
    readonly source?: Source;
    readonly principal?: string;
    readonly actions: readonly string[];
    /** The conditions, or what could not be known. */
    readonly why: readonly string[];
}
/** Whether what the key protects comes out only to attested enclaves, and to which. */
export interface DataProof {
    /** `not-applicable`: the question has no answer for this key or document, see `reason`. It is not locked. */
    readonly answer: 'locked' | 'open' | 'unknown' | 'not-applicable';
    /** Of `not-applicable` alone. */
    readonly reason?: NotApplicable;
    /**
     * Of `open` alone. `existing-data`: what the key protects today can be decrypted. `new-data-keys`: somebody can only have
     * new data keys made; `new-data-keys-at-least` where it is unknown whether he can also decrypt.
     */
    readonly reach?: Reach | 'new-data-keys-at-least';
    /** What the answer takes for granted and nobody could look up. */
    readonly assumptions: readonly string[];
    /** All that is admitted by measurements. */
    readonly admitted: readonly Admitted[];
    readonly openings: readonly Opening[];
    readonly doubts: readonly Doubt[];
}
/** That a key in a file has no grants is assumed. */
export declare const NO_GRANTS_ASSUMED = "the key has no grants, which could not be listed";
/** Said of a key whose grants could not be read. */
export declare const UNREAD_GRANTS_DOUBT = "the grants of the key could not be read";
/**
 * Who can get at the data, over the whole document and the grants. By case analysis of every action, source, class of
 * callers and kind of document: `open` where a request passes that no measurement of an image holds; `unknown` where that
 * hangs on what was not understood; else `locked`, to at most what `admitted` says. A measurement of an image is PCR0, PCR8,
 * or PCR1 with PCR2, of an enclave, and not zeros; PCR8 alone is in doubt while debug mode is not denied, since nobody
 * documents whether it is zeroed too. Of an attested EC2 instance it is NitroTPMPCR4 with NitroTPMPCR7 or NitroTPMPCR12.
 *
 * A condition that is not understood costs `locked` only where the rest of its statement does not demand a measurement, and
 * a Deny that may not fire counts as absent.
 */
export declare function proveData(paths: Paths, facts: PathFacts): DataProof;
/** An opening as a sentence for people. */
export declare function openingText({ source, principal, actions, how }: Opening): string;
export {};
