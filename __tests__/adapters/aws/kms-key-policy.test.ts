import { describe, expect, test } from '@jest/globals';
import {
  type KeyPolicyCalls,
  kmsKeyPolicy,
  parseKmsKeyArn,
} from '../../../src/adapters/aws/kms-key-policy.js';
import type { KeyPolicyPort } from '../../../src/keypolicy/key-policy-port.js';
import { clientError } from '../../doubles/client-error.js';
import { DoubleKms } from '../../doubles/kms.js';
import { type KmsConnection, keyPolicyCallsOf } from '../../doubles/kms-calls.js';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const CALLER = 'arn:aws:iam::111122223333:role/reconciler';
const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: CALLER }, Action: 'kms:*', Resource: '*' }],
};

class Bench {
  readonly kms = new DoubleKms('us-east-1', '111122223333');
  now = 0;
  readonly sleeps: number[] = [];

  constructor() {
    this.kms.addKey(KEY, { policy: JSON.stringify(POLICY) });
  }

  open(
    connection: KmsConnection = {},
    calls: KeyPolicyCalls = keyPolicyCallsOf(this.kms, connection),
  ): KeyPolicyPort {
    return kmsKeyPolicy(KEY, {
      calls,
      clock: () => this.now,
      sleep: async (durationMs) => {
        this.sleeps.push(durationMs);
        this.now += durationMs;
      },
      random: () => 0.99,
    });
  }
}

const FOREVER = Number.MAX_SAFE_INTEGER;

describe('the ARN of a key', () => {
  test('says partition, region, account and id', () => {
    expect(parseKmsKeyArn(KEY)).toEqual({
      partition: 'aws',
      region: 'us-east-1',
      account: '111122223333',
      keyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
    });
    const gov =
      'arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/mrk-0123456789abcdef0123456789abcdef';
    expect(parseKmsKeyArn(gov)).toMatchObject({ partition: 'aws-us-gov', region: 'us-gov-west-1' });
  });

  test.each([
    'alias/one',
    'arn:aws:kms:us-east-1:111122223333:alias/one',
    '1234abcd-12ab-34cd-56ef-1234567890ab',
    'arn:aws:kms:us-east-1:11112222333:key/x',
    'arn:aws:kms:us-east-1:111122223333:key/../x',
    `${KEY}\n`,
    'arn:aws:s3:us-east-1:111122223333:key/x',
    '',
  ])('%j is none', (text) => {
    expect(() => parseKmsKeyArn(text)).toThrowWithCode('usage');
  });
});

describe('a key policy in KMS', () => {
  test('is read, and read again after it was put', async () => {
    const bench = new Bench();
    const port = bench.open();
    expect(JSON.parse(await port.readPolicy())).toEqual(POLICY);
    const next = JSON.stringify({ ...POLICY, Id: 'next' });
    expect(await port.write(next, FOREVER)).toBe('done');
    expect(JSON.parse(await port.readPolicy())).toMatchObject({ Id: 'next' });
  });

  test('comes with all pages of its grants', async () => {
    const bench = new Bench();
    bench.kms.grantPageMax = 2;
    const key = bench.kms.keys.get(KEY);
    const IssuingAccount = 'arn:aws:iam::111122223333:root';
    for (const GrantId of ['a', 'b', 'c', 'd', 'e']) {
      const grant = { GrantId, GranteePrincipal: 'x', Operations: ['Decrypt'], IssuingAccount };
      key?.grants.push({ ...grant, KeyId: KEY, CreationDate: 0 });
    }
    expect(await bench.open().listGrants()).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((grantId) => {
        const issuingAccount = IssuingAccount;
        return { grantId, granteePrincipal: 'x', operations: ['Decrypt'], issuingAccount };
      }),
    );
    expect(bench.kms.requests).toEqual(['ListGrants', 'ListGrants', 'ListGrants']);
  });

  test('whose grants never end is not available', async () => {
    const bench = new Bench();
    const calls: KeyPolicyCalls = {
      ...keyPolicyCallsOf(bench.kms),
      listGrants: async () => ({ grants: [], next: 'again' }),
    };
    await expect(bench.open({}, calls).listGrants()).toRejectWithCode('key-unavailable');
  });

  test('is asked for again while KMS throttles, for a minute', async () => {
    const bench = new Bench();
    let left = 3;
    const port = bench.open({ fault: () => (left-- > 0 ? 'throttled' : 'none') });
    await port.readPolicy();
    expect(bench.sleeps).toHaveLength(3);
    const never = bench.open({ fault: () => 'throttled' });
    await expect(never.readPolicy()).toRejectWithCode('key-unavailable');
    expect(bench.now).toBeLessThan(2 * 60_000);
  });

  test.each([
    ['AccessDeniedException', 'kms:GetKeyPolicy'],
    ['NotFoundException', 'does not exist'],
  ])('%s is said with what to do, at once', async (name, hint) => {
    const bench = new Bench();
    const port = bench.open({ fault: () => ({ name, status: 400 }) });
    await expect(port.readPolicy()).rejects.toMatchObject({
      code: 'key-unavailable',
      at: { object: KEY },
      hint: expect.stringContaining(hint),
    });
    expect(bench.sleeps).toEqual([]);
  });

  test('without credentials is not asked for again', async () => {
    const bench = new Bench();
    const calls: KeyPolicyCalls = {
      ...keyPolicyCallsOf(bench.kms),
      getKeyPolicy: async () => {
        throw clientError('CredentialsProviderError');
      },
    };
    await expect(bench.open({}, calls).readPolicy()).toRejectWithCode('key-unavailable');
    expect(bench.sleeps).toEqual([]);
  });

  test('that is too large, malformed or locks the caller out has a code of its own', async () => {
    const bench = new Bench();
    const port = bench.open();
    const large = JSON.stringify({ ...POLICY, Id: 'x'.repeat(32_768) });
    await expect(port.write(large, FOREVER)).toRejectWithCode('policy-too-large');
    await expect(port.write('{', FOREVER)).toRejectWithCode('policy-unsafe');
    const [only] = POLICY.Statement;
    const locked = JSON.stringify({ ...POLICY, Statement: [{ ...only, Action: 'kms:Decrypt' }] });
    await expect(port.write(locked, FOREVER)).toRejectWithCode('policy-lock-out');
    bench.kms.missingPrincipals.add(CALLER);
    await expect(port.write(JSON.stringify(POLICY), FOREVER)).rejects.toMatchObject({
      code: 'policy-unsafe',
      hint: expect.stringContaining('AROA'),
    });
    expect(bench.kms.puts).toEqual([]);
  });

  test('is not put at or after the instant that it is told', async () => {
    const bench = new Bench();
    const policy = JSON.stringify(POLICY);
    await expect(bench.open().write(policy, 0)).toRejectWithCode('key-unavailable');
    expect(bench.kms.requests).toEqual([]);
    const throttled = bench.open({ fault: () => 'throttled' });
    await expect(throttled.write(policy, 1_000)).toRejectWithCode('key-unavailable');
    expect(bench.now).toBeLessThan(1_000);
    expect(bench.kms.puts).toEqual([]);
  });

  test('whose put is not answered may be there or not', async () => {
    const bench = new Bench();
    const policy = JSON.stringify(POLICY);
    const lost = bench.open({ fault: () => 'lost' });
    expect(await lost.write(policy, 10_000)).toBe('unclear');
    expect(bench.kms.puts.length).toBeGreaterThan(1);
    let calls = 0;
    const then = bench.open({
      fault: () => (calls++ === 0 ? 'lost' : { name: 'AccessDeniedException', status: 400 }),
    });
    expect(await then.write(policy, FOREVER)).toBe('unclear');
  });
});
