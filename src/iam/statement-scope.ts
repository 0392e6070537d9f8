import { type Caller, callerOf, meansCaller } from './callers.js';
import { KNOWN_ACTIONS } from './kms-actions.js';
import { hasWildcard, matchesPattern } from './pattern.js';
import type { Condition, PolicyStatement, Principal } from './policy.js';
import { accountOfPrincipal } from './policy-normal-form.js';

/** Whether the statement's Action or NotAction means the action. */
export function coversAction({ actions, notActions }: PolicyStatement, action: string): boolean {
  if (actions !== undefined) return anyMeansAction(actions, action);
  return notActions !== undefined && !anyMeansAction(notActions, action);
}

/** The patterns of an element in lower case, prepared for many actions. */
interface ActionIndex {
  readonly names: ReadonlySet<string>;
  readonly wild: readonly string[];
}

const LOWER_NAMES: ReadonlyMap<string, string> = new Map(
  KNOWN_ACTIONS.map((action) => [action, action.toLowerCase()]),
);

const ACTION_INDEXES = new WeakMap<readonly string[], ActionIndex>();

/** As `matchesAction`. */
function anyMeansAction(patterns: readonly string[], action: string): boolean {
  let index = ACTION_INDEXES.get(patterns);
  if (index === undefined) {
    const lower = patterns.map((pattern) => pattern.toLowerCase());
    index = { names: new Set(lower), wild: lower.filter(hasWildcard) };
    ACTION_INDEXES.set(patterns, index);
  }
  const name = LOWER_NAMES.get(action) ?? action.toLowerCase();
  return index.names.has(name) || index.wild.some((pattern) => matchesPattern(pattern, name));
}

/**
 * Whether a statement's Principal or NotPrincipal means the caller. A NotPrincipal certainly exempts only a caller that it
 * names together with the caller's account (IAM User Guide, "NotPrincipal"). Else undefined.
 */
export function meansStatement(
  { principals, notPrincipals }: Pick<PolicyStatement, 'principals' | 'notPrincipals'>,
  caller: Caller,
): boolean | undefined {
  if (principals !== undefined) return anyMeans(principals, caller);
  if (notPrincipals === undefined) return false;
  const named = anyMeans(
    notPrincipals.filter(({ value }) => accountOfPrincipal(value) === undefined),
    caller,
  );
  const account = notPrincipals.some(({ value }) => accountOfPrincipal(value) === caller.account);
  if (named === false && !account) return true;
  const isAlone = caller.kind !== 'AWS' || notPrincipals.some(({ value }) => value === '*');
  return named && (account || isAlone) ? false : undefined;
}

/** Principals prepared for many callers: those that one lookup answers, and the others. */
interface PrincipalIndex {
  readonly names: ReadonlySet<string>;
  readonly others: readonly Principal[];
}

const INDEXES = new WeakMap<readonly Principal[], PrincipalIndex>();

function indexOf(principals: readonly Principal[]): PrincipalIndex {
  const there = INDEXES.get(principals);
  if (there !== undefined) return there;
  const names = new Set<string>();
  const others = new Map<string, Principal>();
  for (const principal of principals) {
    const { kind, value } = principal;
    const { type, account, session } = callerOf(principal);
    names.add(`${kind} ${value}`);
    // Only the account of a user matters for the sessions that it may have made.
    if (kind === 'AWS' && type === 'user' && !hasWildcard(value))
      others.set(`user ${account}`, principal);
    else if (kind === 'AWS' && (type !== 'role' || session !== undefined || hasWildcard(value))) {
      others.set(value, principal);
    }
  }
  const index = { names, others: [...others.values()] };
  INDEXES.set(principals, index);
  return index;
}

function anyMeans(principals: readonly Principal[], caller: Caller): boolean | undefined {
  const { names, others } = indexOf(principals);
  if (names.has(`${caller.kind} ${caller.value}`)) return true;
  let unclear = false;
  for (const principal of others) {
    const means = meansCaller(principal, caller);
    if (means) return true;
    if (means === undefined) unclear = true;
  }
  return unclear ? undefined : false;
}

/** The principals that an Allow names. With NotPrincipal everybody, minus those that `meansStatement` excludes. */
export function namedPrincipals({
  principals,
  notPrincipals,
}: PolicyStatement): readonly Principal[] {
  if (principals !== undefined) return principals;
  return notPrincipals === undefined ? [] : [{ kind: 'AWS', value: '*' }];
}

/**
 * Whether a statement is about the key. `hangsOn` where a policy variable in its Resource decides that by standing for the
 * rest of the key's ARN. Undefined where this is unknown, for example without the ARN of the key.
 */
export function meansKey(
  { resources, notResources }: PolicyStatement,
  arn: string | undefined,
): boolean | { readonly hangsOn: Condition } | undefined {
  const patterns = resources ?? notResources;
  if (patterns === undefined) return false;
  if (patterns.some((one) => /^\*+$/.test(one))) return resources !== undefined;
  if (arn === undefined) return undefined;
  const plain = patterns.filter((one) => !one.includes('${'));
  if (plain.some((one) => matchesPattern(one, arn))) return resources !== undefined;
  const variable = patterns.filter((one) => mayMean(one, arn));
  if (variable.length === 0) return resources === undefined;
  const [one, ...more] = variable.map((pattern) => variableIn(pattern, arn));
  if (one === undefined || more.length > 0 || resources === undefined) return undefined;
  return { hangsOn: one };
}

/** Whether it has variables and can mean the key for some of their values. */
function mayMean(pattern: string, arn: string): boolean {
  if (!pattern.includes('${')) return false;
  return matchesPattern(pattern.replace(/\$\{[^}]*\}?/g, '*'), arn);
}

/** The value that the only variable of a Resource must have, as a condition. */
function variableIn(pattern: string, arn: string): Condition | undefined {
  const [, before = '', key = '', after = ''] =
    /^([^$]*)\$\{((?:aws|kms):[^}$,*?'\s]+)\}([^$]*)$/i.exec(pattern) ?? [];
  if (key === '' || hasWildcard(before + after)) return undefined;
  // Variables count only after the fifth colon (IAM User Guide, "Policy elements: Variables").
  if (before.split(':').length < 6) return undefined;
  const value = arn.slice(before.length, arn.length - after.length);
  return { operator: 'StringEquals', ifExists: false, key, values: [value] };
}
