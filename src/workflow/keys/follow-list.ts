import type { AllowList, Release } from '../../allowlist/allow-list.js';
import { approvedPart } from '../../allowlist/approval/approved-part.js';
import type { Unapproved } from '../../allowlist/approval/missing-approvals.js';
import type { RevokeOperation } from '../../allowlist/revoke-step.js';
import type { Warning } from '../../base/errors.js';
import type { DurationMs, Instant } from '../../base/instant.js';
import { ENCLAVE } from '../../format/platform.js';
import { stillAdmitted } from '../../keypolicy/desired-statements.js';
import { foreignStatementsAdmitting } from '../../keypolicy/foreign-statements.js';
import { ACCEPTED_BUT_DENIED } from '../../keypolicy/release-access.js';
import type { Measurements } from '../../measure/pcr.js';
import type { Enclave } from '../list/enclave.js';
import type { ListChange, OpenList } from '../list/open-list.js';
import { unapprovedFailures } from '../list/unapproved-failures.js';
import type { Failure } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { forgetDetachedKeys } from './forget-detached-keys.js';
import { type PlannedKey, planKeys, reconcileKeys } from './key-plans.js';

/** How the keys of a list follow a change. */
export interface FollowRequest {
  readonly isLeftAlone: boolean;
  /** The time after which the lease of another run is taken over. Absent: never. */
  readonly takeOverAfterMs?: DurationMs;
  /**
   * The release that the change ends, and when. The command reports every statement that admits its image after that.
   */
  readonly ends?: { readonly which: RevokeOperation['which']; readonly from: Instant };
}

/** The result for the keys after a change of the list. */
export interface Followed {
  readonly keys: readonly PlannedKey[];
  readonly failures: readonly Failure[];
  readonly warnings: readonly Warning[];
}

/** The message if a refusal of `planAhead` stops the change of the list. */
export const NOT_FOLLOWED = 'nothing was changed, because a key policy could not follow the list';

/** A list before and after a change, with the parts that lack approvals. */
export type ChangedList = Pick<ListChange, 'before' | 'after' | 'id' | 'unapproved' | 'unopened'>;

/** The placeholder for the version of an unsigned list. */
const UNSIGNED = { version: 0, sha256: '' };

const NOTHING: Followed = { keys: [], failures: [], warnings: [] };

/**
 * Plans every key for a list that is about to be written. On failures the list must not be written, because a key could
 * not follow it. Nothing is written.
 */
export async function planAhead(
  next: AllowList,
  unapproved: Unapproved,
  enclave: Enclave,
  ports: ListPorts,
): Promise<Followed> {
  const { id: _, ...followed } = approvedPart({ list: next, id: UNSIGNED, unapproved });
  const keys = await planKeys({ ...followed, id: undefined }, enclave, ports);
  return {
    keys,
    failures: keys.flatMap((key) => key.failures),
    warnings: keys.flatMap((key) => key.warnings),
  };
}

/**
 * Makes the keys follow the list, and reports images that stay admitted. Runs even if the list did not change, so that
 * running the command again completes a run that was interrupted after it wrote the list.
 */
export async function followList(
  list: OpenList,
  { after: whole, id, before, unapproved, unopened }: ChangedList,
  ports: ListPorts,
  { isLeftAlone, ends, takeOverAfterMs }: FollowRequest,
): Promise<Followed> {
  if (whole === undefined || id === undefined) return NOTHING;
  const followed = approvedPart({ list: whole, id, unapproved }, unopened);
  const after = followed.list;
  const lacking = unapprovedFailures(whole, unapproved);
  const ended = ends === undefined ? undefined : endedRelease(before, whole, ends);
  const remains = ended === undefined ? [] : admittedStill(whole, ended);
  if (isLeftAlone || after.projection.keys.length === 0) {
    return { keys: [], failures: [...lacking, ...remains], warnings: [] };
  }
  const keys = await reconcileKeys(
    list,
    followed,
    ports,
    takeOverAfterMs === undefined ? {} : { takeOverAfterMs },
  );
  const held = ended === undefined ? [] : heldByOthers(keys, after, ended);
  const { failures, told } = besideAnEnd(
    keys.flatMap((key) => key.failures),
    ends,
  );
  const warnings = await forgetDetachedKeys(keys, list, ports);
  return {
    keys,
    failures: [...lacking, ...failures, ...remains, ...held],
    warnings: [...keys.flatMap((key) => key.warnings), ...warnings, ...told],
  };
}

/** A statement that stops other releases does not fail the end of a release. It becomes a warning. */
function besideAnEnd(
  failures: readonly Failure[],
  ends: FollowRequest['ends'],
): { readonly failures: readonly Failure[]; readonly told: readonly Warning[] } {
  if (ends === undefined) return { failures, told: [] };
  const isTold = ({ code }: Failure) => code === ACCEPTED_BUT_DENIED;
  return {
    failures: failures.filter((failure) => !isTold(failure)),
    told: failures.filter(isTold).map(({ code, message }) => ({ code, message })),
  };
}

/** The release that a change ended. */
interface EndedRelease {
  readonly id: string;
  readonly measurements: Measurements;
  readonly at: Instant;
}

/** Undefined if the list no longer has the image, as after an earlier revocation. */
function endedRelease(
  before: AllowList | undefined,
  after: AllowList,
  { which, from }: NonNullable<FollowRequest['ends']>,
): EndedRelease | undefined {
  const isMeant = ({ id, measurements }: Release) =>
    'id' in which ? id === which.id : measurements[ENCLAVE.image] === which[ENCLAVE.image];
  const left = after.releases.find(isMeant);
  const release = left ?? before?.releases.find(isMeant);
  if (release === undefined) return undefined;
  const { id, measurements } = release;
  return { id, measurements, at: left?.state === 'retiring' ? left.retireAt : from };
}

/** Warnings about foreign statements in the current policies that keep admitting an image. */
function heldByOthers(
  keys: readonly PlannedKey[],
  { list }: AllowList,
  { id, measurements, at }: EndedRelease,
): readonly Failure[] {
  return keys.flatMap(({ key, plan }) =>
    plan === undefined
      ? []
      : foreignStatementsAdmitting(plan, list, measurements, at).map(
          (sid): Failure => ({
            code: 'still-admitted',
            message: `${key} still admits the image of release ${id} through a foreign statement`,
            at: { object: key, ...(sid === undefined ? {} : { sid }) },
            hint: 'Add the statement to adopt, or remove it.',
          }),
        ),
  );
}

/** Warnings about other releases that keep an image admitted, because PCR0 is not bound. */
function admittedStill(
  after: AllowList,
  { id, measurements, at }: EndedRelease,
): readonly Failure[] {
  return stillAdmitted(after, measurements, at).flatMap(({ key, sid, releases }) => {
    const others = releases.filter((other) => other !== id);
    if (others.length === 0) return [];
    const failure: Failure = {
      code: 'still-admitted',
      message: `${key} still admits the image of release ${id}, which shares its bound PCRs with ${others.join(', ')}`,
      at: { object: key, sid },
      hint: 'Bind PCR0, or also retire the other releases.',
    };
    return [failure];
  });
}
