import type { Instant } from '../base/instant.js';
import type { PlainJson } from '../format/strict-json.js';
import type { PolicyStatement } from '../iam/policy.js';
import { desiredStatements, type ProjectedList } from './desired-statements.js';
import type { OwnStatement } from './own-statement.js';
import { DENY_DEBUG_SID } from './sid.js';
import { parseStatementShape, sameShape } from './statement-shape.js';

/**
 * The statements that other lists require on a key at `now`, except the Deny of debug mode, which all lists share. The caller
 * must verify that the lists are in force. A key of a multi-Region set that a list does not name follows the entry of another
 * key of its set, as in `reconcile`.
 */
export function otherStatements(
  lists: readonly ProjectedList[],
  key: string,
  now: Instant,
): readonly OwnStatement[] {
  return lists.flatMap((list) => {
    const { keys } = list.projection;
    const entry =
      keys.find((one) => one.key === key) ?? keys.find((one) => isOfSameSet(one.key, key));
    if (entry === undefined) return [];
    return desiredStatements(list, entry, now)
      .statements.map(({ statement }) => statement)
      .filter(({ Sid }) => Sid !== DENY_DEBUG_SID);
  });
}

/**
 * Whether a statement is one of these: it has the same Sid and the same form. A Sid alone proves nothing, since the writer of
 * the policy chooses it.
 */
export function isOneOf(
  { sid, raw }: Pick<PolicyStatement, 'sid' | 'raw'>,
  others: readonly OwnStatement[],
): boolean {
  const same = others.filter(({ Sid }) => Sid === sid);
  if (same.length === 0) return false;
  const shape = parseStatementShape(raw);
  // An OwnStatement is JSON by its type.
  return same.some((one) => sameShape(shape, parseStatementShape(one as unknown as PlainJson)));
}

/** Keys of one multi-Region set differ only in their region (AWS KMS Developer Guide, "Multi-Region keys"). */
function isOfSameSet(a: string, b: string): boolean {
  const [setOfA, setOfB] = [multiRegionSet(a), multiRegionSet(b)];
  return setOfA !== undefined && setOfA === setOfB;
}

function multiRegionSet(key: string): string | undefined {
  const [, partition, account, id] =
    /^arn:([^:]+):kms:[^:]+:(\d{12}):key\/(mrk-.+)$/.exec(key) ?? [];
  return id === undefined ? undefined : `${partition} ${account} ${id}`;
}
