import { execFileSync } from 'node:child_process';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { parseCommandLine } from '../../../src/cli/parse-command-line.js';
import { renderListCommand } from '../../../src/report/render-list-command.js';
import { renderFailure, renderWarnings, terminalStyle } from '../../../src/report/text-layout.js';
import type { ListOutcome } from '../../../src/workflow/commands/list-outcome.js';
import type { ListCommand } from '../../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../../src/workflow/options/option-values.js';
import { CONFIG, ListWorld, unsignedImage } from '../../fakes/list-world.js';

/**
 * Scenes in which commands suggest other commands. Each suggestion is taken from what is printed, read by a shell as if it had
 * been pasted, and run on the same world: none may be refused.
 */

const HERE = "it's a list.yml";
const PLAIN = terminalStyle(false);
const BY_KEYS = '{keys: {trust: [alice.pub.pem, bob.pub.pem], threshold: 2}}';

let world: ListWorld;
beforeEach(() => {
  world = new ListWorld();
});

/** The configuration lies under a name that has to be quoted. */
function moved(settings: ConstructorParameters<typeof ListWorld>[0] = {}): void {
  world = new ListWorld(settings);
  world.files.set(HERE, world.files.get(CONFIG) ?? new Uint8Array());
  world.files.delete(CONFIG);
  for (const name of ['a', 'b', 'c']) world.write(`${name} image.eif`, unsignedImage(name));
}

const run = (command: ListCommand, values: OptionValues = {}): Promise<ListOutcome> =>
  world.run(command, { config: HERE, ...values });

/** Everything that the command line prints of an outcome. */
function printed(ended: ListOutcome): string {
  const { error, warnings } = ended.outcome;
  return [
    renderListCommand(ended, false, PLAIN, { full: false, config: HERE }),
    renderWarnings(warnings, PLAIN),
    error === undefined ? '' : renderFailure(error, PLAIN),
  ].join('');
}

/** Each command line that a text names: after `next:`, or between backticks. */
function suggestions(text: string): readonly string[] {
  const next = [...text.matchAll(/^ +(?:next|each of them runs): (pcr-allowlist .+)$/gm)];
  const inText = [...text.matchAll(/`(pcr-allowlist [^`]+)`/g)];
  return [...next, ...inText].map(([, line = '']) => line);
}

/** The words that a shell makes of a line. */
function wordsOf(line: string): readonly string[] {
  const script = `pcr-allowlist() { printf '%s\\0' "$@"; }; ${line}`;
  const out = execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
}

/** What became of a suggestion that was pasted. */
async function pasted(line: string): Promise<ListOutcome> {
  const invocation = parseCommandLine(wordsOf(line));
  if (invocation.kind !== 'command') throw new Error(`no command: ${line}`);
  return world.run(invocation.command as ListCommand, invocation.values);
}

/** Pastes every suggestion, one after the other, each in the world as it is by then. Returns the commands. */
async function pasteAll(ended: ListOutcome): Promise<readonly string[]> {
  const lines = suggestions(printed(ended));
  for (const line of lines) {
    const { outcome } = await pasted(line);
    expect({ line, error: outcome.error }).toEqual({ line, error: undefined });
    expect(wordsOf(line)).toContain(HERE);
  }
  return lines.map((line) => wordsOf(line)[0] ?? '');
}

const pcr0Of = async (eif: string): Promise<string> => {
  const { outcome } = await run('publish', { eif, 'dry-run': true });
  const { staged } = outcome.result as { readonly staged?: { readonly PCR0?: string } };
  return staged?.PCR0 ?? '';
};

describe('each suggestion is accepted', () => {
  test.each([
    ['status', {}, ['init']],
    ['log', {}, ['init']],
    ['renew', {}, ['init']],
    ['reconcile', {}, ['init']],
    ['rollback', {}, ['init']],
    ['retire', { release: 'v1' }, ['init']],
    ['verify', { 'allow-list': true }, ['init']],
  ] as const)('%s without a list', async (command, values, commands) => {
    moved();
    expect(await pasteAll(await run(command, values))).toEqual(commands);
  });

  test('init with approvals, and what it says to stage', async () => {
    moved({ approval: BY_KEYS, instanceRoles: '["arn:aws:iam::111122223333:role/signer"]' });
    expect(await pasteAll(await run('init'))).toEqual(['publish']);
    expect(await pasteAll(await run('publish', { projection: true }))).toEqual(['status']);
    const lines = suggestions(printed(await run('status')));
    expect(lines).toEqual([expect.stringMatching(/approve projection --staged .* --key ADDRESS$/)]);
  });

  test('a release or a register that is unknown', async () => {
    moved();
    await run('init');
    expect(await pasteAll(await run('status', { release: 'v9' }))).toEqual(['status']);
    expect(await pasteAll(await run('rollback', { release: 'v9' }))).toEqual(['status']);
    expect(await pasteAll(await run('unretire', { release: 'v9' }))).toEqual(['status']);
    const unknown = await run('approve', { release: 'v9', pcr0: 'ab'.repeat(48) });
    expect(await pasteAll(unknown)).toEqual(['status']);
  });

  test('a retiring image that is published, and one that has ended', async () => {
    moved();
    await run('init');
    await run('publish', { eif: 'a image.eif', release: 'v1' });
    await run('publish', { eif: 'b image.eif', release: 'v2' });
    await run('retire', { release: 'v1', after: '2h' });
    world.now += 1000;
    const published = await run('publish', { eif: 'a image.eif', release: 'v1' });
    expect(await pasteAll(published)).toEqual(['unretire', 'rollback']);

    world.now += 1000;
    await run('publish', { eif: 'c image.eif', release: 'v3' });
    await run('retire', { release: 'v1', after: '1s' });
    world.now += 2000;
    await run('renew');
    expect(await pasteAll(await run('unretire', { release: 'v1' }))).toHaveLength(1);
  });

  test('a list whose life is over, in every command that says so', async () => {
    moved();
    await run('init');
    await run('publish', { eif: 'a image.eif', release: 'v1' });
    for (const command of ['status', 'drift', 'reconcile'] as const) {
      world.now += 40 * 24 * 3600 * 1000;
      const commands = await pasteAll(await run(command));
      expect([command, commands]).toEqual([command, expect.arrayContaining(['renew'])]);
    }
  });

  test('drift of an image, a projection and a staged record that was left', async () => {
    moved();
    await run('init');
    world.configure({ instanceRoles: '["arn:aws:iam::111122223333:role/signer"]' });
    world.files.set(HERE, world.files.get(CONFIG) ?? new Uint8Array());
    const found = await run('drift', { image: ['a image.eif'] });
    const commands = await pasteAll(found);
    expect(commands).toEqual(expect.arrayContaining(['publish']));
    expect(commands.length).toBeGreaterThan(1);
  });

  test('an export before there is a release, and a projection that differs', async () => {
    moved({ instanceRoles: '["arn:aws:iam::111122223333:role/signer"]', approval: BY_KEYS });
    await run('init');
    for (const to of ['env', 'key-policy', 'hcl', 'reference-values'])
      await pasteAll(await run('export', { to }));
    expect(await pasteAll(await run('reconcile'))).toEqual(expect.arrayContaining(['publish']));
  });
});

describe('no step is suggested that would be refused', () => {
  const approvers = ['alice', 'bob'] as const;

  test('with none or one of two approvals it names what is missing; with both, the command', async () => {
    moved({ approval: BY_KEYS });
    await run('init');
    const pcr0 = await pcr0Of('a image.eif');
    const staged = await run('publish', { eif: 'a image.eif', release: 'v1' });
    const after = [staged];
    for (const name of approvers) {
      const early = await run('approve', { release: 'v1', pcr0 });
      expect(early.outcome.error?.code).toBe('approval-missing');
      expect(await pasteAll(early)).toEqual(['status']);
      after.push(await run('approve', { release: 'v1', pcr0, key: `file:${name}.pem` }));
    }
    const texts = after.map(printed);
    expect(texts[1]).toContain('it needs 1 more of 2 approvals');
    // Each of the lines before the last asks an approver for a key of their own.
    for (const text of texts.slice(0, 2)) {
      for (const line of suggestions(text))
        if (line.includes(' approve ')) expect(line).toContain('--key ADDRESS');
    }
    const [last] = suggestions(texts[2] ?? '');
    expect(last).not.toContain('--key');
    expect(wordsOf(last ?? '')).toEqual(['approve', 'v1', '--pcr0', pcr0, '--config', HERE]);
    expect((await pasted(last ?? '')).outcome.error).toBeUndefined();
  });

  test('an approver pastes the line of status with a key of their own', async () => {
    moved({ approval: BY_KEYS });
    await run('init');
    await run('publish', { eif: 'a image.eif', release: 'v1' });
    for (const name of approvers) {
      const lines = suggestions(printed(await run('status')));
      const [line = ''] = lines.filter((one) => one.endsWith('--key ADDRESS'));
      const { outcome } = await pasted(line.replace('ADDRESS', `file:${name}.pem`));
      expect(outcome.error).toBeUndefined();
    }
    expect(await pasteAll(await run('status'))).toEqual(['approve']);
    const { outcome } = await run('status');
    const { releases } = outcome.result as { readonly releases: readonly unknown[] };
    expect(releases).toHaveLength(1);
  });

  test('with several active releases no rollback is named, since it would have to say which one ends', async () => {
    moved();
    await run('init');
    for (const [i, name] of ['a', 'b', 'c'].entries())
      await run('publish', { eif: `${name} image.eif`, release: `v${i + 1}` });
    await run('retire', { release: 'v1', after: '2h' });
    world.now += 1000;
    const published = await run('publish', { eif: 'a image.eif', release: 'v1' });
    expect(await pasteAll(published)).toEqual(['unretire']);
  });
});

test('a configuration whose name begins with a dash is given so that it is no option', async () => {
  moved();
  world.files.set('-x.yml', world.files.get(HERE) ?? new Uint8Array());
  const text = printed(await world.run('log', { config: '-x.yml' }));
  const [line = ''] = suggestions(text);
  expect((await pasted(line)).outcome.error).toBeUndefined();
});

test('the configuration that is found by itself is not named', async () => {
  world = new ListWorld();
  const ended = await world.run('log');
  expect(suggestions(printed(ended))).toEqual(['pcr-allowlist init']);
});
