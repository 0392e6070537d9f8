import { describe, expect, test } from '@jest/globals';
import { assessKeyPolicy } from '../../../src/keypolicy/assess-key-policy.js';
import type { ListOutcome } from '../../../src/workflow/commands/list-outcome.js';
import { ADMINISTRATION } from '../../fakes/key-statements.js';
import { changed, ListWorld, unsignedImage } from '../../fakes/list-world.js';
import { ACCOUNT, ADMIN, DEFAULT_POLICY } from '../../keypolicy/policies.js';

const ROLE = `arn:aws:iam::${ACCOUNT}:role/signer`;

const settings = (more = '') => ({
  instanceRoles: `["${ROLE}"]`,
  more: `keys: [{key: "file:key.json", actions: [kms:Decrypt], bind: [PCR0, PCR3], administrators: ["${ADMIN}"]${more}}]`,
});
const policyOf = (world: ListWorld) => Buffer.from(world.files.get('key.json') ?? '').toString();
const statements = (world: ListWorld): { Sid: string }[] => JSON.parse(policyOf(world)).Statement;

async function start(more: string, ...all: readonly object[]): Promise<ListWorld> {
  const world = new ListWorld(settings(more));
  world.write('a.eif', unsignedImage('a'));
  world.write('key.json', JSON.stringify({ Version: '2012-10-17', Statement: all }));
  await world.run('init');
  return world;
}

const codes = ({ outcome }: ListOutcome) => [outcome.exitCode, outcome.error?.code];

async function proof(world: ListWorld): Promise<string> {
  const { keys = [] } = await changed(world.run('reconcile', { 'dry-run': true }));
  return keys[0]?.plan?.before.verdict ?? 'nothing';
}

describe('from the default key policy of KMS', () => {
  test('refused as it is, with the safe form; admitted beside it once it is taken on; locked once it is gone', async () => {
    const world = await start('', DEFAULT_POLICY);
    const first = await world.run('publish', { eif: 'a.eif', release: 'v1' });
    expect(codes(first)).toEqual([3, 'policy-unsafe']);
    expect(first.outcome.error?.hint).toContain('kms:CreateGrant');
    expect(await proof(world)).toContain('open');

    // Our Allows come beside it while production goes on as before: what is open is taken on, with a date.
    const taken = [...new Set(findingsOf(first))].map(
      (rule) =>
        `{rule: ${rule}, sid: "${DEFAULT_POLICY.Sid}", reason: adoption, until: 2026-12-31T00:00:00Z}`,
    );
    world.configure(settings(`, accept: [${taken.join(', ')}]`));
    expect(codes(await world.run('publish', { eif: 'a.eif', release: 'v1' }))).toEqual([
      0,
      undefined,
    ]);
    expect(statements(world)).toContainEqual(DEFAULT_POLICY);

    // Then the account's statement gives way to an administrator.
    const rest = statements(world).filter(({ Sid }) => Sid !== DEFAULT_POLICY.Sid);
    world.write(
      'key.json',
      JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION, ...rest] }),
    );
    world.configure(settings());
    expect(codes(await world.run('reconcile'))).toEqual([0, undefined]);
    expect(await proof(world)).toBe('the data is locked to 1 attested way');
  });
});

describe('from a hand-written attested Allow', () => {
  const pcr0 = 'ab'.repeat(48);
  const HAND = {
    Sid: 'HandWrittenEnclave',
    Effect: 'Allow',
    Principal: { AWS: ROLE },
    Action: ['kms:Decrypt'],
    Resource: '*',
    Condition: { StringEqualsIgnoreCase: { 'kms:RecipientAttestation:PCR0': pcr0 } },
  };

  test('it stays until it is adopted, and goes in the same write in which ours comes', async () => {
    const world = await start('', ADMINISTRATION, HAND);
    expect(codes(await world.run('publish', { eif: 'a.eif', release: 'v1' }))).toEqual([
      0,
      undefined,
    ]);
    expect(statements(world)).toContainEqual(HAND);
    world.configure(settings(`, adopt: [${HAND.Sid}]`));
    expect(codes(await world.run('publish', { eif: 'a.eif', release: 'v1' }))).toEqual([
      0,
      undefined,
    ]);
    const sids = statements(world).map(({ Sid }) => Sid);
    expect(sids).not.toContain(HAND.Sid);
    expect(sids.filter((sid) => /^PcrAllowlist[0-9a-f]{28}$/.test(sid))).toHaveLength(1);
    expect(await proof(world)).toBe('the data is locked to 1 attested way');
  });
});

describe("from AWS's own sample", () => {
  /** AWS Nitro Enclaves User Guide, "Cryptographic attestation with KMS": ImageSha384, and the account beside it. */
  const SAMPLE = {
    Sid: 'Enable enclave data processing',
    Effect: 'Allow',
    Principal: { AWS: ROLE },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateRandom'],
    Resource: '*',
    Condition: {
      StringEqualsIgnoreCase: { 'kms:RecipientAttestation:ImageSha384': 'cd'.repeat(48) },
    },
  };

  test('adopted in the same way, with the guard over it: locked', async () => {
    const world = await start(`, adopt: ["${SAMPLE.Sid}"], guard: true`, ADMINISTRATION, SAMPLE);
    expect(codes(await world.run('publish', { eif: 'a.eif', release: 'v1' }))).toEqual([
      0,
      undefined,
    ]);
    expect(statements(world).map(({ Sid }) => Sid)).not.toContain(SAMPLE.Sid);
    expect(await proof(world)).toBe('the data is locked to 1 attested way');
  });
});

test('the sentence is that of the proof', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [DEFAULT_POLICY] });
  const list = {
    list: '0'.repeat(32),
    releases: [],
    removed: [],
    projection: { instanceRoles: [], certificates: [], keys: [], staged: [], approvals: [] },
  };
  const facts = { description: undefined, grants: [], administrators: [], key: undefined, now: 0 };
  const { verdict, proof: found } = assessKeyPolicy(text, { ...facts, list });
  expect([found.data.answer, verdict]).toEqual([
    'open',
    `the data is open in ${found.data.openings.length} way${found.data.openings.length === 1 ? '' : 's'} that no measurement guards`,
  ]);
});

/** The rules by which a publish was refused. */
function findingsOf({ outcome }: ListOutcome): string[] {
  const texts = [outcome.error?.message ?? '', ...outcome.warnings.map(({ message }) => message)];
  return texts.flatMap((text) => /: ([RP]\d\d):/.exec(text)?.[1] ?? []);
}
