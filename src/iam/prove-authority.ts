import type { Caller } from './callers.js';
import { type HolderName, HolderNames } from './holder-names.js';
import { authorityActions } from './kms-actions.js';
import type { Path, PathFacts, Paths, Source } from './paths.js';
import { accountOfPrincipal } from './policy-normal-form.js';
import { NO_GRANTS_ASSUMED, UNREAD_GRANTS_DOUBT } from './prove-data.js';

/**
 * A principal that can give others access to the data. `principal` is the ARN of a role or user, a pattern of the document,
 * the root ARN of an account for everybody that its IAM policies name, a service, or `*`.
 */
export interface Holder extends HolderName {
  readonly actions: readonly string[];
  /** The sources of the authority, each with its actions. */
  readonly by: readonly { readonly source: Source; readonly actions: readonly string[] }[];
  /** Conditions that were not understood and decide about it. Empty where it is certain. */
  readonly doubts: readonly string[];
}

/** Who holds authority over a key. */
export interface AuthorityProof {
  /** In the order of the document. */
  readonly holders: readonly Holder[];
  /** What is unknown: the grants, or the remaining cases. */
  readonly unknown: readonly string[];
  /** Assumptions of the answer that could not be checked. */
  readonly assumptions: readonly string[];
}

/**
 * Proves who can change access to the data: with PutKeyPolicy, CreateGrant, RevokeGrant, ReplicateKey, UpdatePrimaryRegion
 * and ImportKeyMaterial, where keys of this kind have them, minus what every Deny removes. A named account means everybody
 * that its IAM policies name. Its root ARN is the holder. Where Denies leave only a part of the account, the holders are
 * the patterns that match this part.
 */
export function proveAuthority(
  paths: Paths,
  { policy, description, grants }: PathFacts,
): AuthorityProof {
  const names = new HolderNames(policy);
  const holders = new Map<string, Gathered>();
  for (const action of authorityActions(description)) {
    for (const held of heldOf(paths, names, paths.pathsOf(action)))
      addHolder(holders, held, action);
  }
  const unknown = [
    ...(grants === undefined ? [UNREAD_GRANTS_DOUBT] : []),
    ...(paths.exhausted === undefined ? [] : [paths.exhausted]),
  ];
  const assumptions = grants === 'assumed-none' ? [NO_GRANTS_ASSUMED] : [];
  return { holders: [...holders.values()].map(holderOf), unknown, assumptions };
}

interface Held {
  readonly name: HolderName;
  readonly source: Source;
  readonly doubts: readonly string[];
}

/** The holders, by source and principal. Where a whole account passes, its members are not listed separately. */
function heldOf(paths: Paths, names: HolderNames, all: readonly Path[]): readonly Held[] {
  const bySource = new Map<string, Path[]>();
  for (const path of all) {
    const name = JSON.stringify([path.source, path.principal]);
    bySource.set(name, [...(bySource.get(name) ?? []), path]);
  }
  return [...bySource.values()].flatMap((group) => heldOfPrincipal(paths, names, group));
}

interface Passing {
  readonly path: Path;
  readonly doubts: readonly string[];
}

function heldOfPrincipal(
  paths: Paths,
  names: HolderNames,
  group: readonly Path[],
): readonly Held[] {
  const passing = group.flatMap((path): readonly Passing[] => {
    const cases = paths.cases(path, 'none');
    if (cases.length === 0) return [];
    const isSure = cases.some(({ doubts }) => doubts.length === 0);
    const doubts = isSure ? [] : [...new Set(cases.flatMap((one) => one.doubts))];
    return [{ path, doubts }];
  });
  const sure = passing.filter(({ doubts }) => doubts.length === 0);
  const own = sure.find(({ path: { principal, caller } }) => isItself(principal.value, caller));
  if (own !== undefined) return [heldAs(names.name(own.path.caller), own)];
  const whole = wholeAccounts(names, sure);
  const isWhole = whole.find(({ name }) => name.principal === '*');
  if (isWhole !== undefined) return [isWhole];
  const covered = new Set(whole.map(({ name }) => accountOfPrincipal(name.principal)));
  const others = passing
    .filter(({ path }) => !covered.has(path.caller.account))
    .flatMap((one) => one.path.members.map((member) => heldAs(names.name(member), one)));
  const wholeNames = new Set(whole.map(({ name }) => name.principal));
  return [...whole, ...others.filter(({ name }) => !wholeNames.has(name.principal))];
}

/** Accounts in which both the roles and the users that nothing singles out certainly pass. */
function wholeAccounts(names: HolderNames, sure: readonly Passing[]): readonly Held[] {
  const rest = sure.flatMap((one) =>
    one.path.members
      .filter((member) => names.isRest(member))
      .map((member) => ({ one, member, name: names.account(member) })),
  );
  const types = new Map<string, Set<string>>();
  for (const { member, name } of rest) {
    types.set(name.principal, (types.get(name.principal) ?? new Set()).add(member.type));
  }
  const whole = rest.filter(({ name }) => {
    const ofAccount = types.get(name.principal);
    return ofAccount?.has('role') === true && ofAccount.has('user');
  });
  const once = new Map(whole.map(({ one, name }) => [name.principal, heldAs(name, one)]));
  return [...once.values()];
}

function heldAs(name: HolderName, { path, doubts }: Passing): Held {
  return { name, source: path.source, doubts };
}

function isItself(principal: string, { value, session, isNamed }: Caller): boolean {
  return isNamed && session === undefined && value === principal;
}

/** An incomplete holder: its actions by source. */
interface Gathered {
  readonly name: HolderName;
  readonly doubts: readonly string[];
  readonly by: Map<string, { readonly source: Source; readonly actions: Set<string> }>;
}

function addHolder(
  holders: Map<string, Gathered>,
  { name, source, doubts }: Held,
  action: string,
): void {
  const key = JSON.stringify([name.principal, doubts]);
  const there = holders.get(key);
  const within = name.within.filter((text) => there?.name.within.includes(text) ?? true);
  const holder = { name: { ...name, within }, doubts, by: there?.by ?? new Map() };
  const sourceName = JSON.stringify(source);
  const given = holder.by.get(sourceName) ?? { source, actions: new Set() };
  given.actions.add(action);
  holder.by.set(sourceName, given);
  holders.set(key, holder);
}

function holderOf({ name, doubts, by }: Gathered): Holder {
  const given = [...by.values()].map(({ source, actions }) => ({ source, actions: [...actions] }));
  return {
    ...name,
    actions: [...new Set(given.flatMap(({ actions }) => actions))],
    by: given,
    doubts,
  };
}
