import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import type { BindableName } from '../format/platform.js';
/** A register that a key policy can be bound to. */
export type Register = BindableName<'nitro-enclave'>;
/** A statement that we write, in the JSON of a policy. Each one names its principal, actions and resource. */
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
/** Actions that accept an attestation document and consult the key policy (AWS KMS, `Recipient` parameter). */
export declare const ATTESTED_ACTIONS: readonly string[];
/**
 * Actions that a guard denies if the configuration says `guard: true`: every action of ATTESTED_ACTIONS, by name. A guard
 * never uses NotAction, because with an absent attestation key, that would deny kms:PutKeyPolicy to everybody.
 */
export declare const GUARDED_ACTIONS: readonly string[];
export declare const DATE_OPERATOR = "DateLessThan";
/** The operator of a dated Deny: from this instant on. */
export declare const FROM_OPERATOR = "DateGreaterThanEquals";
export declare const DATE_KEY = "aws:CurrentTime";
/** `kms:RecipientAttestation:PCR0` and its like (AWS KMS Developer Guide, "Condition keys for attested platforms"). */
export declare function attestationKey(register: string): string;
/** Several tuples that differ in only one register. */
export interface SharedTuple {
    readonly role: string;
    readonly pcrs: Readonly<Partial<Record<Register, PcrValue | readonly PcrValue[]>>>;
}
/**
 * The Allow of one tuple, or of tuples that differ in one register. Every other register has one value, so that parts of
 * different tuples never match together. With `until`, KMS itself enforces the date.
 */
export declare function allowStatement(sid: string, { role, pcrs }: Tuple | SharedTuple, actions: readonly string[], until: Instant | undefined): OwnStatement;
/** One fixed text for all lists: an enclave in debug mode has an image digest of zeros. */
export declare const DENY_DEBUG: OwnStatement;
/**
 * The guards of one key: a Deny for each bound register, because two registers in one negated block are ANDed and let
 * half-matches pass; and one for the actions that move a secret. They also deny requests without an attestation document.
 * Without any tuple there is no value to except, so the Deny has no condition. `actions` are the actions that the register
 * guards deny. If it is empty, there are no register guards.
 */
export declare function guardStatements(list: string, bind: readonly Register[], actions: readonly string[], tuples: readonly Tuple[]): readonly OwnStatement[];
/** A Deny of the actions to everybody, except with one of the values, if there are any, in the register. */
export declare function guardStatement(sid: string, actions: readonly string[], register: string | undefined, values: readonly PcrValue[]): OwnStatement;
/** Values of registers that end together. An enclave with one value of each register is denied from then on. */
export interface DatedValues {
    readonly end: Instant;
    readonly pcrs: Readonly<Partial<Record<Register, readonly PcrValue[]>>>;
}
/** The Deny of images with ended releases, from the instant on. It overrides statements without a date. */
export declare function endStatement(sid: string, actions: readonly string[], { end, pcrs }: DatedValues): OwnStatement;
