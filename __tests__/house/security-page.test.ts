import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

test('every claim of SECURITY.md names a test or a script that is there', () => {
  const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');
  const [, section = ''] = page.split('## What is guaranteed');
  const rows = (section.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => /^\| [A-Z`]/.test(line));
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    const heldBy = row.split('|').at(-2) ?? '';
    const files = [...heldBy.matchAll(/\]\(((?:__tests__|scripts)\/[^)]+)\)/g)].map(
      ([, file = '']) => file,
    );
    expect(files.length > 0 || heldBy.includes('npm run')).toBe(true);
    for (const file of files) expect([file, existsSync(join(root, file))]).toEqual([file, true]);
  }
});
