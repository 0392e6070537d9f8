import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });

const rooms = new Map(
  filesIn('src')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [basename(file, '.ts'), dirname(file)]),
);
const tests = filesIn('__tests__').filter((file) => file.endsWith('.test.ts'));

/** Tests of the built programs are named after commands, wherever the source of a command lies. */
const OF_PROGRAMS = ['action', 'cli', 'recipes'];

test('every test stands in a room of the sources, or in a folder that CONTRIBUTING.md explains', () => {
  const [, section = ''] = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').split('## Tests\n');
  const [table = ''] = section.split('\n## ');
  const explained = [...table.matchAll(/`([a-z]+)\/`/g)].map(([, name = '']) => name);
  const known = new Set([...rooms.values(), ...explained]);
  expect(tests.length).toBeGreaterThan(100);
  expect(tests.filter((file) => !known.has(dirname(file)))).toEqual([]);
});

test('a test that is named after a source stands in its room', () => {
  const misplaced = tests.filter((file) => {
    const room = rooms.get(basename(file, '.test.ts'));
    if (room === undefined || OF_PROGRAMS.includes(dirname(file))) return false;
    // Two rooms may have a subject of the same name, such as guards; then each has its test.
    return !tests.includes(join(room, basename(file)));
  });
  expect(misplaced).toEqual([]);
});
