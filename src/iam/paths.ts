import type { Instant } from '../base/instant.js';
import { type CallerClass, callerClasses } from './caller-classes.js';
import { type Caller, callerOf, isDeletedPrincipal, meansCaller } from './callers.js';
import { type Document, Domain, type Literal } from './domain.js';
import { drawCallers } from './draw-callers.js';
import { isUnknownAction, RECIPIENT_ACTIONS } from './kms-actions.js';
import type { KeyDescription, KeyGrant, ListedGrants } from './kms-key.js';
import type { Budget } from './matcher.js';
import { hasWildcard } from './pattern.js';
import { type KeyPolicy, nameOfStatement, type PolicyStatement, type Principal } from './policy.js';
import { TWICE } from './policy-elements.js';
import { type Case, searchCases } from './search.js';
import { coversAction, meansKey, meansStatement, namedPrincipals } from './statement-scope.js';

/** What admits a caller: a statement, or a grant. */
export type Source =
  | { readonly kind: 'statement'; readonly index: number; readonly sid?: string }
  | { readonly kind: 'grant'; readonly grantId: string };

/** The callers that a source admits, as the document names them. */
export interface Path {
  readonly source: Source;
  readonly principal: Principal;
  /** The first of `members`. The policy treats them alike, and like `standIn`, which answers the questions. */
  readonly caller: Caller;
  readonly members: readonly Caller[];
  readonly standIn: Caller;
  readonly action: string;
}

export interface PathFacts {
  readonly policy: KeyPolicy;
  readonly description: KeyDescription | undefined;
  /** Undefined where the grants could not be read. */
  readonly grants: ListedGrants | undefined;
  readonly now: Instant;
}

type Meant = Pick<Path, 'caller' | 'members' | 'standIn'>;

interface Prepared {
  readonly statement: PolicyStatement;
  readonly literals: readonly Literal[];
}

/** The Denies that may apply to some requests, with the cases that escape them, by what else decides those cases. */
interface Applying {
  readonly denies: readonly (readonly Literal[])[];
  readonly cases: Map<readonly Caller[], Map<string, Searched>>;
}

/** The result of a search, and its number of steps. Every use of a shared result counts its steps again. */
interface Searched {
  readonly cases: readonly Case[];
  readonly steps: number;
}

/**
 * Cases of one proof. A policy of 32 KB that follows a list takes some thousands. Stops a policy that is designed to be
 * slow.
 */
const MAX_CASES = 50_000;

/** Steps of one proof through patterns, in characters. A few patterns take some ten thousands. */
const MAX_PATTERN_STEPS = 1_000_000;

/** Stands for all grants that could not be listed. */
export const UNREAD_GRANTS = 'unread';

/**
 * A policy that is prepared for questions of the form: with which requests does this source let this caller do this action?
 * A key policy does not show IAM policies. This class assumes that every caller that also needs an IAM policy (one of a
 * named account, a principal of another account) has it, and that no IAM policy denies. A statement without Effect,
 * Principal, Action or Resource has no effect, as KMS documents.
 */
export class Paths {
  readonly domain: Domain;
  private readonly classes: readonly CallerClass[];
  /** By the index of the statement. */
  private readonly allows: ReadonlyMap<number, Prepared>;
  private readonly denies: readonly Prepared[];
  /** By the ARN of a member, with only the members of that ARN. */
  private readonly byValue = new Map<string, CallerClass[]>();
  /** By principal. */
  private readonly meant = new Map<string, readonly Meant[]>();
  /** By action and caller. */
  private readonly applying = new Map<string, Applying>();
  /** By the Denies that apply, and caller. Actions with the same Denies share the cases. */
  private readonly alike = new Map<string, Applying>();
  private readonly facts: PathFacts;
  private readonly grants: readonly KeyGrant[];
  private readonly searching: Budget = { left: MAX_CASES };
  private readonly drawing: Budget = { left: MAX_PATTERN_STEPS };

  constructor(facts: PathFacts) {
    const { policy, description, now } = facts;
    this.facts = facts;
    this.grants = facts.grants === undefined || facts.grants === 'assumed-none' ? [] : facts.grants;
    const statements = policy.statements.map((one) => this.withResourceCondition(one));
    const callers = drawCallers(
      {
        statements,
        account: description?.account,
        arn: description?.arn,
        grantees: this.grants.map(granteeOf),
      },
      this.drawing,
    );
    this.classes = callerClasses(callers, statements, this.drawing);
    for (const { caller, members } of this.classes) {
      for (const member of members) {
        const alike = this.byValue.get(member.value) ?? [];
        this.byValue.set(member.value, [...alike, { caller, members: [member] }]);
      }
    }
    const asking = this.classes.map(({ caller }) => caller);
    this.domain = new Domain(statements, asking, now, this.drawing);
    const prepared = statements.flatMap((statement): readonly Prepared[] => {
      const literals = this.literalsOf(statement);
      return literals === undefined ? [] : [{ statement, literals }];
    });
    this.denies = prepared.filter(({ statement }) => statement.effect === 'Deny');
    // Any other effect may be an Allow.
    const allows = prepared.filter(({ statement }) => statement.effect !== 'Deny');
    this.allows = new Map(allows.map((one) => [one.statement.index, one]));
  }

  /** The reason why the result is incomplete. Undefined where it is complete. */
  get exhausted(): string | undefined {
    if (this.drawing.left <= 0) return 'the patterns of the policy can overlap in too many ways';
    return this.searching.left <= 0 ? 'the policy has too many cases' : undefined;
  }

  /** Every caller that the policy or a grant may let do the action, with the principal that the document names for it. */
  pathsOf(action: string): readonly Path[] {
    const byStatement = [...this.allows.values()]
      .filter(({ statement }) => coversAction(statement, action))
      .flatMap(({ statement }) => {
        const { index, sid } = statement;
        const source: Source = { kind: 'statement', index, ...(sid === undefined ? {} : { sid }) };
        return namedPrincipals(statement).flatMap((principal) =>
          this.pathsFor(source, principal, action).filter(
            ({ caller }) =>
              statement.principals !== undefined || meansStatement(statement, caller) !== false,
          ),
        );
      });
    const byGrant = this.grants
      .filter(({ operations }) => operations.some((name) => sameAction(name, action)))
      .flatMap((grant) => {
        const source: Source = { kind: 'grant', grantId: grant.grantId };
        return this.pathsFor(source, granteeOf(grant), action);
      });
    return [...byStatement, ...byGrant];
  }

  /** Every caller that an unlisted grant may give the action to. */
  unreadGrantPaths(action: string): readonly Path[] {
    const source: Source = { kind: 'grant', grantId: UNREAD_GRANTS };
    return this.pathsFor(source, { kind: 'AWS', value: '*' }, action);
  }

  /** The parts of a path's statement that were not understood and are not conditions. The statement may mean something else. */
  faultsOf({ source }: Path): readonly string[] {
    const statement =
      source.kind === 'grant' ? undefined : this.allows.get(source.index)?.statement;
    if (statement === undefined || statement.notUnderstood.length === 0) return [];
    return statement.notUnderstood
      .filter(({ path, message }) => !path.includes('/Condition/') || message === TWICE)
      .map(({ path, message }) => `${path}: ${message}`);
  }

  /** The documents that make a difference to an action. */
  documentsFor(action: string): readonly Document[] {
    if (!RECIPIENT_ACTIONS.has(action) && !isUnknownAction(action)) return ['none'];
    return this.domain.asksForTpm ? ['none', 'enclave', 'tpm'] : ['none', 'enclave'];
  }

  /** The requests with such a document that pass on this path. Incomplete where the budget ran out: see `exhausted`. */
  cases(path: Path, document: Document): readonly Case[] {
    const { source, members, standIn, action } = path;
    const { denies, cases } = this.deniesFor(standIn, action);
    // The principal has members of its own.
    const ofMembers = cases.get(members) ?? new Map<string, Searched>();
    cases.set(members, ofMembers);
    const name = `${document} ${source.kind === 'grant' ? 'grant' : source.index}`;
    const there = ofMembers.get(name);
    if (there !== undefined) {
      this.searching.left -= there.steps;
      return there.cases;
    }
    const left = this.searching.left;
    const found = this.searched(path, document, denies);
    ofMembers.set(name, { cases: found, steps: left - this.searching.left });
    return found;
  }

  private searched(
    { source, principal, caller, standIn }: Path,
    document: Document,
    denies: Applying['denies'],
  ): readonly Case[] {
    const allow =
      source.kind === 'grant' ? [] : this.allowLiterals(source.index, principal, caller);
    const unclear = caller.doubts.map((text): Literal => ({ text }));
    const cases: Case[] = [];
    const start = this.domain.start(standIn, document);
    searchCases(start, [...allow, ...unclear], denies, this.searching, (one) => {
      cases.push(one);
    });
    return cases;
  }

  /** The callers that the principal means. Callers that are named by their own ARN come first. */
  private pathsFor(source: Source, principal: Principal, action: string): readonly Path[] {
    return this.meantBy(principal).map((meant): Path => ({ source, principal, ...meant, action }));
  }

  private meantBy(principal: Principal): readonly Meant[] {
    const { kind, value } = principal;
    const name = `${kind} ${value}`;
    const there = this.meant.get(name);
    if (there !== undefined) return there;
    const isNobody = kind === 'AWS' && isDeletedPrincipal(value);
    const found = (isNobody ? [] : this.classesFor(principal)).flatMap(
      ({ caller: standIn, members }): readonly Meant[] => {
        const meant = members.filter((member) => meansCaller(principal, member) !== false);
        const [caller] = meant;
        return caller === undefined ? [] : [{ caller, members: meant, standIn }];
      },
    );
    const sorted = found.sort(
      (a, b) => Number(b.caller.value === value) - Number(a.caller.value === value),
    );
    this.meant.set(name, sorted);
    return sorted;
  }

  /** The classes that a principal can mean. For a role, only those of its ARN. */
  private classesFor(principal: Principal): readonly CallerClass[] {
    const { type, session } = callerOf(principal);
    const isOneRole = type === 'role' && session === undefined && !hasWildcard(principal.value);
    return isOneRole ? (this.byValue.get(principal.value) ?? []) : this.classes;
  }

  /** The Denies that may apply, for all paths and documents of this caller and action. */
  private deniesFor(caller: Caller, action: string): Applying {
    const who = `${caller.kind} ${caller.value} ${caller.session ?? ''}`;
    const there = this.applying.get(`${action} ${who}`);
    if (there !== undefined) return there;
    const applying = this.denies.flatMap(({ statement, literals }) => {
      if (!coversAction(statement, action)) return [];
      const means = meansStatement(statement, caller);
      if (means === false) return [];
      const text = `whom ${nameOfStatement(statement)} means`;
      return [{ index: statement.index, literals: means ? literals : [...literals, { text }] }];
    });
    const which = `${applying.map(({ index }) => index).join()} ${who}`;
    const denies = applying.map(({ literals }) => literals);
    const found = this.alike.get(which) ?? { denies, cases: new Map() };
    this.alike.set(which, found);
    this.applying.set(`${action} ${who}`, found);
    return found;
  }

  private allowLiterals(index: number, principal: Principal, caller: Caller): readonly Literal[] {
    const allow = this.allows.get(index);
    if (allow === undefined) return [];
    const { statement, literals } = allow;
    const means =
      statement.principals === undefined
        ? meansStatement(statement, caller)
        : meansCaller(principal, caller);
    return means ? literals : [...literals, { text: `whom ${nameOfStatement(statement)} means` }];
  }

  /** Undefined for a statement that has no effect on this key. */
  private literalsOf(statement: PolicyStatement): readonly Literal[] | undefined {
    const { actions, notActions, principals, notPrincipals, effect, notUnderstood } = statement;
    if (effect === 'missing') return undefined;
    if (actions === undefined && notActions === undefined) return undefined;
    if (principals === undefined && notPrincipals === undefined) return undefined;
    const resource = meansKey(statement, this.facts.description?.arn);
    if (resource === false) return undefined;
    return [
      ...statement.conditions.map((condition) => this.domain.literal(condition)),
      ...notUnderstood.map(({ path, message }): Literal => ({ text: `${path}: ${message}` })),
      ...(resource === undefined ? [{ text: 'Resource: which key it means' }] : []),
    ];
  }

  /** The statement with one more condition: what a variable of its Resource demands. */
  private withResourceCondition(statement: PolicyStatement): PolicyStatement {
    const means = meansKey(statement, this.facts.description?.arn);
    if (typeof means !== 'object') return statement;
    return { ...statement, conditions: [...statement.conditions, means.hangsOn] };
  }
}

/** The name of a source for people. */
export function sourceName(source: Source): string {
  return source.kind === 'grant'
    ? `grant ${source.grantId}`
    : (source.sid ?? `statement ${source.index + 1}`);
}

function granteeOf({ granteePrincipal: value }: KeyGrant): Principal {
  return { kind: /\.amazonaws\.com(?:\.cn)?$/.test(value) ? 'Service' : 'AWS', value };
}

/** Grants name operations without the prefix. */
function sameAction(operation: string, action: string): boolean {
  return `kms:${operation}`.toLowerCase() === action.toLowerCase();
}
