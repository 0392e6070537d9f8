import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ACTION, CLI, runAction, runCli, runCliJson, withFolder } from '../fakes/processes.js';

/** A built file and all that it can load of its own. */
function loadedBy(entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const file of found) {
    const names = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+\.js)"/g);
    for (const [, name = ''] of names) found.add(join(dirname(file), name));
  }
  return found;
}

const tellsOfDemo = (files: ReadonlySet<string>): string[] =>
  [...files].filter((file) => readFileSync(file, 'utf8').includes('SIMULATED root'));

describe('demo', () => {
  test('says first where to look; what it leaves can be gone on with, and its enclave convinces nobody', async () => {
    await withFolder(async (temporary) => {
      const { exitCode, stdout, stderr } = await runCli(['demo'], { env: { TMPDIR: temporary } });
      expect([exitCode, stderr]).toEqual([0, '']);
      const [name = ''] = readdirSync(temporary);
      const folder = join(temporary, name);
      const opening = stdout.split('\n').slice(0, 8).join('\n');
      expect(opening).toMatch(new RegExp(`report +${folder}/report\\.`));
      expect(opening).toContain(`folder  ${folder}\n`);
      expect(stdout).toContain('SIMULATED, root: not-aws');
      const typed = (line: string) => runCliJson(line.split(' '), { cwd: folder });
      expect((await typed('drift')).result.status).toBe('none');
      const [, verify = ''] = /\$ pcr-allowlist (verify .*)\n/.exec(stdout) ?? [];
      expect((await typed(verify)).error?.code).toBe('root-not-trusted');
      expect((await typed('renew')).result.allowList.version).toBe(6);
    });
  }, 60_000);

  test('with --json: one object', async () => {
    await withFolder(async (temporary) => {
      const { command, result } = await runCliJson(['demo'], { env: { TMPDIR: temporary } });
      expect([command, result.simulated]).toEqual(['demo', true]);
      expect(readFileSync(result.report, 'utf8').length).toBeGreaterThan(100);
    });
  }, 60_000);

  test.each([
    ['demo', '--root', 'root.pem'],
    ['demo', 'folder'],
    ['verify', '--root', 'root.pem'],
  ])('no option of it, and none that names a root: %s %s %s', async (...args) => {
    const { exitCode, error } = await runCliJson(args.filter((word) => word !== undefined));
    expect([exitCode, error?.code]).toEqual([1, 'usage']);
  });

  test('a temporary folder that is not there', async () => {
    const { exitCode, error } = await runCliJson(['demo'], { env: { TMPDIR: '/nowhere' } });
    expect([exitCode, error?.code]).toEqual([1, 'output-not-writable']);
  });

  test('the Action neither has it nor carries it', async () => {
    const step = await runAction({ command: 'demo' });
    expect([step.exitCode, step.outputs]).toEqual([1, {}]);
    expect(step.stdout).toContain('usage');
    expect(tellsOfDemo(loadedBy(CLI))).toHaveLength(1);
    expect(tellsOfDemo(loadedBy(ACTION))).toEqual([]);
    expect(tellsOfDemo(new Set([join(dirname(CLI), '../verifier.js')]))).toEqual([]);
  });
});
