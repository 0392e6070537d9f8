import type { AllowList, Release } from '../../allowlist/allow-list.js';
import type { Warning } from '../../base/errors.js';
import type { Instant } from '../../base/instant.js';
import { stillAdmitted } from '../../keypolicy/desired-statements.js';
import { foreignStatementsAdmitting } from '../../keypolicy/foreign-statements.js';
import type { Enclave } from '../list/enclave.js';
import type { ListChange, OpenList } from '../list/open-list.js';
import type { Failure } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { forgetDetachedKeys } from './forget-detached-keys.js';
import { type PlannedKey, planKeys, reconcileKeys } from './key-plans.js';

/** How the keys of a list are to follow a change of it. */
export interface FollowRequest {
  readonly isLeftAlone: boolean;
  /** Releases that are meant to end, and when: the command reports whatever admits their images after that. */
  readonly endsFrom?: Instant | 'at-once';
}

/** What became of the keys after a change of the list. */
export interface Followed {
  readonly keys: readonly PlannedKey[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly Warning[];
}

/** Said where a refusal of `planAhead` keeps the list from being written. */
export const NOT_FOLLOWED = 'nothing was changed: a key policy could not follow the list';

const NOTHING: Followed = { keys: [], failures: [], warnings: [] };

/**
 * Plans every key for a list that is about to be written: failures mean that it must not be, since a key would not know
 * what it allows. Nothing is written.
 */
export async function planAhead(
  next: AllowList,
  enclave: Enclave,
  ports: ListPorts,
): Promise<Followed> {
  const keys = await planKeys(next, undefined, enclave, ports);
  return {
    keys,
    failures: keys.flatMap((key) => key.failures),
    warnings: keys.flatMap((key) => key.warnings),
  };
}

/**
 * Makes the keys follow the list, and reports which images stay admitted all the same. Also where the list did not change:
 * a run that was cut off after it had written the list is so completed by running it again.
 */
export async function followList(
  list: OpenList,
  { after, id, before }: Pick<ListChange, 'before' | 'after' | 'id'>,
  ports: ListPorts,
  { isLeftAlone, endsFrom }: FollowRequest,
): Promise<Followed> {
  if (after === undefined || id === undefined) return NOTHING;
  const remains =
    endsFrom === undefined
      ? []
      : admittedStill(before, after, endsFrom === 'at-once' ? ports.now : endsFrom);
  if (isLeftAlone || after.projection.keys.length === 0) {
    return { keys: [], failures: remains, warnings: [] };
  }
  const keys = await reconcileKeys(list, { list: after, id }, ports, 0);
  const held =
    endsFrom === undefined
      ? []
      : heldByOthers(keys, before, after, endsFrom === 'at-once' ? ports.now : endsFrom);
  const warnings = await forgetDetachedKeys(keys, list, ports);
  return {
    keys,
    failures: [...keys.flatMap((key) => key.failures), ...remains, ...held],
    warnings: [...keys.flatMap((key) => key.warnings), ...warnings],
  };
}

/** What is said of images that statements which are not ours keep admitted, in the policies as they are now. */
function heldByOthers(
  keys: readonly PlannedKey[],
  before: AllowList | undefined,
  after: AllowList,
  at: Instant,
): readonly Failure[] {
  return keys.flatMap(({ key, plan }) =>
    plan === undefined
      ? []
      : endingReleases(before, after).flatMap(({ id, measurements }) =>
          foreignStatementsAdmitting(plan, after.list, measurements, at).map(
            (sid): Failure => ({
              code: 'still-admitted',
              message: `${key} still admits the image of release ${id} by a statement that is not ours`,
              at: { object: key, ...(sid === undefined ? {} : { sid }) },
              hint: 'Name the statement under adopt, or remove it.',
            }),
          ),
        ),
  );
}

/** Releases that are on their way out, or went in this change. */
function endingReleases(before: AllowList | undefined, after: AllowList): readonly Release[] {
  const active = new Set(
    after.releases.filter(({ state }) => state === 'active').map(({ id }) => id),
  );
  return (before?.releases ?? []).filter(({ id }) => !active.has(id));
}

/** What is said of images that other releases keep admitted, because PCR0 is not bound. */
function admittedStill(
  before: AllowList | undefined,
  after: AllowList,
  at: Instant,
): readonly Failure[] {
  return endingReleases(before, after).flatMap(({ id, measurements }) =>
    stillAdmitted(after, measurements, at).map(
      ({ key, sid, releases }): Failure => ({
        code: 'still-admitted',
        message: `${key} still admits the image of release ${id}, which shares its bound PCRs with ${releases.join(', ')}`,
        at: { object: key, sid },
        hint: 'Bind PCR0, or retire the other releases too.',
      }),
    ),
  );
}
