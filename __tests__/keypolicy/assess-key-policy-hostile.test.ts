import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { FormatError } from '../../src/base/errors.js';
import { assessKeyPolicy } from '../../src/keypolicy/assess-key-policy.js';
import { randomStatements } from '../iam/random-policies.js';
import {
  attested,
  DESCRIPTION,
  guard,
  KEY,
  LISTED,
  MOVES,
  NOW,
  PCR,
  policyText,
  ROOT,
  type StatementJson,
  statement,
} from './policies.js';

const assess = (text: string) =>
  assessKeyPolicy(text, {
    description: DESCRIPTION,
    grants: [],
    administrators: [],
    list: LISTED,
    key: KEY,
    now: NOW,
  });

const times = (count: number, of: (i: number) => StatementJson) =>
  Array.from({ length: count }, (_, i) => of(i));
const roles = (count: number) =>
  Array.from({ length: count }, (_, i) => `arn:aws:iam::111122223333:role/r${i}`);

// Each ends: work is bounded by cases, and what was not looked at is no lock.
test.each([
  ['everybody, over and over', times(400, () => statement({ Principal: '*', Action: 'kms:*' }))],
  [
    'accounts without end',
    times(1_500, (i) => statement({ Principal: { AWS: String(100_000_000_000 + i) } })),
  ],
  [
    'roles without end',
    [
      statement({ Principal: { AWS: roles(5_000) }, Action: 'kms:*' }),
      statement({ Principal: { AWS: ROOT } }),
      guard('PCR0', PCR.a),
      MOVES,
    ],
  ],
  [
    'exceptions without end',
    [
      statement({ Principal: { AWS: ROOT } }),
      guard('PCR0', PCR.a, { Condition: { ArnNotEquals: { 'aws:PrincipalArn': roles(500) } } }),
    ],
  ],
  [
    'a pattern without end',
    [
      statement({
        Condition: {
          StringLike: { 'aws:PrincipalTag/x': 'a*'.repeat(7_000) },
          StringEquals: { 'aws:PrincipalTag/x': 'a'.repeat(14_000) },
        },
      }),
    ],
  ],
  ['an operator without end', [statement({ Condition: { ['x'.repeat(100_000)]: { a: 'b' } } })]],
  [
    'a role without end',
    [
      attested(
        { PCR3: PCR.a },
        { Principal: { AWS: `arn:aws:iam::111122223333:role/${'a/'.repeat(50_000)}` } },
      ),
    ],
  ],
])('%s ends, and is never locked', (_, statements) => {
  expect(assess(policyText(statements)).proof.data.answer).not.toBe('locked');
});

test('thousands of empty statements say nothing and are found', () => {
  const { findings, proof } = assess(policyText(times(3_000, () => ({}))));
  expect(proof.data).toMatchObject({ answer: 'locked', admitted: [] });
  expect(findings.every(({ rule }) => rule === 'R35')).toBe(true);
});

test('any statement of any shape is assessed, or refused as no policy', () => {
  const odd = fc.dictionary(
    fc.constantFrom(
      'Sid',
      'Effect',
      'Principal',
      'NotPrincipal',
      'Action',
      'NotAction',
      'Resource',
      'Condition',
      'x',
    ),
    fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('Allow', 'Deny', '*', 'kms:*')),
  );
  fc.assert(
    fc.property(fc.array(odd, { maxLength: 4 }), (statements) => {
      try {
        assess(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
      }
    }),
  );
});

test('the order of statements and the form in which KMS writes them change no answer', () => {
  fc.assert(
    fc.property(randomStatements, (statements) => {
      const turned = [...statements].reverse().map((one) => ({
        ...one,
        Action: one.Action === undefined ? undefined : [one.Action].flat().reverse(),
      }));
      const [a, b] = [
        assess(policyText(statements)),
        assess(policyText(turned as readonly StatementJson[])),
      ];
      expect(b.proof.data.answer).toBe(a.proof.data.answer);
      const named = ({ findings }: typeof a) =>
        findings.map(({ rule, sid, severity }) => `${rule} ${sid} ${severity}`).sort();
      expect(new Set(named(b))).toEqual(new Set(named(a)));
    }),
  );
});

test('a further Deny opens nothing', () => {
  fc.assert(
    fc.property(randomStatements, randomStatements, (statements, more) => {
      const denies = more.filter(({ Effect }) => Effect === 'Deny');
      const [before, after] = [
        assess(policyText(statements)),
        assess(policyText([...statements, ...denies])),
      ];
      if (before.proof.data.answer === 'locked') expect(after.proof.data.openings).toEqual([]);
    }),
  );
});
