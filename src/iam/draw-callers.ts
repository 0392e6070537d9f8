import {
  accountIn,
  type Caller,
  type CallerType,
  callerOf,
  isCallerKey,
  isDeletedPrincipal,
  isSessionOf,
  partitionOf,
  type RoleSession,
  sessionOf,
} from './callers.js';
import { comparedTexts, matchersOf } from './compared-texts.js';
import { familyOf } from './condition-operators.js';
import { accountGlob, classGlob, type Glob, literalGlob } from './glob.js';
import { type Budget, Matcher } from './matcher.js';
import { hasWildcard } from './pattern.js';
import type { Condition, PolicyStatement, Principal } from './policy.js';
import { accountOfPrincipal } from './policy-normal-form.js';
import { representativesOf } from './representatives.js';

/** The AWS partitions of possible callers, where nothing shows the partition of the key. */
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];

const NAME: Glob = [...classGlob('name', 1), ...classGlob('name', 'many')];
const PATH: Glob = [...classGlob('path', 1), ...classGlob('path', 'many'), ...literalGlob('/')];
const DIGITS: Glob = classGlob('digit', 12);

/** The resource part of the ARNs of each type. Roles and users may have a path. */
const TYPES: readonly {
  readonly type: CallerType;
  readonly service: 'iam' | 'sts';
  readonly resources: readonly Glob[];
  /** The resource of a principal that no condition asks about. */
  readonly example: string;
}[] = [
  { type: 'role', service: 'iam', resources: withPath('role/', NAME), example: 'role/any-role' },
  { type: 'user', service: 'iam', resources: withPath('user/', NAME), example: 'user/any-user' },
  {
    type: 'federated-user',
    service: 'sts',
    resources: [[...literalGlob('federated-user/'), ...NAME]],
    example: 'federated-user/anybody',
  },
  { type: 'root', service: 'iam', resources: [literalGlob('root')], example: 'root' },
];

/** Stands for every AWS service that the document does not name. */
export const ANY_SERVICE = '*.amazonaws.com';
const SERVICE_DOUBT = 'whether "*" admits an AWS service that makes requests on its own behalf';

const IAM_EVERYBODY = /^arn:[^:]+:iam::[^:]*:\*+$/;

export interface CallerFacts {
  readonly statements: readonly PolicyStatement[];
  /** The key's account and ARN, where known. */
  readonly account: string | undefined;
  readonly arn: string | undefined;
  /** Principals that grants name. */
  readonly grantees: readonly Principal[];
}

/**
 * Every caller that a policy can treat differently: for each named account and for one that is not named, each type of
 * principal, with one ARN for each way in which conditions can distinguish ARNs and accounts; an AWS service; and each
 * principal that the document or a grant names. Incomplete where the budget ran out.
 */
export function drawCallers(facts: CallerFacts, budget: Budget): readonly Caller[] {
  const { statements, grantees } = facts;
  const elements = once(
    statements.flatMap(({ principals = [], notPrincipals = [] }) => [
      ...principals,
      ...notPrincipals,
    ]),
  );
  const asked = askedOf(statements);
  const { exact, globs } = comparedTexts(asked.arns);
  const inArns = exact.map((value): Principal => ({ kind: 'AWS', value }));
  const principals = [...elements, ...grantees, ...inArns].filter(isOne);
  const named = distinct(principals.filter((one) => !isSession(one)).map(callerOf));
  const accounts = [
    ...new Set([
      ...(facts.account === undefined ? [] : [facts.account]),
      ...[...elements, ...principals].flatMap(({ kind, value }) =>
        kind === 'AWS' ? (accountIn(value) ?? []) : [],
      ),
      ...asked.accounts,
    ]),
  ];
  const taken = named.flatMap(({ kind, value }) => (kind === 'AWS' ? [value] : []));
  const world: World = {
    isIamEverybody: statements.some(deniesIamEverybody),
    matchers: matchersOf([...globs, ...asked.accountGlobs], budget),
    accounts: new Set(accounts),
    taken: new Set(taken),
    except: new Matcher(
      taken.map((value) => literalGlob(value)),
      budget,
    ),
    exceptAccounts: new Matcher(
      [...accounts.map(accountGlob), ...taken.map((value) => literalGlob(value))],
      budget,
    ),
    budget,
  };
  const partitions = partitionsOf(facts, principals);
  const drawn = partitions.flatMap((partition) =>
    [...accounts, undefined].flatMap((account) => membersOf(world, partition, account)),
  );
  const sessions = new Map(
    [...elements, ...grantees].flatMap(({ value }) => {
      const session = sessionOf(value);
      return session === undefined ? [] : [[value, session] as const];
    }),
  );
  const roles = elements.filter(isOne).map(callerOf);
  return distinct([
    ...drawn,
    { kind: 'Service', type: 'other', value: ANY_SERVICE, isNamed: false, doubts: [SERVICE_DOUBT] },
    ...named,
    ...[...sessions.values()].flatMap((session) => sessionCallers(session, world, roles)),
  ]);
}

/** The data that all searches of one policy share. */
interface World {
  /** Whether a condition has `arn:…:iam::*:*`, which looks as if it meant everybody. */
  readonly isIamEverybody: boolean;
  readonly matchers: readonly Matcher[];
  readonly accounts: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
  readonly except: Matcher;
  readonly exceptAccounts: Matcher;
  readonly budget: Budget;
}

/**
 * The callers of one account that the document does not name. Without an account, those of an account that it does not name
 * either.
 */
function membersOf(
  world: World,
  partition: string,
  account: string | undefined,
): readonly Caller[] {
  return TYPES.flatMap(({ type, service, resources, example }) => {
    const head = `arn:${partition}:${service}::`;
    const values =
      world.matchers.length === 0
        ? [unmentioned(world, (of) => `${head}${of}:${example}`, account, type)]
        : search(world, account === undefined, [
            ...resources.map((resource) => [
              ...literalGlob(head),
              ...(account === undefined ? DIGITS : literalGlob(account)),
              ...literalGlob(':'),
              ...resource,
            ]),
          ]);
    return values.flatMap((value) => {
      const owner = accountIn(value);
      if (owner === undefined) return [];
      const isOfAnyAccount = account === undefined;
      const isBeyondIam = type === 'federated-user' && world.isIamEverybody;
      const who = { kind: 'AWS', type, value, account: owner, isNamed: false } as const;
      return [{ ...who, isOfAnyAccount, isBeyondIam, doubts: [] }];
    });
  });
}

function search(world: World, isAnyAccount: boolean, globs: readonly Glob[]): readonly string[] {
  const { matchers, exceptAccounts, budget } = world;
  const except = isAnyAccount ? exceptAccounts : world.except;
  return representativesOf({ template: new Matcher(globs, budget), except, matchers }, budget);
}

/** An ARN that the document does not mention, where no condition distinguishes such ARNs. */
function unmentioned(
  { accounts, taken }: World,
  arnIn: (account: string) => string,
  account: string | undefined,
  type: CallerType,
): string {
  let of = account ?? '444444444444';
  while (account === undefined && accounts.has(of)) of = String(Number(of) + 1);
  let arn = arnIn(of);
  while (type !== 'root' && taken.has(arn)) arn += '-';
  return arn;
}

/**
 * The sessions that a statement names, by their possible roles, because the ARN of a session does not show its role's path.
 * The path is known where a statement names the role, because KMS refuses principals that do not exist.
 */
function sessionCallers(
  session: RoleSession,
  world: World,
  principals: readonly Caller[],
): readonly Caller[] {
  const { partition, account, role, name } = session;
  const known = principals.filter((one) => one.session === undefined && isSessionOf(session, one));
  const globs = withPath(`arn:${partition}:iam::${account}:role/`, literalGlob(role));
  const { matchers, budget } = world;
  const template = new Matcher(globs, budget);
  const { except } = world;
  const mentioned = [...world.taken].filter((value) => isSessionOf(session, { value }));
  const values =
    known.length > 0
      ? known.map(({ value }) => value)
      : [...representativesOf({ template, except, matchers }, budget), ...mentioned];
  const doubts =
    values.length > 1 ? [`the path of the role ${role}, of which ${name} is a session`] : [];
  return values.map(
    (value): Caller => ({
      kind: 'AWS',
      type: 'role',
      value,
      account,
      session: name,
      isNamed: true,
      doubts,
    }),
  );
}

interface Asked {
  readonly arns: readonly Condition[];
  readonly accounts: readonly string[];
  readonly accountGlobs: readonly ReadonlyMap<string, Glob>[];
}

/** The conditions on the caller's ARN and account. */
function askedOf(statements: readonly PolicyStatement[]): Asked {
  const conditions = statements
    .flatMap((one) => one.conditions)
    .filter(({ key }) => isCallerKey(key.toLowerCase()))
    .filter((one) => familyOf(one) === 'text');
  const ofAccount = conditions.filter(({ key }) =>
    /^(?:aws:principalaccount|kms:calleraccount)$/i.test(key),
  );
  const { exact } = comparedTexts(ofAccount);
  const patterns = ofAccount.map(
    ({ values }) =>
      new Map(values.filter(hasWildcard).map((one) => [`account ${one}`, accountGlob(one)])),
  );
  return {
    arns: conditions.filter(({ key }) => key.toLowerCase() === 'aws:principalarn'),
    accounts: exact.filter((value) => /^\d{12}$/.test(value)),
    accountGlobs: patterns.filter(({ size }) => size > 0),
  };
}

/**
 * The key's own partition, or those of the principals that an Allow names, because KMS refuses principals of another
 * partition.
 */
function partitionsOf(
  { arn, statements }: CallerFacts,
  principals: readonly Principal[],
): readonly string[] {
  const own = partitionOf(arn ?? '');
  const allowed = statements
    .filter(({ effect }) => effect !== 'Deny')
    .flatMap((one) => one.principals ?? [])
    .flatMap(({ kind, value }) => (kind === 'AWS' ? (partitionOf(value) ?? []) : []));
  const known = new Set([...(own === undefined ? [] : [own]), ...allowed]);
  if (known.size > 0) return [...known];
  const mentioned = principals.flatMap(({ value }) => partitionOf(value) ?? []);
  return [...new Set([...PARTITIONS, ...mentioned])];
}

/** Whether the principal is one caller, and not a whole account, its root user, or everybody. */
function isOne({ kind, value }: Principal): boolean {
  if (kind !== 'AWS') return true;
  return (
    !hasWildcard(value) && !isDeletedPrincipal(value) && accountOfPrincipal(value) === undefined
  );
}

function isSession({ kind, value }: Principal): boolean {
  return kind === 'AWS' && sessionOf(value) !== undefined;
}

function withPath(prefix: string, name: Glob): readonly Glob[] {
  return [
    [...literalGlob(prefix), ...name],
    [...literalGlob(prefix), ...PATH, ...name],
  ];
}

function deniesIamEverybody({ effect, conditions }: PolicyStatement): boolean {
  return (
    effect === 'Deny' &&
    conditions.some(({ values }) => values.some((one) => IAM_EVERYBODY.test(one)))
  );
}

function once(principals: readonly Principal[]): readonly Principal[] {
  return [...new Map(principals.map((one) => [`${one.kind} ${one.value}`, one])).values()];
}

function distinct(callers: readonly Caller[]): readonly Caller[] {
  const names = callers.map(({ kind, value, session }) => `${kind} ${value} ${session ?? ''}`);
  return [...new Map(callers.map((caller, i) => [names[i], caller])).values()];
}
