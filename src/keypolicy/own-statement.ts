import type { Instant } from '../base/instant.js';
import { formatInstant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import type { BindableName } from '../format/platform.js';
import { KEYLESS_ACTION } from '../iam/kms-actions.js';
import { DENY_DEBUG_SID, guardMovesSid, guardSid } from './sid.js';

/** A register that a key policy can be bound to. */
export type Register = BindableName<'nitro-enclave'>;

/** A statement that we write, in the JSON of a policy. Each one names its principal, actions and resource. */
export interface OwnStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal: '*' | { readonly AWS: string };
  readonly Action: readonly string[];
  readonly Resource: '*';
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | readonly string[]>>>
  >;
}

/** Who may use the key: an instance role and one value for each bound register. */
export interface Tuple {
  readonly role: string;
  readonly pcrs: Readonly<Partial<Record<Register, PcrValue>>>;
}

/** Actions that accept an attestation document and consult the key policy (AWS KMS, `Recipient` parameter). */
export const ATTESTED_ACTIONS: readonly string[] = [
  'kms:Decrypt',
  'kms:DeriveSharedSecret',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyPair',
];

/**
 * Actions that a guard denies if the configuration says `guard: true`: every action of ATTESTED_ACTIONS, by name. A guard
 * never uses NotAction, because with an absent attestation key, that would deny kms:PutKeyPolicy to everybody.
 */
export const GUARDED_ACTIONS: readonly string[] = ATTESTED_ACTIONS;

/** Actions that move a secret out of a key and accept no attestation document. */
const MOVES: readonly string[] = ['kms:Decapsulate', 'kms:ReEncryptFrom'];

export const DATE_OPERATOR = 'DateLessThan';
/** The operator of a dated Deny: from this instant on. */
export const FROM_OPERATOR = 'DateGreaterThanEquals';
export const DATE_KEY = 'aws:CurrentTime';

/** `kms:RecipientAttestation:PCR0` and its like (AWS KMS Developer Guide, "Condition keys for attested platforms"). */
export function attestationKey(register: string): string {
  return `kms:RecipientAttestation:${register}`;
}

/** Several tuples that differ in only one register. */
export interface SharedTuple {
  readonly role: string;
  readonly pcrs: Readonly<Partial<Record<Register, PcrValue | readonly PcrValue[]>>>;
}

/**
 * The Allow of one tuple, or of tuples that differ in one register. Every other register has one value, so that parts of
 * different tuples never match together. With `until`, KMS itself enforces the date.
 */
export function allowStatement(
  sid: string,
  { role, pcrs }: Tuple | SharedTuple,
  actions: readonly string[],
  until: Instant | undefined,
): OwnStatement {
  const registers = Object.entries(pcrs).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: actions,
    Resource: '*',
    Condition: {
      StringEqualsIgnoreCase: Object.fromEntries(
        registers.map(([register, value]) => [attestationKey(register), value]),
      ),
      ...(until === undefined ? {} : { [DATE_OPERATOR]: { [DATE_KEY]: formatInstant(until) } }),
    },
  };
}

/** One fixed text for all lists: an enclave in debug mode has an image digest of zeros. */
export const DENY_DEBUG: OwnStatement = {
  Sid: DENY_DEBUG_SID,
  Effect: 'Deny',
  Principal: '*',
  Action: [...ATTESTED_ACTIONS, KEYLESS_ACTION],
  Resource: '*',
  Condition: { StringEqualsIgnoreCase: { [attestationKey('ImageSha384')]: ZERO_PCR } },
};

/**
 * The guards of one key: a Deny for each bound register, because two registers in one negated block are ANDed and let
 * half-matches pass; and one for the actions that move a secret. They also deny requests without an attestation document.
 * Without any tuple there is no value to except, so the Deny has no condition. `actions` are the actions that the register
 * guards deny. If it is empty, there are no register guards.
 */
export function guardStatements(
  list: string,
  bind: readonly Register[],
  actions: readonly string[],
  tuples: readonly Tuple[],
): readonly OwnStatement[] {
  const bound = actions.length === 0 ? [] : [...bind].sort();
  const guards = bound.map((register) => {
    const values = [...new Set(tuples.flatMap(({ pcrs }) => pcrs[register] ?? []))].sort();
    return guardStatement(guardSid(list, register), actions, register, values);
  });
  return [...guards, guardStatement(guardMovesSid(list), MOVES, undefined, [])];
}

/** A Deny of the actions to everybody, except with one of the values, if there are any, in the register. */
export function guardStatement(
  sid: string,
  actions: readonly string[],
  register: string | undefined,
  values: readonly PcrValue[],
): OwnStatement {
  const deny = {
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: actions,
    Resource: '*',
  } as const;
  if (register === undefined || values.length === 0) return deny;
  return {
    ...deny,
    Condition: { StringNotEqualsIgnoreCase: { [attestationKey(register)]: values } },
  };
}

/** Values of registers that end together. An enclave with one value of each register is denied from then on. */
export interface DatedValues {
  readonly end: Instant;
  readonly pcrs: Readonly<Partial<Record<Register, readonly PcrValue[]>>>;
}

/** The Deny of images with ended releases, from the instant on. It overrides statements without a date. */
export function endStatement(
  sid: string,
  actions: readonly string[],
  { end, pcrs }: DatedValues,
): OwnStatement {
  const registers = Object.entries(pcrs).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: actions,
    Resource: '*',
    Condition: {
      StringEqualsIgnoreCase: Object.fromEntries(
        registers.map(([register, values]) => [attestationKey(register), values]),
      ),
      [FROM_OPERATOR]: { [DATE_KEY]: formatInstant(end) },
    },
  };
}
