import { ZERO_PCR } from '../../format/pcr-value.js';
import { ENCLAVE } from '../../format/platform.js';
import { attestationKeyOf } from '../../iam/attestation-keys.js';
import {
  conditionHolds,
  familyOf,
  isNegated,
  takesWildcards,
} from '../../iam/condition-operators.js';
import { isAdministrator } from '../../iam/holder-names.js';
import type { Source } from '../../iam/paths.js';
import { hasWildcard } from '../../iam/pattern.js';
import type { Condition, KeyPolicy, PolicyStatement, Principal } from '../../iam/policy.js';
import { accountOfPrincipal } from '../../iam/policy-normal-form.js';
import { coversAction } from '../../iam/statement-scope.js';
import { isOneOf } from '../other-lists.js';
import { ownerOfSid } from '../sid.js';
import type { RuleFacts, Severity } from './rule.js';

/** Anything other than a Deny may be an Allow. A statement that lacks an element has no effect: R35 reports it. */
export function allowsIn({ statements }: KeyPolicy): readonly PolicyStatement[] {
  return statements.filter(
    (statement) =>
      (statement.effect === 'Allow' || statement.effect === 'unknown') &&
      missingElements(statement).length === 0,
  );
}

export function allowsOf({ allows }: RuleFacts): readonly PolicyStatement[] {
  return allows;
}

/** The missing elements of a statement. KMS accepts such a statement and gives it no effect. */
export function missingElements(statement: PolicyStatement): readonly string[] {
  const { effect, actions, notActions, resources, notResources, principals, notPrincipals } =
    statement;
  return [
    ...(effect === 'missing' ? ['Effect'] : []),
    ...(principals === undefined && notPrincipals === undefined ? ['Principal'] : []),
    ...(actions === undefined && notActions === undefined ? ['Action'] : []),
    ...(resources === undefined && notResources === undefined ? ['Resource'] : []),
  ];
}

export function deniesOf({ policy }: RuleFacts): readonly PolicyStatement[] {
  return policy.statements.filter(({ effect }) => effect === 'Deny');
}

/** The data actions of this kind of key that the statement names. */
export function dataActionsOf(
  { index }: PolicyStatement,
  { dataActions }: RuleFacts,
): readonly string[] {
  return dataActions[index] ?? [];
}

/** Conditions on existing attestation keys. R28 reports other keys with the same prefix, which no request carries. */
export function attestationConditions({ conditions }: PolicyStatement): readonly Condition[] {
  return conditions.filter(({ key }) => attestationKeyOf(key) !== undefined);
}

export function isAttested(statement: PolicyStatement): boolean {
  return attestationConditions(statement).length > 0;
}

/** A condition that restricts a register to full values and requires a document. */
export function isPin(condition: Condition): boolean {
  const { qualifier, ifExists, values, key } = condition;
  return (
    attestationKeyOf(key)?.platform === 'enclave' &&
    familyOf(condition) === 'text' &&
    !isNegated(condition) &&
    !ifExists &&
    qualifier !== 'ForAllValues' &&
    values.length > 0 &&
    !(takesWildcards(condition) && values.some(hasWildcard))
  );
}

/** A cache: many rules ask for the pins of each statement. */
const PINS = new WeakMap<PolicyStatement, ReadonlyMap<string, readonly string[]>>();

/** The registers that an Allow restricts to values, with the values in lower case. */
export function pinsOf(statement: PolicyStatement): ReadonlyMap<string, readonly string[]> {
  const there = PINS.get(statement);
  if (there !== undefined) return there;
  const pins = readPins(statement);
  PINS.set(statement, pins);
  return pins;
}

function readPins({ conditions }: PolicyStatement): ReadonlyMap<string, readonly string[]> {
  const pins = new Map<string, readonly string[]>();
  for (const condition of conditions.filter(isPin)) {
    const register = attestationKeyOf(condition.key)?.register ?? '';
    const values = condition.values.map((value) => value.toLowerCase());
    const there = pins.get(register);
    pins.set(register, there === undefined ? values : there.filter((one) => values.includes(one)));
  }
  return pins;
}

/** Whether the pins identify the image. */
export function pinsImage(pins: ReadonlyMap<string, unknown>): boolean {
  return pins.has(ENCLAVE.image) || (pins.has(ENCLAVE.boot) && pins.has(ENCLAVE.application));
}

const ZERO_UNSAFE: readonly string[] = Object.values(ENCLAVE);

/** Whether the register measures the image or its signer, so that zeros mean debug mode or no signature. */
export function isZeroUnsafe(register: string, value: string): boolean {
  return value === ZERO_PCR && ZERO_UNSAFE.includes(register);
}

/** The severity of the statement within the whole document: `critical` if it opens the data, else `otherwise`. */
export function effectOf(
  { index }: PolicyStatement,
  { proof }: RuleFacts,
  otherwise: Severity = 'info',
): Severity {
  const isOf = ({ source }: { readonly source?: { readonly kind: string } }) =>
    source !== undefined && 'index' in source && source.index === index;
  if (proof.data.openings.some(isOf)) return 'critical';
  return proof.data.doubts.some(isOf) ? 'warning' : otherwise;
}

/** The data actions of a statement that the whole policy allows, according to the proof. */
export interface StatementReach {
  /** Without a measurement. */
  readonly open: readonly string[];
  /** Could not tell, because a part of the policy was not understood. */
  readonly doubtful: readonly string[];
  /** Only with a measured document, because of the statement itself or a guard. */
  readonly attested: readonly string[];
}

export function statementReach({ index }: PolicyStatement, { proof }: RuleFacts): StatementReach {
  const actionsOf = (
    ways: readonly { readonly source?: Source; readonly actions: readonly string[] }[],
  ) =>
    ways
      .filter(({ source }) => source?.kind === 'statement' && source.index === index)
      .flatMap(({ actions }) => actions);
  const open = new Set(actionsOf(proof.data.openings));
  const doubtful = new Set(actionsOf(proof.data.doubts).filter((action) => !open.has(action)));
  const attested = actionsOf(proof.data.admitted).filter((action) => !open.has(action));
  return { open: [...open], doubtful: [...doubtful], attested: [...new Set(attested)] };
}

/** Whether a Deny to everybody, without exceptions, restricts the action to measurements or denies it completely. */
export function isGuarded(action: string, { policy }: Pick<RuleFacts, 'policy'>): boolean {
  return policy.statements.some(
    (statement) =>
      statement.effect === 'Deny' &&
      coversAction(statement, action) &&
      (statement.principals ?? []).some(isEverybody) &&
      statement.notUnderstood.length === 0 &&
      statement.conditions.length <= 1 &&
      statement.conditions.every(
        (condition) =>
          attestationKeyOf(condition.key) !== undefined &&
          isNegated(condition) &&
          conditionHolds(condition, undefined) === true,
      ),
  );
}

/** Whether the statement belongs to this list, so that the plan maintains it, or to another list that is named. */
export function isOfList(
  statement: PolicyStatement,
  { list, others = [] }: Pick<RuleFacts, 'list' | 'others'>,
): boolean {
  return ownerOfSid(statement.sid, list.list) !== 'foreign' || isOneOf(statement, others);
}

export function isOurs({ sid }: PolicyStatement, { list }: RuleFacts): boolean {
  return ownerOfSid(sid, list.list) === 'ours';
}

/** The principals that an Allow names. NotPrincipal counts as everybody. */
export function principalsOf({ principals, notPrincipals }: PolicyStatement): readonly Principal[] {
  return principals ?? (notPrincipals === undefined ? [] : [{ kind: 'AWS', value: '*' }]);
}

export function isEverybody({ kind, value }: Principal): boolean {
  return kind === 'AWS' && value === '*';
}

export function accountsOf(statement: PolicyStatement): readonly string[] {
  return principalsOf(statement).flatMap(({ kind, value }) =>
    kind === 'AWS' ? (accountOfPrincipal(value) ?? []) : [],
  );
}

/** The account of the key: from its description or ARN, else from the roles in the list. */
export function ownAccount({
  description,
  key,
  list,
}: Pick<RuleFacts, 'description' | 'key' | 'list'>): string | undefined {
  const [arn] = list.projection.instanceRoles;
  return (
    description?.account ??
    accountIn(key?.key ?? '') ??
    (arn === undefined ? undefined : accountIn(arn.arn))
  );
}

function accountIn(arn: string): string | undefined {
  return /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(arn)?.[1];
}

/** Whether every principal that the statement names is an administrator. */
export function isForAdministrators(
  statement: PolicyStatement,
  { administrators }: RuleFacts,
): boolean {
  const principals = principalsOf(statement);
  return (
    principals.length > 0 &&
    principals.every(({ kind, value }) => kind === 'AWS' && isAdministrator(value, administrators))
  );
}

/** Names for people: the first four, and the number of the others. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown} and ${names.length - 4} more` : shown;
}

/** The higher of two severities. */
export function atLeast(severity: Severity, least: Severity): Severity {
  const order: readonly Severity[] = ['info', 'unknown', 'warning', 'critical'];
  return order.indexOf(severity) < order.indexOf(least) ? least : severity;
}
