import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { parseConfiguration } from '../../src/workflow/list/configuration.js';
import { pcrsOf, vectorPath } from '../fakes/eif-vectors.js';
import { installPacked, printedBy } from '../fakes/packed-package.js';
import { pageFile } from '../fakes/page-blocks.js';

/*
 * Code that a page shows to be run. Programs are marked with `<!-- program: NAME -->` and run here as they stand, from the
 * packed package. Shell blocks marked with `<!-- command: NAME -->` or `<!-- run -->` run elsewhere.
 */

const root = join(import.meta.dirname, '../..');
const pages = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((name) => name !== '');
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');

interface Program {
  readonly page: string;
  readonly name: string | undefined;
  readonly text: string;
}

const programs: readonly Program[] = pages.flatMap((page) =>
  [
    ...textOf(page).matchAll(
      /(?:<!-- program: ([a-z-]+) -->\n)?```(?:js|ts|mjs|javascript|typescript)\n([\s\S]*?)```/g,
    ),
  ].map(([, name, text = '']) => ({ page, name, text })),
);

/** What a page says in words before a program: names of the reader's own, without a network. */
const VERIFYING = `
  globalThis.fetch = async () => new Response('there is no list here', { status: 404 });
  const listPublicKeyPem = ${JSON.stringify(textOf('__tests__/vectors/example/list.pub.pem'))};
  const [load, save] = [async () => undefined, async () => {}];
  const askEnclave = async () => new Uint8Array([0x84]);
  const [useKey, sendEncrypted] = [() => console.log('used'), () => console.log('sent')];`;
const ASKED = `${VERIFYING}
  import { createVerifier } from 'pcr-allowlist/verifier';
  const trust = { list: '5f0c6c1d0b2e4a7f9d3b8e61a2c4d590', keys: [listPublicKeyPem], threshold: 1 };
  const verifier = createVerifier({ trust, url: 'https://example.com/list', now: () => Date.now() });
  const nonce = crypto.getRandomValues(new Uint8Array(32));
  const document = await askEnclave(nonce);
  const [secret, tlsSpki] = ['a secret', new Uint8Array(91)];`;
const before: Readonly<Record<string, string>> = {
  verify: VERIFYING,
  'encrypt-to-enclave': ASKED,
  'expect-user-data': ASKED,
};

const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-programs-'));
beforeAll(() => {
  installPacked(folder);
  copyFileSync(vectorPath('signed-p384.eif'), join(folder, 'enclave.eif'));
  writeFileSync(join(folder, 'policy.json'), pageFile('policy.json'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function printed(name: string): string {
  const program = programs.find((one) => one.name === name);
  if (program === undefined) throw new Error(`no page has a program ${name}`);
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `${before[name] ?? ''}\n${program.text}`);
  return printedBy(process.execPath, ['--no-warnings', file], folder);
}

describe('programs', () => {
  test('each has a name, and is run here', () => {
    expect(programs.filter(({ name }) => name === undefined)).toEqual([]);
    expect(programs.map(({ name }) => name).sort()).toEqual([
      ...['encrypt-to-enclave', 'expect-user-data', 'measure', 'prove', 'verify'],
    ]);
  });

  test('docs/library.md measures an image', () => {
    const [first, role] = printed('measure').trim().split('\n');
    expect(first).toBe(`${pcrsOf('signed-p384.eif')['PCR0']} true 0`);
    expect(role).toMatch(/^[0-9a-f]{96}$/);
  });

  test('docs/library.md proves a key policy', () => {
    expect(printed('prove').trim()).toMatch(/^(?:locked|open|unknown)$/);
  });

  test('a document that is none, under a list that cannot be had, is refused', () => {
    expect(() => printed('verify')).not.toThrow();
  });

  test.each(['encrypt-to-enclave', 'expect-user-data'])('%s hands nothing over', (name) => {
    expect(printed(name)).toBe('');
  });
});

test('each block that is marked as a command is one that is run', () => {
  const marked = pages.flatMap((page) =>
    [...textOf(page).matchAll(/<!-- command: ([a-z]+) -->\n```sh\n/g)].map(([, name]) => name),
  );
  const ci = readFileSync(join(root, '.ci/run'), 'utf8');
  const tests = ['__tests__/cli/list.test.ts', '__tests__/wire/list-commands.test.ts'];
  const runners = [ci, ...tests.map(textOf)].join('\n');
  for (const name of marked)
    expect([
      name,
      new RegExp(`(?:readme_command|pageCommands\\()\\W*${name}\\b`).test(runners),
    ]).toEqual([name, true]);
  expect(marked.length).toBeGreaterThan(4);
});

test('every part of a configuration that a page shows is one that is taken', () => {
  const blocks = pages
    .filter((page) => page.startsWith('docs/') && page !== 'docs/exports.md')
    .flatMap((page) =>
      [...textOf(page).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text),
    );
  const [whole = ''] = blocks.filter((text) => text.startsWith('enclave:'));
  expect(blocks.length).toBeGreaterThan(2);
  for (const text of blocks) {
    const parts = { ...parse(whole), ...parse(text) };
    expect(() => parseConfiguration(stringify(parts), 'pcr-allowlist.yml')).not.toThrow();
  }
});
