import type { Instant } from '../base/instant.js';
import { type Caller, callersFor, callersOf, isDeletedPrincipal, meansCaller } from './callers.js';
import { type Document, Domain, type Literal, type Masks } from './domain.js';
import { isUnknownAction, RECIPIENT_ACTIONS } from './kms-actions.js';
import type { KeyDescription, KeyGrant } from './kms-key.js';
import { matchesAction, matchesPattern } from './pattern.js';
import type { KeyPolicy, PolicyStatement, Principal } from './policy.js';
import { accountOfPrincipal } from './policy-normal-form.js';
import { type Budget, type Case, searchCases } from './search.js';

/** What lets somebody in: a statement, or a grant. */
export type Source =
  | { readonly kind: 'statement'; readonly index: number; readonly sid?: string }
  | { readonly kind: 'grant'; readonly grantId: string };

/** Whom a source lets in, as the document names them. */
export interface Path {
  readonly source: Source;
  readonly principal: Principal;
  readonly caller: Caller;
  readonly action: string;
}

export interface PathFacts {
  readonly policy: KeyPolicy;
  readonly description: KeyDescription | undefined;
  /** Undefined where they could not be read. */
  readonly grants: readonly KeyGrant[] | undefined;
  readonly now: Instant;
}

interface Prepared {
  readonly statement: PolicyStatement;
  readonly literals: readonly Literal[];
}

/** The work of one proof: a policy of 32 KB that follows a list takes some thousands. Stops a policy made to be slow. */
const MAX_CASES = 50_000;

/**
 * A policy made ready for questions of the form: by which requests does this source let this caller do that? Assumed of
 * what no key policy shows: whoever is let in only together with an IAM policy (an account that is named, a principal of
 * another account) has that policy, and no IAM policy denies. A statement without Effect, Principal, Action or Resource
 * has no effect, as KMS says.
 */
export class Paths {
  readonly domain: Domain;
  readonly callers: readonly Caller[];
  /** By the place of the statement. */
  private readonly allows: ReadonlyMap<number, Prepared>;
  private readonly denies: readonly Prepared[];
  private readonly applying = new Map<string, readonly (readonly Literal[])[]>();
  private readonly facts: PathFacts;
  private readonly budget: Budget = { left: MAX_CASES };

  constructor(facts: PathFacts) {
    const { policy, description, grants = [], now } = facts;
    this.facts = facts;
    const all = [
      ...callersOf(policy.statements, description?.account),
      ...grants.map(({ granteePrincipal }) => granteeOf(granteePrincipal)),
    ];
    // The last of equals wins, and those from the policy know more: whom they stand for.
    this.callers = [...new Map(all.reverse().map((one) => [one.value, one])).values()].reverse();
    this.domain = new Domain(policy.statements, this.callers, now);
    const prepared = policy.statements.flatMap((statement): readonly Prepared[] => {
      const literals = this.literalsOf(statement);
      return literals === undefined ? [] : [{ statement, literals }];
    });
    this.denies = prepared.filter(({ statement }) => statement.effect === 'Deny');
    // Whatever is no Deny may be an Allow.
    const allows = prepared.filter(({ statement }) => statement.effect !== 'Deny');
    this.allows = new Map(allows.map((one) => [one.statement.index, one]));
  }

  /** Whether the work was more than was allowed: then what was found is not all. */
  get isExhausted(): boolean {
    return this.budget.left <= 0;
  }

  /** Everybody whom the policy or a grant may let do the action, each with whom the document names for it. */
  pathsOf(action: string): readonly Path[] {
    const byStatement = [...this.allows.values()]
      .filter(({ statement }) => coversAction(statement, action))
      .flatMap(({ statement }) => {
        const { index, sid } = statement;
        const source: Source = { kind: 'statement', index, ...(sid === undefined ? {} : { sid }) };
        return principalsOf(statement).flatMap((principal) =>
          callersFor(principal, this.callers)
            .filter(
              (caller) =>
                statement.principals !== undefined || meansStatement(statement, caller) !== false,
            )
            .map((caller): Path => ({ source, principal, caller, action })),
        );
      });
    const byGrant = (this.facts.grants ?? [])
      .filter(({ operations }) => operations.some((name) => sameAction(name, action)))
      .map(({ grantId, granteePrincipal }): Path => {
        const caller = granteeOf(granteePrincipal);
        return { source: { kind: 'grant', grantId }, principal: caller, caller, action };
      })
      .filter(({ caller }) => !isDeletedPrincipal(caller.value));
    return [...byStatement, ...byGrant];
  }

  /** The documents that make a difference to an action. */
  documentsFor(action: string): readonly Document[] {
    if (!RECIPIENT_ACTIONS.has(action) && !isUnknownAction(action)) return ['none'];
    return this.domain.asksForTpm ? ['none', 'enclave', 'tpm'] : ['none', 'enclave'];
  }

  /** The requests with such a document that pass on this path. Empty also where the work ran out: see `isExhausted`. */
  cases({ source, caller, action }: Path, document: Document): readonly Case[] {
    const allow = source.kind === 'grant' ? [] : this.allowLiterals(source.index, caller);
    const denies = this.deniesFor(caller, action);
    const cases: Case[] = [];
    searchCases(this.domain.start(caller, document), allow, denies, this.budget, (one) => {
      cases.push(one);
    });
    return cases;
  }

  /** The Denies that may apply, for all paths and documents of this caller and action. */
  private deniesFor(caller: Caller, action: string): readonly (readonly Literal[])[] {
    const name = `${action} ${caller.kind} ${caller.value}`;
    const there = this.applying.get(name);
    if (there !== undefined) return there;
    const applying = this.denies.flatMap(({ statement, literals }) => {
      if (!coversAction(statement, action)) return [];
      const means = meansStatement(statement, caller);
      if (means === false) return [];
      return [means ? literals : [...literals, { text: 'whom the Deny means' }]];
    });
    this.applying.set(name, applying);
    return applying;
  }

  private allowLiterals(index: number, caller: Caller): readonly Literal[] {
    const allow = this.allows.get(index);
    if (allow === undefined) return [];
    // Callers of a path are chosen by a principal of the statement; by NotPrincipal they may be in doubt.
    const { principals } = allow.statement;
    const means = principals !== undefined || meansStatement(allow.statement, caller);
    return means ? allow.literals : [...allow.literals, { text: 'whom the statement means' }];
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
}

/** How a source is named to people. */
export function sourceName(source: Source): string {
  return source.kind === 'grant'
    ? `grant ${source.grantId}`
    : (source.sid ?? `statement ${source.index + 1}`);
}

/** Whether the statement's Action or NotAction means the action. */
export function coversAction({ actions, notActions }: PolicyStatement, action: string): boolean {
  if (actions !== undefined) return matchesAction(actions, action);
  return notActions !== undefined && !matchesAction(notActions, action);
}

/**
 * Whether a statement's Principal or NotPrincipal means the caller. A NotPrincipal excepts for certain only whoever is
 * named together with the own account (IAM User Guide, "NotPrincipal"); else undefined.
 */
export function meansStatement(
  { principals, notPrincipals }: PolicyStatement,
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

function anyMeans(principals: readonly Principal[], caller: Caller): boolean | undefined {
  const answers = principals.map((principal) => meansCaller(principal, caller));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Whom an Allow names; by NotPrincipal everybody, less whom `meansStatement` takes out. */
function principalsOf({ principals, notPrincipals }: PolicyStatement): readonly Principal[] {
  if (principals !== undefined) return principals;
  return notPrincipals === undefined ? [] : [{ kind: 'AWS', value: '*' }];
}

function meansKey(
  { resources, notResources }: PolicyStatement,
  arn: string | undefined,
): boolean | undefined {
  const patterns = resources ?? notResources;
  if (patterns === undefined) return false;
  const all = patterns.some((one) => /^\*+$/.test(one));
  const means =
    all || (arn === undefined ? undefined : patterns.some((one) => matchesPattern(one, arn)));
  return resources !== undefined || means === undefined ? means : !means;
}

function granteeOf(value: string): Caller {
  const service = /\.amazonaws\.com(?:\.cn)?$/.test(value);
  const account = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
  return {
    kind: service ? 'Service' : 'AWS',
    value,
    ...(account === undefined ? {} : { account }),
  };
}

/** Grants name operations without the prefix. */
function sameAction(operation: string, action: string): boolean {
  return `kms:${operation}`.toLowerCase() === action.toLowerCase();
}

/** The answers that a case leaves to the question of a key; none where no condition puts it. */
export function answersOf(
  domain: Domain,
  masks: Masks,
  key: string,
): readonly (string | undefined)[] {
  const place = domain.placeOf(key);
  const question = place === undefined ? undefined : domain.questions[place];
  if (place === undefined || question === undefined) return [];
  const mask = masks[place] ?? 0n;
  // As text, of which the last digit is the first answer: shifting a big number for each of them takes longer.
  const digits = mask.toString(2);
  const last = digits.length - 1;
  const isOne = mask !== 0n && (mask & (mask - 1n)) === 0n;
  if (isOne) return question.answers.slice(last, last + 1);
  return question.answers.filter((_, i) => digits[last - i] === '1');
}
