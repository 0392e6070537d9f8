import type { AllowList, ProjectedKey } from '../allowlist/allow-list.js';
import { isAcceptedAt } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import type { Admitted } from '../iam/prove-data.js';

/** The parts of a list that say who may use a key. */
type TupleList = Pick<AllowList, 'projection' | 'releases'>;

/**
 * What a proof found to be admitted beyond the list: another principal, another action, a bound register that is not
 * held, values that no accepted release has together, or longer than the last of its releases. One value of each register
 * at a time: lists of values mean all their pairs.
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

interface ListTuple {
  readonly role: string;
  readonly values: ReadonlyMap<string, string>;
  readonly until: Instant;
}

function listTuples(
  { projection, releases }: TupleList,
  { bind }: ProjectedKey,
  now: Instant,
): readonly ListTuple[] {
  return projection.instanceRoles.flatMap(({ arn, PCR3 }) =>
    releases
      .filter((release) => isAcceptedAt(release, now))
      .map((release): ListTuple => {
        const values = new Map(Object.entries({ ...release.measurements, PCR3 }));
        const until = release.state === 'retiring' ? release.retireAt : Number.POSITIVE_INFINITY;
        return {
          role: arn,
          values: new Map([...values].filter(([name]) => isBound(bind, name))),
          until,
        };
      })
      .filter(({ values }) => values.size === bind.length),
  );
}

function isListed(
  { principal, actions, registers, until = Number.POSITIVE_INFINITY }: Admitted,
  tuples: readonly ListTuple[],
  key: ProjectedKey | undefined,
): boolean {
  if (key === undefined || actions.some((action) => !key.actions.includes(action))) return false;
  const lists = key.bind.map((register) => registers[register]);
  if (lists.some((values) => values === undefined)) return false;
  const pairs = lists.reduce((product, values) => product * (values?.length ?? 0), 1);
  const meant = new Set(
    tuples
      .filter((tuple) => tuple.role === principal && until <= tuple.until)
      .filter(({ values }) => hasValues(registers, values))
      .map(({ values }) => JSON.stringify([...values].sort())),
  );
  // Each pair is one tuple: as many of the list as there are pairs.
  return meant.size === pairs;
}

function hasValues(registers: Admitted['registers'], values: ReadonlyMap<string, string>): boolean {
  for (const [name, value] of values) if (registers[name]?.includes(value) !== true) return false;
  return true;
}

function isBound(bind: readonly string[], name: string): boolean {
  return bind.includes(name);
}
