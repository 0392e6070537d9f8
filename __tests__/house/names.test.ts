import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@jest/globals';

const SRC = join(import.meta.dirname, '../../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);

/** Entries of programs and packages: each folder names its entry in the same way. */
const ENTRIES = ['index.ts', 'main.ts'];
/** The package's entry offers what a room makes, under the name that readers of the room know. */
const PACKAGE_ENTRIES = ['index.ts', 'verifier.ts'];

const placesBy = (pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> => {
  const places = new Map<string, Set<string>>();
  for (const [name, file] of pairs) places.set(name, (places.get(name) ?? new Set()).add(file));
  return places;
};
const repeated = (places: Map<string, Set<string>>): readonly string[] =>
  [...places].flatMap(([name, where]) =>
    where.size > 1 ? [`${name}: ${[...where].join(', ')}`] : [],
  );

const exported = files
  .filter((file) => !PACKAGE_ENTRIES.includes(file))
  .flatMap((file) =>
    [
      ...readFileSync(join(SRC, file), 'utf8').matchAll(
        /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|class|interface|type|enum) (\w+)/gm,
      ),
    ].map(([, name = '']) => [name, file] as const),
  );

test('no two files export a type or a function of the same name', () => {
  expect(exported.length).toBeGreaterThan(500);
  expect(repeated(placesBy(exported))).toEqual([]);
});

test('no two files have the same name', () => {
  const named = files
    .filter((file) => !ENTRIES.includes(basename(file)))
    .map((file) => [basename(file), file] as const);
  expect(repeated(placesBy(named))).toEqual([]);
});

test('scripts bundle only source files that exist', () => {
  const scripts = join(SRC, '../scripts');
  const lists = readdirSync(scripts, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .flatMap((name) => [
      ...readFileSync(join(scripts, name), 'utf8').matchAll(/importSource\(\[([^\]]*)\]/g),
    ]);
  const named = lists.flatMap(([, list = '']) =>
    [...list.matchAll(/'([^']+)'/g)].map(([, file = '']) => file),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !existsSync(join(SRC, file)))).toEqual([]);
});
