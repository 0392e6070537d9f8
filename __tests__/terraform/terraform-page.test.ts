import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { vectorPath } from '../fakes/eif-vectors.js';
import { withFolder } from '../fakes/processes.js';
import { hasHcl2, parseHcl, terraformValue } from './programs.js';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/terraform.md'), 'utf8');
const blocks = [...page.matchAll(/<!-- run -->\n```sh\n([\s\S]*?)```/g)].map(
  ([, text = '']) => text,
);

test('the page runs as it stands, up to what needs an AWS account', async () => {
  await withFolder(async (folder) => {
    copyFileSync(vectorPath('unsigned-one-ramdisk.eif'), join(folder, 'enclave.eif'));
    copyFileSync(vectorPath('unsigned-three-ramdisks.eif'), join(folder, 'next.eif'));
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'pcr-allowlist'),
      `#!/bin/sh\nexec node "${root}/dist/cli/main.js" "$@"\n`,
    );
    chmodSync(join(bin, 'pcr-allowlist'), 0o755);
    const printed = execFileSync('bash', ['-euo', 'pipefail', '-c', blocks.join('\n')], {
      cwd: folder,
      env: { HOME: folder, PATH: [bin, process.env['PATH']].join(delimiter) },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = printed.split('\n').filter((line) => /exit code|^no drift|^drift:/.test(line));
    expect(said).toEqual([
      expect.stringMatching(/^drift: /),
      'before apply: exit code 5',
      'no drift',
      expect.stringMatching(/^drift: /),
      'after apply without ignore_changes: exit code 5',
      'no drift',
    ]);
    const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
    const exported = JSON.parse(textOf('pcr-allowlist.json'));
    const count = exported.Statement.length;
    expect(JSON.parse(textOf('applied.json')).Statement).toHaveLength(count + 1);
    const alone = join(folder, 'alone');
    mkdirSync(alone);
    copyFileSync(join(folder, 'pcr-allowlist.json'), join(alone, 'pcr-allowlist.json'));
    expect(terraformValue('jsondecode(file("pcr-allowlist.json"))', alone) ?? exported).toEqual(
      exported,
    );
    if (hasHcl2()) expect(parseHcl(textOf('pcr-allowlist.tf'))).toHaveProperty('data');
    expect(textOf('pcr-allowlist.tf').match(/^ {2}statement \{$/gm)).toHaveLength(count);
  });
});

test('its HCL is HCL, and every block of commands is run', () => {
  expect([...page.matchAll(/```sh\n/g)]).toHaveLength(blocks.length);
  const texts = [...page.matchAll(/```hcl\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  expect(texts).toHaveLength(2);
  if (!hasHcl2()) return;
  for (const text of texts) expect(parseHcl(text)).toHaveProperty('resource');
});
