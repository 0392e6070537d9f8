import * as z from 'zod/mini';
import { FormatError, TrustError } from '../base/errors.js';
import { parseStatement, STATEMENT_PAYLOAD_TYPE, type Statement } from '../format/statement.js';
import type { ListPin, OpenedEnvelope } from './trust.js';

/**
 * The statement of an opened envelope that belongs to the pinned list. In order: the payload's type; an in-toto
 * statement of this predicate type (`statement-format`); of the pinned list and enclave (`wrong-list`), before anything
 * else in it is used.
 */
export function pinnedStatement(
  { payloadType, payload }: OpenedEnvelope,
  predicateType: string,
  pin: ListPin,
): Statement {
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw statementRefusal(
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      ['payloadType'],
    );
  }
  const statement = parseStatement(payload);
  if (statement.predicateType !== predicateType) {
    throw statementRefusal(
      `expected ${predicateType}, found ${JSON.stringify(statement.predicateType)}`,
      ['predicateType'],
    );
  }
  requirePinned(statement.predicate, pin);
  return statement;
}

/** Throws TrustError `wrong-list` where a predicate names another list or enclave than the pin. */
export function requirePinned(predicate: Statement['predicate'], pin: ListPin): void {
  for (const name of ['list', 'enclave'] as const) {
    const expected = pin[name];
    if (expected === undefined || predicate[name] === expected) continue;
    throw new TrustError(
      'wrong-list',
      `expected ${name} ${JSON.stringify(expected)}, found ${JSON.stringify(predicate[name]) ?? 'none'}`,
      { hint: 'This store holds the list of another enclave or environment.' },
    );
  }
}

/** The predicate in the form of the schema. Throws FormatError `statement-format` with the path of the first fault. */
export function matchedPredicate<Schema extends z.ZodMiniType>(
  schema: Schema,
  { predicate }: Statement,
): z.output<Schema> {
  const result = schema.safeParse(predicate);
  if (result.success) return result.data;
  throw schemaRefusal(result.error, 'predicate');
}

/** The inverse of `matchedPredicate`: instants become RFC 3339. */
export function encodedPredicate<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: z.output<Schema>,
): Statement['predicate'] {
  const result = z.safeEncode(schema, value);
  if (result.success) return result.data as Statement['predicate'];
  throw schemaRefusal(result.error, 'predicate');
}

/** zod/mini carries no sentences of its own. */
export function schemaRefusal({ issues: [issue] }: z.core.$ZodError, root: string): FormatError {
  const path = [root, ...(issue?.path ?? [])];
  return statementRefusal(issue === undefined ? 'expected another form' : sentence(issue), path);
}

export function statementRefusal(message: string, path: readonly PropertyKey[]): FormatError {
  const where = `/${path.map(String).join('/')}`;
  return new FormatError('statement-format', `${where}: ${message}`, { at: { path: where } });
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'unrecognized_keys') return `unknown fields ${issue.keys.join(', ')}`;
  return issue.message;
}
