import { CreateGrantCommand, ReplicateKeyCommand } from '@aws-sdk/client-kms';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CREDENTIALS } from './clients.js';
import { type RunningDouble, startDouble } from './double.js';
import { type FaultProxy, startFaultProxy } from './fault-proxy.js';
import {
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
    const { error } = await site.publish('a', 'v1');
    if (error !== undefined) throw new Error(JSON.stringify(error));
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
