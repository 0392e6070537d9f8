import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { VERSION } from '../../src/base/version.js';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('one contract: the code and its pages', () => {
  test('error codes: the page lists what the code declares, no more and no less', () => {
    const declared = [
      ...read('src/workflow/outcome.ts').matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?: (?:[1-6]|130),$/gm),
    ].map(([, name]) => name);
    const listed = [
      ...read('docs/errors.md').matchAll(/^\| `([a-z0-9-]+)` \| ([1-6]|130) \|/gm),
    ].map(([, name]) => name);
    expect(declared.length).toBeGreaterThan(30);
    expect(new Set(listed)).toEqual(new Set(declared));
  });

  test('the version', () => {
    expect(JSON.parse(read('package.json')).version).toBe(VERSION);
  });

  test('every dependency is explained, in the table where it ships', () => {
    const page = read('docs/dependencies.md');
    const { dependencies, devDependencies } = JSON.parse(read('package.json'));
    expect(dependencies).toBeUndefined();
    const notices = read('dist/THIRD_PARTY_NOTICES.txt');
    const shipped = [...notices.matchAll(/^=+\n(\S+) \d\S*\n/gm)].map(([, name]) => name);
    expect(shipped.length).toBeGreaterThan(10);
    for (const name of Object.keys(devDependencies))
      expect(page).toContain(shipped.includes(name) ? `| \`${name}\` |` : `\`${name}\``);
  });
});
