import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const SRC = join(import.meta.dirname, '../../src');

const FLOOR: Readonly<Record<string, number>> = {
  base: 0,
  format: 1,
  iam: 2,
  measure: 2,
  evidence: 2,
  manifest: 2,
  allowlist: 2,
  keypolicy: 2,
  drift: 2,
  workflow: 3,
  report: 4,
  demo: 5,
  adapters: 5,
  action: 6,
  cli: 6,
};
/** The rooms of floor 2 from left to right: one may import from those on its left. */
const FLOOR_2 = ['iam', 'measure', 'evidence', 'manifest', 'allowlist', 'keypolicy', 'drift'];
/** Rooms and files that run in browsers; what they import must too. */
const PORTABLE = [
  'iam/',
  'evidence/',
  'manifest/',
  'allowlist/',
  'keypolicy/',
  'drift/',
  'base/',
  'format/',
  'measure/pcr.ts',
  'measure/pcr.ts',
  'measure/hashing.ts',
  'measure/hashing.ts',
  'measure/hashing.ts',
  'measure/digest-tracks.ts',
  'adapters/fetch-list.ts',
  'verifier.ts',
  'document-decoder.ts',
];
/** Entries of the library and of a thread: they belong to no room's inside. */
const OUTSIDE_ROOMS = ['index.ts', 'verifier.ts', 'document-decoder.ts'];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const source = (file: string): string => readFileSync(join(SRC, file), 'utf8');
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
const roomOf = (file: string): string => file.split('/')[0] ?? '';

const imports: readonly Import[] = files.flatMap((from) =>
  [...withoutComments(source(from)).matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, specifier = '']) => ({
      from,
      to: specifier.startsWith('.')
        ? relative(SRC, normalize(join(SRC, dirname(from), specifier))).replace(/\.js$/, '.ts')
        : specifier,
    }),
  ),
);
const inside = imports.filter(({ to }) => to.endsWith('.ts'));
const packages = imports.filter(({ to }) => !to.endsWith('.ts'));

describe('the house', () => {
  test('the imports are read: a reader that finds none would hold nothing', () => {
    expect(inside.length).toBeGreaterThan(60);
    expect(packages.map(({ to }) => to)).toContain('node:crypto');
    expect(inside.every(({ to }) => files.includes(to))).toBe(true);
  });

  test('every file stands in a room of the layout', () => {
    expect(
      files.filter((file) => !OUTSIDE_ROOMS.includes(file) && FLOOR[roomOf(file)] === undefined),
    ).toEqual([]);
  });

  test('imports go down, or stay in the room, or go left on floor 2', () => {
    const wrong = inside.filter(({ from, to }) => {
      if (OUTSIDE_ROOMS.includes(from) || roomOf(from) === roomOf(to)) return false;
      const [up, down] = [FLOOR[roomOf(from)] ?? -1, FLOOR[roomOf(to)] ?? 99];
      if (up === 2 && down === 2)
        return FLOOR_2.indexOf(roomOf(to)) >= FLOOR_2.indexOf(roomOf(from));
      return down >= up;
    });
    expect(wrong).toEqual([]);
  });

  test('no files import each other in a circle, not even for types', () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of inside) targets.set(from, [...(targets.get(from) ?? []), to]);
    const done = new Set<string>();
    const circleFrom = (file: string, path: readonly string[]): readonly string[] => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return [];
      for (const to of targets.get(file) ?? []) {
        const circle = circleFrom(to, [...path, file]);
        if (circle.length > 0) return circle;
      }
      done.add(file);
      return [];
    };
    expect(files.map((file) => circleFrom(file, [])).filter(({ length }) => length > 0)).toEqual(
      [],
    );
  });

  test('the rooms of the workflow import to the left', () => {
    const rooms = ['options', 'list', 'github', 'keys', 'drift', 'commands'];
    const place = (file: string): number =>
      rooms.indexOf(/^workflow\/([^/]+)\//.exec(file)?.[1] ?? '');
    expect(inside.filter(({ from, to }) => place(from) >= 0 && place(from) < place(to))).toEqual(
      [],
    );
  });

  test('nothing imports an entry', () => {
    expect(
      inside.filter(({ to }) => OUTSIDE_ROOMS.includes(to) || to.endsWith('/main.ts')),
    ).toEqual([]);
  });

  test('portable files use nothing of Node', () => {
    const portable = (file: string): boolean => PORTABLE.some((place) => file.startsWith(place));
    expect(imports.filter(({ from, to }) => portable(from) && to.startsWith('node:'))).toEqual([]);
    expect(inside.filter(({ from, to }) => portable(from) && !portable(to))).toEqual([]);
    expect(
      files.filter(
        (file) => portable(file) && /\bBuffer\b|\bprocess\b/.test(withoutComments(source(file))),
      ),
    ).toEqual([]);
  });

  test('adapters alone touch SDKs, the file system and the environment', () => {
    const worldly =
      /^(?:node:(?:fs|net|http|https|os|child_process|dns|tls|tty|path)|@aws-sdk|@actions)/;
    // How many cores there are decides about speed and nothing else.
    const cores = ({ from, to }: Import): boolean =>
      from === 'measure/digest-threads.ts' && to === 'node:os';
    expect(
      packages.filter(
        (found) => worldly.test(found.to) && roomOf(found.from) !== 'adapters' && !cores(found),
      ),
    ).toEqual([]);
    const environment = /process\.(?:env|stdin|stdout|stderr|cwd|platform)|process\.exit\(/;
    expect(
      files.filter(
        (file) => roomOf(file) !== 'adapters' && environment.test(withoutComments(source(file))),
      ),
    ).toEqual([]);
  });

  test('only the clock asks for the time, and nothing draws weak randomness', () => {
    const clock = files.filter((file) =>
      /Date\.now\(|new Date\(\)|performance\.now/.test(withoutComments(source(file))),
    );
    expect(clock).toEqual(['adapters/clock.ts']);
    expect(files.filter((file) => /Math\.random/.test(source(file)))).toEqual([]);
  });

  test("Node's lenient decoders are not used", () => {
    const lenient =
      /Buffer\.from\([^)]*,\s*'(?:hex|base64|base64url)'|toString\('(?:hex|base64)'\)|JSON\.parse\(/;
    // The strict reader lets JSON.parse undo one escape sequence at a time.
    const reader = 'format/strict-json.ts';
    expect(
      files.filter((file) => file !== reader && lenient.test(withoutComments(source(file)))),
    ).toEqual([]);
  });

  test('entries stay under 40 lines, and no file has two subjects’ worth', () => {
    const lines = (file: string): number => source(file).split('\n').length - 1;
    expect(['action/main.ts', 'cli/main.ts'].filter((file) => lines(file) >= 40)).toEqual([]);
    expect(files.filter((file) => lines(file) > 350)).toEqual([]);
  });

  test('no test mocks our own modules, skips or depends on time', () => {
    const tests = readdirSync(join(SRC, '../__tests__'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((name) => name.endsWith('.ts') && !name.includes('node_modules'));
    const weak =
      /jest\.(?:mock|unstable_mockModule)|\b(?:test|it|describe)\.(?:skip|only|todo|failing)\b|toBeTruthy\(\)/;
    const self = 'house/floors.test.ts';
    const found = tests.filter(
      (name) => name !== self && weak.test(readFileSync(join(SRC, '../__tests__', name), 'utf8')),
    );
    expect(found).toEqual([]);
  });
});
