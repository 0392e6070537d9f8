import { isNegated } from '../../iam/condition-operators.js';
import { DATA_ACTIONS, isUnknownAction } from '../../iam/kms-actions.js';
import { hasWildcard, matchesArnPattern } from '../../iam/pattern.js';
import type { Condition, PolicyStatement } from '../../iam/policy.js';
import { accountOfPrincipal } from '../../iam/policy-normal-form.js';
import { listed } from './statement-facts.js';

/** The limits of the grants that a principal may make. */
export interface GrantLimit {
  /** Whether a condition keeps the holder from granting data actions to itself. */
  readonly isHeld: boolean;
  /** Whether every condition of the statement is on parameters that the caller of CreateGrant chooses and so can meet. */
  readonly isChosen: boolean;
  /** What the holder can do with grants, or what limits them, as a clause for a message. */
  readonly why: string;
}

/**
 * How the conditions of a statement limit kms:CreateGrant (AWS KMS Developer Guide, "Using condition keys with grants"): to
 * operations that give no data, to grants that AWS services make, or to grantees other than the holder. A grant that allows
 * CreateGrant has no such conditions.
 */
export function grantLimit(statement: PolicyStatement | undefined, holder: string): GrantLimit {
  const all = statement?.conditions ?? [];
  const isChosen = statement !== undefined && all.every(({ key }) => CHOSEN.test(key));
  const conditions = all.filter(holdsWhereAbsent);
  if (conditions.some(allowsHarmlessOnly)) {
    return {
      isHeld: true,
      isChosen,
      why: 'the grants are limited to operations that give no data',
    };
  }
  if (conditions.some(asksForService)) {
    return { isHeld: true, isChosen, why: 'only AWS services may make grants on its behalf' };
  }
  const grantees = conditions
    .filter(({ key }) => /^kms:granteeprincipal$/i.test(key))
    .map(({ values }) => values);
  const [first] = grantees;
  if (first === undefined) {
    return {
      isHeld: false,
      isChosen,
      why: 'a grant gives data actions without an attestation condition to anybody, including the holder',
    };
  }
  // All conditions must match, so one that excludes the holder is enough.
  const isSelf = grantees.every((values) => values.some((value) => mayBe(value, holder)));
  return isSelf
    ? {
        isHeld: false,
        isChosen,
        why: 'kms:GranteePrincipal lets the holder grant itself data actions without an attestation condition',
      }
    : {
        isHeld: true,
        isChosen,
        why: `a grant gives ${listed(first)} data actions without an attestation condition`,
      };
}

/** Parameters of a CreateGrant request. */
const CHOSEN = /^kms:(?:grant|retiring)/i;

/** Positive operators, which compare the value of the key. */
function holdsWhereAbsent(condition: Condition): boolean {
  return !isNegated(condition) && !condition.ifExists && !/^null$/i.test(condition.operator);
}

/** Every CreateGrant request names its operations. One harmless operation of several is not enough. */
function allowsHarmlessOnly({ key, qualifier, operator, values }: Condition): boolean {
  return (
    /^kms:grantoperations$/i.test(key) &&
    qualifier === 'ForAllValues' &&
    /^string(?:equals|equalsignorecase|like)$/i.test(operator) &&
    values.every((value) => {
      const action = `kms:${value}`;
      const gives = [...DATA_ACTIONS, 'kms:CreateGrant'].some(
        (name) => name.toLowerCase() === action.toLowerCase(),
      );
      return !gives && !hasWildcard(value) && !isUnknownAction(action);
    })
  );
}

function asksForService({ key, operator, values }: Condition): boolean {
  return (
    /^kms:grantisforawsresource$/i.test(key) &&
    /^bool$/i.test(operator) &&
    values.every((value) => value.toLowerCase() === 'true')
  );
}

/** Whether a value of kms:GranteePrincipal may mean the holder, who may be an account, a pattern or everybody. */
function mayBe(value: string, holder: string): boolean {
  if (value === holder || hasWildcard(holder) || value.includes('${')) return true;
  if (hasWildcard(value)) return value === '*' || matchesArnPattern(value, holder);
  const [ofValue, ofHolder] = [accountIn(value), accountIn(holder)];
  if (ofValue === undefined || ofValue !== ofHolder) return false;
  const isAccount = [value, holder].some((one) => accountOfPrincipal(one) !== undefined);
  return isAccount || (roleIn(value) !== undefined && roleIn(value) === roleIn(holder));
}

function accountIn(principal: string): string | undefined {
  return accountOfPrincipal(principal) ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(principal)?.[1];
}

/** The name of a role, from the ARN of the role or of one of its sessions. */
function roleIn(principal: string): string | undefined {
  return (
    /:role\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1] ??
    /:assumed-role\/([^/]+)\//.exec(principal)?.[1]
  );
}
