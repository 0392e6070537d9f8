import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { OUTPUT_NAMES } from '../../src/action/measure-outputs.js';
import { VERSION } from '../../src/base/version.js';
import {
  COMMANDS,
  type CommandName,
  commandSpec,
} from '../../src/workflow/options/command-table.js';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

/** The keys two spaces deep under a top-level key of action.yml, each with its `default:` where it has one. */
function actionKeys(section: 'inputs' | 'outputs'): Map<string, string | undefined> {
  const [, body = ''] =
    new RegExp(`^${section}:\\n((?:  .*\\n)+)`, 'm').exec(read('action.yml')) ?? [];
  const keys = new Map<string, string | undefined>();
  let current = '';
  for (const line of body.split('\n')) {
    const key = /^ {2}([a-z0-9-]+):$/.exec(line)?.[1];
    if (key !== undefined) {
      current = key;
      keys.set(key, undefined);
    }
    const value = /^ {4}default: "?([^"]*)"?$/.exec(line)?.[1];
    if (value !== undefined) keys.set(current, value);
  }
  return keys;
}

/** First column of the README table under a heading, without the code marks. */
function readmeTable(heading: string): string[] {
  const [, body = ''] =
    new RegExp(`^#+ ${heading}\\n([\\s\\S]*?)(?=^#|$(?![\\s\\S]))`, 'm').exec(read('README.md')) ??
    [];
  return [...body.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name = '']) => name);
}

const specs = Object.keys(COMMANDS).map((name) => commandSpec(name as CommandName));
const optionNames = specs.flatMap(({ argument, options }) => [
  ...(argument === undefined ? [] : [argument.name]),
  ...options.map(({ name }) => name),
]);

describe('one contract: action.yml, the code and the README', () => {
  test('inputs', () => {
    const inputs = [...actionKeys('inputs').keys()];
    expect(inputs.length).toBeGreaterThan(5);
    expect(new Set(inputs)).toEqual(new Set(['command', ...optionNames]));
    expect(inputs.length).toBe(new Set(inputs).size);
    expect(readmeTable('Inputs')).toEqual(inputs);
  });

  test('flags, and only flags, have a default, which is false', () => {
    const flags = specs
      .flatMap(({ options }) => [...options])
      .filter(({ kind }) => kind === 'flag')
      .map(({ name }): string => name);
    for (const [name, value] of actionKeys('inputs'))
      expect([name, value]).toEqual([name, flags.includes(name) ? 'false' : undefined]);
  });

  test('outputs', () => {
    const outputs = [...actionKeys('outputs').keys()];
    expect(outputs).toEqual([...OUTPUT_NAMES]);
    expect(readmeTable('Outputs')).toEqual(outputs);
  });

  test('options of the command line', () => {
    const options = COMMANDS.measure.options.map(({ name }) => `--${name}`);
    expect(readmeTable('Options').map((cell) => cell.split(' ')[0])).toEqual([
      ...options,
      '--json',
    ]);
  });

  test('error codes: the page lists what the code declares, no more and no less', () => {
    const declared = [
      ...read('src/workflow/outcome.ts').matchAll(/^ {2}'?([a-z][a-z0-9-]*)'?: [1-6],$/gm),
    ].map(([, name]) => name);
    const listed = [...read('docs/errors.md').matchAll(/^\| `([a-z0-9-]+)` \| ([1-6]) \|/gm)].map(
      ([, name]) => name,
    );
    expect(declared.length).toBeGreaterThan(30);
    expect(new Set(listed)).toEqual(new Set(declared));
  });

  test('the version', () => {
    expect(JSON.parse(read('package.json')).version).toBe(VERSION);
  });

  test('the Action runs on Node 24 from dist', () => {
    expect(read('action.yml')).toMatch(/using: node24\n {2}main: dist\/action\/main\.js\n/);
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
