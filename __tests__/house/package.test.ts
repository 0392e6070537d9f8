import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pcrsOf, vectorPath } from '../fakes/eif-vectors.js';
import { installPacked, printedBy } from '../fakes/packed-package.js';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-packed-'));
const installed = join(folder, 'node_modules/pcr-allowlist');

const run = (program: string, args: readonly string[]): string => printedBy(program, args, folder);

beforeAll(() => installPacked(folder), 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package, installed into an empty folder without a registry', () => {
  test('holds the programs, their types, the pages and nothing else', () => {
    const files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
    const others = files.filter(
      (file) =>
        !/^(?:dist\/(?!action\/)|docs\/(?!vectors\/)|[A-Z]+(?:\.md)?$|package\.json$)/.test(file),
    );
    expect(others).toEqual([]);
    for (const file of ['dist/THIRD_PARTY_NOTICES.txt', 'LICENSE', 'dist/cli/main.js'])
      expect(files).toContain(file);
  });

  test('needs no other package', () => {
    const names = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(['pcr-allowlist']);
  });

  test('the command measures', () => {
    const printed = run(process.platform === 'win32' ? 'npx.cmd' : 'npx', [
      ...['--offline', '--no-install', 'pcr-allowlist'],
      ...['measure', vectorPath('signed-p384.eif'), '--json'],
    ]);
    const { HashAlgorithm: _, ...pcrs } = JSON.parse(printed).result.measurements;
    expect(pcrs).toEqual(pcrsOf('signed-p384.eif'));
  });

  test('the demo has all that it needs', () => {
    const program = join(installed, 'dist/cli/main.js');
    const printed = execFileSync(process.execPath, [program, 'demo', '--json'], {
      encoding: 'utf8',
      env: { TMPDIR: folder },
    });
    expect(JSON.parse(printed).outcome).toBe('done');
  }, 60_000);

  test('the library and the verifier are imported by their names', () => {
    writeFileSync(
      join(folder, 'program.js'),
      `import { measureEif, openFileSource } from 'pcr-allowlist';
       import { createVerifier, verifyDocument } from 'pcr-allowlist/verifier';
       import data from 'pcr-allowlist/package.json' with { type: 'json' };
       console.log([typeof measureEif, typeof openFileSource, typeof createVerifier, typeof verifyDocument, data.version].join(' '));`,
    );
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const printed = run(process.execPath, ['--no-warnings', 'program.js']);
    expect(printed.trim()).toBe(`function function function function ${version}`);
  });

  test('their types are whole: a strict compiler with nothing else installed takes them', () => {
    writeFileSync(
      join(folder, 'program.ts'),
      `import { measureEif, openFileSource, type MeasuredEif } from 'pcr-allowlist';
       import { createVerifier } from 'pcr-allowlist/verifier';
       export const measured: Promise<MeasuredEif> = openFileSource('a.eif').then((source) => measureEif(source));
       export const verifier: typeof createVerifier = createVerifier;
       // @ts-expect-error an image is no number
       measureEif(1);`,
    );
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--lib', 'es2023,dom'];
    const run = () =>
      execFileSync(process.execPath, [tsc, ...options, '--types', '', 'program.ts'], {
        cwd: folder,
        encoding: 'utf8',
      });
    expect(run()).toBe('');
  });
});
