import type { AllowList, ProjectedKey } from '../../allowlist/allow-list.js';
import { CodedError } from '../../base/errors.js';
import type { KeyTarget } from '../../keypolicy/apply-key.js';
import { assessKeyPolicy } from '../../keypolicy/assess-key-policy.js';
import { otherStatements } from '../../keypolicy/other-lists.js';
import { projectedKey } from '../../keypolicy/projected-key.js';
import type { Enclave } from '../list/enclave.js';
import type { ListPorts } from '../ports.js';
import { type OtherLists, readOtherLists } from './read-other-lists.js';

/** A key that follows the list, with its entry in the list. */
export interface ListedTarget {
  readonly target: KeyTarget;
  readonly key: ProjectedKey;
}

/** A key that could not be opened, or with an unknown multi-Region set. */
export interface UnopenedKey {
  readonly key: string;
  readonly as?: string;
  readonly error: CodedError;
}

/**
 * Opens the keys of a list. For a multi-Region key, primary or replica, opens all keys of its set: each has its own
 * policy, which KMS does not synchronize (AWS KMS Developer Guide, "Multi-Region keys"). Keys that the list does not
 * name follow the entry of the named key.
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
      // The key itself continues, because a revocation must not wait for keys that cannot be read.
      unopened.push({ key: `the other keys of ${key}`, as: key, error: coded(error) });
    }
  }
  return { targets, unopened, otherLists };
}

/** Only the ids of multi-Region keys have this prefix (AWS KMS Developer Guide, "Key identifiers"). */
function isMultiRegion(key: string): boolean {
  return key.includes(':key/mrk-');
}

/**
 * `as` is the key of the configuration with the settings, if it is another key. A key that is being removed from the
 * list need not be in the configuration.
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
