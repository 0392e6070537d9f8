import { TrustError } from '../base/errors.js';
import { documentRefusal } from '../format/match-schema.js';
import { parseStatement, STATEMENT_PAYLOAD_TYPE, type Statement } from '../format/statement.js';
import type { VerifiedEnvelope } from '../manifest/verify-manifest.js';
import type { ListPin } from './list-trust.js';

/**
 * The statement of a verified envelope that belongs to the pinned list. In order: the payload type; an in-toto statement of
 * one of these predicate types (`statement-format`); the pinned list and enclave (`wrong-list`), before any other content is
 * used.
 */
export function pinnedStatement(
  { payloadType, payload }: Pick<VerifiedEnvelope, 'payloadType' | 'payload'>,
  predicateTypes: readonly string[],
  pin: ListPin,
): Statement {
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw documentRefusal(
      'statement',
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      ['payloadType'],
    );
  }
  const statement = parseStatement(payload);
  if (!predicateTypes.includes(statement.predicateType)) {
    throw documentRefusal(
      'statement',
      `expected ${predicateTypes.join(' or ')}, found ${JSON.stringify(statement.predicateType)}`,
      ['predicateType'],
    );
  }
  requirePinned(statement.predicate, pin);
  return statement;
}

/** Throws TrustError `wrong-list` if a predicate names another list or enclave than the pin. */
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
