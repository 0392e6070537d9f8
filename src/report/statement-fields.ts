import type { AllowList } from '../allowlist/allow-list.js';
import { ENCLAVE } from '../format/platform.js';
import type { PlainJson } from '../format/strict-json.js';
import type { PlannedChange } from '../keypolicy/plan-changes.js';

/** One field of a statement, with its removed and added values. For an unchanged statement, its values. */
export interface FieldChange {
  /** A member such as `Action`, `PCR0`, `every PCR0 but`, `until`, or an operator with its condition key. */
  readonly field: string;
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly kept: readonly string[];
}

/** The owners of PCR values, by register and value (`PCR0 3711…`): release ids, and roles for PCR3. */
export type PcrOwners = ReadonlyMap<string, readonly string[]>;

/** The owners of the PCR values of two versions of a list. */
export function pcrOwners(...lists: readonly (AllowList | undefined)[]): PcrOwners {
  const owners = new Map<string, readonly string[]>();
  const add = (value: string, owner: string) => {
    const known = owners.get(value) ?? [];
    if (!known.includes(owner)) owners.set(value, [...known, owner]);
  };
  for (const list of lists) {
    for (const { id, measurements } of list?.releases ?? []) {
      for (const [register, value] of Object.entries(measurements)) add(`${register} ${value}`, id);
    }
    for (const entry of list?.removed ?? []) {
      add(`${ENCLAVE.image} ${entry[ENCLAVE.image]}`, entry.id);
    }
    for (const role of list?.projection.instanceRoles ?? []) {
      const name = role.arn.slice(role.arn.lastIndexOf('/') + 1);
      add(`${ENCLAVE.role} ${role[ENCLAVE.role]}`, name);
    }
  }
  return owners;
}

/**
 * The fields of a statement that a plan changes: all fields of a created or deleted statement, or else the differing
 * fields.
 */
export function fieldChanges({ action, before, after }: PlannedChange): readonly FieldChange[] {
  // The type OwnStatement is JSON.
  const is = fieldsOf(after === undefined ? null : (after as unknown as PlainJson));
  const was = action === 'create' ? new Map<string, readonly string[]>() : fieldsOf(before ?? null);
  const kept = action === 'delete' ? new Map<string, readonly string[]>() : is;
  const fields = [...new Set([...was.keys(), ...kept.keys()])];
  return fields.flatMap((field): readonly FieldChange[] => {
    const [old, now] = [was.get(field) ?? [], kept.get(field) ?? []];
    const change = {
      field,
      removed: old.filter((value) => !now.includes(value)),
      added: now.filter((value) => !old.includes(value)),
      kept: now.filter((value) => old.includes(value)),
    };
    const differs = change.removed.length + change.added.length > 0;
    return differs || action === 'keep' ? [change] : [];
  });
}

const ATTESTATION = /^kms:recipientattestation:(pcr\d+|imagesha384)$/i;

/** A statement as fields with values, in its own order. KMS writes a single value with or without an array. */
function fieldsOf(statement: PlainJson): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, readonly string[]>();
  if (!isRecord(statement)) return fields;
  for (const [member, value] of Object.entries(statement)) {
    if (member === 'Sid') continue;
    if (member !== 'Condition' || !isRecord(value)) {
      fields.set(member, valuesOf(member === 'Principal' ? principalOf(value) : value));
      continue;
    }
    for (const [operator, block] of Object.entries(value)) {
      if (!isRecord(block)) {
        fields.set(operator, valuesOf(block));
        continue;
      }
      for (const [key, values] of Object.entries(block)) {
        fields.set(conditionName(operator, key), valuesOf(values));
      }
    }
  }
  return fields;
}

function conditionName(operator: string, key: string): string {
  const [, register] = ATTESTATION.exec(key) ?? [];
  if (register !== undefined && operator === 'StringEqualsIgnoreCase')
    return register.toUpperCase();
  if (register !== undefined && operator === 'StringNotEqualsIgnoreCase') {
    return `every ${register.toUpperCase()} but`;
  }
  if (operator === 'DateLessThan' && key.toLowerCase() === 'aws:currenttime') return 'until';
  return `${operator} ${key}`;
}

function principalOf(value: PlainJson): PlainJson {
  if (!isRecord(value)) return value;
  const { AWS, ...others } = value;
  return AWS === undefined || Object.keys(others).length > 0 ? value : AWS;
}

function valuesOf(value: PlainJson): readonly string[] {
  const values: readonly PlainJson[] = Array.isArray(value) ? value : [value];
  return values.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}

function isRecord(value: PlainJson): value is { readonly [key: string]: PlainJson } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
