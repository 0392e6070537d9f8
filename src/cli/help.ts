import type { CommandSpec } from '../workflow/options/command-spec.js';
import type { ProgramCommand } from '../workflow/options/command-table.js';
import { CLI_COMMANDS } from './cli-commands.js';

const EXIT_CODES = `Exit codes: 0 done; 1 usage or internal error; 2 format or signature refused; 3 refused by policy;
4 conflict, try again; 5 drift found; 6 could not tell.
`;

/** What `pcr-allowlist --help` prints. */
export function programHelp(): string {
  const commands = Object.entries(CLI_COMMANDS).map(([name, { summary }]) => entry(name, summary));
  return `Usage: pcr-allowlist COMMAND [options]
       pcr-allowlist help [COMMAND]
       pcr-allowlist version

Measures AWS Nitro Enclave images (EIF), publishes signed PCR manifests, and keeps the verifier allow-list
and the KMS key policies in step with it.

Commands:
${commands.join('')}
Options:
${entry('-h, --help', 'Print this, or the help of a command.')}${entry('-V, --version', 'Print the version.')}
${EXIT_CODES}`;
}

/** What `pcr-allowlist COMMAND --help` prints. */
export function commandHelp(
  name: ProgramCommand,
  { summary, argument, second, options, examples }: CommandSpec,
): string {
  const rows = options.map((option) =>
    entry(
      option.kind === 'flag' ? `--${option.name}` : `--${option.name} ${option.value}`,
      option.kind === 'list' ? `${option.description} ${SEVERAL_TIMES}` : option.description,
    ),
  );
  const named = [argument, second].filter((one) => one !== undefined);
  const places = named.map(({ value, optional }) => (optional ? ` [${value}]` : ` ${value}`));
  const own =
    named.length === 0
      ? ''
      : `
Arguments:
${named.map(({ value, description }) => entry(value, description)).join('')}`;
  return `Usage: pcr-allowlist ${name}${places.join('')} [options]

${summary}
${own}
Options:
${rows.join('')}${entry('--json', 'Print one JSON object on standard output, whatever happens.')}${entry('-h, --help', 'Print this.')}
Examples:
${examples.map((line) => `  ${line}\n`).join('')}
${EXIT_CODES}`;
}

const SEVERAL_TIMES = 'May be given several times.';
const NAME_COLUMNS = 28;
const TEXT_COLUMNS = 80;

/** A name and its text beside it, wrapped at words. */
function entry(name: string, text: string): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && line.length + 1 + word.length > TEXT_COLUMNS) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines
    .map((line, i) => `  ${(i === 0 ? name : '').padEnd(NAME_COLUMNS)}${line}\n`)
    .join('');
}
