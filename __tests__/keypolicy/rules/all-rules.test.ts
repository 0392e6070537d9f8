import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { RULES } from '../../../src/keypolicy/rules/all-rules.js';

const PAGE = join(import.meta.dirname, '../../../docs/key-policy-rules.md');

test('the page has every rule with its name and safe form, in order', () => {
  const rows = readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => /^\| R\d\d \|/.test(line));
  expect(rows).toEqual(
    RULES.map(({ id, name, safeForm }) => `| ${id} | \`${name}\` | ${safeForm} |`),
  );
});
