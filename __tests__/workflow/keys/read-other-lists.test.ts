import { beforeEach, describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../../../src/base/instant.js';
import type { DriftReport } from '../../../src/drift/drift-report.js';
import { parseConfiguration } from '../../../src/workflow/list/configuration.js';
import { CONFIG, changed, LIST_ID, ListWorld, unsignedImage } from '../../fakes/list-world.js';
import { MemoryBucket } from '../../fakes/memory-store.js';
import '../../to-throw-with-code.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';
const OTHER_LIST = 'c0ffee0123456789c0ffee0123456789';
const OTHER_STORE = 's3://store/other';
const OTHER_CONFIG = 'other.yml';
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Administration',
      Effect: 'Allow',
      Principal: { AWS: ADMIN },
      Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
      Resource: '*',
    },
  ],
};
const key = (guard: boolean) =>
  `{key: "file:key.json", actions: [kms:Decrypt], bind: [PCR0, PCR3], guard: ${guard}, administrators: ["${ADMIN}"]}`;
const named = (trust: string, list = OTHER_LIST) =>
  `other-lists: [{list: ${list}, store: "${OTHER_STORE}", trust: ${trust}}]`;

/** Two lists, each in a store of its own, on one key. */
class TwoLists extends ListWorld {
  readonly other = new MemoryBucket();
  isDown = false;

  override ports() {
    const ports = super.ports();
    return {
      ...ports,
      openStore: async (name: string, file: string) =>
        name === OTHER_STORE
          ? {
              store: this.other.connect(this.isDown ? { fault: () => 'down' } : {}),
              name,
              requirePreconditions: async () => {},
            }
          : ports.openStore(name, file),
    };
  }

  settings(more: string, guard = false): void {
    this.configure({ instanceRoles: `["${ROLE}"]`, more: `keys: [${key(guard)}]\n${more}` });
  }
}

let world: TwoLists;

async function drift(): Promise<DriftReport & { readonly exitCode: number }> {
  const { kind, outcome } = await world.run('drift');
  if (kind !== 'drift' || outcome.result === undefined) throw new Error(outcome.error?.message);
  return { ...outcome.result, exitCode: outcome.exitCode };
}

const statements = (): { Sid: string; [element: string]: unknown }[] =>
  JSON.parse(Buffer.from(world.files.get('key.json') ?? '').toString()).Statement;
const theirs = () => statements().filter(({ Sid }) => Sid.includes(OTHER_LIST.slice(0, 12)));
const drifts = ({ findings }: DriftReport) =>
  findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ rule, sid }) => [rule, sid] as const);

beforeEach(async () => {
  world = new TwoLists();
  world.write(
    OTHER_CONFIG,
    `enclave: other
list: ${OTHER_LIST}
store: ${OTHER_STORE}
signing: {key: "file:alice.pem", manifest-key: "file:bob.pem"}
trust: {keys: [alice.pub.pem], manifest-keys: [bob.pub.pem]}
certificates: unsigned
instance-roles: ["${ROLE}"]
approval: none
keys: [${key(false)}]
`,
  );
  world.settings(named('[alice.pub.pem]'));
  world.write('key.json', JSON.stringify(POLICY));
  for (const name of ['a', 'b']) world.write(`${name}.eif`, unsignedImage(name));
  await world.run('init');
  await world.run('init', { config: OTHER_CONFIG });
  await changed(world.run('publish', { eif: 'b.eif', release: 'theirs', config: OTHER_CONFIG }));
  await changed(world.run('publish', { eif: 'a.eif', release: 'ours' }));
});

describe('a list that the configuration names', () => {
  test('its statements are recognized, and no drift', async () => {
    expect(theirs()).toHaveLength(1);
    const report = await drift();
    expect(drifts(report)).toEqual([]);
    expect(report.exitCode).toBe(0);
    expect(report.findings.map(({ rule, severity }) => [rule, severity])).toContainEqual([
      'P04',
      'info',
    ]);
  });

  test('the keys may stand beside a threshold', async () => {
    world.settings(named('{keys: [alice.pub.pem, bob.pub.pem], threshold: 1}'));
    expect(drifts(await drift())).toEqual([]);
    world.settings(named('{keys: [alice.pub.pem, bob.pub.pem], threshold: 2}'));
    expect(drifts(await drift()).map(([rule]) => rule)).toContain('other-list-not-verified');
  });

  test('a guard of ours is refused beside it', async () => {
    world.settings(named('[alice.pub.pem]'), true);
    await changed(world.run('publish', { projection: true, 'no-reconcile': true }));
    const { outcome } = await world.run('reconcile');
    expect([outcome.exitCode, outcome.error?.code]).toEqual([3, 'policy-unsafe']);
    expect(outcome.error?.at?.sid).toBe(theirs()[0]?.Sid);
  });
});

describe('a statement whose Sid only looks like that of another list', () => {
  const forged = () => {
    const [one] = theirs();
    const text = JSON.stringify(one).replace(/:PCR0":"[0-9a-f]+"/, `:PCR0":"${'cd'.repeat(48)}"`);
    return JSON.parse(text);
  };
  const put = (...all: readonly object[]) =>
    world.write('key.json', JSON.stringify({ ...POLICY, Statement: all }));

  test('gets every finding, beside the true one', async () => {
    const Sid = `PcrAllowlist${OTHER_LIST.slice(0, 12)}${'0'.repeat(16)}`;
    put(...statements(), { ...forged(), Sid });
    const found = drifts(await drift()).filter(([, sid]) => sid === Sid);
    expect(found).toEqual(
      expect.arrayContaining([
        ['R31', Sid],
        ['P04', Sid],
      ]),
    );
  });

  test('and under the very Sid of the true one', async () => {
    const Sid = theirs()[0]?.Sid ?? '';
    put(...statements().filter((one) => one.Sid !== Sid), forged());
    expect(drifts(await drift())).toEqual(
      expect.arrayContaining([
        ['R31', Sid],
        ['P04', Sid],
      ]),
    );
  });

  test('holds no guard of ours back', async () => {
    const Sid = theirs()[0]?.Sid ?? '';
    put(...statements().filter((one) => one.Sid !== Sid), forged());
    world.settings('', true);
    const { outcome } = await world.run('publish', { projection: true });
    expect(outcome.exitCode).toBe(0);
    expect(statements().some((one) => one.Sid.endsWith('GuardPCR0'))).toBe(true);
  });
});

describe('nothing is recognized of a list', () => {
  const isForeign = async () => {
    const Sid = theirs()[0]?.Sid ?? '';
    const report = await drift();
    expect(drifts(report)).toEqual(
      expect.arrayContaining([
        ['R31', Sid],
        ['P04', Sid],
      ]),
    );
    return report;
  };

  test('that the configuration does not name', async () => {
    world.settings('');
    await isForeign();
  });

  test('whose signatures do not count', async () => {
    world.settings(named('[mallory.pub.pem]'));
    const found = (await isForeign()).findings.find(({ area, found: code }) => {
      return area === 'key-policy' && code === 'signature-threshold';
    });
    expect(found).toMatchObject({ rule: 'other-list-not-verified', severity: 'high' });
    const { warnings } = (await world.run('reconcile')).outcome;
    expect(warnings.map(({ code }) => code)).toContain('other-list-unread');
  });

  test('that is another than the named one', async () => {
    world.settings(named('[alice.pub.pem]', 'd'.repeat(32)));
    expect(drifts(await isForeign())).toContainEqual(['other-list-not-verified', undefined]);
  });

  test('that has expired', async () => {
    world.now += 31 * DAY_MS;
    await changed(world.run('renew'));
    expect(drifts(await isForeign())).toContainEqual(['other-list-not-verified', undefined]);
  });

  test('that revoked its release meanwhile', async () => {
    const revoked = { pcr0: '', release: 'theirs', reason: 'x', 'allow-empty': true };
    const { pcr0: _, ...values } = revoked;
    await changed(world.run('revoke', { ...values, 'no-reconcile': true, config: OTHER_CONFIG }));
    await isForeign();
  });

  test('that does not answer: that is unknown', async () => {
    world.isDown = true;
    const report = await isForeign();
    expect(report.findings).toContainEqual(
      expect.objectContaining({ rule: 'other-list-unread', severity: 'unknown' }),
    );
  });
});

describe('the configuration', () => {
  const parse = (more: string) => {
    world.settings(more);
    return parseConfiguration(Buffer.from(world.files.get(CONFIG) ?? '').toString(), CONFIG);
  };

  test.each([
    ['this list', named('[alice.pub.pem]', LIST_ID)],
    ['a list that is no id', named('[alice.pub.pem]', 'xyz')],
    ['no keys', named('[]')],
    ['no trust', `other-lists: [{list: ${OTHER_LIST}, store: "${OTHER_STORE}"}]`],
    ['a store of no kind', `other-lists: [{list: ${OTHER_LIST}, store: x, trust: [a.pem]}]`],
    [
      'another member',
      `other-lists: [{list: ${OTHER_LIST}, store: "s3://x/y", trust: [a.pem], key: b}]`,
    ],
  ])('refuses %s', (_, more) => {
    expect(() => parse(more)).toThrowWithCode('usage');
  });

  test('takes none at all', () => {
    expect(parse('')['other-lists']).toEqual([]);
  });
});
