import { describe, expect, test } from '@jest/globals';
import { inputNames } from '../../scripts/action-metadata.js';
import { commandInput, declaredDefault, optionInputs } from '../../src/action/inputs.js';
import { type OptionSpec, optionsOf } from '../../src/workflow/options/command-spec.js';
import {
  COMMANDS,
  type CommandName,
  commandSpec,
  commandsWith,
} from '../../src/workflow/options/command-table.js';
import '../to-throw-with-code.js';

const commands = Object.keys(COMMANDS) as CommandName[];
const specsOf = (command: CommandName) => optionsOf(commandSpec(command));
/** What the runner hands over where the step gives nothing. */
const defaults = () => inputNames().map((name) => [name, declaredDefault(name)] as const);
const given = (inputs: Readonly<Record<string, string>>) =>
  new Map([...defaults(), ...Object.entries(inputs)]);
const message = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return String((error as Error).message);
  }
  return '';
};

describe.each(commands)('%s', (command) => {
  const foreign = inputNames().filter((name) => !commandsWith(name).includes(command));

  test('takes the defaults of every input', () => {
    const values = optionInputs(given({}), command);
    expect(Object.keys(values)).toEqual(specsOf(command).map(({ name }) => name));
    for (const value of Object.values(values)) expect(['', false, []]).toContainEqual(value);
  });

  test.each(foreign)('refuses %s, and says whose it is', (name) => {
    const isFlag = declaredDefault(name) === 'false';
    const run = () => optionInputs(given({ [name]: isFlag ? 'true' : 'x' }), command);
    expect(run).toThrowWithCode('usage');
    expect(message(run)).toContain(`${command} takes no input ${name}`);
    for (const taker of commandsWith(name)) expect(message(run)).toContain(taker);
    expect(() => optionInputs(given({ [name]: '' }), command)).not.toThrow();
  });

  const specOf = (name: string) => specsOf(command).find((one) => one.name === name);
  /** What an option needs, and what that needs. */
  const needed = ({ needs = [] }: OptionSpec): Readonly<Record<string, string>> => {
    const others = needs.flatMap((name) => specOf(name) ?? []);
    const other = others.find(({ kind }) => kind !== 'flag') ?? others[0];
    if (other === undefined) return {};
    return { ...needed(other), [other.name]: other.kind === 'flag' ? 'true' : 'x' };
  };
  const values = (option: OptionSpec, value: string) =>
    optionInputs(given({ ...needed(option), [option.name]: value }), command)[option.name];

  test('takes lists one a line, and no line twice', () => {
    for (const option of specsOf(command).filter(({ kind }) => kind === 'list')) {
      expect(values(option, ' a \n\n b ')).toEqual(['a', 'b']);
      expect(() => values(option, 'a\nb\na')).toThrowWithCode('usage');
    }
  });

  test('refuses a check that is left empty', () => {
    for (const option of specsOf(command))
      if (option.isRequirement || option.kind === 'flag')
        expect(() => values(option, '')).toThrowWithCode('usage');
  });

  test('takes true and false as YAML writes them, and nothing else', () => {
    for (const option of specsOf(command).filter(({ kind }) => kind === 'flag')) {
      for (const text of ['true', 'True', 'TRUE']) expect(values(option, text)).toBe(true);
      for (const text of ['false', 'False', 'FALSE']) expect(values(option, text)).toBe(false);
      for (const text of ['yes', '1', 'on', 'tRUE'])
        expect(() => values(option, text)).toThrowWithCode('usage');
    }
  });

  test('refuses an input that means nothing without another one', () => {
    for (const { name, kind, needs } of specsOf(command)) {
      if (needs === undefined) continue;
      const inputs = given({ [name]: kind === 'flag' ? 'true' : 'x' });
      expect(() => optionInputs(inputs, command)).toThrowWithCode('usage');
    }
  });
});

test('an input that no command takes is refused, and so is the command in the action of a task', () => {
  const run = () => optionInputs(given({ 'require-signd': 'true' }), 'measure');
  expect(message(run)).toContain('no command takes it');
  expect(() => optionInputs(given({ command: 'measure' }), 'measure')).toThrowWithCode('usage');
});

test('a text that reads like a default of other inputs is set all the same', () => {
  for (const reason of ['false', 'not-required'])
    expect(() => optionInputs(given({ reason }), 'measure')).toThrowWithCode('usage');
});

test('the command is one that there is', () => {
  expect(commandInput(new Map([['command', 'drift']]))).toBe('drift');
  for (const command of ['', 'demo', 'constructor', 'Drift'])
    expect(() => commandInput(new Map([['command', command]]))).toThrowWithCode('usage');
  expect(() => commandInput(new Map())).toThrowWithCode('usage');
});
