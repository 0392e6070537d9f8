import { describe, expect, test } from '@jest/globals';
import { YAML_MAX_DEPTH } from '../../src/base/size-limits.js';
import { parseYaml } from '../../src/format/yaml.js';
import '../to-throw-with-code.js';

/** Texts of so many levels, in every way in which YAML nests. */
const NESTED: readonly [string, (levels: number) => string][] = [
  ['flow sequences', (levels) => '['.repeat(levels) + ']'.repeat(levels)],
  ['flow mappings', (levels) => '{a: '.repeat(levels) + '}'.repeat(levels)],
  ['sequences on one line', (levels) => '- '.repeat(levels)],
  ['explicit keys', (levels) => `${'? '.repeat(levels)}a`],
  [
    'mappings by indentation',
    (levels) => Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  ],
];

describe.each(NESTED)('%s', (_, nested) => {
  test('one level too many is refused before anything follows the levels', () => {
    expect(() => parseYaml(nested(YAML_MAX_DEPTH + 1))).toThrowWithCode('yaml-format');
  });

  test('any number of levels is refused, never a crash', () => {
    for (const levels of [300, 1000, 5000]) {
      expect(() => parseYaml(nested(levels))).toThrowWithCode('yaml-format');
    }
  });
});

test('as many levels as are allowed', () => {
  expect(parseYaml('['.repeat(YAML_MAX_DEPTH) + ']'.repeat(YAML_MAX_DEPTH))).toHaveLength(1);
  const mappings = '{a: '.repeat(YAML_MAX_DEPTH) + '}'.repeat(YAML_MAX_DEPTH);
  expect(parseYaml(mappings)).toHaveProperty('a');
  const lines = Array.from({ length: YAML_MAX_DEPTH }, (_, i) => `${' '.repeat(i)}a:`);
  expect(parseYaml(lines.join('\n'))).toHaveProperty('a');
});

test.each<[string, string]>([
  ['an alias', 'a: &x [1]\nb: *x'],
  ['a key twice', 'a: 1\n"a": 2'],
  ['two documents', 'a: 1\n---\nb: 2'],
  ['a tag that is not known', 'a: !mine 1'],
  ['an end that is missing', 'a: "b'],
])('%s is refused', (_, text) => {
  expect(() => parseYaml(text)).toThrowWithCode('yaml-format');
});
