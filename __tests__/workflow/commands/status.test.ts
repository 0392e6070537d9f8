import { describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../../../src/base/instant.js';
import {
  listViewOf,
  renderListCommand,
  renderListCommandSummary,
} from '../../../src/report/render-list-command.js';
import { terminalStyle } from '../../../src/report/text-layout.js';
import type { StatusResult } from '../../../src/workflow/commands/status-result.js';
import type { OptionValues } from '../../../src/workflow/options/option-values.js';
import { changed, ListWorld, refusal, unsignedImage } from '../../fakes/list-world.js';

const NAMED =
  '{keys: {trust: [{name: "Alice <a>", key: alice.pub.pem}, {name: bob, key: bob.pub.pem}], threshold: 2}}';

async function statusOf(world: ListWorld, values: OptionValues = {}): Promise<StatusResult> {
  const ended = await world.run('status', values);
  if (ended.kind !== 'status' || ended.outcome.result === undefined) {
    throw new Error(`${ended.outcome.error?.code}: ${ended.outcome.error?.message}`);
  }
  // Every form of report can be made of every state.
  for (const json of [true, false]) {
    expect(renderListCommand(ended, json, terminalStyle(false)).length).toBeGreaterThan(0);
  }
  expect(renderListCommandSummary(ended)).toMatch(/^### (?:✅|⚠️|❌|❔) status: /u);
  return ended.outcome.result;
}

async function staged(approval: string): Promise<{ world: ListWorld; PCR0: string }> {
  const world = new ListWorld({ approval });
  world.write('enclave.eif', unsignedImage('one'));
  await changed(world.run('init'));
  world.now += 1000;
  const { staged: record } = await changed(
    world.run('publish', { eif: 'enclave.eif', release: 'v1' }),
  );
  return { world, PCR0: record?.PCR0 ?? '' };
}

describe('status', () => {
  test('of a store without a list names init, with the configuration that was given', async () => {
    const world = new ListWorld();
    const text = new TextDecoder().decode(world.files.get('pcr-allowlist.yml'));
    world.write('it is mine.yml', text);
    const status = await statusOf(world, { config: 'it is mine.yml' });
    expect(status.list).toBeUndefined();
    expect(status.next.map(({ words }) => words)).toEqual([['init', '--config', 'it is mine.yml']]);
    const ended = await world.run('status', { config: 'it is mine.yml' });
    expect(renderListCommand(ended, false, terminalStyle(false))).toContain(
      "next: pcr-allowlist init --config 'it is mine.yml'\n",
    );
  });

  test('shows what waits, who approved it, and who is missing', async () => {
    const { world, PCR0 } = await staged(NAMED);
    const approve = { release: 'v1', pcr0: PCR0 };
    expect((await statusOf(world)).waiting).toMatchObject([
      {
        record: { id: 'v1' },
        manifest: { measured: 'here' },
        keys: { needed: 2, by: [], others: ['Alice <a>', 'bob'] },
      },
    ]);
    await changed(world.run('approve', { ...approve, key: 'file:alice.pem' }));
    const half = await statusOf(world);
    expect(half.waiting[0]?.keys).toEqual({ needed: 2, by: ['Alice <a>'], others: ['bob'] });
    // Nothing that would be refused now is offered as the next command.
    expect(half.next.flatMap(({ words }) => words ?? [])).toEqual([]);
    expect(half.next[0]?.approverWords).toEqual(['approve', 'v1', '--pcr0', PCR0]);
    await changed(world.run('approve', { ...approve, key: 'file:bob.pem' }));
    const [step] = (await statusOf(world)).next;
    expect(step?.words).toEqual(['approve', 'v1', '--pcr0', PCR0]);
    await changed(world.run('approve', approve));
    const done = await statusOf(world);
    expect(done.waiting).toEqual([]);
    expect(done.next).toEqual([]);
    expect(done.releases).toMatchObject([
      { release: { id: 'v1' }, approvedBy: ['Alice <a>', 'bob'] },
    ]);
  });

  test('an approval that has expired is none', async () => {
    const { world, PCR0 } = await staged(NAMED);
    const key = { key: 'file:alice.pem', 'expires-in': '1h' };
    await changed(world.run('approve', { release: 'v1', pcr0: PCR0, ...key }));
    world.now += 3_600_000;
    expect((await statusOf(world)).waiting[0]?.keys?.by).toEqual([]);
  });

  test('says that a list with an approval by a key that is trusted no more is not verified', async () => {
    const { world, PCR0 } = await staged('{keys: {trust: [alice.pub.pem]}}');
    await changed(world.run('approve', { release: 'v1', pcr0: PCR0, key: 'file:alice.pem' }));
    await changed(world.run('approve', { release: 'v1', pcr0: PCR0 }));
    world.configure({ approval: '{keys: {trust: [bob.pub.pem]}}' });
    const [standing] = (await statusOf(world)).releases;
    expect(standing?.approvedBy).toHaveLength(1);
    expect(standing?.approvedBy[0]).toContain('not verified: signature-threshold');
  });

  test('warns of a list that ends, and of a configuration that differs', async () => {
    const world = new ListWorld();
    await changed(world.run('init'));
    world.now += 16 * DAY_MS;
    world.configure({ instanceRoles: '["arn:aws:iam::111122223333:role/signer"]' });
    const status = await statusOf(world);
    expect(status.configured).toMatchObject([{ change: 'added' }]);
    expect(status.next.map(({ words }) => words?.[0])).toEqual(['renew', 'publish']);
    world.now += 30 * DAY_MS;
    expect((await statusOf(world)).next[0]?.words).toEqual(['renew']);
  });

  test('shows one release in full, also one that is gone, and refuses one that nobody knows', async () => {
    const world = new ListWorld();
    world.write('enclave.eif', unsignedImage('one'));
    await changed(world.run('publish', { eif: 'enclave.eif', release: 'v1' }));
    expect((await statusOf(world, { release: 'v1' })).chosen?.listed?.release.id).toBe('v1');
    const values = { release: 'v1', reason: 'a test', 'allow-empty': true };
    await changed(world.run('revoke', values));
    const { chosen } = await statusOf(world, { release: 'v1' });
    expect(chosen?.listed).toBeUndefined();
    expect(chosen?.removed).toMatchObject([{ id: 'v1', why: 'revoked' }]);
    expect(await refusal(world.run('status', { release: 'v9' }))).toBe('not-allowed');
  });

  test('reads a staged record of a foreign key as none', async () => {
    const { world } = await staged(NAMED);
    world.configure({ approval: NAMED, manifestKey: 'list' });
    expect((await statusOf(world)).waiting).toEqual([]);
  });
});

describe('what is named as the next command', () => {
  test('carries the configuration, and waits for the approvals that are missing', async () => {
    const { world, PCR0 } = await staged(NAMED);
    const config = 'my lists/it.yml';
    world.write(config, world.files.get('pcr-allowlist.yml') ?? '');
    const shown = async (values: OptionValues) => {
      const options = { config, release: 'v1', pcr0: PCR0, ...values };
      const ended = await world.run('approve', options);
      return renderListCommand(ended, false, terminalStyle(false), listViewOf(options));
    };
    const command = `pcr-allowlist approve v1 --pcr0 ${PCR0} --config 'my lists/it.yml'`;
    const one = await shown({ key: 'file:alice.pem' });
    expect(one).toContain('it needs 1 more of 2 approvals\n');
    expect(one).toContain(`each of them runs: ${command} --key ADDRESS\n`);
    expect(one).not.toContain('next:');
    expect(await shown({ key: 'file:bob.pem' })).toContain(`next: ${command}\n`);
  });

  test('a configuration that is not there names init and --config', async () => {
    const { outcome } = await new ListWorld().run('status', { config: 'other.yml' });
    expect(outcome.error?.code).toBe('input-not-found');
    expect(outcome.error?.hint).toMatch(/init .*--config/);
  });

  test('a duration without its unit is named as that', async () => {
    const world = new ListWorld({ more: 'expires-in: 30' });
    const { outcome } = await world.run('status');
    expect(outcome.error?.code).toBe('usage');
    expect(outcome.error?.message).toContain('30d');
  });
});

describe('log', () => {
  test('shows what each version changed, the newest first', async () => {
    const world = new ListWorld();
    world.write('enclave.eif', unsignedImage('one'));
    await changed(world.run('init'));
    await changed(world.run('publish', { eif: 'enclave.eif', release: 'v1' }));
    await changed(world.run('renew'));
    const ended = await world.run('log');
    if (ended.kind !== 'log') throw new Error(ended.kind);
    const versions = ended.outcome.result?.versions ?? [];
    const newest = versions.map(({ version, differences }) => [version, differences?.length]);
    expect(newest[0]).toEqual([versions.length, 0]);
    expect(newest[1]).toEqual([versions.length - 1, 1]);
    expect(versions[1]?.differences).toMatchObject([{ change: 'added', subject: 'release v1' }]);
    expect(versions.at(-1)?.version).toBe(1);
    expect(renderListCommandSummary(ended)).toContain('release v1');
    const short = await world.run('log', { limit: '1' });
    expect(short.outcome.result).toMatchObject({ versions: [{}], ended: { why: 'not-read' } });
    expect(JSON.parse(renderListCommand(short, true, terminalStyle(false)))).toMatchObject({
      result: { versions: [{ version: versions.length, changes: [] }] },
    });
  });

  test('of a store without a list is refused, and says what to run', async () => {
    const world = new ListWorld();
    expect(await refusal(world.run('log'))).toBe('not-allowed');
  });

  test('a version that is missing ends the log with a warning', async () => {
    const world = new ListWorld();
    await changed(world.run('init'));
    await changed(world.run('renew'));
    await changed(world.run('renew'));
    for (const name of [...world.bucket.objects.keys()]) {
      if (name.startsWith('history/0000000002')) world.bucket.objects.delete(name);
    }
    const ended = await world.run('log');
    expect(ended.outcome.exitCode).toBe(0);
    expect(ended.outcome.warnings.map(({ code }) => code)).toContain('history-missing');
    expect(renderListCommand(ended, false, terminalStyle(false))).toContain('could not tell');
  });
});
