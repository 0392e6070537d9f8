import type { ProjectedKey, Release } from '../allowlist/allow-list.js';
import type { FollowedList } from '../allowlist/approval/approved-part.js';
import type { Instant } from '../base/instant.js';
import { parseKeyPolicy } from '../iam/policy.js';
import { heldTuples, type IsHeld } from './desired-statements.js';
import { endOf } from './guards.js';
import { ATTESTED_ACTIONS, allowStatement } from './own-statement.js';
import { type CurrentStatement, shapeOf } from './plan-changes.js';
import { coveredPart } from './shape-algebra.js';
import { ownerOfSid } from './sid.js';
import { parseStatementShape, sameShape } from './statement-shape.js';

/**
 * The part of the list that one key follows: the approved releases, and the others that the policy of this key already admits
 * by an Allow of ours. So a change of the approval keys stops no running release, and the list alone adds none, since a list
 * key cannot change a policy. docs/approval.md, "What happens without approvals".
 */
export function followedByKey(
  followed: FollowedList,
  policy: string,
  key: ProjectedKey,
  now: Instant,
): FollowedList {
  const { list, unapproved = [] } = followed;
  if (unapproved.length === 0) return followed;
  const isHeld = alreadyAllowed(parseKeyPolicy(policy).statements, list.list, key);
  const running = unapproved.filter(
    (release) => heldTuples({ ...list, releases: [release] }, key, now, isHeld).length > 0,
  );
  const releases = [...list.releases, ...running].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { ...followed, list: { ...list, releases }, unapproved: running };
}

/** Returns a question: whether our Allows among the statements give a tuple everything that the list would give it now. */
export function alreadyAllowed(
  statements: readonly CurrentStatement[],
  list: string,
  { actions }: ProjectedKey,
): IsHeld {
  const current = statements
    .filter(({ sid }) => ownerOfSid(sid, list) === 'ours')
    .flatMap(({ raw }) => parseStatementShape(raw) ?? []);
  const attested = ATTESTED_ACTIONS.filter((action) => actions.includes(action));
  return (release: Release, tuple) => {
    const wanted = allowStatement('', tuple, attested, endOf([release]));
    const shape = shapeOf(wanted);
    return shape !== undefined && sameShape(coveredPart(shape, current), shape);
  };
}
