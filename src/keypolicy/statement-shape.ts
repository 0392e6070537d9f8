import { FormatError } from '../base/errors.js';
import { type Instant, parseInstant } from '../base/instant.js';
import type { PlainJson } from '../format/strict-json.js';
import { DATE_KEY, DATE_OPERATOR, FROM_OPERATOR } from './own-statement.js';

/**
 * The content of a statement in our form, independent of how KMS writes it: sets in any order, one element or an array of one,
 * names in any case. Texts are in lower case, except the principal.
 */
export interface StatementShape {
  readonly effect: 'Allow' | 'Deny';
  /** `*`, or one ARN. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** StringEqualsIgnoreCase: the values of each key, sorted, each once. */
  readonly equals: Readonly<Record<string, readonly string[]>>;
  /** StringNotEqualsIgnoreCase on one key. Without a value there is no exception. */
  readonly except?: { readonly key: string; readonly values: readonly string[] };
  /** DateLessThan `aws:CurrentTime`. */
  readonly until?: Instant;
  /** DateGreaterThanEquals `aws:CurrentTime`. */
  readonly from?: Instant;
}

type PlainObject = { readonly [key: string]: PlainJson };

const MEMBERS = ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'];

/**
 * The shape of a statement, or undefined if it is not in our form: it has another member, several principals, another resource,
 * another operator, or several dates. A statement that is not understood never counts as ours.
 */
export function parseStatementShape(statement: PlainJson): StatementShape | undefined {
  if (!isObject(statement)) return undefined;
  if (Object.keys(statement).some((member) => !MEMBERS.includes(member))) return undefined;
  const { Effect: effect, Principal, Action, Resource, Condition = {} } = statement;
  const principal = principalOf(Principal);
  const actions = textsOf(Action);
  if (effect !== 'Allow' && effect !== 'Deny') return undefined;
  if (principal === undefined || actions === undefined || actions.length === 0) return undefined;
  if (textsOf(Resource)?.join() !== '*' || !isObject(Condition)) return undefined;
  const conditions = conditionsOf(Condition);
  return conditions && { effect, principal, actions: sorted(actions), ...conditions };
}

/** Whether both have the same content. A statement that was not understood equals nothing. */
export function sameShape(a: StatementShape | undefined, b: StatementShape | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return (
    a.effect === b.effect &&
    a.principal === b.principal &&
    a.until === b.until &&
    a.from === b.from &&
    sameTexts(a.actions, b.actions) &&
    differingKeys(a.equals, b.equals)?.length === 0 &&
    a.except?.key === b.except?.key &&
    sameTexts(a.except?.values ?? [], b.except?.values ?? [])
  );
}

/** The keys with different values. Undefined if the two do not compare the same keys. */
export function differingKeys(
  a: StatementShape['equals'],
  b: StatementShape['equals'],
): readonly string[] | undefined {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return undefined;
  if (keys.some((key) => b[key] === undefined)) return undefined;
  return keys.filter((key) => !sameTexts(a[key] ?? [], b[key] ?? []));
}

/** Both are sorted and without duplicates. */
function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}

type ShapeConditions = Pick<StatementShape, 'equals' | 'except' | 'until' | 'from'>;

function conditionsOf(condition: PlainObject): ShapeConditions | undefined {
  let found: ShapeConditions = { equals: {} };
  const seen = new Set<string>();
  for (const [name, block] of Object.entries(condition)) {
    const operator = name.toLowerCase();
    if (!isObject(block) || seen.has(operator)) return undefined;
    seen.add(operator);
    const read = READERS.get(operator)?.(Object.entries(block));
    if (read === undefined) return undefined;
    found = { ...found, ...read };
  }
  return found;
}

type Block = readonly (readonly [string, PlainJson])[];
type Reader = (block: Block) => Partial<StatementShape> | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['stringequalsignorecase', readEquals],
  ['stringnotequalsignorecase', readExcept],
  [DATE_OPERATOR.toLowerCase(), (block) => readDate(block, 'until')],
  [FROM_OPERATOR.toLowerCase(), (block) => readDate(block, 'from')],
]);

function readEquals(block: Block): Partial<StatementShape> | undefined {
  const equals = new Map<string, readonly string[]>();
  for (const [key, value] of block) {
    const texts = textsOf(value) ?? [];
    if (texts.length === 0 || equals.has(key.toLowerCase())) return undefined;
    equals.set(key.toLowerCase(), sorted(texts));
  }
  return { equals: Object.fromEntries(equals) };
}

function readExcept(block: Block): Partial<StatementShape> | undefined {
  const [first, ...more] = block;
  const values = first === undefined ? undefined : textsOf(first[1]);
  if (first === undefined || more.length > 0 || !values?.length) return undefined;
  return { except: { key: first[0].toLowerCase(), values: sorted(values) } };
}

function readDate(block: Block, name: 'until' | 'from'): Partial<StatementShape> | undefined {
  const [first, ...more] = block;
  const [text, ...others] = first === undefined ? [] : (textsOf(first[1]) ?? []);
  if (first?.[0].toLowerCase() !== DATE_KEY.toLowerCase()) return undefined;
  if (text === undefined || more.length > 0 || others.length > 0) return undefined;
  const instant = instantIn(text);
  return instant === undefined ? undefined : { [name]: instant };
}

function instantIn(text: string): Instant | undefined {
  try {
    return parseInstant(text);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function principalOf(principal: PlainJson | undefined): string | undefined {
  if (principal === '*') return '*';
  if (principal === undefined || !isObject(principal)) return undefined;
  const { AWS, ...more } = principal;
  const [one, ...others] = textsOf(AWS) ?? [];
  return Object.keys(more).length > 0 || others.length > 0 ? undefined : one;
}

function textsOf(value: PlainJson | undefined): readonly string[] | undefined {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.every((one) => typeof one === 'string') ? values : undefined;
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map((text) => text.toLowerCase()))].sort();
}

function isObject(value: PlainJson): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
