import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { layOutContainer, readDockerfile, writeDockerDouble } from '../fakes/container-tree.js';

/*
 * Every command of the README, as it is pasted, in its order, in one shell, in an empty folder. Nothing leaves the machine:
 *
 * - git clones this repository in place of the one on GitHub, by its own setting `url.insteadOf`;
 * - `pcr-allowlist` as the name of a package for npm and npx is the packed tarball, and npm is offline;
 * - docker is a double that runs the file tree of the Dockerfile as a user without privileges;
 * - `npm ci && npm test` is left out, since it runs this test. `.ci/run` runs it.
 */

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [
  ...readme.matchAll(/(?:<!-- (?:run|command): ([a-z-]+) -->\n)?```sh\n([\s\S]*?)```/g),
].map(([, name, text = '']) => ({ name, text }));
const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-readme-'));
let output = '';

beforeAll(() => {
  chmodSync(folder, 0o755);
  const [bin, work, tree] = ['bin', 'work', 'tree'].map((name) => join(folder, name));
  if (bin === undefined || work === undefined || tree === undefined) throw new Error('unreachable');
  for (const path of [bin, work, tree]) mkdirSync(path);
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const tarball = join(folder, JSON.parse(packed)[0].filename);
  const image = readDockerfile();
  layOutContainer(image, tree);
  writeDockerDouble(join(bin, 'docker'), tree, image);
  const script = blocks
    .filter(({ name }) => name !== 'test')
    .map(({ name, text }) => `echo "== ${name}"\n${text}`)
    .join('\n')
    .replace('npm install --global pcr-allowlist', `npm install --global ${tarball}`)
    .replace('npx pcr-allowlist', `npx --yes --package ${tarball} -- pcr-allowlist`);
  const { PATH = '' } = process.env;
  const { stdout, stderr, status } = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
    cwd: work,
    encoding: 'utf8',
    env: {
      PATH: [bin, join(folder, 'npm/bin'), PATH].join(delimiter),
      HOME: folder,
      TMPDIR: folder,
      npm_config_prefix: join(folder, 'npm'),
      npm_config_cache: join(folder, 'cache'),
      npm_config_offline: 'true',
      npm_config_audit: 'false',
      npm_config_update_notifier: 'false',
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: `url.${root}.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://github.com/pcr-allowlist/action.git',
      GIT_CONFIG_KEY_1: 'safe.directory',
      GIT_CONFIG_VALUE_1: '*',
    },
  });
  output = `${stdout}\n${stderr}`;
  if (status !== 0) throw new Error(`the commands of the README ended with ${status}:\n${output}`);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the block printed on standard output. */
function printed(name: string): string {
  return output.split(`== ${name}\n`)[1]?.split('\n== ')[0] ?? '';
}

test('has at most 200 lines, and each of its shell blocks has a name', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(200);
  expect(blocks.map(({ name }) => name)).toEqual([
    ...['clone', 'demo', 'npm', 'npx', 'container', 'measure', 'files', 'set-up', 'look', 'test'],
  ]);
});

describe('pasted in order', () => {
  const trial = join(folder, 'work/pcr-allowlist-trial');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  test('the clone and the tarball play the demo', () => {
    for (const name of ['demo', 'npx']) expect(printed(name)).toContain('that was the story');
  });

  test('npm installs the command', () => {
    expect(printed('npm')).toContain(version);
    expect(existsSync(join(folder, 'npm/lib/node_modules/pcr-allowlist/dist/cli/main.js'))).toBe(
      true,
    );
  });

  test('the container and the clone measure the same', () => {
    const pcr0 = (name: string) => /PCR0\s+([0-9a-f]{96})/.exec(printed(name))?.[1];
    expect(pcr0('container')).toBe(pcr0('measure'));
    expect(pcr0('measure')).toMatch(/^[0-9a-f]{96}$/);
  });

  test('two commands publish an image and lock the key to it', () => {
    expect(printed('set-up')).toContain('the data is locked to 1 attested way');
    const { Statement } = JSON.parse(readFileSync(join(trial, 'policy.json'), 'utf8'));
    expect(
      Statement.filter(({ Sid }: { Sid: string }) => Sid.startsWith('PcrAllowlist')).length,
    ).toBeGreaterThan(4);
  });

  test('status and drift find nothing to do, and the report is there', () => {
    expect(printed('look')).toContain('no drift');
    expect(readFileSync(join(trial, 'drift.html'), 'utf8')).toContain('<!doctype html>');
  });
});

test('the workflow has 10 to 15 lines', () => {
  const [, workflow = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
  const lines = workflow.trimEnd().split('\n').length;
  expect([lines >= 10, lines <= 15]).toEqual([true, true]);
});
