import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { proveKeyPolicy } from '../../src/iam/prove.js';
import { DESCRIPTION, policyText, type StatementJson } from '../keypolicy/policies.js';
import { NOW, randomConditions, randomDeny, randomStatements } from './random-policies.js';

const RUNS = { numRuns: 400, seed: 20261130 };

function prove(statements: readonly StatementJson[], description = DESCRIPTION) {
  const policy = parseKeyPolicy(policyText(statements));
  return proveKeyPolicy({ policy, description, grants: [], now: NOW });
}

/** From the safest on. */
const ORDER = ['locked', 'unknown', 'open'];
const openness = (statements: readonly StatementJson[]) =>
  ORDER.indexOf(prove(statements).data.answer);

/** The statement with the condition, and those that it has. */
function withCondition(statement: StatementJson, more: StatementJson): StatementJson {
  const { Condition = {} } = statement;
  const blocks = Condition as Readonly<Record<string, object>>;
  const added = Object.entries(more).map(([operator, keys]) => [
    operator,
    { ...(keys as object), ...blocks[operator] },
  ]);
  return { ...statement, Condition: { ...blocks, ...Object.fromEntries(added) } };
}

const NAMES: readonly (readonly [string, string])[] = [
  ['arn:aws:', 'arn:aws-us-gov:'],
  ['111122223333', '123456789012'],
  ['1111222233??', '1234567890??'],
  ['444455556666', '777788889999'],
  ['4444*', '7777*'],
  ['999999999999', '222222222222'],
  ['signer-instance', 'worker'],
  ['SIGNER-INSTANCE', 'WORKER'],
  ['kms-admin', 'chief'],
];

/** The same with other accounts, roles and another partition. */
function renamed(text: string): string {
  return NAMES.reduce((found, [from, to]) => found.replaceAll(from, to), text);
}

/** What a proof says, by source and action: not the witnesses, which are free. */
function said({ data, authority }: ReturnType<typeof prove>) {
  return {
    answer: data.answer,
    reach: data.reach,
    openings: data.openings.map(({ source, how, principal }) => [source, how, principal]),
    admitted: data.admitted.map(({ source, registers, principal }) => [
      source,
      registers,
      principal,
    ]),
    holders: authority.holders.map(({ principal, actions }) => [principal, actions]),
  };
}

describe('a proof', () => {
  test('is never more open for one Deny more', () => {
    fc.assert(
      fc.property(randomStatements, randomDeny, (statements, deny) => {
        expect(openness([...statements, deny])).toBeLessThanOrEqual(openness(statements));
      }),
      RUNS,
    );
  });

  test('stays locked for one condition more on an Allow', () => {
    fc.assert(
      fc.property(randomStatements, randomConditions, fc.nat(), (statements, more, at) => {
        fc.pre(prove(statements).data.answer === 'locked');
        const allows = statements.filter(({ Effect }) => Effect === 'Allow');
        const one = allows[at % allows.length];
        const narrowed = statements.map((each) =>
          each === one ? withCondition(each, more) : each,
        );
        expect(prove(narrowed).data.answer).toBe('locked');
      }),
      RUNS,
    );
  });

  test('says the same of the same policy with other names', () => {
    fc.assert(
      fc.property(randomStatements, (statements) => {
        const description = JSON.parse(renamed(JSON.stringify(DESCRIPTION)));
        const other = prove(JSON.parse(renamed(JSON.stringify(statements))), description);
        expect(said(other)).toEqual(JSON.parse(renamed(JSON.stringify(said(prove(statements))))));
      }),
      RUNS,
    );
  });
});
