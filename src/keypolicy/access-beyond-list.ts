import type { AllowList, ProjectedKey } from '../allowlist/allow-list.js';
import { isAcceptedAt } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { Admitted } from '../iam/prove-data.js';

/** The parts of a list that decide who may use a key. */
type TupleList = Pick<AllowList, 'projection' | 'releases'>;

/**
 * The access that a proof found beyond the list: another principal, another action, a bound register without a condition,
 * values that no accepted release has together, or access for longer than the last of its releases. Each combination of one
 * value per register counts, since lists of values mean all their pairs.
 */
export function accessBeyondList(
  admitted: readonly Admitted[],
  list: TupleList,
  key: ProjectedKey | undefined,
  now: Instant,
): readonly Admitted[] {
  const tuples = key === undefined || key.detached === true ? [] : listTuples(list, key, now);
  return admitted.filter((one) => !isListed(one, tuples, key));
}

/**
 * The ways whose registers are wider than the list, among those that a proof found: a bound register is not held, no accepted
 * release has these values together, or the way lasts longer than the list accepts them. The guards of two registers admit any
 * pair of their values, and have no date. The principal and the actions do not count here: for a way that only guards hold, the
 * statement that admits the caller decides them.
 */
export function registersBeyondList(
  admitted: readonly Admitted[],
  list: TupleList,
  key: ProjectedKey | undefined,
  now: Instant,
): readonly Admitted[] {
  if (key === undefined || key.detached === true || admitted.length === 0) return [];
  const tuples = listTuples(list, key, now);
  return admitted.filter((one) => !namesListedTuples(one, tuples, key));
}

interface ListTuple {
  readonly role: string;
  /** The bound registers, in the order of the key. */
  readonly values: readonly (readonly [string, string])[];
  /** The same for tuples that differ only in their role. */
  readonly name: string;
  readonly until: Instant;
}

function listTuples(
  { projection, releases }: TupleList,
  { bind }: ProjectedKey,
  now: Instant,
): readonly ListTuple[] {
  const accepted = releases.filter((release) => isAcceptedAt(release, now));
  return projection.instanceRoles.flatMap(({ arn, [ENCLAVE.role]: rolePcr }) =>
    accepted.flatMap((release): readonly ListTuple[] => {
      const values: [string, string][] = [];
      for (const name of bind) {
        const value = name === ENCLAVE.role ? rolePcr : release.measurements[name];
        if (value === undefined) return [];
        values.push([name, value]);
      }
      const until = release.state === 'retiring' ? release.retireAt : Number.POSITIVE_INFINITY;
      return [{ role: arn, values, name: JSON.stringify(values), until }];
    }),
  );
}

function isListed(
  one: Admitted,
  tuples: readonly ListTuple[],
  key: ProjectedKey | undefined,
): boolean {
  const { principal, actions } = one;
  if (key === undefined || actions.some((action) => !key.actions.includes(action))) return false;
  const ofPrincipal = tuples.filter((tuple) => tuple.role === principal);
  return namesListedTuples(one, ofPrincipal, key);
}

function namesListedTuples(
  { registers, until = Number.POSITIVE_INFINITY }: Admitted,
  tuples: readonly ListTuple[],
  key: ProjectedKey,
): boolean {
  const lists = key.bind.map((register) => registers[register]);
  if (lists.some((values) => values === undefined)) return false;
  const pairs = lists.reduce((product, values) => product * (values?.length ?? 0), 1);
  const meant = new Set(
    tuples
      .filter((tuple) => until <= tuple.until)
      .filter(({ values }) => hasValues(registers, values))
      .map(({ name }) => name),
  );
  // Each pair is one tuple, so the list must have as many tuples as there are pairs.
  return meant.size === pairs;
}

function hasValues(registers: Admitted['registers'], values: ListTuple['values']): boolean {
  return values.every(([name, value]) => registers[name]?.includes(value) === true);
}
