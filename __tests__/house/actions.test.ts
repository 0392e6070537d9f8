import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionFiles, inputNames, withTables } from '../../scripts/action-metadata.js';
import { OUTPUTS, type OutputSpec } from '../../src/action/output-table.js';
import { type CommandSpec, optionsOf } from '../../src/workflow/options/command-spec.js';
import {
  COMMANDS,
  type CommandName,
  commandSpec,
  commandsWith,
  TASKS,
} from '../../src/workflow/options/command-table.js';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

interface Metadata {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}
const metadata = (file: string): Metadata => parse(read(file)) as Metadata;

const commands = Object.keys(COMMANDS) as CommandName[];
const files = Object.keys(actionFiles());

describe('every action.yml comes from the one table', () => {
  test.each(files)('%s (node scripts/schemas.mjs writes it)', (file) => {
    expect(read(file)).toBe(actionFiles()[file]);
  });

  test('there is one for each task, and no other', () => {
    expect(readdirSync(join(root, 'actions')).sort()).toEqual([...TASKS].sort());
    expect(files).toEqual(['action.yml', ...TASKS.map((task) => `actions/${task}/action.yml`)]);
  });

  test.each(files)('%s fits the Marketplace', (file) => {
    const { description, inputs, outputs } = metadata(file);
    expect(description.length).toBeLessThan(125);
    for (const { description: text } of [
      { description },
      ...Object.values(inputs),
      ...Object.values(outputs),
    ])
      expect(text).toMatch(/^[\w'].*[.?]$/s);
    // The imperative, as in the help of each command.
    expect(description).toMatch(/^(?:[A-Z][a-z]+) (?!is\b|are\b)/);
    expect(description).not.toMatch(/^[A-Z][a-z]+s /);
  });

  test('the one with a command has every input and output', () => {
    const { inputs, outputs } = metadata('action.yml');
    expect(Object.keys(inputs)).toEqual(['command', ...inputNames()]);
    expect(Object.keys(outputs)).toEqual(Object.keys(OUTPUTS));
  });

  test.each(TASKS)('that of %s has its own inputs and outputs, and no command', (task) => {
    const { inputs, outputs } = metadata(`actions/${task}/action.yml`);
    expect(Object.keys(inputs)).toEqual(optionsOf(commandSpec(task)).map(({ name }) => name));
    const own = Object.entries<OutputSpec>(OUTPUTS).filter(([, spec]) =>
      spec.commands.includes(task),
    );
    expect(Object.keys(outputs)).toEqual(own.map(([name]) => name));
  });

  test('the token of the job is the default where a command asks GitHub, and nowhere else', () => {
    for (const task of TASKS) {
      const { inputs } = metadata(`actions/${task}/action.yml`);
      const takes = commandsWith('github-token').includes(task);
      expect([task, inputs['github-token']?.default]).toEqual([
        task,
        takes ? `\${{ github.token }}` : undefined,
      ]);
    }
  });

  test.each(files)('%s runs a file of dist on Node 24', (file) => {
    const { runs } = metadata(file);
    expect(runs.using).toBe('node24');
    expect(existsSync(normalize(join(root, file, '..', runs.main)))).toBe(true);
  });

  test.each(TASKS)('the entry of %s is one line that names it', (task) => {
    expect(read(`dist/action/${task}.js`)).toBe(
      `import { startStep } from '../program/measure.js'; await startStep('${task}');\n`,
    );
  });
});

describe('the table', () => {
  const options = commands.flatMap((command) =>
    optionsOf(commandSpec(command)).map((option) => [command, option] as const),
  );

  test('an option that needs another one names an option of its command', () => {
    for (const [command, { needs = [] }] of options)
      for (const name of needs)
        expect([command, commandsWith(name)]).toEqual([command, expect.arrayContaining([command])]);
  });

  test('one name has one declared default', () => {
    for (const name of inputNames()) {
      const same = options.map(([, option]) => option).filter((option) => option.name === name);
      expect([name, new Set(same.map(({ kind }) => kind === 'flag')).size]).toEqual([name, 1]);
      expect([name, new Set(same.map(({ isRequirement }) => isRequirement)).size]).toEqual([
        name,
        1,
      ]);
    }
  });

  test('no text says itself what every list has', () => {
    for (const [, { description }] of options)
      expect(description).not.toMatch(/several times|one a line/i);
  });

  test('summaries are sentences in the imperative', () => {
    for (const command of commands) {
      const { summary }: CommandSpec = commandSpec(command);
      expect(summary).toMatch(/^[A-Z][a-z]+ .*\.$/s);
    }
  });
});

test('the tables of docs/action.md are made from it (node scripts/schemas.mjs writes them)', () => {
  expect(withTables(read('docs/action.md'))).toBe(read('docs/action.md'));
});
