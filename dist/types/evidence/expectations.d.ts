import type { DurationMs, Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { ListVersion } from './reference-values.js';
/**
 * The expectations of a Relying Party. The first three have no default: a caller without one must choose that by name. Each
 * of the others binds the evidence to more than an image, where it is present.
 */
export interface Expectations {
    /** The instant of judgment: now, for archived evidence too. */
    readonly now: Instant;
    /** The random bytes of the request for the document, or the choice not to bind it to a request. */
    readonly nonce: Uint8Array | 'not-required';
    /** The maximum age of live evidence, or `archived` for evidence of what ran at its own time. */
    readonly maxAgeMs: DurationMs | 'archived';
    /** The required `public_key`: the key that the caller then uses, as the enclave encoded it. */
    readonly publicKey?: Uint8Array;
    /** The required `user_data`, such as the SHA-256 of the key that the caller then uses. */
    readonly userData?: Uint8Array;
    /** The instances that the enclave may run on. Both `module_id` and PCR4 must match. */
    readonly instanceIds?: readonly string[];
    /** Values of registers 16 to 31, by index. */
    readonly customPcrs?: Readonly<Record<number, PcrValue>>;
    /** Values of any registers, 0 to 31, by index. */
    readonly pcrs?: Readonly<Record<number, PcrValue>>;
}
/** The additional expectation of an appraisal against an allow-list. */
export interface ListExpectations {
    /** The newest version of the list that the caller has seen, or the choice to remember none. */
    readonly remembered: ListVersion | 'nothing-remembered';
}
/**
 * Refuses, before any evidence is read, expectations that would check less than their author meant. Throws UsageError for
 * an unknown name, for an invalid instant, age or nonce, and for a binding without a usable value: an undefined option, an
 * empty list, an index out of bounds, a value that is not 96 lower-case digits.
 */
export declare function requireExpectations(expectations: Expectations): void;
/** Throws UsageError for an invalid remembered version, because no list would be older than it. */
export declare function requireListExpectations({ remembered }: ListExpectations): void;
