import { alwaysHasKey, type Caller, callerAnswer, isCallerKey, lacksKey } from './callers.js';
import { conditionTest, hasReadableValues } from './condition-operators.js';
import type { Budget } from './matcher.js';
import type { PolicyStatement } from './policy.js';
import { meansStatement } from './statement-scope.js';

/** Callers of one account that a policy treats alike. */
export interface CallerClass {
  /** The first of them. */
  readonly caller: Caller;
  readonly members: readonly Caller[];
}

/**
 * Groups the callers of each account that no principal and no condition of the statements distinguishes. Incomplete where
 * the budget ran out.
 */
export function callerClasses(
  callers: readonly Caller[],
  statements: readonly PolicyStatement[],
  budget: Budget,
): readonly CallerClass[] {
  const elements = distinct(
    statements.map(({ principals, notPrincipals }) => ({
      ...(principals === undefined ? {} : { principals }),
      ...(notPrincipals === undefined ? {} : { notPrincipals }),
    })),
  );
  const conditions = statements.flatMap((one) => one.conditions);
  const keys = [...new Set(conditions.map(({ key }) => key.toLowerCase()))];
  const asked = distinct(conditions.filter(({ key }) => isCallerKey(key.toLowerCase())))
    .filter(hasReadableValues)
    .map((condition) => ({
      key: condition.key.toLowerCase(),
      holds: conditionTest(condition),
    }));
  const classes = new Map<string, Caller[]>();
  for (const caller of callers) {
    if (budget.left <= 0) break;
    budget.left -= elements.length + asked.length;
    const name = [
      ...[caller.kind, caller.account, caller.isOfAnyAccount, caller.isBeyondIam, ...caller.doubts],
      ...elements.map((one) => meansStatement(one, caller)),
      ...asked.map(({ key, holds }) => holds(callerAnswer(key, caller))),
      ...keys.map((key) => lacksKey(key, caller)),
      ...keys.map((key) => alwaysHasKey(key, caller)),
    ].join('|');
    const there = classes.get(name);
    if (there === undefined) classes.set(name, [caller]);
    else there.push(caller);
  }
  return [...classes.values()].flatMap((members) => {
    const [caller] = members;
    return caller === undefined ? [] : [{ caller, members }];
  });
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((one) => [JSON.stringify(one), one])).values()];
}
