import { hasWildcard } from './pattern.js';
import type { PolicyStatement, Principal } from './policy.js';
import { accountOfPrincipal } from './policy-normal-form.js';

/** Somebody who asks: a principal of IAM, or one that stands for all of an account that the policy does not name. */
export interface Caller {
  readonly kind: Principal['kind'];
  /** What `aws:PrincipalArn` says of it, or the name of a service. */
  readonly value: string;
  readonly account?: string;
  /** Set where it stands for everybody whom the policy does not name: `*`, or the account's root ARN. */
  readonly standsFor?: string;
}

/** An account that a policy does not name. */
const OTHER_ACCOUNT = '999999999999';
const OTHER_ROLE = 'role/any-other-role';

/** KMS shows a principal that was deleted by its unique id: nobody is that any more. */
export function isDeletedPrincipal(value: string): boolean {
  return /^A(?:ID|RO)A[A-Z0-9]+$/.test(value);
}

/**
 * Everybody who can differ for a policy: each principal that it names, in statements or by `aws:PrincipalArn`, and for
 * each account that it names, and for one that it does not, somebody whom it does not name.
 */
export function callersOf(
  statements: readonly PolicyStatement[],
  account: string | undefined,
): readonly Caller[] {
  const named = statements.flatMap(({ principals = [], notPrincipals = [], conditions }) => [
    ...principals,
    ...notPrincipals,
    ...conditions
      .filter(({ key }) => key.toLowerCase() === 'aws:principalarn')
      .flatMap(({ values }) => values.map(instanceOfPattern))
      .map((value): Principal => ({ kind: 'AWS', value })),
  ]);
  const accountsInConditions = statements
    .flatMap(({ conditions }) => conditions.flatMap(({ values }) => values))
    .filter((value) => /^\d{12}$/.test(value));
  const specific = named.filter(isSpecific).map(callerOf);
  const accounts = new Set([
    ...(account === undefined ? [] : [account]),
    ...named.flatMap(({ kind, value }) => (kind === 'AWS' ? (accountIn(value) ?? []) : [])),
    ...accountsInConditions,
  ]);
  const others = [...accounts].map((id) => otherOf(id, specific));
  const stranger: Caller = { ...otherOf(OTHER_ACCOUNT, specific), standsFor: '*' };
  return distinct([...others, stranger, ...specific]);
}

/** Those of the callers to whom an Allow with this principal may apply; one that stands for the rest comes first. */
export function callersFor(principal: Principal, all: readonly Caller[]): readonly Caller[] {
  if (principal.kind !== 'AWS') return [callerOf(principal)];
  if (principal.value === '*') {
    const stranger = all.filter(({ standsFor }) => standsFor === '*');
    return [...stranger, ...all.filter(({ standsFor }) => standsFor !== '*')];
  }
  const account = accountOfPrincipal(principal.value);
  if (account === undefined) {
    return isDeletedPrincipal(principal.value) ? [] : [callerOf(principal)];
  }
  return all.filter((caller) => caller.kind === 'AWS' && caller.account === account);
}

/**
 * Whether a principal of a statement means this caller; undefined where this is unknown. An account means everybody
 * in it, and a role all of its sessions; one session is not all of a role.
 */
export function meansCaller(principal: Principal, caller: Caller): boolean | undefined {
  const { kind, value } = principal;
  if (kind === 'AWS' && value === '*') return true;
  if (kind !== caller.kind) return false;
  if (value === caller.value) return true;
  if (kind !== 'AWS' || isDeletedPrincipal(value)) return false;
  const account = accountOfPrincipal(value);
  if (account !== undefined) return account === caller.account;
  if (hasWildcard(value) || !value.startsWith('arn:')) return undefined;
  return meansSession(value, caller.value);
}

/** A role ARN, and the ARN of one of its sessions, which leaves out the role's path. */
function meansSession(roleArn: string, sessionArn: string): boolean | undefined {
  const [, account, name] =
    /^arn:[^:]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(sessionArn) ?? [];
  const [, owner, path, role] =
    /^arn:[^:]+:iam::(\d{12}):role\/(.*\/)?([^/]+)$/.exec(roleArn) ?? [];
  if (account === undefined || account !== owner || name !== role) return false;
  return path === undefined ? true : undefined;
}

function callerOf({ kind, value }: Principal): Caller {
  const account = kind === 'AWS' ? accountIn(value) : undefined;
  return { kind, value, ...(account === undefined ? {} : { account }) };
}

function otherOf(account: string, specific: readonly Caller[]): Caller {
  const taken = new Set(specific.map(({ value }) => value));
  let value = `arn:aws:iam::${account}:${OTHER_ROLE}`;
  while (taken.has(value)) value += '-';
  return { kind: 'AWS', value, account, standsFor: `arn:aws:iam::${account}:root` };
}

/** One caller, and not all of an account or everybody. */
function isSpecific({ kind, value }: Principal): boolean {
  if (kind !== 'AWS') return true;
  return (
    value !== '*' && !hasWildcard(value) && !isDeletedPrincipal(value) && !/^\d{12}$/.test(value)
  );
}

function instanceOfPattern(pattern: string): string {
  return pattern.replaceAll('*', 'any').replaceAll('?', 'x');
}

function accountIn(value: string): string | undefined {
  return accountOfPrincipal(value) ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
}

function distinct(callers: readonly Caller[]): readonly Caller[] {
  return [...new Map(callers.map((caller) => [`${caller.kind} ${caller.value}`, caller])).values()];
}
