import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { BindableName } from '../format/platform.js';
/** A register that a key policy can be bound to. */
export type Register = BindableName<'nitro-enclave'>;
/** A statement that we write, as the JSON of a policy has it. Every one names its principal, actions and resource. */
export interface OwnStatement {
    readonly Sid: string;
    readonly Effect: 'Allow' | 'Deny';
    readonly Principal: '*' | {
        readonly AWS: string;
    };
    readonly Action: readonly string[];
    readonly Resource: '*';
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}
/** Who may use the key: an instance role and one value for each bound register. */
export interface Tuple {
    readonly role: string;
    readonly pcrs: Readonly<Partial<Record<Register, PcrValue>>>;
}
/** Actions that take an attestation document and consult the key policy (AWS KMS, `Recipient` parameter). */
export declare const ATTESTED_ACTIONS: readonly string[];
/**
 * Actions that a guard denies where the projection says `guard: true` in full: every action of ATTESTED_ACTIONS, by name. A
 * guard names its actions one by one and never uses NotAction: with an absent attestation key, that would deny
 * kms:PutKeyPolicy to everybody.
 */
export declare const GUARDED_ACTIONS: readonly string[];
export declare const DATE_OPERATOR = "DateLessThan";
/** Of a dated Deny: from this instant on. */
export declare const FROM_OPERATOR = "DateGreaterThanEquals";
export declare const DATE_KEY = "aws:CurrentTime";
/** `kms:RecipientAttestation:PCR0` and its like (AWS KMS Developer Guide, "Condition keys for attested platforms"). */
export declare function attestationKey(register: string): string;
/** Several tuples that differ in one register alone. */
export interface SharedTuple {
    readonly role: string;
    readonly pcrs: Readonly<Partial<Record<Register, PcrValue | readonly PcrValue[]>>>;
}
/**
 * The Allow of one tuple, or of tuples that differ in one register: one value for each other register, so that no half of
 * a tuple matches with the half of another; until `until` where that is given, so that KMS keeps the date itself.
 */
export declare function allowStatement(sid: string, { role, pcrs }: Tuple | SharedTuple, actions: readonly string[], until: Instant | undefined): OwnStatement;
/** One fixed text for all lists: an enclave in debug mode has an image digest of zeros. */
export declare const DENY_DEBUG: OwnStatement;
/**
 * The guards of one key: a Deny for each bound register, because two registers in one negated block are ANDed and let
 * half-matches pass; and one of the moves. They fire without an attestation document too. With no tuple at all there
 * is no value to except, and the Deny has no condition. `actions` are those that the guards of registers deny; with none,
 * there are no such guards.
 */
export declare function guardStatements(list: string, bind: readonly Register[], actions: readonly string[], tuples: readonly Tuple[]): readonly OwnStatement[];
/** A Deny of the actions to everybody, except with one of the values in the register where there are any. */
export declare function guardStatement(sid: string, actions: readonly string[], register: string | undefined, values: readonly PcrValue[]): OwnStatement;
/** Values of registers that end together: an enclave that has one of each is denied from then on. */
export interface DatedValues {
    readonly end: Instant;
    readonly pcrs: Readonly<Partial<Record<Register, readonly PcrValue[]>>>;
}
/** The Deny of images whose releases have ended, from the instant on: it holds beside statements that know no date. */
export declare function endStatement(sid: string, actions: readonly string[], { end, pcrs }: DatedValues): OwnStatement;
