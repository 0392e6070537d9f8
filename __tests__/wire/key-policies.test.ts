import { CreateGrantCommand, ReplicateKeyCommand } from '@aws-sdk/client-kms';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { listResultJson } from '../../src/report/list-json.js';
import type { ListResult } from '../../src/workflow/commands/list-result.js';
import { type RunningDouble, startDouble } from '../doubles/aws.js';
import { CREDENTIALS } from './clients.js';
import { type FaultProxy, startFaultProxy } from './fault-proxy.js';
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
} from './key-site.js';
import { type AwsServices, startAwsServices } from './services.js';

const OTHER_ACCOUNT = '444455556666';
const WRITER = `arn:aws:iam::${OTHER_ACCOUNT}:role/policy-writer`;
const isPut = ({ target }: { readonly target: string | undefined }) =>
  target?.endsWith('PutKeyPolicy') === true;

let services: AwsServices;
let double: RunningDouble;
const saved = { ...process.env };
const sites: KeySite[] = [];

beforeAll(async () => {
  [services, double] = await Promise.all([startAwsServices(), startDouble()]);
}, 180_000);
afterAll(async () => {
  for (const site of sites) site.close();
  process.env = saved;
  await Promise.all([services.stop(), double.stop()]);
}, 60_000);

async function open(...args: Parameters<typeof KeySite.open>): Promise<KeySite> {
  const site = await KeySite.open(...args);
  sites.push(site);
  return site;
}

/** PCR0 of the release that `started` publishes. */
const pcr0s = new Map<KeySite, string>();
const v1Pcr0 = (site: KeySite): string => pcr0s.get(site) ?? 'unknown';

const codesOf = ({ warnings, error }: Awaited<ReturnType<KeySite['run']>>) => [
  error?.code,
  ...warnings.map(({ code }) => code),
];

/** What emulators of KMS do alike: moto where it is there, and the double. */
describe.each(['services', 'double'] as const)('key policies on the wire, by the %s', (which) => {
  let endpoint: string;
  let kms: Hands;
  let proxy: FaultProxy;
  const puts = () => proxy.requests.filter(isPut).length;

  beforeAll(async () => {
    endpoint = which === 'double' ? double.endpoint : services.endpoint;
    if (which === 'double') double.double.kms.caller = ADMIN;
    kms = kmsAs(endpoint);
    proxy = await startFaultProxy(endpoint);
  });
  beforeEach(() => proxy.clear());
  afterAll(() => proxy.stop());

  /** A list with one release and its keys behind the proxy. */
  async function started(...keys: readonly KeySettings[]): Promise<KeySite> {
    const site = await open(endpoint, keys, { kms: proxy.endpoint });
    const { error, result } = await site.publish('a', 'v1');
    if (error !== undefined) throw new Error(JSON.stringify(error));
    pcr0s.set(site, result?.after?.releases[0]?.measurements.PCR0 ?? '');
    return site;
  }

  /** The hands of a role of another account. */
  async function inAccount(role: string, region: string): Promise<Hands> {
    const { accessKeyId, secretAccessKey, sessionToken } = await fromTemporaryCredentials({
      params: { RoleArn: role, RoleSessionName: 'test' },
      masterCredentials: CREDENTIALS,
      clientConfig: { region, endpoint },
    })();
    const token = sessionToken === undefined ? {} : { sessionToken };
    return kmsAs(endpoint, { region, credentials: { accessKeyId, secretAccessKey, ...token } });
  }

  test('a fresh key, with the policy that KMS gives it, is locked after the first publish', async () => {
    const fresh = {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: 'kms:*',
      Resource: '*',
    };
    const key = await kms.create(policyOf(fresh));
    const site = await open(
      endpoint,
      [{ key, administrators: [], bind: '[PCR0, PCR1, PCR2, PCR3]' }],
      { kms: proxy.endpoint },
    );
    const { exitCode, error, result } = await site.publish('a', 'v1');
    expect([exitCode, error]).toEqual([0, undefined]);
    const { plan } = result?.keys?.[0] ?? {};
    expect(plan?.after.data).toBe('locked');
    expect(plan?.after.authority).toMatchObject([
      { principal: fresh.Principal.AWS, isOwnAccount: true, isAdministrator: false },
    ]);
    expect((await kms.statements(key)).map(({ Sid }) => Sid)).toContain(fresh.Sid);
    const second = await site.publish('b', 'v2');
    expect([second.exitCode, second.result?.keys?.[0]?.plan?.after.data]).toEqual([0, 'wider']);
  }, 120_000);

  test('several keys, regions and accounts follow together, and a second reconcile writes nothing', async () => {
    const europe = kmsAs(endpoint, { region: 'eu-west-1' });
    const elsewhere = await inAccount(WRITER, 'eu-central-1');
    const keys = [
      await kms.create(START),
      await kms.create(START),
      await europe.create(START),
      await elsewhere.create(policyOf(administration(WRITER))),
    ];
    const [first = '', second = '', third = '', fourth = ''] = keys;
    expect(fourth).toContain(`:eu-central-1:${OTHER_ACCOUNT}:`);
    const site = await started(
      { key: first },
      { key: second },
      { key: third },
      { key: fourth, administrators: [WRITER], more: `assume-role: "${WRITER}"` },
    );
    const counts = async () =>
      Promise.all([
        kms.statements(first),
        kms.statements(second),
        europe.statements(third),
        elsewhere.statements(fourth),
      ]).then((all) => all.map((one) => allowsIn(one).length));
    expect(await counts()).toEqual([1, 1, 1, 1]);
    const before = puts();
    const again = await site.run('reconcile');
    expect([again.exitCode, again.result?.changed, puts()]).toEqual([0, false, before]);
    const ends = again.result?.keys?.map(({ readBack, settled }) => [readBack, settled]);
    expect(ends).toEqual(Array(4).fill(['nothing-put', 'not-awaited']));
    const revoked = await site.run('revoke', {
      release: 'v1',
      reason: 'leak',
      'allow-empty': true,
    });
    expect([revoked.exitCode, await counts(), puts()]).toEqual([0, [0, 0, 0, 0], before + 4]);
  }, 120_000);

  test('a key that cannot be reached ends with exit 6, and the others are applied', async () => {
    const key = await kms.create(START);
    const foreign = await (await inAccount(WRITER, 'us-east-1')).create(
      policyOf(administration(WRITER)),
    );
    const site = await started({ key });
    // A role of the wrong account does not find the key.
    const more = `assume-role: "arn:aws:iam::777788889999:role/policy-writer"`;
    site.configure([{ key: foreign, more }, { key }]);
    await site.run('publish', { projection: true, 'no-reconcile': true });
    const { exitCode, error, result } = await site.run('revoke', {
      release: 'v1',
      reason: 'leak',
      'allow-empty': true,
    });
    expect([exitCode, error?.code, error?.at?.object]).toEqual([6, 'key-unavailable', foreign]);
    expect(result?.keys?.map(({ plan }) => plan === undefined)).toEqual([true, false]);
    expect(allowsIn(await kms.statements(key))).toEqual([]);
  }, 120_000);

  test('each key of a multi-Region set has a policy of its own, whichever is configured', async () => {
    const primary = await kms.create(START, { MultiRegion: true });
    const { ReplicaKeyMetadata } = await kms.client.send(
      // moto takes the bare id alone.
      new ReplicateKeyCommand({
        KeyId: primary.split('/')[1],
        ReplicaRegion: 'eu-west-1',
        Policy: START,
      }),
    );
    const replica = ReplicaKeyMetadata?.Arn ?? '';
    const europe = kmsAs(endpoint, { region: 'eu-west-1' });
    const counts = async () =>
      [await kms.statements(primary), await europe.statements(replica)].map(
        (one) => allowsIn(one).length,
      );
    for (const [named, other] of [
      [replica, primary],
      [primary, replica],
    ]) {
      await Promise.all([kms.put(primary, START), europe.put(replica, START)]);
      const site = await started({ key: named ?? '' });
      expect(await counts()).toEqual([1, 1]);
      const before = puts();
      const again = await site.run('reconcile');
      expect([again.exitCode, puts(), codesOf(again)]).toEqual([
        0,
        before,
        expect.not.arrayContaining(['replica-not-named']),
      ]);
      expect(again.result?.keys?.map(({ key, as }) => [key, as])).toEqual([
        [named, undefined],
        [other, named],
      ]);
      // Left by the list, both are visited; the list forgets them together.
      site.configure([]);
      const left = await site.run('publish', { projection: true });
      expect([left.exitCode, await counts()]).toEqual([0, [0, 0]]);
      const forgotten = await site.run('reconcile');
      expect(forgotten.result?.after?.projection.keys).toEqual([]);
    }
  }, 120_000);

  test('grants are read to the last page, and a guard holds what they give', async () => {
    const key = await kms.create(START);
    for (let i = 0; i < 101; i++) {
      await kms.client.send(
        new CreateGrantCommand({
          KeyId: key,
          GranteePrincipal: `arn:aws:iam::123456789012:role/r${i}`,
          Operations: [i === 100 ? 'Decrypt' : 'DescribeKey'],
        }),
      );
    }
    const site = await started({ key });
    const { result } = await site.run('reconcile');
    const found = result?.keys?.[0]?.plan?.after.findings.filter(({ rule }) => rule === 'R18');
    expect(found?.map(({ severity }) => severity)).toEqual(['info']);
    // Without the guard it would open the data, and taking the guard away is refused.
    site.configure([{ key, guard: false }]);
    const open = await site.run('publish', { projection: true });
    expect([open.exitCode, codesOf(open)]).toEqual([3, expect.arrayContaining(['policy-unsafe'])]);
    expect(open.result?.keys?.flatMap(({ failures }) => failures)).toContainEqual(
      expect.objectContaining({ hint: expect.stringContaining('Revoke the grant') }),
    );
  }, 120_000);

  test('throttling is asked again, in reads and in puts', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    for (const k of [1, 2, 3])
      proxy.fault(k, { status: 429 }, ({ target }) => target !== undefined);
    proxy.fault(1, { status: 429 }, isPut);
    const { exitCode } = await site.publish('b', 'v2');
    expect([exitCode, proxy.pending]).toEqual([0, 0]);
    expect(allowsIn(await kms.statements(key))).toHaveLength(2);
  }, 120_000);

  test('a foreign write in the window is reported, kept, and does not stay alone', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    const foreign = { ...administration(ADMIN), Sid: 'Foreign', Action: 'kms:ListAliases' };
    let meddled = false;
    proxy.fault(
      1,
      {
        hold: {
          after: async () => {
            meddled = true;
            await kms.put(key, policyOf(administration(ADMIN), foreign));
          },
        },
      },
      isPut,
    );
    const outcome = await site.publish('b', 'v2');
    expect([meddled, outcome.exitCode]).toEqual([true, 0]);
    expect(codesOf(outcome)).toContain('foreign-write');
    const after = await kms.statements(key);
    expect(allowsIn(after)).toHaveLength(2);
    expect(after.map(({ Sid }) => Sid)).toContain('Foreign');
  }, 120_000);

  test('with --settle it waits on, and says that nothing moved', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    await kms.put(key, policyOf({ ...administration(ADMIN), Sid: 'Changed' }));
    const { exitCode, result } = await site.run('reconcile', { settle: '2m' });
    const { plan } = listResultJson(result as ListResult) as { plan: readonly object[] };
    expect([exitCode, plan]).toEqual([
      0,
      [expect.objectContaining({ written: true, readBack: 'stable', settled: 'settled' })],
    ]);
  }, 120_000);

  test('a key that left the projection is visited until nothing of ours is on it, and then forgotten', async () => {
    const [stays, leaves] = [await kms.create(START), await kms.create(START)];
    const site = await started({ key: stays }, { key: leaves });
    site.configure([{ key: stays }]);
    await site.run('publish', { projection: true, 'no-reconcile': true });
    const down = (request: { readonly body: Uint8Array }) =>
      Buffer.from(request.body).toString().includes(leaves);
    for (let k = 1; k < 20; k++) proxy.fault(k, { status: 412 }, down);
    const first = await site.run('reconcile');
    proxy.clear();
    expect([first.exitCode, first.result?.after?.projection.keys.length]).toEqual([6, 2]);
    const second = await site.run('reconcile');
    expect([second.exitCode, second.result?.changed]).toEqual([0, true]);
    const ours = (await kms.statements(leaves)).filter(({ Sid }) =>
      /^PcrAllowlist[0-9a-f]/.test(Sid ?? ''),
    );
    expect(ours).toEqual([]);
    const third = await site.run('reconcile');
    expect(third.result?.after?.projection.keys.map(({ key }) => key)).toEqual([stays]);
  }, 120_000);

  test('a revocation goes with an unaccepted critical finding, a changed configuration, and a policy at 32,768 bytes', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    await site.publish('b', 'v2');
    // kms:CreateGrant for anybody is critical, and no guard stops it.
    const open = {
      ...administration(ADMIN),
      Sid: 'Open',
      Principal: '*',
      Action: 'kms:CreateGrant',
    };
    const padding = { ...administration(ADMIN), Action: 'kms:ListAliases', Sid: '' };
    const short = policyOf(...(await kms.statements(key)), open, padding);
    const Sid = 'x'.repeat(32_768 - Buffer.byteLength(short));
    await kms.put(key, policyOf(...(await kms.statements(key)), open, { ...padding, Sid }));
    site.configure([{ key, guard: false, bind: '[PCR0, PCR3]', administrators: [ROLE] }]);
    const widening = await site.publish('c', 'v3');
    expect([widening.exitCode, allowsIn(await kms.statements(key)).length]).toEqual([3, 2]);
    const { exitCode, warnings, result } = await site.run('revoke', {
      release: 'v1',
      reason: 'leak',
    });
    expect([exitCode, warnings.map(({ code }) => code)]).toEqual([
      0,
      expect.not.arrayContaining(['still-admitted']),
    ]);
    expect(result?.keys?.[0]?.plan?.sizeBytes.before).toBe(32_768);
    const severities = result?.keys?.[0]?.plan?.after.findings.map(({ severity }) => severity);
    expect(severities).toContain('critical');
    const after = await kms.statements(key);
    expect(allowsIn(after)).toHaveLength(1);
    expect(after.map((one) => one.Sid)).toEqual(expect.arrayContaining(['Open', Sid]));
  }, 120_000);

  test('an image that a hand-written statement goes on admitting is said, and exits 5', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    await site.publish('b', 'v2');
    const [first] = allowsIn(await kms.statements(key)).filter(({ Condition }) =>
      JSON.stringify(Condition).includes(v1Pcr0(site)),
    );
    await kms.put(
      key,
      policyOf(...(await kms.statements(key)), { ...first, Effect: 'Allow', Sid: 'HandWritten' }),
    );
    const retired = await site.run('retire', { release: 'v1', after: '72h' });
    // The guard takes the image away from that statement too: a retired one from its end on, a revoked one at once.
    expect([retired.exitCode, retired.error]).toEqual([0, undefined]);
    const revoked = await site.run('revoke', { release: 'v1', reason: 'leak' });
    expect(revoked.exitCode).toBe(0);
    await site.run('publish', { eif: site.image('a'), release: 'v1b', again: true });
    site.configure([
      {
        key,
        guard: false,
        more: 'accept: [{rule: P04, sid: HandWritten, reason: x, until: 2126-01-01T00:00:00Z}]',
      },
    ]);
    await site.run('publish', { projection: true });
    const again = await site.run('revoke', { release: 'v1b', reason: 'leak' });
    expect([again.exitCode, again.error?.code]).toEqual([5, 'still-admitted']);
  }, 120_000);

  test('a dry run of every command writes nothing', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    await site.publish('b', 'v2');
    const [before, statements] = [puts(), await kms.statements(key)];
    const dry = { 'dry-run': true };
    const outcomes = [
      await site.run('publish', { ...dry, eif: site.image('c'), release: 'v3' }),
      await site.run('retire', { ...dry, release: 'v1' }),
      await site.run('revoke', { ...dry, release: 'v1', reason: 'x' }),
      await site.run('reconcile', dry),
    ];
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    const planned = outcomes.map(({ result }) =>
      result?.keys?.[0]?.plan?.changes
        .filter(({ action, sid }) => action !== 'keep' && !sid.includes('Guard'))
        .map(({ action, releases }) => `${action} ${releases}`),
    );
    expect(planned).toEqual([['create v3'], ['update v1'], ['delete v1'], []]);
    expect([puts(), await kms.statements(key)]).toEqual([before, statements]);
  }, 120_000);

  test('whoever may not ask as an instance role of the list gets no answer from a probe', async () => {
    const key = await kms.create(START);
    const site = await started({ key });
    site.configure([{ key, more: `probe-role: "arn:aws:iam::123456789012:role/other"` }]);
    const { exitCode, error, result } = await site.run('reconcile');
    expect([exitCode, error?.code]).toEqual([6, 'key-unavailable']);
    expect(result?.keys?.[0]?.probe).toMatchObject({ answer: 'unknown' });
    // moto knows no dry run, and says so with an error of its own.
    site.configure([{ key, more: `probe-role: "${ROLE}"` }]);
    const asked = await site.run('reconcile');
    const isReal = which === 'double' || services.kind === 'double';
    expect(asked.result?.keys?.[0]?.probe?.answer).toBe(isReal ? 'denied' : 'unknown');
  }, 120_000);
});
