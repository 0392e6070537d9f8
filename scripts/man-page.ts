import { VERSION } from '../src/base/version.js';
import { CLI_COMMANDS, cliCommandSpec } from '../src/cli/cli-commands.js';
import {
  GLOBAL_OPTIONS,
  optionNames,
  PROGRAM_OPTIONS,
  TEXT_COMMANDS,
} from '../src/cli/global-options.js';
import {
  commandUsage,
  EXIT_STATUS,
  optionText,
  optionUsage,
  PROGRAM_SUMMARY,
  textUsage,
} from '../src/cli/help.js';
import { argumentsOf } from '../src/workflow/options/command-spec.js';
import type { ProgramCommand } from '../src/workflow/options/command-table.js';

/** docs/pcr-allowlist.1: the manual page, in the macros of man(7). It names no date, so that it is the same at each build. */
export function manPage(): string {
  const commands = Object.keys(CLI_COMMANDS) as ProgramCommand[];
  return [
    `.TH PCR\\-ALLOWLIST 1 "" "pcr\\-allowlist ${VERSION}" "User Commands"`,
    '.SH NAME',
    'pcr\\-allowlist \\- keep AWS Nitro Enclave measurements, a signed allow\\-list and KMS key policies in step',
    '.SH SYNOPSIS',
    '.B pcr\\-allowlist',
    '.I COMMAND',
    '[options]',
    '.SH DESCRIPTION',
    roff(PROGRAM_SUMMARY),
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    ...Object.entries(TEXT_COMMANDS).flatMap(([name, command]) => [
      `.SS ${roff(`pcr-allowlist ${textUsage(name, command)}`)}`,
      roff(command.summary),
    ]),
    '.SH OPTIONS OF EVERY COMMAND',
    ...GLOBAL_OPTIONS.flatMap((option) => tagged(optionNames(option), option.description)),
    '.SH OPTIONS WITHOUT A COMMAND',
    ...PROGRAM_OPTIONS.flatMap((option) => tagged(optionNames(option), option.description)),
    '.SH EXIT STATUS',
    ...EXIT_STATUS.flatMap(([code, meaning]) => tagged(code, meaning)),
    '.SH ENVIRONMENT',
    ...tagged('NO_COLOR', 'Turns colours off where it is not empty.'),
    ...tagged(
      'FORCE_COLOR',
      'Turns colours on, without a terminal too, and takes precedence over NO_COLOR. The values 0 and false turn them off.',
    ),
    '.SH FILES',
    ...tagged('pcr-allowlist.yml', 'The configuration, where --config names no other.'),
    '',
  ].join('\n');
}

function commandLines(name: ProgramCommand): readonly string[] {
  const spec = cliCommandSpec(name);
  const { summary, options, examples } = spec;
  return [
    `.SS ${roff(commandUsage(name, spec))}`,
    roff(summary),
    ...argumentsOf(spec).flatMap(({ value, description }) => tagged(value, description)),
    ...options.flatMap((option) => tagged(optionUsage(option), optionText(option))),
    '.PP',
    'Examples:',
    '.PP',
    '.nf',
    ...examples.map((line) => roff(`  ${line}`)),
    '.fi',
  ];
}

/** A term with its text indented below. */
function tagged(term: string, text: string): readonly string[] {
  return ['.TP', `.B ${roff(term)}`, roff(text)];
}

/** Text on one line, in which nothing is a request or an escape of roff. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replaceAll("'", '\\(aq')
    .replaceAll('…', '...')
    .replace(/^\./, '\\&.');
}
