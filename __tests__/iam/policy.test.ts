import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { KEY_POLICY_MAX_BYTES } from '../../src/base/size-limits.js';
import { parseStrictJson } from '../../src/format/strict-json.js';
import { matchesAction, matchesArnPattern, matchesPattern } from '../../src/iam/pattern.js';
import {
  encodeKeyPolicy,
  nameOfStatement,
  parseKeyPolicy,
  withStatements,
} from '../../src/iam/policy.js';
import {
  accountOfPrincipal,
  normalKeyPolicy,
  normalKeyPolicyText,
  sameKeyPolicy,
  sameStatement,
} from '../../src/iam/policy-normal-form.js';

type Json = { readonly [member: string]: unknown };
const document = (...statements: readonly unknown[]) => ({
  Version: '2012-10-17',
  Id: 'x',
  Statement: statements,
});
const parse = (value: unknown) => parseKeyPolicy(JSON.stringify(value));

const FULL: Json = {
  Sid: 'A Sid with spaces',
  Effect: 'Allow',
  Principal: {
    AWS: ['111122223333', 'arn:aws:iam::111122223333:role/x'],
    Service: 'logs.amazonaws.com',
  },
  Action: ['kms:Decrypt', 'KMS:Encrypt'],
  Resource: '*',
  Condition: {
    'ForAnyValue:StringEqualsIfExists': { 'kms:EncryptionContextKeys': ['a', 'b'] },
    Bool: { 'aws:SecureTransport': true },
    NumericLessThan: { 'aws:MultiFactorAuthAge': 3600 },
  },
};

describe('parsing', () => {
  test('reads every element of a statement', () => {
    const { statements, version, id, notUnderstood } = parse(document(FULL));
    expect({ version, id, notUnderstood }).toEqual({
      version: '2012-10-17',
      id: 'x',
      notUnderstood: [],
    });
    expect(statements).toEqual([
      {
        index: 0,
        sid: 'A Sid with spaces',
        effect: 'Allow',
        principals: [
          { kind: 'AWS', value: '111122223333' },
          { kind: 'AWS', value: 'arn:aws:iam::111122223333:role/x' },
          { kind: 'Service', value: 'logs.amazonaws.com' },
        ],
        actions: ['kms:Decrypt', 'KMS:Encrypt'],
        resources: ['*'],
        conditions: [
          {
            operator: 'StringEquals',
            qualifier: 'ForAnyValue',
            ifExists: true,
            key: 'kms:EncryptionContextKeys',
            values: ['a', 'b'],
          },
          { operator: 'Bool', ifExists: false, key: 'aws:SecureTransport', values: ['true'] },
          {
            operator: 'NumericLessThan',
            ifExists: false,
            key: 'aws:MultiFactorAuthAge',
            values: ['3600'],
          },
        ],
        notUnderstood: [],
        raw: FULL,
      },
    ]);
  });

  test('takes one statement without an array, negated elements, and "*" for everybody', () => {
    const { statements } = parse({
      Statement: { Effect: 'Deny', NotPrincipal: '*', NotAction: 'kms:Decrypt', NotResource: '*' },
    });
    expect(statements[0]).toMatchObject({
      effect: 'Deny',
      notPrincipals: [{ kind: 'AWS', value: '*' }],
      notActions: ['kms:Decrypt'],
      notResources: ['*'],
      conditions: [],
    });
    expect(statements[0]).not.toHaveProperty('sid');
    expect(nameOfStatement({ index: 2 })).toBe('statement 3');
  });

  test('accepts text, bytes and JSON values', () => {
    const text = JSON.stringify(document(FULL));
    const bytes = new TextEncoder().encode(text);
    expect(parseKeyPolicy(bytes)).toEqual(parseKeyPolicy(text));
    expect(parseKeyPolicy(parseStrictJson(bytes))).toEqual(parseKeyPolicy(text));
  });

  test.each([
    ['an unknown element', { ...FULL, Conditions: {} }, '/Statement/0/Conditions'],
    ['an element in another case', { ...FULL, action: 'kms:*' }, '/Statement/0/action'],
    ['both of a pair', { ...FULL, NotAction: 'x' }, '/Statement/0/NotAction'],
    ['another effect', { ...FULL, Effect: 'allow' }, '/Statement/0/Effect'],
    ['a Sid that is no text', { ...FULL, Sid: 1 }, '/Statement/0/Sid'],
    ['an action that is no text', { ...FULL, Action: ['kms:Decrypt', 7] }, '/Statement/0/Action'],
    ['no action at all', { ...FULL, Action: [] }, '/Statement/0/Action'],
    ['a principal that is a text', { ...FULL, Principal: 'x' }, '/Statement/0/Principal'],
    ['no principal at all', { ...FULL, Principal: {} }, '/Statement/0/Principal'],
    [
      'an unknown kind of principal',
      { ...FULL, Principal: { Aws: '*' } },
      '/Statement/0/Principal/Aws',
    ],
    ['conditions that are a list', { ...FULL, Condition: [] }, '/Statement/0/Condition'],
    [
      'an unknown operator',
      { ...FULL, Condition: { StringIs: { a: 'b' } } },
      '/Statement/0/Condition/StringIs',
    ],
    [
      'an operator without keys',
      { ...FULL, Condition: { Bool: true } },
      '/Statement/0/Condition/Bool',
    ],
    [
      'a value that is an object',
      { ...FULL, Condition: { Bool: { k: {} } } },
      '/Statement/0/Condition/Bool/k',
    ],
    [
      'no value at all',
      { ...FULL, Condition: { Bool: { k: [] } } },
      '/Statement/0/Condition/Bool/k',
    ],
    [
      'one key in two cases',
      { ...FULL, Condition: { Bool: { k: true, K: false } } },
      '/Statement/0/Condition/Bool/K',
    ],
    // Its lower case is the letter k, so it would pass for a name that IAM does not take it for.
    [
      'an action with the Kelvin sign',
      { ...FULL, Action: '\u212ams:Decrypt' },
      '/Statement/0/Action',
    ],
    [
      'a condition key with the Kelvin sign',
      { ...FULL, Condition: { Bool: { '\u212ams:ViaService': 'a' } } },
      '/Statement/0/Condition/Bool/\u212ams:ViaService',
    ],
    [
      'a value with the Kelvin sign',
      { ...FULL, Condition: { StringEqualsIgnoreCase: { 'aws:PrincipalTag/a': '\u212a' } } },
      '/Statement/0/Condition/StringEqualsIgnoreCase/aws:PrincipalTag/a',
    ],
    [
      'an operator with the Kelvin sign',
      { ...FULL, Condition: { 'StringLi\u212ae': { a: 'b' } } },
      '/Statement/0/Condition/StringLi\u212ae',
    ],
  ])('keeps and reports %s', (_, statement, path) => {
    const policy = parse(document(statement));
    expect(policy.notUnderstood.map((one) => one.path)).toEqual([path]);
    expect(policy.statements[0]?.notUnderstood).toEqual(policy.notUnderstood);
    expect(policy.statements[0]?.raw).toEqual(statement);
  });

  test('reports members and versions of the document that it does not know', () => {
    const found = parse({ Version: '2030-01-01', Extra: 1, Statement: [] }).notUnderstood;
    expect(found.map(({ path }) => path)).toEqual(['/Extra', '/Version']);
  });

  test.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no statements', '{}'],
    ['a statement that is a text', '{"Statement":["x"]}'],
    ['a key twice', '{"Statement":[],"Statement":[]}'],
    ['an element twice', '{"Statement":[{"Effect":"Deny","Effect":"Allow"}]}'],
    ['too much', `{"Statement":[]}${' '.repeat(KEY_POLICY_MAX_BYTES)}`],
    ['too deep', `{"Statement":[{"Condition":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}]}`],
  ])('refuses %s', (_, text) => {
    expect(() => parseKeyPolicy(text)).toThrowWithCode('json-format');
  });

  test('treats a key that every object inherits like any other', () => {
    const text =
      '{"Statement":[{"Effect":"Allow","__proto__":{"Effect":"Deny"},"Condition":{"Bool":{"__proto__":"true"}}}]}';
    const { statements } = parseKeyPolicy(text);
    expect(statements[0]?.notUnderstood).toMatchObject([{ path: '/Statement/0/__proto__' }]);
    expect(statements[0]?.conditions).toMatchObject([{ key: '__proto__', values: ['true'] }]);
    expect(encodeKeyPolicy(parseKeyPolicy(text))).toBe(text);
  });
});

describe('normal form', () => {
  const rewritten: readonly (readonly [string, Json, Json])[] = [
    ['one element or an array', { Action: 'kms:Decrypt' }, { Action: ['kms:Decrypt'] }],
    [
      'order',
      { Action: ['kms:Decrypt', 'kms:Encrypt'] },
      { Action: ['kms:Encrypt', 'kms:Decrypt'] },
    ],
    ['an element twice', { Action: ['kms:Decrypt', 'kms:Decrypt'] }, { Action: 'kms:Decrypt' }],
    ['case of actions', { Action: 'KMS:decrypt' }, { Action: 'kms:Decrypt' }],
    [
      'an account and its root',
      { Principal: { AWS: '111122223333' } },
      { Principal: { AWS: 'arn:aws:iam::111122223333:root' } },
    ],
    ['everybody', { Principal: '*' }, { Principal: { AWS: ['*'] } }],
    [
      'case of operators and keys',
      { Condition: { StringEquals: { 'aws:SourceVpce': 'x' } } },
      { Condition: { stringequals: { 'AWS:sourcevpce': ['x'] } } },
    ],
    ['a boolean', { Condition: { Bool: { k: true } } }, { Condition: { Bool: { k: 'true' } } }],
  ];

  test.each(rewritten)('does not mind %s', (_, a, b) => {
    const base = { Sid: 's', Effect: 'Allow' };
    const [one, other] = [parse(document({ ...base, ...a })), parse(document({ ...base, ...b }))];
    expect(sameKeyPolicy(one, other)).toBe(true);
  });

  const different: readonly (readonly [string, Json, Json])[] = [
    [
      'case of a value',
      { Condition: { StringEquals: { k: 'x' } } },
      { Condition: { StringEquals: { k: 'X' } } },
    ],
    ['case of a Sid', { Sid: 'a' }, { Sid: 'A' }],
    [
      'case of a principal',
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } },
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/X' } },
    ],
    [
      'a role and its session',
      { Principal: { AWS: 'arn:aws:iam::111122223333:role/x' } },
      { Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/x/s' } },
    ],
    [
      'IfExists',
      { Condition: { StringEquals: { k: 'x' } } },
      { Condition: { StringEqualsIfExists: { k: 'x' } } },
    ],
    ['an element that is negated', { Action: 'kms:Decrypt' }, { NotAction: 'kms:Decrypt' }],
    ['an element that is missing', { Resource: '*' }, {}],
    ['an element that is not understood', { Conditions: 1 }, { Conditions: 2 }],
  ];

  test.each(different)('minds %s', (_, a, b) => {
    const [one, other] = [parse(document(a)), parse(document(b))];
    expect(sameKeyPolicy(one, other)).toBe(false);
  });

  test('counts statements that are there twice', () => {
    expect(sameKeyPolicy(parse(document(FULL)), parse(document(FULL, FULL)))).toBe(false);
    const [first] = parse(document(FULL)).statements;
    const [, second] = parse(document({ Effect: 'Deny' }, FULL)).statements;
    expect(first && second && sameStatement(first, second)).toBe(true);
  });
});

/** Texts from few, so that they meet; `__proto__` among them. */
const word = fc.constantFrom(
  'a',
  'B',
  '__proto__',
  'kms:Decrypt',
  'KMS:*',
  '111122223333',
  'arn:aws:iam::111122223333:root',
  '*',
);
const words = fc.oneof(word, fc.array(word, { maxLength: 3 }));
const statements = fc.array(
  fc.record(
    {
      Sid: word,
      Effect: fc.constantFrom('Allow', 'Deny', 'allow'),
      Principal: fc.oneof(
        fc.constant('*'),
        fc.dictionary(fc.constantFrom('AWS', 'Service', 'Other'), words),
      ),
      Action: words,
      NotResource: words,
      Condition: fc.dictionary(
        fc.constantFrom('StringEquals', 'stringequals', 'ForAllValues:Bool', 'Odd'),
        fc.dictionary(word, fc.oneof(words, fc.boolean(), fc.integer())),
      ),
      Extra: fc.jsonValue({ maxDepth: 3 }),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 4 },
);
const policies = statements.map((all) => ({ Version: '2012-10-17', Statement: all }));

/** As KMS may write a document back: other order, one element with or without its array, an account by its root. */
function rewrite(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) {
    const mixed = value.map((one) => rewrite(one, random)).reverse();
    const [only] = mixed;
    return mixed.length === 1 && typeof only === 'string' && random() < 0.5 ? only : mixed;
  }
  if (value === '111122223333' && random() < 0.5) return 'arn:aws:iam::111122223333:root';
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, rewrite(member, random)]),
  );
}

describe('for any policy', () => {
  test('the normal form is a policy and its own normal form', () => {
    fc.assert(
      fc.property(policies, (value) => {
        const normal = normalKeyPolicy(parse(value));
        expect(normalKeyPolicyText(parse(normal))).toBe(normalKeyPolicyText(parse(value)));
      }),
    );
  });

  test('other statements in it read as the text with them does', () => {
    fc.assert(
      fc.property(policies, policies, fc.nat(), ({ Statement }, more, at) => {
        const policy = parse({ Version: '2012-10-17', Extra: 1, Statement });
        const kept = policy.statements.map(({ raw }) => raw).filter((_, i) => i !== at % 5);
        const added = parse(more).statements.map(({ raw }) => raw);
        const raws = [...added.slice(0, 1), ...kept, ...added.slice(1)];
        const text = JSON.stringify({ ...policy.members, Statement: raws });
        expect(withStatements(policy, raws)).toEqual(parseKeyPolicy(text));
      }),
    );
  });

  test('encoding what was parsed gives the same values', () => {
    fc.assert(
      fc.property(policies, (value) => {
        const policy = parse(value);
        expect(JSON.parse(encodeKeyPolicy(policy))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(parseKeyPolicy(encodeKeyPolicy(policy))).toEqual(policy);
      }),
    );
  });

  test('what KMS may rewrite is equal, where the statements are understood', () => {
    const understood = policies.filter((value) => parse(value).notUnderstood.length === 0);
    const inPrincipals = (
      value: { readonly Statement: readonly object[] },
      random: () => number,
    ) => ({
      ...value,
      Statement: value.Statement.map((one) => {
        const { Principal, ...rest } = one as Json;
        const keep = rewrite(rest, () => 1) as Json;
        return Principal === undefined ? keep : { Principal: rewrite(Principal, random), ...keep };
      }).reverse(),
    });
    fc.assert(
      fc.property(
        understood,
        fc.infiniteStream(fc.double({ min: 0, max: 0.99, noNaN: true })),
        (value, stream) => {
          const random = () => stream.next().value as number;
          expect(sameKeyPolicy(parse(value), parse(inPrincipals(value, random)))).toBe(true);
        },
      ),
    );
  });

  test('anything at all is parsed or refused', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        try {
          normalKeyPolicyText(parseKeyPolicy(text));
        } catch (error) {
          expect(error).toMatchObject({ code: 'json-format' });
        }
      }),
    );
  });
});

describe('patterns', () => {
  test.each([
    ['kms:*', 'kms:Decrypt', true],
    ['*', '', true],
    ['?', '', false],
    ['a*b*c', 'aXbYbZc', true],
    ['a*b*c', 'aXbYbZ', false],
    ['a?c', 'abc', true],
    ['a', 'A', false],
  ])('%s and %s: %s', (pattern, text, matches) => {
    expect(matchesPattern(pattern, text)).toBe(matches);
  });

  test('take no longer than the product of lengths', () => {
    const pattern = 'a*'.repeat(5_000);
    expect(matchesPattern(`${pattern}b`, 'a'.repeat(5_000))).toBe(false);
  });

  test('agree with regular expressions', () => {
    const symbols = (of: string) =>
      fc.array(fc.constantFrom(...of), { maxLength: 8 }).map((all) => all.join(''));
    fc.assert(
      fc.property(symbols('ab*?'), symbols('ab'), (pattern, text) => {
        const expression = pattern.replaceAll('*', '.*').replaceAll('?', '.');
        expect(matchesPattern(pattern, text)).toBe(new RegExp(`^${expression}$`, 's').test(text));
      }),
    );
  });

  test('of actions mind no case, and of ARNs no colon', () => {
    expect(matchesAction(['KMS:de*'], 'kms:Decrypt')).toBe(true);
    expect(matchesArnPattern('arn:aws:iam::*:role/*', 'arn:aws:iam::111122223333:role/x')).toBe(
      true,
    );
    expect(matchesArnPattern('arn:*:role/x', 'arn:aws:iam::111122223333:role/x')).toBe(false);
  });
});

test('an account is named by its digits or its root', () => {
  expect(accountOfPrincipal('111122223333')).toBe('111122223333');
  expect(accountOfPrincipal('arn:aws-us-gov:iam::111122223333:root')).toBe('111122223333');
  expect(accountOfPrincipal('111122223333:root')).toBeUndefined();
  expect(accountOfPrincipal('arn:aws:iam::111122223333')).toBeUndefined();
  expect(accountOfPrincipal('arn:aws:iam::111122223333:role/x')).toBeUndefined();
});
