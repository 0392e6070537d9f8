import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-dist-'));

/** The digest of each file of a `dist/`, by its path. */
function digestsOf(dist: string): ReadonlyMap<string, string> {
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => [
      file.slice(dist.length + 1),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}

function build(): ReadonlyMap<string, string> {
  execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: folder, stdio: 'pipe' });
  return digestsOf(join(folder, 'dist'));
}

/** Builds with one line of `file` changed, and returns the paths that are new, missing or different. */
function changedBy(file: string, line: RegExp, instead: string): readonly string[] {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const edited = text.replace(line, instead);
  expect(edited).not.toBe(text);
  writeFileSync(path, edited);
  try {
    const after = build();
    return [...new Set([...before.keys(), ...after.keys()])]
      .filter((name) => before.get(name) !== after.get(name))
      .sort();
  } finally {
    writeFileSync(path, text);
  }
}

let before: ReadonlyMap<string, string>;
beforeAll(() => {
  for (const name of ['src', 'scripts', 'package.json', 'tsconfig.json', 'tsconfig.types.json'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  before = build();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('dist/ changes as little as its source', () => {
  test('only files of third parties have a hash in their name', () => {
    const hashed = [...before.keys()].filter((name) => /-[A-Z0-9]{8}\.js$/.test(name));
    expect(hashed.length).toBeGreaterThan(10);
    expect(hashed.filter((name) => !name.startsWith('sdk/'))).toEqual([]);
    for (const name of hashed) {
      const text = readFileSync(join(folder, 'dist', name), 'utf8');
      expect([name, /^\/\/ src\//m.test(text)]).toEqual([name, false]);
    }
  });

  test('holds no HTTP client that Node has already', () => {
    const notices = readFileSync(join(folder, 'dist/THIRD_PARTY_NOTICES.txt'), 'utf8');
    expect(notices).toMatch(/^@actions\/github /m);
    expect(notices).not.toMatch(/^undici /m);
  });

  test('a line that every program shares, and the portable files', () => {
    expect(changedBy('src/base/encoding.ts', /const NO_DIGIT = 64/, 'const NO_DIGIT = 65')).toEqual(
      ['document-decoder.js', 'program/measure.js', 'verifier.js'],
    );
  });

  test('a line that programs and threads share', () => {
    expect(changedBy('src/measure/piece-ring.ts', /SLOTS = 16/, 'SLOTS = 17')).toEqual([
      'program/measure.js',
    ]);
  });

  test('a line of the commands around the list', () => {
    expect(
      changedBy('src/keypolicy/lease.ts', /treating it as free/, 'treating it as free now'),
    ).toEqual(['program/lists.js']);
  });

  test('a line of a type that users see', () => {
    expect(changedBy('src/base/errors.ts', /sid\?: string;/, 'sid?: string | undefined;')).toEqual([
      'types/base/errors.d.ts',
    ]);
  });
});
