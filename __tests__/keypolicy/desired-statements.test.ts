import { describe, expect, test } from '@jest/globals';
import type { ProjectedKey, Projection, Release } from '../../src/allowlist/allow-list.js';
import { HOUR_MS } from '../../src/base/instant.js';
import {
  desiredStatements,
  type ProjectedList,
  stillAdmitted,
} from '../../src/keypolicy/desired-statements.js';
import { DENY_DEBUG, type OwnStatement } from '../../src/keypolicy/own-statement.js';
import { digest, LIST, NOW, pcr, ROLE } from '../allowlist/sample-list.js';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_ROLE = { arn: 'arn:aws:iam::111122223333:role/second', PCR3: pcr('second') };

function release(id: string, retireAt?: number, signer: string | null = 'signer'): Release {
  const fields = {
    id,
    platform: 'nitro-enclave' as const,
    measurements: {
      PCR0: pcr(`${id} 0`),
      PCR1: pcr(`${id} 1`),
      PCR2: pcr(`${id} 2`),
      ...(signer === null ? {} : { PCR8: pcr(signer) }),
    },
    image: { name: id, sha256: digest(id) },
    manifest: { path: 'x', sha256: digest(id) },
    staged: digest(id),
    approvals: [],
    changes: [],
  };
  return retireAt === undefined
    ? { ...fields, state: 'active' }
    : { ...fields, state: 'retiring', retireAt };
}

function list(
  releases: readonly Release[],
  key: Partial<ProjectedKey> = {},
  more: Partial<Projection> = {},
): ProjectedList {
  return {
    list: LIST,
    releases,
    projection: {
      instanceRoles: [ROLE],
      certificates: [],
      keys: [
        {
          key: KEY,
          actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
          bind: ['PCR0', 'PCR3', 'PCR8'],
          guard: false,
          ...key,
        },
      ],
      ...more,
      staged: [],
      approvals: [],
    },
  };
}

const desired = (of: ProjectedList, now = NOW) => {
  const [key] = of.projection.keys;
  if (key === undefined) throw new Error('no key');
  return desiredStatements(of, key, now);
};
const statements = (of: ProjectedList, now = NOW): readonly OwnStatement[] =>
  desired(of, now).statements.map(({ statement }) => statement);
const allows = (of: ProjectedList, now = NOW) =>
  statements(of, now).filter(({ Effect }) => Effect === 'Allow');

describe('the statements that a list wants on a key', () => {
  test('one Allow holds one value for each bound register, and no more', () => {
    const [allow] = allows(list([release('a')]));
    expect(allow).toEqual({
      Sid: expect.stringMatching(/^PcrAllowlist0123456789ab[0-9a-f]{16}$/),
      Effect: 'Allow',
      Principal: { AWS: ROLE.arn },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: {
        StringEqualsIgnoreCase: {
          'kms:RecipientAttestation:PCR0': pcr('a 0'),
          'kms:RecipientAttestation:PCR3': ROLE.PCR3,
          'kms:RecipientAttestation:PCR8': pcr('signer'),
        },
      },
    });
  });

  test('the Sid of a tuple stays the same, which policies out there rely on', () => {
    expect(allows(list([release('a')])).map(({ Sid }) => Sid)).toEqual([
      'PcrAllowlist0123456789ab2fe20005a30facf0',
    ]);
  });

  test('the Sid depends on the tuple alone, not on actions or dates', () => {
    const sid = (of: ProjectedList) => allows(of).map(({ Sid }) => Sid);
    const one = sid(list([release('a')]));
    expect(sid(list([release('a', NOW + HOUR_MS)], { actions: ['kms:Decrypt'] }))).toEqual(one);
    expect(sid(list([release('a')], { bind: ['PCR0', 'PCR3'] }))).not.toEqual(one);
    expect(sid({ ...list([release('a')]), list: 'f'.repeat(32) })).not.toEqual(one);
  });

  test('roles and releases make a statement for each pair', () => {
    const of = list([release('a'), release('b')], {}, { instanceRoles: [ROLE, OTHER_ROLE] });
    expect(allows(of)).toHaveLength(4);
    expect(new Set(allows(of).map(({ Sid }) => Sid)).size).toBe(4);
    for (const { Principal, Condition } of allows(of)) {
      const role = [ROLE, OTHER_ROLE].find(({ arn }) => Principal !== '*' && Principal.AWS === arn);
      expect(Condition?.['StringEqualsIgnoreCase']?.['kms:RecipientAttestation:PCR3']).toBe(
        role?.PCR3,
      );
    }
  });

  test('a tuple that only retiring releases hold up ends with the last of them', () => {
    const until = (of: ProjectedList) =>
      allows(of).map(({ Condition }) => Condition?.['DateLessThan']);
    const bind = ['PCR3', 'PCR8'] as const;
    const [soon, late] = [NOW + HOUR_MS, NOW + 2 * HOUR_MS];
    expect(until(list([release('a', soon), release('b', late)], { bind }))).toEqual([
      { 'aws:CurrentTime': '2026-01-31T14:00:00Z' },
    ]);
    expect(until(list([release('a', soon), release('b')], { bind }))).toEqual([undefined]);
    expect(allows(list([release('a', soon)]), soon)).toEqual([]);
    expect(allows(list([release('a', soon)]), soon - 1)).toHaveLength(1);
  });

  test('a release without a bound register is left out and stops no other', () => {
    const of = list([release('a', undefined, null), release('b')]);
    expect(desired(of).leftOut).toEqual([
      { what: 'release', name: 'a', reason: expect.stringContaining('PCR8') },
    ]);
    expect(desired(of).statements.flatMap(({ releases }) => releases)).toEqual(['b']);
    expect(allows(list([release('a', undefined, null)], { bind: ['PCR0', 'PCR3'] }))).toHaveLength(
      1,
    );
  });

  test('only actions that an attestation gates are allowed', () => {
    const of = list([release('a')], { actions: ['kms:Decrypt', 'kms:GenerateRandom', 'kms:Sign'] });
    expect(allows(of)[0]?.Action).toEqual(['kms:Decrypt']);
    expect(desired(of).leftOut.map(({ name }) => name)).toEqual(['kms:GenerateRandom', 'kms:Sign']);
    expect(allows(list([release('a')], { actions: ['kms:Sign'] }))).toEqual([]);
  });

  test('the Deny of debug mode has one text for all lists', () => {
    expect(statements(list([]))).toEqual([DENY_DEBUG]);
    expect(DENY_DEBUG).toEqual({
      Sid: 'PcrAllowlistDenyDebug',
      Effect: 'Deny',
      Principal: '*',
      Action: [
        'kms:Decrypt',
        'kms:DeriveSharedSecret',
        'kms:GenerateDataKey',
        'kms:GenerateDataKeyPair',
        'kms:GenerateRandom',
      ],
      Resource: '*',
      Condition: {
        StringEqualsIgnoreCase: { 'kms:RecipientAttestation:ImageSha384': '0'.repeat(96) },
      },
    });
  });

  test('guards deny each register on its own, and the moves without a condition', () => {
    const guards = statements(list([release('b'), release('a')], { guard: true })).slice(3);
    expect(guards.map(({ Sid }) => Sid.slice(24))).toEqual([
      'GuardPCR0',
      'GuardPCR3',
      'GuardPCR8',
      'GuardMoves',
    ]);
    const [pcr0] = guards;
    expect(pcr0?.Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(pcr0?.Condition).toEqual({
      StringNotEqualsIgnoreCase: {
        'kms:RecipientAttestation:PCR0': [pcr('a 0'), pcr('b 0')].sort(),
      },
    });
    expect(guards.at(-1)).toMatchObject({
      Effect: 'Deny',
      Principal: '*',
      Action: ['kms:Decapsulate', 'kms:ReEncryptFrom'],
    });
    expect(guards.at(-1)?.Condition).toBeUndefined();
  });

  test('guards of an empty list deny everybody, and never hold an empty list of values', () => {
    const guards = statements(list([], { guard: true })).slice(1);
    expect(guards).toHaveLength(4);
    expect(guards.map(({ Condition }) => Condition)).toEqual(Array(4).fill(undefined));
  });

  test('a detached key wants nothing', () => {
    expect(statements(list([release('a')], { guard: true, detached: true }))).toEqual([]);
  });

  test('without PCR0 it says which images stay admitted', () => {
    expect(desired(list([release('a')])).open).toEqual([]);
    const of = list([release('a'), release('b')], { bind: ['PCR3', 'PCR8'] });
    expect(
      desired({ ...of, projection: { ...of.projection, instanceRoles: [ROLE, OTHER_ROLE] } }).open,
    ).toEqual([{ pcrs: { PCR8: pcr('signer') }, releases: ['a', 'b'] }]);
  });
});

describe('what stays admitted after a retire or revoke', () => {
  const gone = release('gone').measurements;

  test('another release with the same bound registers holds it up', () => {
    const of = list([release('a')], { bind: ['PCR3', 'PCR8'] });
    expect(stillAdmitted(of, gone, NOW)).toEqual([
      { key: KEY, sid: allows(of)[0]?.Sid, releases: ['a'] },
    ]);
  });

  test('nothing does where PCR0 is bound, where the signer differs, or where the key is detached', () => {
    expect(stillAdmitted(list([release('a')]), gone, NOW)).toEqual([]);
    const bind = ['PCR3', 'PCR8'] as const;
    expect(stillAdmitted(list([release('a', undefined, 'other')], { bind }), gone, NOW)).toEqual(
      [],
    );
    expect(stillAdmitted(list([release('a')], { bind, detached: true }), gone, NOW)).toEqual([]);
    expect(stillAdmitted(list([release('a', NOW)], { bind }), gone, NOW)).toEqual([]);
  });
});
