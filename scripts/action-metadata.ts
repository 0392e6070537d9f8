import { declaredDefault } from '../src/action/inputs.js';
import { OUTPUTS, type OutputName, type OutputSpec } from '../src/action/output-table.js';
import {
  type CommandSpec,
  type OptionSpec,
  optionsOf,
} from '../src/workflow/options/command-spec.js';
import {
  COMMANDS,
  type CommandName,
  commandSpec,
  commandsWith,
  TASKS,
} from '../src/workflow/options/command-table.js';

const ABOUT =
  'Measure AWS Nitro Enclave images, publish signed PCR manifests, and keep allow-lists and KMS key policies in step.';
const ONE_A_LINE = 'One a line.';
/** Written into every file that this makes. */
const HEAD = '# Written by node scripts/schemas.mjs from the table of options.\n';

interface Input {
  readonly name: string;
  readonly description: string;
  readonly isRequired?: boolean;
  readonly byDefault: string;
}

/** Every `action.yml` by its path: the one with the input `command`, and one for each task. */
export function actionFiles(): Readonly<Record<string, string>> {
  const tasks = TASKS.map((task) => [`actions/${task}/action.yml`, taskAction(task)]);
  return { 'action.yml': wholeAction(), ...Object.fromEntries(tasks) };
}

function wholeAction(): string {
  const command: Input = {
    name: 'command',
    description: `The command: ${listOf(Object.keys(COMMANDS))}.`,
    isRequired: true,
    byDefault: '',
  };
  return actionFile({
    name: 'pcr-allowlist',
    description: ABOUT,
    inputs: [command, ...inputNames().map(sharedInput)],
    outputs: Object.keys(OUTPUTS) as OutputName[],
    entry: 'dist/action/main.js',
  });
}

function taskAction(task: CommandName): string {
  const spec: CommandSpec = commandSpec(task);
  return actionFile({
    name: `pcr-allowlist ${task}`,
    description: spec.summary,
    inputs: optionsOf(spec).map((option) => ({
      name: option.name,
      description: descriptionOf(option),
      isRequired: option === spec.argument && !spec.argument.optional,
      byDefault:
        option.actionDefault === undefined
          ? declaredDefault(option.name)
          : `\${{ ${option.actionDefault} }}`,
    })),
    outputs: outputsOf(task),
    entry: `../../dist/action/${task}.js`,
  });
}

function actionFile({
  name,
  description,
  inputs,
  outputs,
  entry,
}: {
  readonly name: string;
  readonly description: string;
  readonly inputs: readonly Input[];
  readonly outputs: readonly OutputName[];
  readonly entry: string;
}): string {
  const inputLines = inputs.map(
    (input) =>
      `  ${input.name}:\n    description: ${quoted(input.description)}\n` +
      (input.isRequired ? '    required: true\n' : '') +
      (input.byDefault === '' ? '' : `    default: ${quoted(input.byDefault)}\n`),
  );
  const outputLines = outputs.map(
    (output) => `  ${output}:\n    description: ${quoted(OUTPUTS[output].description)}\n`,
  );
  return `${HEAD}name: ${name}
description: ${quoted(description)}
author: pcr-allowlist contributors
branding:
  icon: shield
  color: green
inputs:
${inputLines.join('')}outputs:
${outputLines.join('')}runs:
  using: node24
  main: ${entry}
`;
}

/** JSON strings are YAML's, with the same meaning. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The inputs of all commands, in the order of their first command. */
export function inputNames(): readonly string[] {
  const options = (Object.keys(COMMANDS) as CommandName[]).flatMap((command) =>
    optionsOf(commandSpec(command)),
  );
  return [...new Set(options.map(({ name }) => name))];
}

/** An input with what it means to each command that takes it. */
function sharedInput(name: string): Input {
  const commandsByText = new Map<string, CommandName[]>();
  for (const command of commandsWith(name)) {
    const option = optionsOf(commandSpec(command)).find((one) => one.name === name);
    if (option === undefined) continue;
    const text = descriptionOf(option);
    commandsByText.set(text, [...(commandsByText.get(text) ?? []), command]);
  }
  const parts = [...commandsByText].map(([text, commands]) => `${commands.join(', ')}: ${text}`);
  return { name, description: parts.join(' '), byDefault: declaredDefault(name) };
}

function descriptionOf({ kind, description }: OptionSpec): string {
  return kind === 'list' ? `${description} ${ONE_A_LINE}` : description;
}

function outputsOf(command: CommandName): readonly OutputName[] {
  return (Object.entries(OUTPUTS) as [OutputName, OutputSpec][])
    .filter(([, { commands }]) => commands.includes(command))
    .map(([name]) => name);
}

function listOf(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** The tables of docs/action.md by the names of their markers. */
function actionTables(): Readonly<Record<string, string>> {
  return {
    actions: table(
      ['action', 'does'],
      TASKS.map((task) => [
        `[\`actions/${task}\`](../actions/${task}/action.yml)`,
        commandSpec(task).summary,
      ]),
    ),
    inputs: table(
      ['input', 'what'],
      [
        [
          '`command`',
          `The command: ${listOf(Object.keys(COMMANDS).map((name) => `\`${name}\``))}.`,
        ],
        ...inputNames().map((name) => [`\`${name}\``, sharedInput(name).description]),
      ],
    ),
    outputs: table(
      ['output', 'what', 'set by'],
      (Object.entries(OUTPUTS) as [OutputName, OutputSpec][]).map(
        ([name, { description, commands }]) => [`\`${name}\``, description, commands.join(', ')],
      ),
    ),
  };
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [head, head.map(() => '---'), ...rows].map(line).join('');
}

/** A page with its tables written anew between their markers. Throws where a marker is missing. */
export function withTables(page: string): string {
  return Object.entries(actionTables()).reduce((text, [name, rows]) => {
    const [begin, end] = [`<!-- table: ${name} -->\n`, '<!-- end of table -->\n'];
    const from = text.indexOf(begin);
    const to = text.indexOf(end, from);
    if (from < 0 || to < 0) throw new Error(`the page has no table ${name}`);
    return `${text.slice(0, from + begin.length)}\n${rows}\n${text.slice(to)}`;
  }, page);
}
