import type { DurationMs, Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { ListVersion } from './reference-values.js';
/**
 * What a Relying Party expects of evidence. The first three have no default: who does without one says so by name. The
 * rest binds the evidence to more than an image; what is not there is not bound.
 */
export interface Expectations {
    /** The instant of judgement. It is now, for archived evidence too. */
    readonly now: Instant;
    /** The random bytes that the document was asked for with, or the choice not to bind it to a question. */
    readonly nonce: Uint8Array | 'not-required';
    /** How old live evidence may be, or that the evidence may prove what ran at its own time. */
    readonly maxAgeMs: DurationMs | 'archived';
    /** What `public_key` must be: the key, as the enclave encoded it, that the caller goes on to use. */
    readonly publicKey?: Uint8Array;
    /** What `user_data` must be, such as the SHA-256 of the key that the caller goes on to use. */
    readonly userData?: Uint8Array;
    /** The instances that the enclave may run on, by `module_id` and by PCR4, which has to agree with it. */
    readonly instanceIds?: readonly string[];
    /** Values of registers 16 to 31, by index. */
    readonly customPcrs?: Readonly<Record<number, PcrValue>>;
    /** Values of any registers, 0 to 31, by index. */
    readonly pcrs?: Readonly<Record<number, PcrValue>>;
}
/** What else an appraisal against an allow-list expects. */
export interface ListExpectations {
    /** The newest version of the list that the caller has seen, or that it keeps none. */
    readonly remembered: ListVersion | 'nothing-remembered';
}
/**
 * Refuses, before any evidence is looked at, expectations that would expect less than their author meant. Throws
 * UsageError for an unknown name, for an invalid instant, age or nonce, and for a binding that is there and has no usable value: an
 * option that is undefined, an empty list, an index out of its bounds, a value that is not 96 lower-case digits.
 */
export declare function requireExpectations(expectations: Expectations): void;
/** Refuses a remembered version that nothing could be older than. Throws UsageError. */
export declare function requireListExpectations({ remembered }: ListExpectations): void;
