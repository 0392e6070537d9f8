import { type Caller, callerName, partitionOf } from './callers.js';
import { hasWildcard, matchesArnPattern, matchesPattern } from './pattern.js';
import type { KeyPolicy } from './policy.js';
import { accountOfPrincipal } from './policy-normal-form.js';

/** The name of a holder. It is never an ARN that the document does not have. */
export interface HolderName {
  /** An ARN, a pattern as the document writes it, an account's root ARN for everybody in it, a service, or `*`. */
  readonly principal: string;
  /** Patterns that the whole holder matches, with the account filled in where it is known. */
  readonly within: readonly string[];
}

/** A pattern for ARNs in a document. */
interface NamedPattern {
  readonly text: string;
  readonly matches: (arn: string) => boolean;
}

/** Names callers by the patterns of one document. */
export class HolderNames {
  private readonly arns: readonly NamedPattern[];
  private readonly accounts: readonly NamedPattern[];

  constructor({ statements }: Pick<KeyPolicy, 'statements'>) {
    const conditions = statements.flatMap((one) => one.conditions);
    this.arns = conditions
      .filter(({ key }) => key.toLowerCase() === 'aws:principalarn')
      .flatMap(({ operator, values }) => values.flatMap((text) => arnPattern(operator, text)));
    this.accounts = conditions
      .filter(({ key }) => /^(?:aws:principalaccount|kms:calleraccount)$/i.test(key))
      .flatMap(({ values }) => values)
      .filter((text) => hasWildcard(text) && !/^\*+$/.test(text))
      .map((text) => ({ text, matches: (account) => matchesPattern(text, account) }));
  }

  /** Whether it stands for every caller of its account and type that no pattern of the document singles out. */
  isRest(caller: Caller): boolean {
    if (caller.isNamed || caller.kind !== 'AWS') return false;
    return !this.arns.some(({ matches }) => matches(caller.value));
  }

  /** The name of everybody in the caller's account: its root ARN, a pattern of accounts, or `*` for every account. */
  account(caller: Caller): HolderName {
    const account = this.accountText(caller);
    if (account === '*') return { principal: '*', within: ['*'] };
    const principal = `arn:${partitionOf(caller) ?? 'aws'}:iam::${account}:root`;
    return { principal, within: [principal] };
  }

  /** The name of every caller that this one stands for: the longest of its matching patterns, or its type. */
  name(caller: Caller): HolderName {
    const { kind, type, value, isNamed, account } = caller;
    if (isNamed || kind !== 'AWS') {
      const principal = callerName(caller);
      return { principal, within: [principal] };
    }
    const matched = this.arns.filter(({ matches }) => matches(value)).map(({ text }) => text);
    const [longest] = [...matched].sort((a, b) => b.length - a.length);
    if (longest !== undefined) {
      const known = account === undefined || caller.isOfAnyAccount ? [] : matched;
      const inAccount = known.map((text) => withAccount(text, account ?? ''));
      return { principal: longest, within: [...new Set([...matched, ...inAccount])] };
    }
    const service = type === 'federated-user' ? 'sts' : 'iam';
    const resource = type === 'root' ? 'root' : `${type}/*`;
    const principal = `arn:${partitionOf(caller) ?? '*'}:${service}::${this.accountText(caller)}:${resource}`;
    return { principal, within: [principal] };
  }

  private accountText({ account = '*', isOfAnyAccount }: Caller): string {
    if (isOfAnyAccount !== true) return account;
    return this.accounts.find(({ matches }) => matches(account))?.text ?? '*';
  }
}

/**
 * Whether a holder is one of the administrators: it has the same text or the same account, or an administrator's pattern
 * includes everybody that the holder's name means.
 */
export function isAdministrator(
  holder: string | HolderName,
  administrators: readonly string[],
): boolean {
  const { principal, within } =
    typeof holder === 'string' ? { principal: holder, within: [holder] } : holder;
  const account = accountOfPrincipal(principal);
  return administrators.some(
    (one) =>
      one === principal ||
      (account !== undefined && accountOfPrincipal(one) === account) ||
      within.some((text) => includesAll(one, text)),
  );
}

/**
 * Whether the first pattern includes every ARN of the second, compared part by part: only a `*` includes a wildcard. `*`
 * alone means everybody, and is not a pattern of ARNs.
 */
function includesAll(pattern: string, text: string): boolean {
  if (!pattern.startsWith('arn:') || !text.startsWith('arn:')) return false;
  // A `?` of the pattern matches one character, but a wildcard of the text is not one. No text has the replacement.
  const isOne = text.replaceAll('*', '\u0000');
  if (pattern.includes('?') && hasWildcard(text)) return false;
  return matchesArnPattern(pattern, isOne);
}

function arnPattern(operator: string, text: string): readonly NamedPattern[] {
  const name = operator.toLowerCase();
  if (/ignorecase$/.test(name)) {
    return [{ text, matches: (arn) => arn.toLowerCase() === text.toLowerCase() }];
  }
  // A pattern that matches every ARN singles out nobody.
  if (!hasWildcard(text) || /^[*:]+$/.test(text)) return [];
  if (name.startsWith('arn')) return [{ text, matches: (arn) => matchesArnPattern(text, arn) }];
  return name.endsWith('like') ? [{ text, matches: (arn) => matchesPattern(text, arn) }] : [];
}

/** A pattern of ARNs with the known account as its fifth part. */
function withAccount(pattern: string, account: string): string {
  const parts = pattern.split(':');
  return parts.length < 6 ? pattern : parts.with(4, account).join(':');
}
