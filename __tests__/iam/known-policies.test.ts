import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { isAdministrator } from '../../src/iam/holder-names.js';
import type { KeyDescription } from '../../src/iam/kms-key.js';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { type Proof, proveKeyPolicy } from '../../src/iam/prove.js';
import { proveTuples } from '../../src/iam/prove-tuples.js';
import { DESCRIPTION, NOW, PCR } from '../keypolicy/policies.js';

interface KnownPolicy {
  readonly file: string;
  readonly truth: string;
  readonly expect?: 'open' | 'locked' | 'unknown' | 'not-locked' | 'authority-held';
  readonly meta?: string;
}

const FOLDER = new URL('../vectors/keypolicy/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const POLICIES: readonly KnownPolicy[] = JSON.parse(read('index.json'));
const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';

function factsOf({ file, meta }: KnownPolicy) {
  const found: { readonly description?: Partial<KeyDescription> } =
    meta === undefined ? {} : JSON.parse(read(meta));
  const description: KeyDescription = { ...DESCRIPTION, ...found.description };
  return { policy: parseKeyPolicy(read(file)), description, grants: [], now: NOW };
}

function known(file: string): KnownPolicy {
  const one = POLICIES.find((policy) => policy.file.startsWith(file));
  if (one === undefined) throw new Error(file);
  return one;
}

function proofOf(file: string): Proof {
  return proveKeyPolicy(factsOf(known(file)));
}

const isPowerful = ({ actions }: { readonly actions: readonly string[] }) =>
  actions.includes('kms:PutKeyPolicy') || actions.includes('kms:CreateGrant');

describe('policies whose truth is known', () => {
  test.each(POLICIES.filter((one) => one.expect !== undefined))('$file: $truth', (one) => {
    const { data, authority } = proveKeyPolicy(factsOf(one));
    switch (one.expect) {
      case 'not-locked':
        expect(data.answer).toBe('not-applicable');
        expect(data.reason?.message).not.toBe('');
        break;
      case 'authority-held':
        expect(authority.holders.filter(isPowerful)).not.toEqual([]);
        expect(authority.holders.every(({ doubts }) => doubts.length === 0)).toBe(true);
        break;
      default:
        expect(data.answer).toBe(one.expect);
    }
  });

  test('av02: the new release is stopped by OldGuard, and the old one is not', () => {
    const values = [
      '3711727ec153227b8356c69636d9f22dc50e8cbadafcaafbf88660fe5a356eb059cd5aec1ac6083f73accbde34d1339f',
      'b96b9f3edbb91bb07bb7b8061bd747e0629c81bcf581b062aec644f42cf25d5ef67db9e89ef68299d76202fdd69dff56',
    ];
    const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
    const tuples = values.map((PCR0) => ({
      role: ROLE,
      registers: { PCR0, PCR3: PCR.role },
      actions,
      at: NOW,
    }));
    const [old, fresh] = proveTuples(factsOf(known('av02')), tuples);
    expect(old?.passages).toEqual(
      actions.map((action) => ({
        action,
        answer: 'admitted',
        by: { index: 1, sid: 'PcrAllowlist9128bb123c90605905c344082fa6' },
      })),
    );
    expect(fresh?.passages).toEqual(
      actions.map((action) => ({
        action,
        answer: 'denied',
        why: 'deny',
        by: [{ index: 6, sid: 'OldGuard' }],
      })),
    );
  });

  test('dr01: what the forged statement admits is said, by its place', () => {
    const { data } = proofOf('dr01');
    expect(data.answer).toBe('locked');
    expect(data.admitted.map(({ source, registers }) => [source, registers.PCR0])).toContainEqual([
      { kind: 'statement', index: 3, sid: 'PcrAllowlist000000000000605905c344082fa6' },
      ['cd'.repeat(48)],
    ]);
  });

  test('un01: certainly nobody decrypts', () => {
    const role = 'arn:aws:iam::111122223333:role/enclave_role';
    const PCR0 =
      'ce104bfa85188996d4481059643525acc88bae390c463c284d8813238abf0f1cb3469b76d5e048f476d7357007fc99f7';
    expect(proofOf('un01').data).toMatchObject({ answer: 'locked', openings: [] });
    const actions = ['kms:Decrypt'];
    const tuples = [{ role, registers: { PCR0 }, actions, at: NOW }];
    const [answer] = proveTuples(factsOf(known('un01')), tuples);
    expect(answer?.passages).toEqual([
      {
        action: 'kms:Decrypt',
        answer: 'denied',
        why: 'deny',
        by: [{ index: 1, sid: 'Deny outside' }],
      },
    ]);
  });

  test('un03: a condition on another service opens nothing, and the account has the rest', () => {
    const { data, authority } = proofOf('un03');
    const root = { principal: 'arn:aws:iam::111122223333:root', source: { index: 3 } };
    expect(data).toMatchObject({ answer: 'open', reach: 'existing-data' });
    for (const opening of data.openings) {
      expect(opening).toMatchObject(root);
      expect(opening.actions).not.toContain('kms:Decrypt');
    }
    expect(data.admitted.map(({ source }) => source)).toContainEqual({
      kind: 'statement',
      index: 6,
      sid: 'AllowDecryptByEnclave',
    });
    expect(authority.holders.map(({ principal }) => principal)).toContain(
      'arn:aws:iam::111122223333:root',
    );
  });

  test('un05: everybody holds authority', () => {
    const { data, authority } = proofOf('un05');
    expect(data.answer).toBe('locked');
    expect(authority.holders).toMatchObject([{ principal: '*', actions: ['kms:PutKeyPolicy'] }]);
  });

  test('un07 and fl22: holders are named by their pattern, which administrators can have', () => {
    const [admin] = proofOf('un07').authority.holders;
    const pattern =
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_KmsAdmin_*';
    expect(admin?.principal).toBe(pattern);
    const [sso] = proofOf('fl22').authority.holders;
    const wide =
      'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_AdministratorAccess_*';
    expect(sso?.principal).toBe(wide);
    for (const [holder, own] of [
      [admin, pattern],
      [sso, wide],
    ] as const) {
      if (holder === undefined) throw new Error('no holder');
      expect(isAdministrator(holder, [own])).toBe(true);
      expect(
        isAdministrator(holder, [own.replace('arn:aws:iam::*', 'arn:aws:iam::111122223333')]),
      ).toBe(true);
      expect(isAdministrator(holder, ['arn:aws:iam::111122223333:role/aws-reserved/*'])).toBe(true);
      expect(isAdministrator(holder, [own.replace('AWSReserved', 'Other')])).toBe(false);
      expect(isAdministrator(holder, ['arn:aws:iam::444455556666:role/aws-reserved/*'])).toBe(
        false,
      );
    }
  });

  test('every file is in the index, and every entry has its file', () => {
    const listed = POLICIES.flatMap(({ file, meta }) => [
      file,
      ...(meta === undefined ? [] : [meta]),
    ]);
    const there = readdirSync(FOLDER).filter((name) => !/^(?:index\.json|README\.md)$/.test(name));
    expect([...listed].sort()).toEqual([...there].sort());
  });
});
