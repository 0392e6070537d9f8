import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { vectorPath } from '../fakes/eif-vectors.js';
import { withFolder } from '../fakes/processes.js';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/getting-started.md'), 'utf8');

/** The blocks that the page marks as runnable, in its order. */
const blocks = [...page.matchAll(/<!-- run -->\n```sh\n([\s\S]*?)```/g)].map(
  ([, text = '']) => text,
);

/** A folder as the page asks for: two images, and the command on the PATH. */
function prepare(folder: string): NodeJS.ProcessEnv {
  copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
  copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'next.eif'));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const program = join(bin, 'pcr-allowlist');
  writeFileSync(program, `#!/bin/sh\nexec node "${root}/dist/cli/main.js" "$@"\n`);
  chmodSync(program, 0o755);
  return { HOME: folder, PATH: [bin, process.env['PATH']].join(delimiter) };
}

test('the page of the first ten minutes runs as it stands', async () => {
  await withFolder(async (folder) => {
    const env = prepare(folder);
    const script = blocks.join('\n');
    const printed = execFileSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = printed.split('\n').filter((line) => /exit code|^no drift|^drift:/.test(line));
    expect(said).toEqual([
      'refused with exit code 3',
      'drift: 4 critical, 1 high',
      'drift, exit code 5',
      'no drift',
      'no drift',
    ]);
    const policy = JSON.parse(readFileSync(join(folder, 'policy.json'), 'utf8'));
    const allows = policy.Statement.filter(
      ({ Effect, Sid }: { Effect: string; Sid: string }) =>
        Effect === 'Allow' && Sid.startsWith('PcrAllowlist'),
    );
    // One release, for each of the two roles.
    expect(allows).toHaveLength(2);
    expect(readFileSync(join(folder, 'drift.html'), 'utf8')).toContain('statement-changed');
  });
});

test('every block of commands of the page is run, but what depends on where the clone is', () => {
  const all = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  const others = all.filter((text) => !blocks.includes(text));
  expect(blocks.length).toBeGreaterThan(8);
  expect(others.every((text) => text.includes('CLONE'))).toBe(true);
});
