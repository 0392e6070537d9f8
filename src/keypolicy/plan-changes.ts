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

/** A statement of the policy as it is: its Sid and its text are all that counts here. */
export type CurrentStatement = Pick<PolicyStatement, 'sid' | 'raw'>;

/** What a plan does to one statement of ours, or to one that ours replace. */
export interface PlannedChange {
  readonly action: 'create' | 'update' | 'delete' | 'keep';
  readonly sid: string;
  /** The releases that hold it up, or that a deleted one was for. */
  readonly releases: readonly string[];
  /** Whether it lets anybody do more. A foreign statement that is replaced counts as that: only people can tell. */
  readonly effect: 'widens' | 'narrows' | 'none';
  /** A hand-written statement that `adopt` names. */
  readonly adopted: boolean;
  readonly before?: PlainJson;
  readonly after?: OwnStatement;
}

/** One place in the policy: what stands there after the whole plan, and after what only narrows. */
export interface PolicySlot {
  /** Undefined for a statement that is not ours and stays as it is. */
  readonly change?: PlannedChange;
  readonly before?: PlainJson;
  readonly whole?: PlainJson;
  readonly narrowed?: PlainJson;
  /** A Deny that is new: it goes in with what only narrows where there is nothing else. */
  readonly isNewDeny: boolean;
  /** It gives on what statements gave that go: without it, somebody would lose what the list lets him have. */
  readonly keepsAccess?: true;
}

/**
 * What is to become of each statement, in the order of the policy, new ones last. Ours by Sid alone: equal in form is
 * kept; another form is replaced; a Sid twice is kept once; what is no longer wanted goes. The Deny of debug mode, which
 * all lists share, never goes. Statements that `adopt` names go together with the whole plan, unless another list wants
 * them (`others`). Every other statement stays unchanged.
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

/** A statement of the policy, and what it says where it is of our form and not foreign by its Sid. */
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

/** A statement that the list wants, and what it says. */
interface Wanted extends DesiredStatement {
  readonly shape: StatementShape | undefined;
}

function wantedOf(one: DesiredStatement): Wanted {
  return { ...one, shape: shapeOf(one.statement) };
}

/** What statements of ours say, as the list wants them and as they are. */
interface OwnShapes {
  readonly wanted: readonly StatementShape[];
  readonly current: readonly StatementShape[];
}

/** Of several statements with one Sid the first that is equal in form, else the first. */
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
  // Not of our form: an Allow may let anybody in, and a Deny of ours is no looser than one that nobody understands.
  if (statement.Effect !== 'Deny') return slot;
  // One statement cannot say what two dated Denies deny.
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

/** The desired statement, no looser than the meet of it and what is there. */
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

/** What a statement of this shape compares a key with, under an operator that we write; undefined where it does not. */
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

/** An OwnStatement is JSON by its type; undefined never stands in it. */
function plain(statement: OwnStatement): PlainJson {
  return statement as unknown as PlainJson;
}

/** In any case: whatever is no Deny may be an Allow. */
function effectOf(raw: PlainJson): string {
  const { Effect } = (raw ?? {}) as { readonly Effect?: unknown };
  return typeof Effect === 'string' ? Effect.toLowerCase() : '';
}
