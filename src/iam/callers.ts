import { hasWildcard } from './pattern.js';
import type { Principal } from './policy.js';
import { accountOfPrincipal } from './policy-normal-form.js';

/** The type of a principal in an account. `other` is for services, identity providers and similar principals. */
export type CallerType = 'root' | 'user' | 'role' | 'federated-user' | 'other';

/** A principal that makes requests. */
export interface Caller {
  readonly kind: Principal['kind'];
  readonly type: CallerType;
  /** Its `aws:PrincipalArn` (for a session the ARN of its role), or the name of a service or provider. */
  readonly value: string;
  readonly account?: string;
  /** Only sessions with this name. Absent for every session that the policy does not name. */
  readonly session?: string;
  /**
   * Whether the document names it. Else it stands for every principal of its account and type that conditions do not
   * distinguish from it.
   */
  readonly isNamed: boolean;
  /** Set where no statement names its account. */
  readonly isOfAnyAccount?: boolean;
  /** A federated session, where the document writes `arn:…:iam::*:*` for everybody. No such session matches that pattern. */
  readonly isBeyondIam?: boolean;
  /** The reasons why it may not exist. */
  readonly doubts: readonly string[];
}

/** Whether the value is the unique id of a deleted principal, which KMS shows in place of its ARN. */
export function isDeletedPrincipal(value: string): boolean {
  return /^A(?:ID|RO)A[A-Z0-9]+$/.test(value);
}

/**
 * Whether a principal of a statement means this caller. Undefined where this is unknown. An account means every principal
 * in it, a role means all of its sessions, and a user may have made any federated session of the account.
 */
export function meansCaller(principal: Principal, caller: Caller): boolean | undefined {
  const { kind, value } = principal;
  if (kind === 'AWS' && value === '*') return true;
  if (kind !== caller.kind) return false;
  if (kind !== 'AWS') return value === caller.value;
  if (value === caller.value) return true;
  if (isDeletedPrincipal(value)) return false;
  const account = accountOfPrincipal(value);
  if (account !== undefined) {
    const isHere = partitionOf(value) === undefined || partitionOf(value) === partitionOf(caller);
    return isHere && account === caller.account;
  }
  if (hasWildcard(value) || !value.startsWith('arn:')) return undefined;
  const session = sessionOf(value);
  if (session !== undefined) return caller.session === session.name && isSessionOf(session, caller);
  const isParent = caller.type === 'federated-user' && callerOf(principal).type === 'user';
  return isParent && accountIn(value) === caller.account ? undefined : false;
}

/** A session of a role from its ARN, which does not have the path of the role. */
export interface RoleSession {
  readonly partition: string;
  readonly account: string;
  readonly role: string;
  readonly name: string;
}

export function sessionOf(value: string): RoleSession | undefined {
  const [, partition, account, role, name] =
    /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\/(.+)$/.exec(value) ?? [];
  return partition && account && role && name ? { partition, account, role, name } : undefined;
}

/** Whether the session can be of the role with this ARN. Names of roles are unique across paths. */
export function isSessionOf(
  { partition, account, role }: RoleSession,
  { value }: Pick<Caller, 'value'>,
): boolean {
  const [, of, owner, name] =
    /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(value) ?? [];
  return of === partition && owner === account && name?.toLowerCase() === role.toLowerCase();
}

/** The caller that a document names by ARN or by the name of a service. A session is of the role without a path. */
export function callerOf({ kind, value }: Principal): Caller {
  const named = { kind, isNamed: true, doubts: [] };
  if (kind !== 'AWS') return { ...named, type: 'other', value };
  const session = sessionOf(value);
  if (session !== undefined) {
    const { partition, account, role, name } = session;
    const arn = `arn:${partition}:iam::${account}:role/${role}`;
    return { ...named, type: 'role', value: arn, account, session: name };
  }
  const account = accountIn(value);
  return { ...named, type: typeOf(value), value, ...(account === undefined ? {} : { account }) };
}

/** The name of a caller. A session has its own ARN, without the path of its role. */
export function callerName({ value, session }: Caller): string {
  if (session === undefined) return value;
  const [, partition, account, role] =
    /^arn:([^:]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(value) ?? [];
  return `arn:${partition}:sts::${account}:assumed-role/${role}/${session}`;
}

export function partitionOf(named: string | Caller): string | undefined {
  return /^arn:([^:*?]+):/.exec(typeof named === 'string' ? named : named.value)?.[1];
}

export function accountIn(value: string): string | undefined {
  return accountOfPrincipal(value) ?? /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(value)?.[1];
}

function typeOf(arn: string): CallerType {
  const [, resource = ''] = /^arn:[^:]*:(?:iam|sts)::\d{12}:([a-z-]+)/.exec(arn) ?? [];
  switch (resource) {
    case 'root':
    case 'user':
    case 'role':
    case 'federated-user':
      return resource;
    default:
      return 'other';
  }
}

/** The condition keys that the caller decides, with their only possible value, or undefined where they are absent. */
const ANSWERS: Readonly<Record<string, (caller: Caller) => string | undefined>> = {
  'aws:principalarn': ({ kind, value }) => (kind === 'AWS' ? value : undefined),
  'aws:principalaccount': ({ account }) => account,
  'kms:calleraccount': ({ account }) => account,
  'aws:principaltype': ({ type }) => PRINCIPAL_TYPES[type],
  'aws:principalisawsservice': ({ kind }) => String(kind === 'Service'),
  'aws:principalservicename': ({ kind, value }) => (kind === 'Service' ? value : undefined),
};

/** Values of `aws:PrincipalType` (IAM User Guide, "Policy elements: Variables"). */
const PRINCIPAL_TYPES: Readonly<Record<CallerType, string | undefined>> = {
  root: 'Account',
  user: 'User',
  role: 'AssumedRole',
  'federated-user': 'FederatedUser',
  other: undefined,
};

/** Whether the caller alone decides the value of the condition key, given in lower case. */
export function isCallerKey(key: string): boolean {
  return Object.hasOwn(ANSWERS, key);
}

/** The value of such a key for a caller. Undefined where the caller has none. */
export function callerAnswer(key: string, caller: Caller): string | undefined {
  return ANSWERS[key]?.(caller);
}

/** Whether every request of the caller has the key, given in lower case (IAM User Guide, "Global condition context keys"). */
export function alwaysHasKey(key: string, { kind, type }: Caller): boolean {
  if (/^aws:(?:viaawsservice|securetransport)$/.test(key)) return true;
  if (key === 'aws:username') return type === 'user';
  return key === 'aws:userid' && kind === 'AWS';
}

/** Whether no request of the caller can have the key, given in lower case. */
export function lacksKey(key: string, { kind, type }: Caller): boolean {
  if (key === 'aws:username') return type !== 'user';
  return kind === 'Service' && /^aws:principal(?:orgid|tag\/.*)$/.test(key);
}
