import { isNegated } from '../../iam/condition-operators.js';
import { DATA_ACTIONS, isUnknownAction } from '../../iam/kms-actions.js';
import { hasWildcard, matchesArnPattern } from '../../iam/pattern.js';
import type { Condition, PolicyStatement } from '../../iam/policy.js';
import { accountOfPrincipal } from '../../iam/policy-normal-form.js';
import { listed } from './statement-facts.js';

/** What holds the grants that somebody may make. */
export interface GrantLimit {
  /** Whether a condition keeps the holder from granting data actions to itself. */
  readonly isHeld: boolean;
  /** Whether the statement has no condition but on what the caller of CreateGrant chooses: then all of them can be met. */
  readonly isChosen: boolean;
  /** What the holder can do with grants, or what holds them, as half a sentence. */
  readonly why: string;
}

/**
 * How the conditions of a statement hold kms:CreateGrant (AWS KMS Developer Guide, "Using condition keys with grants"). They
 * hold it by operations that give no data, by AWS services that make the grant, or by grantees of whom the holder is none. A
 * grant that allows CreateGrant has no such conditions.
 */
export function grantLimit(statement: PolicyStatement | undefined, holder: string): GrantLimit {
  const all = statement?.conditions ?? [];
  const isChosen = statement !== undefined && all.every(({ key }) => CHOSEN.test(key));
  const conditions = all.filter(holdsWhereAbsent);
  if (conditions.some(allowsHarmlessOnly)) {
    return { isHeld: true, isChosen, why: 'the grants are held to operations that give no data' };
  }
  if (conditions.some(asksForService)) {
    return { isHeld: true, isChosen, why: 'AWS services may make grants in that name' };
  }
  const grantees = conditions
    .filter(({ key }) => /^kms:granteeprincipal$/i.test(key))
    .map(({ values }) => values);
  const [first] = grantees;
  if (first === undefined) {
    return {
      isHeld: false,
      isChosen,
      why: 'a grant gives data actions that no attestation condition holds, to anybody, the holder included',
    };
  }
  // Conditions hold together: one that leaves the holder out is enough.
  const isSelf = grantees.every((values) => values.some((value) => mayBe(value, holder)));
  return isSelf
    ? {
        isHeld: false,
        isChosen,
        why: 'kms:GranteePrincipal lets the holder grant itself data actions that no attestation condition holds',
      }
    : {
        isHeld: true,
        isChosen,
        why: `a grant gives ${listed(first)} data actions that no attestation condition holds`,
      };
}

/** Parameters of a CreateGrant request. */
const CHOSEN = /^kms:(?:grant|retiring)/i;

/** Positive, so that it asks for the key's value. */
function holdsWhereAbsent(condition: Condition): boolean {
  return !isNegated(condition) && !condition.ifExists && !/^null$/i.test(condition.operator);
}

/** CreateGrant names its operations in every request; one of several is not enough. */
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

/** The name of a role, of the role itself or of one of its sessions. */
function roleIn(principal: string): string | undefined {
  return (
    /:role\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1] ??
    /:assumed-role\/([^/]+)\//.exec(principal)?.[1]
  );
}
