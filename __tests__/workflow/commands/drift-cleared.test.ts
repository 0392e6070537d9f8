import { beforeEach, describe, expect, test } from '@jest/globals';
import { AdapterError } from '../../../src/base/errors.js';
import { HOUR_MS } from '../../../src/base/instant.js';
import type { DriftReport } from '../../../src/drift/drift-report.js';
import type { KeyPolicyPort } from '../../../src/keypolicy/key-policy-port.js';
import { changed, ListWorld, unsignedImage } from '../../fakes/list-world.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';
const ADMINISTRATION = {
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: ADMIN },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
  Resource: '*',
};
/** Lets nobody at the data, nor at the policy. */
const HARMLESS = {
  Sid: 'Tags',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/tagger' },
  Action: 'kms:ListResourceTags',
  Resource: '*',
};
/** Opens what the guard of a key for kms:Decrypt does not cover. */
const OPEN = { ...HARMLESS, Sid: 'Open', Action: 'kms:CreateGrant' };

/** A world in which the policies of some keys cannot be read. */
class ReadFailures extends ListWorld {
  readonly down = new Set<string>();

  override ports() {
    const ports = super.ports();
    return {
      ...ports,
      openKeyPolicy: async (
        ...args: Parameters<typeof ports.openKeyPolicy>
      ): Promise<KeyPolicyPort> => {
        const port = await ports.openKeyPolicy(...args);
        if (!this.down.has(port.key)) return port;
        const readPolicy = async () => {
          throw new AdapterError('key-unavailable', `${port.key} does not answer`);
        };
        return { ...port, readPolicy };
      },
    };
  }
}

let world: ReadFailures;

async function drift(): Promise<DriftReport & { readonly exitCode: number }> {
  const { kind, outcome } = await world.run('drift');
  if (kind !== 'drift' || outcome.result === undefined) throw new Error(outcome.error?.message);
  return { ...outcome.result, exitCode: outcome.exitCode };
}

const statements = (): { Sid: string; [element: string]: unknown }[] =>
  JSON.parse(Buffer.from(world.files.get('key.json') ?? '').toString()).Statement;
const put = (...all: readonly object[]) =>
  world.write('key.json', JSON.stringify({ Version: '2012-10-17', Statement: all }));
const writes = ({ findings }: DriftReport) =>
  findings
    .filter(({ rule }) => ['foreign-write', 'policy-put-back'].includes(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`);
const reconciled = async () => {
  const { outcome } = await world.run('reconcile');
  const told = outcome.warnings.filter(({ code }) => code === 'foreign-write').length;
  return { exitCode: outcome.exitCode, told };
};

beforeEach(async () => {
  const key = `{key: "file:key.json", actions: [kms:Decrypt], bind: [PCR0, PCR3], guard: true, administrators: ["${ADMIN}"]}`;
  world = new ReadFailures({ instanceRoles: `["${ROLE}"]`, more: `keys: [${key}]` });
  for (const name of ['a', 'b', 'c']) world.write(`${name}.eif`, unsignedImage(name));
  put(ADMINISTRATION);
  await world.run('init');
  await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
  world.now += HOUR_MS;
});

describe('an edit of somebody else’s statement', () => {
  test('that changes neither ours nor the proof is told once, and acknowledged by reconcile', async () => {
    put(...statements(), HARMLESS);
    const report = await drift();
    expect([writes(report), report.exitCode]).toEqual([['foreign-write low'], 5]);
    expect(await reconciled()).toEqual({ exitCode: 0, told: 1 });
    const after = await drift();
    expect([writes(after), after.exitCode]).toEqual([[], 0]);
    expect(await reconciled()).toEqual({ exitCode: 0, told: 0 });
    expect(statements()).toContainEqual(HARMLESS);
  });

  test('is told again when it is undone, and acknowledged again', async () => {
    const before = statements();
    put(...before, HARMLESS);
    await reconciled();
    put(...before);
    expect(writes(await drift())).toEqual(['foreign-write low']);
    expect(await reconciled()).toEqual({ exitCode: 0, told: 1 });
    expect(writes(await drift())).toEqual([]);
  });

  test('that a dry run sees is told on', async () => {
    put(...statements(), HARMLESS);
    await world.run('reconcile', { 'dry-run': true });
    expect(writes(await drift())).toEqual(['foreign-write low']);
  });

  test('that opens the data is high, until it is undone', async () => {
    const before = statements();
    put(...before, OPEN);
    expect(writes(await drift())).toEqual(['foreign-write high']);
    expect((await reconciled()).told).toBe(1);
    expect(writes(await drift())).toEqual(['foreign-write high']);
    put(...before);
    expect(writes(await drift())).toEqual([]);
  });

  test('that changes the proof and leaves no critical finding is high, and acknowledged', async () => {
    const writer = { ...HARMLESS, Action: 'kms:PutKeyPolicy', Principal: { AWS: ADMIN } };
    const [administration, ...others] = statements();
    put({ ...administration, Principal: { AWS: [ADMIN, ROLE] } }, ...others);
    expect(writes(await drift())).toEqual(['foreign-write high']);
    expect((await reconciled()).told).toBe(1);
    expect(writes(await drift())).toEqual(['foreign-write high']);
    put({ ...ADMINISTRATION, Action: ['kms:DescribeKey', 'kms:GetKeyPolicy'] }, writer, ...others);
    await reconciled();
    expect(writes(await drift())).toEqual([]);
  });

  test('together with one of ours is told until ours are back', async () => {
    const gone = statements().findIndex(({ Sid }) => Sid.endsWith('GuardPCR0'));
    put(...statements().toSpliced(gone, 1), HARMLESS);
    expect(writes(await drift())).toEqual(['foreign-write high']);
    await reconciled();
    const report = await drift();
    expect([writes(report), report.exitCode]).toEqual([[], 0]);
  });

  test('counts as before where time alone changed the proof', async () => {
    await changed(world.run('retire', { release: 'v1', after: '1h' }));
    put(...statements(), HARMLESS);
    world.now += 2 * HOUR_MS;
    expect(writes(await drift())).toEqual(['foreign-write low']);
  });
});

test('a policy that cannot be read is unknown, and no key is called forgotten', async () => {
  world.down.add('file:key.json');
  const report = await drift();
  expect(report.exitCode).toBe(6);
  expect(report.status).toBe('unknown');
  const rules = report.findings.map(({ rule }) => rule);
  expect(rules).toContain('key-unread');
  expect(rules).not.toContain('key-forgotten');
});

test('an IAM policy in place of the key policy is never locked, and its probes are unknown', async () => {
  const iam = statements().map(({ Principal: _, ...statement }) => statement);
  put(...iam);
  const report = await drift();
  expect(report.keys).toMatchObject([
    { data: 'not-applicable', reason: expect.stringMatching(/IAM policy/) },
  ]);
  const asked = report.probes.filter(({ asked: whom }) => whom === 'file:key.json');
  expect(new Set(asked.map(({ answer }) => answer))).toEqual(new Set(['unknown']));
  expect(report.exitCode).not.toBe(0);
});

describe('still-admitted looks at the release that the change ended', () => {
  const ends = async (...run: Parameters<ListWorld['run']>) => {
    const { outcome } = await world.run(...run);
    return [outcome.exitCode, outcome.error?.code];
  };

  test.each([
    ['retire', { release: 'v2', after: '1h' }],
    ['revoke', { release: 'v2', reason: 'x' }],
  ] as const)('%s while an older release is retiring for longer', async (command, values) => {
    await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
    expect(await ends('retire', { release: 'v1', after: '30d' })).toEqual([0, undefined]);
    expect(await ends(command, values)).toEqual([0, undefined]);
  });

  test('a retire that is run again', async () => {
    expect(await ends('retire', { release: 'v1', after: '30d' })).toEqual([0, undefined]);
    expect(await ends('retire', { release: 'v1', after: '1h' })).toEqual([0, undefined]);
  });

  test('a revoke of what is retiring', async () => {
    expect(await ends('retire', { release: 'v1', after: '30d' })).toEqual([0, undefined]);
    expect(await ends('revoke', { release: 'v1', reason: 'x' })).toEqual([0, undefined]);
  });
});
