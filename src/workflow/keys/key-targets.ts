import type { AllowList, ProjectedKey } from '../../allowlist/allow-list.js';
import { CodedError } from '../../base/errors.js';
import type { KeyTarget } from '../../keypolicy/apply-key.js';
import { assessKeyPolicy } from '../../keypolicy/assess-key-policy.js';
import { otherStatements } from '../../keypolicy/other-lists.js';
import { projectedKey } from '../../keypolicy/projected-key.js';
import type { Enclave } from '../list/enclave.js';
import type { ListPorts } from '../ports.js';
import { type OtherLists, readOtherLists } from './read-other-lists.js';

/** A key that is to follow the list, with what the list says of it. */
export interface ListedTarget {
  readonly target: KeyTarget;
  readonly key: ProjectedKey;
}

/** A key that could not be opened, or whose multi-Region set is unknown. */
export interface UnopenedKey {
  readonly key: string;
  readonly as?: string;
  readonly error: CodedError;
}

/**
 * The keys of a list with what it takes to work on them. Of a multi-Region key, primary or replica, all keys of its set:
 * each has a policy of its own, which KMS does not carry over (AWS KMS Developer Guide, "Multi-Region keys"). Those that
 * the list does not name follow the entry of the one that it does.
 */
export async function keyTargets(
  list: Pick<AllowList, 'projection'>,
  enclave: Enclave,
  ports: ListPorts,
): Promise<{
  readonly targets: readonly ListedTarget[];
  readonly unopened: readonly UnopenedKey[];
  readonly otherLists: OtherLists;
}> {
  const otherLists = await readOtherLists(enclave, ports);
  const targets: ListedTarget[] = [];
  const unopened: UnopenedKey[] = [];
  const detached = list.projection.keys.filter((key) => key.detached === true);
  const leaving = new Set(detached.map(({ key }) => key));
  const taken = new Set(list.projection.keys.map(({ key }) => key));
  const open = async (key: string, as: string | undefined): Promise<KeyTarget | undefined> => {
    try {
      const isLeaving = leaving.has(as ?? key);
      const target = await keyTarget(key, as, isLeaving, enclave, otherLists.lists, ports);
      targets.push({ target, key: projectedKey(list, target) });
      return target;
    } catch (error) {
      unopened.push({ key, ...(as === undefined ? {} : { as }), error: coded(error) });
      return undefined;
    }
  };
  for (const { key } of list.projection.keys) {
    const target = await open(key, undefined);
    if (target === undefined || !isMultiRegion(key)) continue;
    try {
      const others = (await target.port.describe())?.multiRegion?.keys ?? [];
      for (const other of others.filter((arn) => !taken.has(arn))) {
        taken.add(other);
        await open(other, key);
      }
    } catch (error) {
      // The key itself goes on: a revocation does not wait for what cannot be read.
      unopened.push({ key: `the other keys of ${key}`, as: key, error: coded(error) });
    }
  }
  return { targets, unopened, otherLists };
}

/** The ids of multi-Region keys, and of no others, begin so (AWS KMS Developer Guide, "Key identifiers"). */
function isMultiRegion(key: string): boolean {
  return key.includes(':key/mrk-');
}

/**
 * `as` is the key of the configuration whose settings count, where it is another one. A key that is leaving the list need not be
 * in the configuration any more.
 */
async function keyTarget(
  key: string,
  as: string | undefined,
  isLeaving: boolean,
  enclave: Enclave,
  otherLists: readonly AllowList[],
  ports: ListPorts,
): Promise<KeyTarget> {
  const configured = enclave.configuration.keys.find((one) => one.key === (as ?? key));
  const isUnconfigured = configured === undefined && !isLeaving;
  const assumeRole = configured?.['assume-role'];
  const administrators = configured?.administrators ?? [];
  const probeRole = configured?.['probe-role'];
  return {
    port: await ports.openKeyPolicy(key, enclave.file, assumeRole),
    ...(as === undefined ? {} : { as }),
    rules: {
      adopt: configured?.adopt ?? [],
      accept: configured?.accept ?? [],
      ...(isUnconfigured ? { isUnconfigured } : {}),
    },
    otherLists,
    assessor: ({ description, grants }, { list }, projected, now) => {
      const others = otherStatements(otherLists, projected.key, now);
      const facts = { description, grants, administrators, list, key: projected, others, now };
      return (policy, parsed) => assessKeyPolicy(policy, facts, parsed);
    },
    ...(probeRole === undefined ? {} : { probe: await ports.openKeyProbe(key, probeRole) }),
  };
}

function coded(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  throw error;
}
