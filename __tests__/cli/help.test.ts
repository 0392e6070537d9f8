import { describe, expect, test } from '@jest/globals';
import { CLI_COMMANDS, cliCommandSpec } from '../../src/cli/cli-commands.js';
import { GLOBAL_OPTIONS, TEXT_COMMANDS } from '../../src/cli/global-options.js';
import { commandHelp, programHelp } from '../../src/cli/help.js';
import { commandOf } from '../../src/cli/parse-command-line.js';
import type { ProgramCommand } from '../../src/workflow/options/command-table.js';
import { runProgram, withFolder } from '../fakes/processes.js';

const commands = Object.keys(CLI_COMMANDS) as ProgramCommand[];
const allHelp = (columns?: number): readonly string[] => [
  programHelp(columns),
  ...commands.map((name) => commandHelp(name, cliCommandSpec(name), columns)),
];
/** The longest line, words aside that are longer than the line. */
const widest = (text: string): number => Math.max(...text.split('\n').map((line) => line.length));

describe('the width of the help', () => {
  test.each([
    [undefined, 80],
    [20, 80],
    [80, 80],
    [93, 93],
    [100, 100],
    [250, 100],
  ])('on a terminal of %s columns it is at most %i', (terminal, columns) => {
    for (const text of allHelp(terminal)) {
      const tooWide = text.split('\n').filter((line) => line.length > columns);
      // An example may hold one word, such as an ARN, that fills more than a line.
      expect(tooWide.filter((line) => !/^ {4}--\S+ \S+(?: \\)?$/.test(line))).toEqual([]);
    }
    expect(widest(programHelp(terminal))).toBeGreaterThan(columns - 12);
  });

  test('no word is lost, whatever the width', () => {
    const words = (text: string) => text.split(/[\s\\]+/).join(' ');
    const [narrow, wide] = [allHelp(80), allHelp(100)];
    for (const [i, text] of narrow.entries()) expect(words(text)).toBe(words(wide[i] ?? ''));
  });

  test('an example that is continued on further lines is one command line for a shell', async () => {
    await withFolder(async (folder) => {
      for (const name of commands) {
        const text = commandHelp(name, cliCommandSpec(name), 80);
        const shown = text.slice(
          text.indexOf('\nExamples:\n') + 11,
          text.indexOf('\n\nExit codes'),
        );
        const { stdout } = await runProgram(
          'bash',
          ['-c', `pcr-allowlist() { printf '%s\\0' "$@" >&2; }; jq() { cat; }; ${shown}`],
          { cwd: folder },
        );
        expect(stdout).toBe('');
        const lines = shown
          .replaceAll(/ \\\n\s*/g, ' ')
          .split('\n')
          .map((line) => line.trim());
        expect(lines).toEqual([...cliCommandSpec(name).examples]);
        for (const line of lines) expect(commandOf(line.split(' ').slice(1))).toBe(name);
      }
    });
  });
});

test('every command, option and global option is in the help', () => {
  for (const name of [...commands, ...Object.keys(TEXT_COMMANDS)])
    expect(programHelp()).toContain(`\n  ${name}`);
  for (const name of commands) {
    const text = commandHelp(name, cliCommandSpec(name));
    for (const option of [...cliCommandSpec(name).options, ...GLOBAL_OPTIONS])
      expect(text).toMatch(new RegExp(`\\n  (?:-\\w, )?--${option.name}\\b`));
  }
});
