import { authorityActions } from './kms-actions.js';
import type { Path, PathFacts, Paths, Source } from './paths.js';
import { accountOfPrincipal } from './policy-normal-form.js';

/** Somebody who can let others at the data. */
export interface Holder {
  /** ARN of a role or user; an account's root ARN where whoever its IAM policies name has it; a service; or `*`. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** What gives it, and which of the actions each. */
  readonly by: readonly { readonly source: Source; readonly actions: readonly string[] }[];
  /** Conditions that were not understood, on which it hangs; none where it is certain. */
  readonly doubts: readonly string[];
}

/** Who holds authority over a key. */
export interface AuthorityProof {
  /** In the order of the document. */
  readonly holders: readonly Holder[];
  /** What could not be known: the grants, or all cases. */
  readonly unknown: readonly string[];
}

/**
 * Who can change who gets at the data: by PutKeyPolicy, CreateGrant, RevokeGrant, ReplicateKey, UpdatePrimaryRegion and
 * ImportKeyMaterial, as far as keys of this kind have them, less what every Deny takes. An account that is let in is
 * everybody whom its IAM policies name: it is held by the account's root ARN, unless only some of it is left.
 */
export function proveAuthority(paths: Paths, { description, grants }: PathFacts): AuthorityProof {
  const holders = new Map<string, Gathered>();
  for (const action of authorityActions(description)) {
    for (const path of heldPaths(paths, paths.pathsOf(action))) {
      addHolder(holders, path.path, path.doubts);
    }
  }
  const unknown = [
    ...(grants === undefined ? ['the grants of the key could not be read'] : []),
    ...(paths.isExhausted ? ['the policy has too many cases'] : []),
  ];
  return { holders: [...holders.values()].map(holderOf), unknown };
}

/** Whether one of the administrators is meant: by the same ARN, or the same account. */
export function isAdministrator(principal: string, administrators: readonly string[]): boolean {
  const account = accountOfPrincipal(principal);
  return administrators.some(
    (one) => one === principal || (account !== undefined && accountOfPrincipal(one) === account),
  );
}

interface HeldPath {
  readonly path: Path;
  readonly doubts: readonly string[];
}

/** Those that pass; of one principal of a source nobody beside whoever stands for all of it. */
function heldPaths(paths: Paths, all: readonly Path[]): readonly HeldPath[] {
  const held: HeldPath[] = [];
  const whole = new Set<string>();
  for (const path of all) {
    const name = JSON.stringify([path.source, path.principal]);
    if (whole.has(name)) continue;
    const cases = paths.cases(path, 'none');
    if (cases.length === 0) continue;
    const sure = cases.find(({ doubts }) => doubts.length === 0);
    held.push({ path, doubts: sure ? [] : [...new Set(cases.flatMap(({ doubts }) => doubts))] });
    if (sure && standsForPrincipal(path)) whole.add(name);
  }
  return held;
}

function standsForPrincipal({ principal, caller }: Path): boolean {
  if (caller.standsFor === undefined) return false;
  return principal.value === '*' ? caller.standsFor === '*' : true;
}

/** A holder in the making: its actions by the source that gives them. */
interface Gathered {
  readonly principal: string;
  readonly doubts: readonly string[];
  readonly by: Map<string, { readonly source: Source; readonly actions: Set<string> }>;
}

function addHolder(
  holders: Map<string, Gathered>,
  { caller, action, source }: Path,
  doubts: readonly string[],
): void {
  const principal = caller.standsFor ?? caller.value;
  const name = JSON.stringify([principal, doubts]);
  const holder = holders.get(name) ?? { principal, doubts, by: new Map() };
  const sourceName = JSON.stringify(source);
  const given = holder.by.get(sourceName) ?? { source, actions: new Set() };
  given.actions.add(action);
  holder.by.set(sourceName, given);
  holders.set(name, holder);
}

function holderOf({ principal, doubts, by }: Gathered): Holder {
  const given = [...by.values()].map(({ source, actions }) => ({ source, actions: [...actions] }));
  return {
    principal,
    actions: [...new Set(given.flatMap(({ actions }) => actions))],
    by: given,
    doubts,
  };
}
