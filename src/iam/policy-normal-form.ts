import { canonicalJson } from '../base/canonical-json.js';
import type { PlainJson } from '../format/strict-json.js';
import {
  type Condition,
  type KeyPolicy,
  type PolicyStatement,
  type Principal,
  parsePolicyStatement,
} from './policy.js';

/**
 * The normal form of a key policy, the same for all the ways in which KMS may rewrite it: statements, principals, actions,
 * resources and values sorted without duplicates, always in arrays; actions, operators and condition keys in lower case; an
 * account's root ARN as its twelve digits. A statement that was not understood is only sorted. The normal form is a policy,
 * and its own normal form. Equal statements are all kept, because a second one is a finding.
 */
export function normalKeyPolicy({ members, statements }: KeyPolicy): PlainJson {
  return { ...members, Statement: byText(statements.map(normalStatement)) };
}

/** The text of `normalKeyPolicy` (RFC 8785). It is equal exactly for policies that KMS may rewrite into each other. */
export function normalKeyPolicyText(policy: KeyPolicy): string {
  return canonicalJson(normalKeyPolicy(policy));
}

/** The text of one statement in normal form (RFC 8785), including its Sid (the statement's id). */
export function normalStatementText(statement: PolicyStatement): string {
  return canonicalJson(normalStatement(statement));
}

/** Whether KMS may rewrite one policy into the other. */
export function sameKeyPolicy(a: KeyPolicy, b: KeyPolicy): boolean {
  return normalKeyPolicyText(a) === normalKeyPolicyText(b);
}

/** Whether both statements are the same, including the Sid. */
export function sameStatement(a: PolicyStatement, b: PolicyStatement): boolean {
  return normalStatementText(a) === normalStatementText(b);
}

/** The twelve digits of an account from its id or its root ARN. Undefined for any other text. */
export function accountOfPrincipal(value: string): string | undefined {
  const [, digits] = /^(?:arn:aws[a-z0-9-]*:iam::)?(\d{12})(?::root)?$/.exec(value) ?? [];
  return digits !== undefined && value.startsWith('arn:') === value.endsWith(':root')
    ? digits
    : undefined;
}

function normalStatement(statement: PolicyStatement): PlainJson {
  if (statement.notUnderstood.length > 0) return sortedJson(statement.raw);
  const { sid, effect, conditions } = statement;
  const lists = [
    ['Principal', statement.principals, normalPrincipals],
    ['NotPrincipal', statement.notPrincipals, normalPrincipals],
    ['Action', statement.actions, lowerSet],
    ['NotAction', statement.notActions, lowerSet],
    ['Resource', statement.resources, sortedSet],
    ['NotResource', statement.notResources, sortedSet],
  ] as const;
  const elements = lists.flatMap(([name, list, normal]) =>
    // Each list goes to the function beside it.
    list === undefined ? [] : [[name, (normal as (list: unknown) => PlainJson)(list)] as const],
  );
  return {
    ...(sid === undefined ? {} : { Sid: sid }),
    ...(effect === 'missing' ? {} : { Effect: effect }),
    ...Object.fromEntries(elements),
    ...(conditions.length === 0 ? {} : { Condition: normalConditions(conditions) }),
  };
}

function normalPrincipals(principals: readonly Principal[]): PlainJson {
  const kinds = [...new Set(principals.map(({ kind }) => kind))];
  return Object.fromEntries(
    kinds.map((kind) => {
      const values = principals.filter((one) => one.kind === kind).map(({ value }) => value);
      return [kind, sortedSet(values.map((value) => accountOfPrincipal(value) ?? value))];
    }),
  );
}

function normalConditions(conditions: readonly Condition[]): PlainJson {
  const blocks: Record<string, Record<string, PlainJson>> = {};
  for (const { operator, qualifier, ifExists, key, values } of conditions) {
    const prefix = qualifier === undefined ? '' : `${qualifier}:`;
    const name = `${prefix}${operator}${ifExists ? 'IfExists' : ''}`.toLowerCase();
    blocks[name] = { ...blocks[name], [key.toLowerCase()]: sortedSet(values) };
  }
  return blocks;
}

function lowerSet(texts: readonly string[]): readonly string[] {
  return sortedSet(texts.map((text) => text.toLowerCase()));
}

function sortedSet(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}

/** Values in the order of their canonical text. */
function byText(values: readonly PlainJson[]): PlainJson[] {
  const texts = values.map((value) => [canonicalJson(value), value] as const);
  return texts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, value]) => value);
}

/** Sorts arrays and unwraps single elements. Members stay unchanged, because what is not understood is not rewritten. */
function sortedJson(value: PlainJson): PlainJson {
  if (Array.isArray(value)) {
    const sorted = byText((value as readonly PlainJson[]).map(sortedJson)).filter(
      (one, i, all) => i === 0 || canonicalJson(one) !== canonicalJson(all[i - 1] ?? null),
    );
    return sorted.length === 1 && sorted[0] !== undefined ? sorted[0] : sorted;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sortedJson(one)]));
}

/** As `normalStatementText`, from JSON. Throws FormatError `json-format` for any other value. */
export function normalTextOfStatement(raw: PlainJson): string {
  return normalStatementText(parsePolicyStatement(raw));
}
