import type { Release } from '../allowlist/allow-list.js';
import { formatInstant, type Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import { endOf, type HeldTuple } from './guards.js';
import { allowStatement, type OwnStatement, type Register } from './own-statement.js';
import { allowSid } from './sid.js';

/** An Allow of ours, and the tuples that it names: one, or several that differ in only one register. */
export interface DesiredAllow {
  readonly statement: OwnStatement;
  readonly held: readonly HeldTuple[];
}

/** The order in which registers are tried. Releases of one enclave differ in PCR0 most often. */
const VARYING: readonly Register[] = [
  ENCLAVE.image,
  ENCLAVE.application,
  ENCLAVE.boot,
  ENCLAVE.signer,
];

/** The Allow of each tuple. */
export function singleAllows(
  list: string,
  held: readonly HeldTuple[],
  actions: readonly string[],
): readonly DesiredAllow[] {
  return held.map(({ tuple, releases }) => {
    const sid = allowSid(list, { ...tuple.pcrs, role: tuple.role });
    return {
      statement: allowStatement(sid, tuple, actions, endOf(releases)),
      held: [{ tuple, releases }],
    };
  });
}

/** Bytes of `singleAllows` as JSON. Every Sid of an Allow has the same length, so the Sids are not computed. */
export function singleAllowsSizeBytes(
  list: string,
  held: readonly HeldTuple[],
  actions: readonly string[],
): number {
  const sid = allowSid(list, {});
  const allows = held.map(({ tuple, releases }) =>
    allowStatement(sid, tuple, actions, endOf(releases)),
  );
  return JSON.stringify(allows).length;
}

/**
 * The fewest Allows that name exactly these tuples, register by register. Tuples of one role and one end share an Allow if they
 * differ in only one register, since one list of values with single values means exactly those tuples. Tuples that differ in
 * two registers stay apart, since two lists mean every pair (docs/key-policies.md, "Many releases"). The Sid of a shared Allow
 * comes from the common part of its tuples, so that a further release changes the statement in its place.
 */
export function mergedAllows(
  list: string,
  held: readonly HeldTuple[],
  actions: readonly string[],
): readonly DesiredAllow[] {
  let left = held;
  const merged: DesiredAllow[] = [];
  for (const register of VARYING) {
    const groups = groupsBy(left, register);
    left = groups.flatMap((group) => (group.length > 1 ? [] : group));
    merged.push(
      ...groups
        .filter((group) => group.length > 1)
        .map((group) => sharedAllow(list, register, group, actions)),
    );
  }
  return [...merged, ...singleAllows(list, left, actions)];
}

/** Tuples that have all but the register in common, and end together. */
function groupsBy(
  held: readonly HeldTuple[],
  register: Register,
): readonly (readonly HeldTuple[])[] {
  const groups = new Map<string, HeldTuple[]>();
  for (const one of held) {
    const { [register]: value, ...rest } = one.tuple.pcrs;
    // If the register is not bound, every tuple is its own group.
    const name = JSON.stringify([
      one.tuple.role,
      rest,
      endOf(one.releases) ?? null,
      value === undefined ? groups.size : null,
    ]);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return [...groups.values()];
}

function sharedAllow(
  list: string,
  register: Register,
  group: readonly HeldTuple[],
  actions: readonly string[],
): DesiredAllow {
  const [first] = group;
  const { role, pcrs } = first?.tuple ?? { role: '', pcrs: {} };
  const end = endOf(first?.releases ?? []);
  const values = group.flatMap(({ tuple }) => tuple.pcrs[register] ?? []).sort();
  const shared = { ...pcrs, [register]: values as readonly PcrValue[] };
  const sid = allowSid(list, { ...pcrs, [register]: 'several', role, until: textOf(end) });
  return { statement: allowStatement(sid, { role, pcrs: shared }, actions, end), held: group };
}

function textOf(end: Instant | undefined): string {
  return end === undefined ? '' : formatInstant(end);
}

/** The releases of several tuples, each once, by id. */
export function releasesOf(held: readonly HeldTuple[]): readonly string[] {
  const ids = held.flatMap(({ releases }) => releases.map(({ id }: Release) => id));
  return [...new Set(ids)].sort();
}
