import { describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { ZERO_PCR } from '../../src/format/pcr-value.js';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { proveKeyPolicy } from '../../src/iam/prove.js';
import { lintKeyPolicy, type PolicyFinding } from '../../src/keypolicy/lint-key-policy.js';
import { RULES } from '../../src/keypolicy/rules/all-rules.js';
import type { LintFacts } from '../../src/keypolicy/rules/rule.js';
import { portableHashing } from '../../src/measure/hashing.js';
import { doubleHashedText, extend } from '../../src/measure/pcr.js';
import {
  ADMIN,
  attested,
  DEFAULT_POLICY,
  DENY_DEBUG,
  DESCRIPTION,
  guard,
  KEY,
  LISTED,
  MOVES,
  NOW,
  OTHER_ROLE,
  PCR,
  policyText,
  ROLE,
  ROOT,
  registers,
  type StatementJson,
  statement,
} from './policies.js';

type Key = Partial<Pick<LintFacts, 'description' | 'grants' | 'administrators' | 'key'>>;
interface Example {
  readonly statements: readonly StatementJson[];
  readonly key: Key;
}

const of = (...statements: readonly StatementJson[]): Example => ({ statements, key: {} });
const on = (key: Key, ...statements: readonly StatementJson[]): Example => ({ statements, key });

function lint({ statements, key }: Example): readonly PolicyFinding[] {
  const policy = parseKeyPolicy(policyText(statements));
  const facts = {
    description: DESCRIPTION,
    grants: [],
    administrators: [ADMIN],
    list: LISTED,
    key: KEY,
    now: NOW,
    ...key,
  };
  return lintKeyPolicy({ ...facts, policy, proof: proveKeyPolicy({ ...facts, policy }) });
}

/** An Allow as it should be: every bound register, one value each, for the role. */
const SAFE = attested({ PCR0: PCR.a, PCR3: PCR.role, PCR8: PCR.signer }, { Sid: 'safe' });
const GUARDS = [
  guard('PCR0', [PCR.a, PCR.b]),
  guard('PCR3', PCR.role),
  guard('PCR8', PCR.signer),
  MOVES,
];
const ADMINISTRATION = statement({
  Principal: { AWS: ADMIN },
  Action: [
    'kms:PutKeyPolicy',
    'kms:CreateGrant',
    'kms:ScheduleKeyDeletion',
    'kms:ImportKeyMaterial',
  ],
});
const condition = (operator: string, values: object, more: object = {}) =>
  statement({ Condition: { [operator]: values, ...more } as StatementJson });
const grant = (operations: readonly string[], granteePrincipal = OTHER_ROLE) => ({
  grantId: 'g1',
  granteePrincipal,
  operations,
});

/** For each rule: policies in which it finds something, and policies, as like as can be, in which it does not. */
const EXAMPLES: Readonly<
  Record<string, { readonly wrong: readonly Example[]; readonly right: readonly Example[] }>
> = {
  R01: {
    wrong: [of(DEFAULT_POLICY), of(statement({ Principal: { AWS: '111122223333' } }))],
    right: [
      of(statement({ Principal: { AWS: ROOT }, Action: ['kms:DescribeKey', 'kms:PutKeyPolicy'] })),
      of(attested({ PCR0: PCR.a, PCR3: PCR.role }, { Principal: { AWS: ROOT } })),
    ],
  },
  R02: {
    wrong: [
      of(statement({})),
      of(SAFE, statement({ Action: ['kms:DescribeKey', 'kms:GenerateDataKey'] })),
    ],
    right: [of(SAFE), of(statement({ Action: ['kms:DescribeKey', 'kms:Encrypt'] }))],
  },
  R03: {
    wrong: [of(condition('StringEqualsIgnoreCaseIfExists', registers({ PCR0: PCR.a })))],
    right: [of(SAFE)],
  },
  R04: {
    wrong: [of(condition('ForAllValues:StringEquals', registers({ PCR0: PCR.a })))],
    right: [
      of(SAFE),
      of(
        condition('ForAllValues:StringEquals', registers({ PCR0: PCR.a }), {
          Null: registers({ PCR0: 'false' }),
        }),
      ),
    ],
  },
  R05: {
    wrong: [
      of(condition('StringLike', registers({ PCR0: 'aa*' }))),
      of(condition('StringEquals', registers({ PCR0: '*' }))),
    ],
    right: [of(condition('StringLike', registers({ PCR0: PCR.a })))],
  },
  R06: {
    wrong: [of(condition('StringNotEquals', registers({ PCR0: ZERO_PCR })))],
    right: [of(SAFE), of(SAFE, ...GUARDS)],
  },
  R07: {
    wrong: [of(condition('Null', registers({ PCR0: 'false' })))],
    right: [
      of(
        condition('Null', registers({ PCR0: 'false' }), {
          StringEqualsIgnoreCase: registers({ PCR0: PCR.a }),
        }),
      ),
    ],
  },
  R08: {
    wrong: [of(SAFE, guard('PCR0', PCR.a, { Condition: { Null: registers({ PCR0: 'true' }) } }))],
    right: [of(SAFE, ...GUARDS)],
  },
  R09: {
    wrong: [
      of(
        guard('PCR0', PCR.a, {
          Condition: { StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a, PCR8: PCR.signer }) },
        }),
      ),
    ],
    right: [of(...GUARDS)],
  },
  R10: {
    wrong: [
      of(
        statement({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
        guard('PCR0', PCR.a, { Action: 'kms:Decrypt' }),
      ),
      of(SAFE, guard('PCR0', PCR.a, { Principal: { AWS: ROLE } })),
      of(
        SAFE,
        guard('PCR0', PCR.a, {
          Principal: undefined,
          NotPrincipal: { AWS: [ADMIN, ROOT] },
        } as never),
      ),
      of(
        SAFE,
        guard('PCR0', PCR.a, {
          Condition: {
            StringNotEqualsIgnoreCase: registers({ PCR0: PCR.a }),
            ArnNotEquals: { 'aws:PrincipalArn': ADMIN },
          },
        }),
      ),
    ],
    right: [
      of(SAFE, ...GUARDS),
      of(statement({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }), ...GUARDS),
      of(
        statement({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
        guard('PCR0', PCR.a, { Sid: 'PcrAllowlist5f0c6c1d0b2eGuardPCR0', Action: 'kms:Decrypt' }),
      ),
    ],
  },
  R11: {
    wrong: [of({ ...statement({ NotAction: 'kms:DeleteAlias' }), Action: undefined } as never)],
    right: [of(SAFE), of({ ...MOVES, NotAction: 'kms:Decrypt', Action: undefined } as never)],
  },
  R12: {
    wrong: [
      of({ ...statement({ NotPrincipal: { AWS: ADMIN } }), Principal: undefined } as never),
      of({
        ...statement({ NotResource: 'arn:aws:kms:us-east-1:111122223333:key/x' }),
        Resource: undefined,
      } as never),
    ],
    right: [of(SAFE)],
  },
  R13: {
    wrong: [
      of(attested({ PCR0: PCR.a }, { Principal: '*' })),
      of(attested({ PCR0: PCR.a }, { Principal: { AWS: ['*', ROLE] } })),
    ],
    right: [
      of(SAFE),
      of(statement({ Principal: '*', Action: 'kms:DescribeKey' })),
      of(
        statement({
          Principal: '*',
          Condition: {
            StringEqualsIgnoreCase: registers({ PCR0: PCR.a }),
            StringEquals: { 'aws:PrincipalOrgID': 'o-1' },
          },
        }),
      ),
    ],
  },
  R14: {
    wrong: [
      of(attested({ PCR0: PCR.a }, { Principal: { AWS: 'arn:aws:iam::444455556666:root' } })),
    ],
    right: [
      of(attested({ PCR0: PCR.a }, { Principal: { AWS: 'arn:aws:iam::444455556666:role/x' } })),
      of(attested({ PCR0: PCR.a }, { Principal: { AWS: ROOT } })),
    ],
  },
  R15: {
    wrong: [
      of(statement({ Action: 'kms:De*' })),
      of(attested({ PCR0: PCR.a }, { Action: 'kms:GenerateDataKey*' })),
    ],
    right: [of(SAFE), of(statement({ Action: ['kms:Describe*', 'kms:Get*', 'kms:List*'] }))],
  },
  R16: {
    wrong: [
      of(statement({ Action: ['kms:ReEncrypt*'] })),
      of(statement({ Action: 'kms:ReEncryptFrom' }), MOVES),
    ],
    right: [
      of(statement({ Action: 'kms:ReEncryptTo' })),
      of(
        statement({
          Action: 'kms:ReEncryptFrom',
          Condition: { Bool: { 'kms:ReEncryptOnSameKey': 'true' } },
        }),
      ),
    ],
  },
  R17: {
    wrong: [
      of(statement({ Action: 'kms:CreateGrant' })),
      on({ grants: [grant(['CreateGrant'])] }, SAFE),
    ],
    right: [
      of(ADMINISTRATION),
      of(statement({ Action: 'kms:CreateGrant' }), { ...MOVES, Action: 'kms:CreateGrant' }),
    ],
  },
  R18: {
    wrong: [
      on({ grants: [grant(['Decrypt'])] }, SAFE),
      on({ grants: [grant(['Decrypt'])] }, SAFE, ...GUARDS),
      on({ grants: [grant(['SomethingNew'])] }, SAFE),
      on({ grants: undefined }, SAFE),
    ],
    right: [
      on({ grants: [grant(['Encrypt', 'DescribeKey'])] }, SAFE),
      on({ grants: [grant(['Decrypt'], 'AROAEXAMPLE')] }, SAFE),
    ],
  },
  R19: {
    wrong: [
      of(statement({ Action: 'kms:PutKeyPolicy' })),
      of(DEFAULT_POLICY),
      of(statement({ Action: 'kms:Put*' })),
    ],
    right: [of(ADMINISTRATION), on({ administrators: [ROOT] }, DEFAULT_POLICY)],
  },
  R20: {
    wrong: [
      on(
        {
          description: {
            ...DESCRIPTION,
            multiRegion: { type: 'PRIMARY', keys: [DESCRIPTION.arn] },
          },
        },
        statement({ Action: 'kms:ReplicateKey' }),
      ),
      on({ description: undefined }, statement({ Action: 'kms:UpdatePrimaryRegion' })),
    ],
    right: [
      of(statement({ Action: 'kms:ReplicateKey' })),
      on(
        {
          description: {
            ...DESCRIPTION,
            multiRegion: { type: 'PRIMARY', keys: [DESCRIPTION.arn] },
          },
        },
        statement({ Action: 'kms:ReplicateKey', Principal: { AWS: ADMIN } }),
      ),
    ],
  },
  R21: {
    wrong: [
      on({ description: { ...DESCRIPTION, origin: 'EXTERNAL' } }, SAFE),
      on({ description: undefined }, statement({ Action: 'kms:GetParametersForImport' })),
    ],
    right: [
      of(SAFE),
      of(statement({ Action: 'kms:ImportKeyMaterial' })),
      on({ description: undefined }, ADMINISTRATION),
    ],
  },
  R22: {
    wrong: [
      on(
        { description: { ...DESCRIPTION, keyUsage: 'SIGN_VERIFY', keySpec: 'ECC_NIST_P256' } },
        statement({ Action: 'kms:Sign' }),
      ),
      on({ description: undefined }, statement({ Action: 'kms:Decapsulate' })),
    ],
    right: [of(SAFE), on({ description: undefined }, DEFAULT_POLICY)],
  },
  R23: {
    wrong: [of(statement({ Action: ['kms:Encrypt'] }))],
    right: [of(SAFE)],
  },
  R24: {
    wrong: [
      of(attested({ PCR0: ZERO_PCR })),
      of(attested({ ImageSha384: [PCR.a, ZERO_PCR] })),
      of(attested({ PCR0: PCR.a, PCR8: ZERO_PCR })),
    ],
    right: [
      of(SAFE),
      of(attested({ PCR0: PCR.a, NitroTPMPCR12: ZERO_PCR })),
      of(SAFE, DENY_DEBUG),
      of(attested({ PCR0: PCR.a, PCR16: ZERO_PCR })),
    ],
  },
  R25: {
    wrong: [of(attested({ PCR3: PCR.role, PCR8: PCR.signer }))],
    right: [of(attested({ PCR3: PCR.role, PCR8: PCR.signer }), DENY_DEBUG), of(SAFE)],
  },
  R26: {
    wrong: [
      of(attested({ PCR0: `0x${PCR.a}` })),
      of(attested({ PCR0: ` ${PCR.a}` })),
      of(attested({ PCR0: PCR.a.slice(0, 64) })),
      of(attested({ PCR0: 'q'.repeat(64) })),
      of(attested({ PCR0: 'REPLACE_ME' })),
      of(guard('PCR0', '')),
    ],
    right: [of(SAFE), of(...GUARDS), of(condition('Null', registers({ PCR0: 'false' })))],
  },
  R27: {
    wrong: [of(condition('StringEquals', registers({ PCR0: PCR.a.toUpperCase() })))],
    right: [
      of(attested({ PCR0: PCR.a.toUpperCase() })),
      of(condition('StringEquals', registers({ PCR0: PCR.a }))),
    ],
  },
  R28: {
    wrong: [
      of(condition('StringEquals', { 'kms:RecipientAttestation': PCR.a })),
      of(attested({ PCR32: PCR.a })),
      of(attested({ NitroTPMPCR24: PCR.a })),
      of(condition('StringEqualIgnoreCase', registers({ PCR0: PCR.a }))),
      of(condition('StringEquals', { 'kms:ReceipientAttestation:PCR0': PCR.a })),
      of(statement({ condition: {} })),
    ],
    right: [
      of(attested({ PCR31: PCR.a, NitroTPMPCR23: PCR.a })),
      of(condition('stringequalsignorecase', { 'KMS:recipientattestation:imagesha384': PCR.a })),
      of(condition('StringEquals', { 'kms:EncryptionContext:purpose': 'x' })),
    ],
  },
  R29: {
    wrong: [of(attested({ PCR0: PCR.a })), of(attested({ PCR0: PCR.a, PCR1: PCR.a, PCR2: PCR.c }))],
    right: [of(SAFE), of(attested({ PCR0: PCR.a, PCR3: PCR.role }))],
  },
  R30: {
    wrong: [of(attested({ PCR8: PCR.signer })), of(attested({ PCR3: PCR.role, PCR8: PCR.signer }))],
    right: [
      of(SAFE),
      on(
        { key: { ...KEY, bind: ['PCR3', 'PCR8'] } },
        attested(
          { PCR3: PCR.role, PCR8: PCR.signer },
          { Sid: 'PcrAllowlist5f0c6c1d0b2e0123456789abcdef' },
        ),
      ),
    ],
  },
  R31: {
    wrong: [
      of(attested({ PCR0: [PCR.a, PCR.c] })),
      of(attested({ PCR0: PCR.d })),
      of(attested({ PCR8: PCR.c })),
    ],
    right: [of(SAFE), of(attested({ PCR0: [PCR.a, PCR.b], PCR8: PCR.signer }))],
  },
  R32: {
    wrong: [of(attested({ PCR0: [PCR.a, PCR.b], PCR1: [PCR.a, PCR.b] }))],
    right: [of(attested({ PCR0: [PCR.a, PCR.b], PCR8: PCR.signer })), of(SAFE)],
  },
  R33: {
    wrong: [
      of(SAFE, attested({ PCR3: PCR.role })),
      of(
        attested({ PCR0: PCR.a, PCR4: PCR.c }, { Principal: { AWS: OTHER_ROLE } }),
        attested({ PCR0: PCR.a }, { Principal: { AWS: OTHER_ROLE } }),
      ),
    ],
    right: [
      of(SAFE, attested({ PCR0: PCR.b, PCR3: PCR.role, PCR8: PCR.signer })),
      of(SAFE, attested({ PCR0: PCR.a }, { Principal: { AWS: OTHER_ROLE } })),
    ],
  },
  R34: {
    wrong: [of(SAFE, SAFE)],
    right: [of(SAFE, { ...SAFE, Sid: 'Safe' }), of(statement({}), statement({}))],
  },
  R35: {
    wrong: [
      of({ ...MOVES, Resource: undefined } as never),
      of({ ...MOVES, Action: undefined } as never),
      of({ ...MOVES, Effect: undefined } as never),
      of({ ...SAFE, Principal: undefined } as never),
    ],
    right: [of(SAFE, MOVES)],
  },
  R36: {
    wrong: [
      of(attested({ PCR0: PCR.a }, { Action: ['kms:Decrypt', 'kms:Encrypt'] })),
      of(attested({ PCR0: PCR.a }, { Action: ['kms:Decrypt', 'kms:GenerateRandom'] })),
      of(attested({ PCR0: PCR.a }, { Action: 'kms:*' })),
    ],
    right: [of(SAFE), of(statement({ Action: ['kms:Decrypt', 'kms:Encrypt'] }))],
  },
  R37: {
    wrong: [
      of(condition('StringEquals', { 'aws:SourceVpce': 'vpce-1' })),
      of(condition('IpAddress', { 'aws:SourceIp': '10.0.0.0/8' })),
    ],
    right: [
      of(SAFE),
      of(
        statement({
          Condition: {
            StringEqualsIgnoreCase: registers({ PCR0: PCR.a }),
            StringEquals: { 'aws:SourceVpce': 'vpce-1' },
          },
        }),
      ),
    ],
  },
  R38: {
    wrong: [
      on({ description: { ...DESCRIPTION, keyState: 'PendingDeletion' } }, SAFE),
      on({ description: { ...DESCRIPTION, keyManager: 'AWS' } }, SAFE),
      on({ description: { ...DESCRIPTION, keyUsage: 'SIGN_VERIFY' } }, SAFE),
      on({ description: { ...DESCRIPTION, arn: `${DESCRIPTION.arn}0` } }, SAFE),
      on({ description: undefined }, SAFE),
    ],
    right: [
      of(SAFE),
      on({ description: undefined, key: { ...KEY, key: 'file:policy.json' } }, SAFE),
    ],
  },
  R39: {
    wrong: [
      of(condition('StringEquals', { 'aws:ResourceTag/enclave': 'yes' })),
      of(condition('ForAnyValue:StringEquals', { 'kms:ResourceAliases': 'alias/x' })),
    ],
    right: [of(SAFE), of(condition('StringEquals', { 'aws:PrincipalTag/enclave': 'yes' }))],
  },
  R40: {
    wrong: [
      of(statement({ Action: 'kms:ScheduleKeyDeletion' })),
      of(statement({ Action: 'kms:Disable*' })),
    ],
    right: [of(ADMINISTRATION), of(statement({ Action: 'kms:CancelKeyDeletion' }))],
  },
  R41: {
    wrong: [
      of(DEFAULT_POLICY),
      of(statement({ Principal: { AWS: ROOT }, Action: 'kms:PutKeyPolicy' })),
    ],
    right: [of(SAFE), of(statement({ Principal: { AWS: ROOT }, Action: 'kms:DescribeKey' }))],
  },
  R42: {
    wrong: [
      of(attested({ PCR0: PCR.a, PCR3: doubleHashedText(ROLE, portableHashing) })),
      of(attested({ PCR0: PCR.a, PCR3: PCR.role }, { Principal: { AWS: OTHER_ROLE } })),
    ],
    right: [
      of(SAFE),
      of(
        attested(
          { PCR0: PCR.a, PCR3: extend(encodeUtf8(OTHER_ROLE), portableHashing).toUpperCase() },
          { Principal: { AWS: OTHER_ROLE } },
        ),
      ),
      of(attested({ PCR0: PCR.a, PCR3: PCR.c }, { Principal: { AWS: ROOT } })),
    ],
  },
  R43: {
    wrong: [
      of(statement({ Action: ['kms:DescribeKey', 'kms:DecryptWithQuorum'] })),
      of(attested({ PCR0: PCR.a }, { Action: 'KMS:somethingnew' }), ...GUARDS),
    ],
    right: [
      of(statement({ Action: 'kms:*' })),
      of(statement({ Effect: 'Deny', Action: 'kms:DecryptWithQuorum' })),
      of(statement({ Action: 'KMS:describekey' })),
    ],
  },
};

describe.each(RULES)('$id $name', ({ id, name }) => {
  const { wrong, right } = EXAMPLES[id] ?? { wrong: [], right: [] };
  const found = (example: Example) => lint(example).filter(({ rule }) => rule === id);

  test.each(wrong.map((example, i) => ({ i, example })))('finds wrong one $i', ({ example }) => {
    const findings = found(example);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) {
      expect(finding).toMatchObject({ rule: id, name });
      expect(finding.why.length * finding.safeForm.length).toBeGreaterThan(0);
    }
  });

  test.each(right.map((example, i) => ({ i, example })))(
    'has nothing on right one $i',
    ({ example }) => {
      expect(found(example)).toEqual([]);
    },
  );
});

test('every rule from R01 to R43 is there once, with examples, wrong and right', () => {
  const ids = Array.from({ length: 43 }, (_, i) => `R${String(i + 1).padStart(2, '0')}`);
  expect(RULES.map(({ id }) => id)).toEqual(ids);
  expect(Object.keys(EXAMPLES)).toEqual(ids);
  expect(new Set(RULES.map(({ name }) => name)).size).toBe(ids.length);
  for (const { wrong, right } of Object.values(EXAMPLES)) {
    expect(wrong.length * right.length).toBeGreaterThan(0);
  }
});

test('a policy as the design has it has no findings', () => {
  expect(lint(of(ADMINISTRATION, SAFE, DENY_DEBUG, ...GUARDS))).toEqual([]);
});

const severities = (example: Example, rule: string) =>
  lint(example)
    .filter((one) => one.rule === rule)
    .map(({ severity }) => severity);

test('severity counts with the Denies of the document', () => {
  const all = [guard('PCR0', PCR.a), { ...MOVES, Sid: 'moves' }];
  expect(severities(of(statement({})), 'R02')).toEqual(['critical']);
  expect(severities(of(statement({}), ...all), 'R02')).toEqual(['info']);
  expect(severities(of(DEFAULT_POLICY), 'R01')).toEqual(['critical']);
  expect(severities(on({ grants: [grant(['Decrypt'])] }, SAFE), 'R18')).toEqual(['critical']);
  expect(severities(on({ grants: [grant(['Decrypt'])] }, SAFE, ...all), 'R18')).toEqual(['info']);
});

test('what cannot be decided from here says what to look at', () => {
  expect(severities(of(DEFAULT_POLICY), 'R41')).toEqual(['unknown']);
  expect(
    severities(of(condition('StringEquals', { 'kms:RequestAlias': 'alias/x' })), 'R39'),
  ).toEqual(['unknown']);
});

test('a revoked measurement in a foreign statement is critical', () => {
  expect(severities(of(attested({ PCR0: PCR.d })), 'R31')).toEqual(['critical']);
  expect(severities(of(attested({ PCR0: PCR.c })), 'R31')).toEqual(['warning']);
});

test('a statement without a Sid is named by what it says, wherever it stands', () => {
  const [first] = lint(of(statement({})));
  const later = lint(of(SAFE, MOVES, statement({}))).find(({ rule }) => rule === first?.rule);
  expect(first?.sid).toMatch(/^unnamed-[0-9a-f]{12}$/);
  expect(later?.sid).toBe(first?.sid);
});
