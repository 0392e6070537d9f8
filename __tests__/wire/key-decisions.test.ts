import { CreateGrantCommand, DecryptCommand } from '@aws-sdk/client-kms';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import { AwsDouble, type RunningDouble, startDouble } from '../doubles/aws.js';
import { defaultPolicy } from '../doubles/kms-policy.js';
import { makeDocument } from '../fakes/nitro-maker.js';
import { CREDENTIALS } from './clients.js';
import {
  ACCOUNT,
  ADMIN,
  administration,
  allowsIn,
  type Hands,
  type KeySettings,
  KeySite,
  kmsAs,
  policyOf,
  ROLE,
  START,
  type Statement,
} from './key-site.js';

const STRANGER = `arn:aws:iam::${ACCOUNT}:role/stranger`;
const OTHER = `arn:aws:iam::444455556666:role/policy-writer`;
const DELEGATION: Statement = {
  Sid: 'Delegation',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: ['kms:Decrypt', 'kms:DescribeKey'],
  Resource: '*',
};
const DECRYPT_ALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }],
};

let double: RunningDouble;
let kms: Hands;
const saved = { ...process.env };
const open: { close(): void }[] = [];
const running: RunningDouble[] = [];

/** A KMS of its own for each test, which decides Decrypt by policies. */
beforeEach(async () => {
  double = await startDouble(new AwsDouble());
  running.push(double);
  double.double.kms.caller = ADMIN;
  kms = kmsAs(double.endpoint);
});
afterAll(async () => {
  for (const site of open) site.close();
  await Promise.all(running.map(({ stop }) => stop()));
  process.env = saved;
});

async function started(...keys: readonly KeySettings[]): Promise<KeySite> {
  const site = await KeySite.open(double.endpoint, keys);
  open.push(site);
  return site;
}

async function done(outcome: ReturnType<KeySite['run']>): Promise<AllowList> {
  const { error, result } = await outcome;
  if (error !== undefined || result?.after === undefined) throw new Error(JSON.stringify(error));
  return result.after;
}

/** What a document of a release says, run on an instance of the role. */
function documentOf(list: AllowList, release: string, changes: Record<number, string> = {}) {
  const { measurements } = list.releases.find(({ id }) => id === release) ?? {};
  if (measurements === undefined) throw new Error(`no release ${release}`);
  const values: Record<number, string> = {
    0: measurements.PCR0,
    1: measurements.PCR1,
    2: measurements.PCR2,
    3: list.projection.instanceRoles[0]?.PCR3 ?? '',
    ...changes,
  };
  const pcrs = new Map(
    Array.from({ length: 16 }, (_, i): [number, Uint8Array] => [
      i,
      Buffer.from(values[i] ?? '0'.repeat(96), 'hex'),
    ]),
  );
  return makeDocument({ pcrs });
}

/** Whether KMS would decrypt for a role, with a document or none. */
async function decrypts(key: string, role: string, document?: Uint8Array): Promise<boolean> {
  const {
    accessKeyId,
    secretAccessKey,
    sessionToken = '',
  } = await fromTemporaryCredentials({
    params: { RoleArn: role, RoleSessionName: 'test' },
    masterCredentials: CREDENTIALS,
    clientConfig: { region: 'us-east-1', endpoint: double.endpoint },
  })();
  const { client } = kmsAs(double.endpoint, {
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
  const Recipient =
    document === undefined
      ? {}
      : {
          Recipient: {
            AttestationDocument: document,
            KeyEncryptionAlgorithm: 'RSAES_OAEP_SHA_256' as const,
          },
        };
  try {
    await client.send(
      new DecryptCommand({ KeyId: key, CiphertextBlob: Buffer.from('x'), ...Recipient }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name === 'AccessDeniedException') return false;
    throw error;
  }
}

describe('what KMS decides follows the list', () => {
  test('the images of the list decrypt, each whole, on instances of the role, and nobody else', async () => {
    const key = await kms.create(policyOf(administration(ADMIN), DELEGATION));
    double.double.kms.identityPolicies.set(STRANGER, [DECRYPT_ALL]);
    const grantee = `arn:aws:iam::${ACCOUNT}:role/grantee`;
    await kms.client.send(
      new CreateGrantCommand({ KeyId: key, GranteePrincipal: grantee, Operations: ['Decrypt'] }),
    );
    expect([await decrypts(key, STRANGER), await decrypts(key, grantee)]).toEqual([true, true]);
    const site = await started({ key });
    const first = await done(site.publish('a', 'v1'));
    const both = await done(site.publish('b', 'v2'));
    const [one, two] = [documentOf(first, 'v1'), documentOf(both, 'v2')];
    expect(await decrypts(key, ROLE, one)).toBe(true);
    expect(await decrypts(key, ROLE, two)).toBe(true);
    const half = { 0: '0f'.repeat(48) };
    const denied = [
      ['without a document', ROLE, undefined],
      ['another image', ROLE, documentOf(both, 'v1', half)],
      ['another role’s instance', ROLE, documentOf(both, 'v1', { 3: 'ab'.repeat(48) })],
      [
        'debug mode',
        ROLE,
        documentOf(both, 'v1', { 0: '0'.repeat(96), 1: '0'.repeat(96), 2: '0'.repeat(96) }),
      ],
      ['another caller', STRANGER, undefined],
      ['a grant', grantee, undefined],
    ] as const;
    for (const [name, role, document] of denied) {
      expect([name, await decrypts(key, role, document)]).toEqual([name, false]);
    }
    // A retiring image goes on; a revoked one ends at once, and takes no other with it.
    await done(site.run('retire', { release: 'v1', after: '1h' }));
    expect(await decrypts(key, ROLE, one)).toBe(true);
    await done(site.run('revoke', { release: 'v1', reason: 'leak' }));
    expect([await decrypts(key, ROLE, one), await decrypts(key, ROLE, two)]).toEqual([false, true]);
    await done(site.run('revoke', { release: 'v2', reason: 'leak', 'allow-empty': true }));
    expect(await decrypts(key, ROLE, two)).toBe(false);
  });

  test('KMS keeps the date of a retired image itself, though nobody reconciles', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    const list = await done(site.publish('a', 'v1'));
    await done(site.publish('b', 'v2'));
    await done(site.run('retire', { release: 'v1', after: '2s' }));
    const document = documentOf(list, 'v1');
    const until = Date.now() + 20_000;
    while ((await decrypts(key, ROLE, document)) && Date.now() < until) {
      await new Promise((turn) => setTimeout(turn, 200));
    }
    expect(await decrypts(key, ROLE, document)).toBe(false);
    expect(allowsIn(await kms.statements(key))).toHaveLength(2);
  }, 60_000);
});

describe('a key in use is adopted without a moment in which production is refused', () => {
  const ACCEPT = (sid: string) =>
    ['R01', 'R15', 'R16', 'R17', 'R19', 'R20', 'R40', 'P01', 'P03', 'P04']
      .map(
        (rule) => `{rule: ${rule}, sid: "${sid}", reason: adoption, until: 2126-01-01T00:00:00Z}`,
      )
      .join(', ');

  test('from the policy that KMS gives a new key', async () => {
    const key = await kms.create(defaultPolicy(ACCOUNT));
    const [root] = await kms.statements(key);
    double.double.kms.identityPolicies.set(ROLE, [DECRYPT_ALL]);
    const site = await started();
    const list = await done(site.publish('a', 'v1'));
    const document = documentOf(list, 'v1');
    const production = () => decrypts(key, ROLE, document);
    site.configure([{ key, guard: false }]);
    expect((await site.run('publish', { projection: true })).error?.code).toBe('policy-unsafe');
    expect(await production()).toBe(true);
    site.configure([{ key, guard: false, more: `accept: [${ACCEPT(root?.Sid ?? '')}]` }]);
    await done(site.run('publish', { projection: true }));
    expect(await production()).toBe(true);
    const rest = (await kms.statements(key)).filter(({ Sid }) => Sid !== root?.Sid);
    await kms.put(key, policyOf(administration(ADMIN), ...rest));
    expect(await production()).toBe(true);
    site.configure([{ key }]);
    await done(site.run('publish', { projection: true }));
    const { result } = await site.run('reconcile');
    expect(result?.keys?.[0]?.plan?.after.verdict).toBe('the data is locked to 1 attested way');
    expect([await production(), await decrypts(key, ROLE)]).toEqual([true, false]);
  });

  test.each(['PCR0', 'ImageSha384'])(
    'from a hand-written Allow on %s, as in AWS’s samples',
    async (register) => {
      const site = await started();
      const list = await done(site.publish('a', 'v1'));
      const document = documentOf(list, 'v1');
      const hand: Statement = {
        Sid: 'Enable enclave data processing',
        Effect: 'Allow',
        Principal: { AWS: ROLE },
        Action: 'kms:Decrypt',
        Resource: '*',
        Condition: {
          StringEqualsIgnoreCase: {
            [`kms:RecipientAttestation:${register}`]: list.releases[0]?.measurements.PCR0,
          },
        },
      };
      const key = await kms.create(policyOf(administration(ADMIN), hand));
      const production = () => decrypts(key, ROLE, document);
      expect(await production()).toBe(true);
      site.configure([{ key, more: `adopt: ["${hand.Sid}"]` }]);
      await done(site.run('publish', { projection: true }));
      const after = await kms.statements(key);
      expect([await production(), after.some(({ Sid }) => Sid === hand.Sid)]).toEqual([
        true,
        false,
      ]);
      expect(allowsIn(after)).toHaveLength(1);
      const puts = double.double.kms.keys.get(key)?.policies ?? [];
      // One write takes the one away and brings the other.
      expect(puts).toHaveLength(2);
    },
  );
});

describe('the live probe', () => {
  const asked = async (site: KeySite) => {
    const { exitCode, error, result } = await site.run('reconcile');
    return [exitCode, error?.code, result?.keys?.[0]?.probe?.answer];
  };

  test('is denied on a key that follows, also where nothing had to be put', async () => {
    const key = await kms.create(START);
    const site = await started({ key, more: `probe-role: "${ROLE}"` });
    const { exitCode, result } = await site.publish('a', 'v1');
    expect([exitCode, result?.keys?.[0]?.probe]).toEqual([0, { role: ROLE, answer: 'denied' }]);
    expect(await asked(site)).toEqual([0, undefined, 'denied']);
  });

  test('that is let in is critical, whatever the policy seemed to say', async () => {
    const key = await kms.create(policyOf(administration(ADMIN), DELEGATION));
    double.double.kms.identityPolicies.set(ROLE, [DECRYPT_ALL]);
    const accept = `accept: [{rule: R01, sid: Delegation, reason: moving, until: 2126-01-01T00:00:00Z}]`;
    const settings = { key, more: `probe-role: "${ROLE}", ${accept}` };
    const site = await started({ ...settings, guard: false });
    const published = await site.publish('a', 'v1');
    expect([published.exitCode, published.error?.code, published.error?.at?.object]).toEqual([
      3,
      'policy-unsafe',
      key,
    ]);
    expect(await asked(site)).toEqual([3, 'policy-unsafe', 'allowed']);
    // The guard ends it; KMS may decide by the policy before for a while.
    site.configure([settings]);
    double.double.kms.lateDecisions = 2;
    const guarded = await site.run('publish', { projection: true });
    expect([guarded.exitCode, guarded.result?.keys?.[0]?.probe?.answer]).toEqual([0, 'denied']);
  });

  test('is no pass for a role of nobody, one that cannot be assumed, or a key that answers otherwise', async () => {
    const key = await kms.create(START);
    const site = await started({ key, more: `probe-role: "${STRANGER}"` });
    // KMS would deny it, and that says nothing.
    expect(await decrypts(key, STRANGER)).toBe(false);
    expect(await asked(site)).toEqual([6, 'key-unavailable', 'unknown']);
    site.configure([{ key, more: `probe-role: "${ROLE}"` }]);
    // STS says AccessDenied too.
    double.double.sts.refused.add(ROLE);
    expect(await asked(site)).toEqual([6, 'key-unavailable', 'unknown']);
    double.double.sts.refused.clear();
    expect(await asked(site)).toEqual([0, undefined, 'denied']);
  });
});

describe('what this KMS refuses, and moto does not', () => {
  const refusal = async (outcome: ReturnType<KeySite['run']>) => {
    const { exitCode, error } = await outcome;
    return [exitCode, error?.code, error?.at?.object, error?.at?.sid];
  };

  test('a role that cannot be assumed ends with exit 6, names itself, and stops no other key', async () => {
    const keys = await Promise.all([START, START].map((policy) => kms.create(policy)));
    const [near = '', far = ''] = keys;
    const site = await started({ key: near }, { key: far, more: `assume-role: "${ADMIN}"` });
    await done(site.publish('a', 'v1'));
    double.double.sts.refused.add(ADMIN);
    const outcome = await site.run('revoke', { release: 'v1', reason: 'x', 'allow-empty': true });
    expect([outcome.exitCode, outcome.error?.code]).toEqual([6, 'key-unavailable']);
    expect(outcome.error?.message).toContain(ADMIN);
    expect(outcome.error?.hint).toContain('sts:AssumeRole');
    expect(allowsIn(await kms.statements(near))).toEqual([]);
    expect(allowsIn(await kms.statements(far))).toHaveLength(1);
    double.double.sts.refused.clear();
    await done(site.run('reconcile'));
    expect(allowsIn(await kms.statements(far))).toEqual([]);
  });

  test('many keys behind one role take one session of a run', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => kms.create(START)));
    const site = await started(...keys.map((key) => ({ key, more: `assume-role: "${ADMIN}"` })));
    await done(site.publish('a', 'v1'));
    const before = double.double.sts.sessions.size;
    await done(site.run('reconcile'));
    expect(double.double.sts.sessions.size).toBe(before + 1);
  });

  test('the policy of another account’s key is reached by a role of that account alone', async () => {
    const {
      accessKeyId,
      secretAccessKey,
      sessionToken = '',
    } = await fromTemporaryCredentials({
      params: { RoleArn: OTHER, RoleSessionName: 'test' },
      masterCredentials: CREDENTIALS,
      clientConfig: { region: 'us-east-1', endpoint: double.endpoint },
    })();
    const there = kmsAs(double.endpoint, {
      credentials: { accessKeyId, secretAccessKey, sessionToken },
    });
    const key = await there.create(policyOf(administration(OTHER)));
    const site = await started({ key: await kms.create(START) });
    site.configure([{ key, administrators: [OTHER] }]);
    const bare = await site.run('publish', { projection: true });
    expect([bare.exitCode, bare.error?.code]).toEqual([6, 'key-unavailable']);
    expect(bare.error?.message).toContain('kms:GetKeyPolicy');
    expect(bare.error?.hint).toContain('assume-role');
    site.configure([{ key, administrators: [OTHER], more: `assume-role: "${OTHER}"` }]);
    await done(site.run('publish', { projection: true }));
    await done(site.publish('a', 'v1'));
    expect(allowsIn(await there.statements(key))).toHaveLength(1);
  });

  test('late reads and another order of everything end in the same policy, put once', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    Object.assign(double.double.kms, { lateReads: 3, rewrites: true });
    const puts = () => double.double.kms.keys.get(key)?.policies.length;
    const before = puts() ?? 0;
    await done(site.publish('a', 'v1'));
    await done(site.publish('b', 'v2'));
    expect(puts()).toBe(before + 2);
    const again = await site.run('reconcile');
    expect([again.exitCode, again.result?.changed, puts()]).toEqual([0, false, before + 2]);
  });

  test('throttling by its name, in every operation, is asked again', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    const { throttled } = double.double.kms;
    for (const name of ['GetKeyPolicy', 'DescribeKey', 'ListGrants', 'PutKeyPolicy']) {
      throttled.set(name, 2);
    }
    await done(site.publish('a', 'v1'));
    expect([...throttled.values()]).toEqual([0, 0, 0, 0]);
  }, 60_000);

  test('a principal that was deleted: what widens is refused and told, with the statement', async () => {
    const gone = `arn:aws:iam::${ACCOUNT}:role/gone`;
    const old = { ...administration(gone), Sid: 'Old', Action: 'kms:DescribeKey' };
    const key = await kms.create(policyOf(administration(ADMIN), old));
    const site = await started({ key });
    await done(site.publish('a', 'v1'));
    double.double.kms.missingPrincipals.add(gone);
    const before = await kms.statements(key);
    expect(await refusal(site.publish('b', 'v2'))).toEqual([3, 'policy-unsafe', key, 'Old']);
    expect(await kms.statements(key)).toEqual(before);
    // KMS takes no document that names it: the list is revoked, and the key says why it does not follow.
    const revoked = site.run('revoke', { release: 'v1', reason: 'x', 'allow-empty': true });
    expect(await refusal(revoked)).toEqual([3, 'policy-unsafe', key, 'Old']);
    await kms.put(key, policyOf(...before.filter(({ Sid }) => Sid !== 'Old')));
    await done(site.run('reconcile'));
    expect(allowsIn(await kms.statements(key))).toEqual([]);
  });

  test('a role of the projection that does not exist yet is named by KMS, and nothing is lost', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    double.double.kms.missingPrincipals.add(ROLE);
    expect((await refusal(site.publish('a', 'v1'))).slice(0, 3)).toEqual([3, 'policy-unsafe', key]);
    double.double.kms.missingPrincipals.clear();
    await done(site.run('reconcile'));
    expect(allowsIn(await kms.statements(key))).toHaveLength(1);
  });

  test('whoever could not put the next policy is told so by KMS', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    double.double.kms.caller = STRANGER;
    expect((await refusal(site.publish('a', 'v1'))).slice(0, 3)).toEqual([
      3,
      'policy-lock-out',
      key,
    ]);
    expect(allowsIn(await kms.statements(key))).toEqual([]);
    expect(double.double.kms.bypassAsked).toBe(false);
  });
});
