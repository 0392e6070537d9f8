import { formatInstant } from '../base/instant.js';
import type { PlainJson } from '../format/strict-json.js';
import type { PolicyStatement } from '../iam/policy.js';
import type { DesiredKey, DesiredStatement } from './desired-statements.js';
import { isOneOf } from './other-lists.js';
import {
  ATTESTED_ACTIONS,
  DATE_KEY,
  DATE_OPERATOR,
  FROM_OPERATOR,
  type OwnStatement,
} from './own-statement.js';
import { coveredPart, intersectShapes, isDeniedBy } from './shape-algebra.js';
import { ownerOfSid, type SidOwner } from './sid.js';
import { parseStatementShape, type StatementShape, sameShape } from './statement-shape.js';

/** A statement of the current policy. Only its Sid and its text count here. */
export type CurrentStatement = Pick<PolicyStatement, 'sid' | 'raw'>;

/** The change of a plan to one statement of ours, or to one that ours replace. */
export interface PlannedChange {
  readonly action: 'create' | 'update' | 'delete' | 'keep';
  readonly sid: string;
  /** The releases that require the statement, or that a deleted one was for. */
  readonly releases: readonly string[];
  /** Whether it allows anybody more. Replacing a foreign statement counts as `widens`, because only people can judge it. */
  readonly effect: 'widens' | 'narrows' | 'none';
  /** A hand-written statement that `adopt` names. */
  readonly adopted: boolean;
  readonly before?: PlainJson;
  readonly after?: OwnStatement;
}

/** One place in the policy: the statement after the whole plan, and after the narrowing part alone. */
export interface PolicySlot {
  /** Undefined for a foreign statement that stays unchanged. */
  readonly change?: PlannedChange;
  readonly before?: PlainJson;
  readonly whole?: PlainJson;
  readonly narrowed?: PlainJson;
  /** A new Deny. It is part of the narrowing plan only if nothing widens. */
  readonly isNewDeny: boolean;
  /** It continues the access of deleted statements. Without it, somebody would lose access that the list gives. */
  readonly keepsAccess?: true;
}

/**
 * The planned change of each statement, in the order of the policy, new statements last. The Sid alone decides which ones are
 * ours. Of ours, a statement of equal form is kept, one of another form is replaced, a duplicate Sid is kept once, and one that
 * the list does not require is deleted. The Deny of debug mode, which all lists share, is never deleted. Statements under
 * `adopt` are deleted with the whole plan, unless another list requires them (`others`). Every other statement stays unchanged.
 */
export function planChanges(
  current: readonly CurrentStatement[],
  desired: DesiredKey,
  list: string,
  adopt: readonly string[],
  others: readonly OwnStatement[] = [],
): readonly PolicySlot[] {
  const wanted = new Map(desired.statements.map((one) => [one.statement.Sid, wantedOf(one)]));
  const found = current.map((statement) => foundOf(statement, list));
  const chosen = chosenPlaces(found, wanted);
  const shapes: OwnShapes = {
    wanted: [...wanted.values()].flatMap(({ shape }) => shape ?? []),
    current: found.flatMap(({ owner, shape }) => (owner === 'ours' ? (shape ?? []) : [])),
  };
  const slots = found.map((one, place): PolicySlot => {
    const { owner, statement } = one;
    const { sid, raw } = statement;
    const want = sid === undefined ? undefined : wanted.get(sid);
    if (sid !== undefined && want !== undefined) {
      return chosen.get(sid) === place
        ? keptOrUpdated(one, want, shapes)
        : deleted(sid, one, want, shapes);
    }
    if (sid !== undefined && owner === 'ours') return deleted(sid, one, undefined, shapes);
    if (sid !== undefined && owner === 'foreign' && adopt.includes(sid)) {
      if (!isOneOf(statement, others)) return adopted(sid, raw);
    }
    return { before: raw, whole: raw, narrowed: raw, isNewDeny: false };
  });
  const created = [...wanted].filter(([sid]) => !chosen.has(sid));
  return [...slots, ...created.map(([, want]) => createdSlot(want, shapes))];
}

/** A statement of the policy, with its shape if it is in our form and its Sid is not foreign. */
interface Found {
  readonly statement: CurrentStatement;
  readonly owner: SidOwner;
  readonly shape: StatementShape | undefined;
}

function foundOf(statement: CurrentStatement, list: string): Found {
  const owner = ownerOfSid(statement.sid, list);
  const shape = owner === 'foreign' ? undefined : parseStatementShape(statement.raw);
  return { statement, owner, shape };
}

/** A statement that the list requires, with its shape. */
interface Wanted extends DesiredStatement {
  readonly shape: StatementShape | undefined;
}

function wantedOf(one: DesiredStatement): Wanted {
  return { ...one, shape: shapeOf(one.statement) };
}

/** The shapes of our statements: the desired ones and the current ones. */
interface OwnShapes {
  readonly wanted: readonly StatementShape[];
  readonly current: readonly StatementShape[];
}

/** Of several statements with one Sid, the first of equal form, else the first. */
function chosenPlaces(
  found: readonly Found[],
  wanted: ReadonlyMap<string, Wanted>,
): ReadonlyMap<string, number> {
  const chosen = new Map<string, number>();
  const equal = new Set<string>();
  for (const [place, { statement, shape }] of found.entries()) {
    const { sid } = statement;
    const want = sid === undefined ? undefined : wanted.get(sid);
    if (sid === undefined || want === undefined || equal.has(sid)) continue;
    const isEqual = sameShape(shape, want.shape);
    if (isEqual) equal.add(sid);
    if (isEqual || !chosen.has(sid)) chosen.set(sid, place);
  }
  return chosen;
}

function keptOrUpdated(
  { statement: { raw }, shape: before }: Found,
  { statement, releases, shape }: Wanted,
  { wanted, current }: OwnShapes,
): PolicySlot {
  const base = { sid: statement.Sid, releases, adopted: false, before: raw, after: statement };
  const whole = plain(statement);
  if (sameShape(before, shape)) {
    const change: PlannedChange = { ...base, action: 'keep', effect: 'none' };
    return { change, before: raw, whole: raw, narrowed: raw, isNewDeny: false };
  }
  const meet = before && shape && intersectShapes(before, shape);
  const part = shape && coveredPart(shape, current);
  const isGiven = sameShape(part, shape);
  const isNarrower =
    isGiven || sameShape(meet, shape) || (before !== undefined && isDeniedBy(before, wanted));
  const effect = isNarrower ? 'narrows' : 'widens';
  const change: PlannedChange = { ...base, action: 'update', effect };
  const slot = { change, before: raw, whole, isNewDeny: false };
  if (isGiven) return { ...slot, narrowed: whole, keepsAccess: true };
  if (part !== undefined && !sameShape(part, before)) {
    return { ...slot, narrowed: plain(tightened(statement, part)), keepsAccess: true };
  }
  if (sameShape(meet, before)) return { ...slot, narrowed: raw };
  if (meet !== undefined) return { ...slot, narrowed: plain(tightened(statement, meet)) };
  // Not in our form: an Allow may admit anybody, and our Deny is not looser than one that is not understood.
  if (statement.Effect !== 'Deny') return slot;
  // One statement cannot express two dated Denies.
  return { ...slot, narrowed: before?.from === undefined ? whole : raw };
}

function deleted(
  sid: string,
  { statement: { raw }, shape }: Found,
  want: Wanted | undefined,
  { wanted }: OwnShapes,
): PolicySlot {
  const isSpare = want !== undefined && sameShape(shape, want.shape);
  const isCovered =
    isSpare ||
    (shape !== undefined &&
      (isDeniedBy(shape, wanted) || sameShape(coveredPart(shape, wanted), shape)));
  const isDeny = effectOf(raw) === 'deny';
  const change: PlannedChange = {
    action: 'delete',
    sid,
    releases: [],
    effect: isCovered ? 'none' : isDeny ? 'widens' : 'narrows',
    adopted: false,
    before: raw,
  };
  const slot = { change, before: raw, isNewDeny: false };
  return isDeny && !isSpare ? { ...slot, narrowed: raw } : slot;
}

function adopted(sid: string, raw: PlainJson): PolicySlot {
  const change: PlannedChange = {
    action: 'delete',
    sid,
    releases: [],
    effect: 'widens',
    adopted: true,
    before: raw,
  };
  return { change, before: raw, narrowed: raw, isNewDeny: false };
}

function createdSlot({ statement, releases, shape }: Wanted, { current }: OwnShapes): PolicySlot {
  const isDeny = statement.Effect === 'Deny';
  const part = shape && coveredPart(shape, current);
  const isGiven = sameShape(part, shape);
  const change: PlannedChange = {
    action: 'create',
    sid: statement.Sid,
    releases,
    effect: isDeny ? 'narrows' : isGiven ? 'none' : 'widens',
    adopted: false,
    after: statement,
  };
  const whole = plain(statement);
  if (isDeny) return { change, whole, isNewDeny: true, narrowed: whole };
  if (part === undefined) return { change, whole, isNewDeny: false };
  const narrowed = isGiven ? whole : plain(tightened(statement, part));
  return { change, whole, isNewDeny: false, narrowed, keepsAccess: true };
}

/** The part of the desired statement that is not looser than the current one. */
function tightened(statement: OwnStatement, meet: StatementShape): OwnStatement {
  const { Condition: condition, ...rest } = statement;
  const Action = meet.actions.map(
    (action) => ATTESTED_ACTIONS.find((name) => name.toLowerCase() === action) ?? action,
  );
  const blocks = Object.entries(condition ?? {}).flatMap(([operator, block]) => {
    const keys = Object.keys(block).flatMap((key) => {
      const values = valuesIn(meet, operator, key);
      if (values === undefined) return [];
      const isOne = typeof block[key] === 'string' && values.length === 1;
      return [[key, isOne ? (values[0] ?? '') : values] as const];
    });
    return keys.length === 0 ? [] : [[operator, Object.fromEntries(keys)] as const];
  });
  const date =
    meet.until === undefined ? {} : { [DATE_OPERATOR]: { [DATE_KEY]: formatInstant(meet.until) } };
  const Condition = { ...Object.fromEntries(blocks), ...date };
  return Object.keys(Condition).length === 0 ? { ...rest, Action } : { ...rest, Action, Condition };
}

/** The values that a statement of this shape compares with a key, under an operator that we write. Undefined if none. */
function valuesIn(
  { equals, except, from }: StatementShape,
  operator: string,
  key: string,
): readonly string[] | undefined {
  if (operator === FROM_OPERATOR) return from === undefined ? undefined : [formatInstant(from)];
  const name = key.toLowerCase();
  return operator === 'StringEqualsIgnoreCase'
    ? equals[name]
    : except?.key === name
      ? except.values
      : undefined;
}

/** The shape of a statement of ours. */
export function shapeOf(statement: OwnStatement): StatementShape | undefined {
  return parseStatementShape(plain(statement));
}

/** An OwnStatement is JSON by its type, and never contains undefined. */
function plain(statement: OwnStatement): PlainJson {
  return statement as unknown as PlainJson;
}

/** The effect in lower case. Anything other than a Deny may be an Allow. */
function effectOf(raw: PlainJson): string {
  const { Effect } = (raw ?? {}) as { readonly Effect?: unknown };
  return typeof Effect === 'string' ? Effect.toLowerCase() : '';
}
