import { type Instant } from '../base/instant.js';
import { type PathFacts, type Paths, type Source } from './paths.js';
/** Registers with the values that each may have; several of one and several of another mean every pair of them. */
export type RegisterValues = Readonly<Record<string, readonly string[]>>;
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
}
/** A way to the data that no measurement guards. */
export interface Opening extends Way {
    /**
     * `no-document`: without an attestation document. `any-image`: with one of any image. `debug`: with one of an enclave in
     * debug mode, whose registers are zeros. `unsigned`: with one of any unsigned image.
     */
    readonly how: 'no-document' | 'any-image' | 'debug' | 'unsigned';
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
    readonly answer: 'locked' | 'open' | 'unknown';
    /** All that is admitted for certain by measurements. */
    readonly admitted: readonly Admitted[];
    readonly openings: readonly Opening[];
    readonly doubts: readonly Doubt[];
}
/** Why a statement that binds the signer and not the image is in doubt. */
export declare const DEBUG_DOUBT = "debug mode is not denied, and PCR0 is not bound";
/**
 * Who can get at the data, over the whole document and the grants. By case analysis of every action, source, caller and
 * kind of document: `open` where a request passes that no measurement of an image holds; `unknown` where that hangs on
 * what was not understood; else `locked`, to exactly what `admitted` says. A measurement of an image is PCR0, PCR8, or PCR1
 * with PCR2, of an enclave, and not zeros; PCR8 alone is in doubt while debug mode is not denied, since nobody documents
 * whether it is zeroed too.
 */
export declare function proveData(paths: Paths, facts: PathFacts): DataProof;
/** An opening as a sentence for people. */
export declare function openingText({ source, principal, actions, how }: Opening): string;
export {};
