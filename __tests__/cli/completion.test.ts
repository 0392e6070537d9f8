import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CLI_COMMANDS, cliCommandSpec } from '../../src/cli/cli-commands.js';
import { completionScript } from '../../src/cli/completion.js';
import { GLOBAL_OPTIONS, SHELLS, TEXT_COMMANDS } from '../../src/cli/global-options.js';
import { parseCommandLine } from '../../src/cli/parse-command-line.js';
import type { ProgramCommand } from '../../src/workflow/options/command-table.js';
import { runCli, runProgram, withFolder } from '../fakes/processes.js';
import '../to-throw-with-code.js';

const commands = Object.keys(CLI_COMMANDS) as ProgramCommand[];
const optionsOf = (command: ProgramCommand): readonly string[] =>
  [...cliCommandSpec(command).options, ...GLOBAL_OPTIONS].map(({ name }) => `--${name}`);

/** Shells that this machine has. bash is one of them everywhere. */
const isThere = (shell: string): boolean =>
  spawnSync(shell, ['-c', 'exit 0'], { stdio: 'ignore' }).error === undefined;

/** What bash offers for the last of the words. */
async function bashOffers(words: readonly string[], folder: string): Promise<readonly string[]> {
  const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const { stdout, stderr } = await runProgram(
    'bash',
    [
      ...['--norc', '-c'],
      `source /dev/stdin <<<"$SCRIPT"
       COMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}
       _pcr_allowlist
       ((\${#COMPREPLY[@]} == 0)) || printf '%s\\n' "\${COMPREPLY[@]}"`,
    ],
    { cwd: folder, env: { SCRIPT: completionScript('bash') } },
  );
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

describe('completion', () => {
  test('the command prints the script of each shell, and refuses any other word', async () => {
    for (const shell of SHELLS) {
      const { exitCode, stdout } = await runCli(['completion', shell]);
      expect([exitCode, stdout]).toEqual([0, completionScript(shell)]);
    }
    for (const words of [['completion'], ['completion', 'tcsh'], ['completion', 'zsh', 'x']])
      expect(() => parseCommandLine(words)).toThrowWithCode('usage');
  });

  test.each(SHELLS)('every command and option is in the script of %s', (shell) => {
    const script = completionScript(shell);
    for (const name of [...commands, ...Object.keys(TEXT_COMMANDS)]) expect(script).toContain(name);
    for (const command of commands)
      for (const option of optionsOf(command))
        expect(script).toContain(shell === 'fish' ? `-l ${option.slice(2)}` : option);
  });

  test.each(SHELLS.filter(isThere))('%s takes its script', async (shell) => {
    await withFolder(async (folder) => {
      const file = join(folder, 'script');
      writeFileSync(file, completionScript(shell));
      expect(await runProgram(shell, ['-n', file])).toEqual({
        exitCode: 0,
        stdout: '',
        stderr: '',
      });
    });
  });

  test('bash is there to try it', () => {
    expect(isThere('bash')).toBe(true);
  });
});

describe('in bash', () => {
  test('the first word is a command', async () => {
    await withFolder(async (folder) => {
      const all = await bashOffers(['pcr-allowlist', ''], folder);
      expect(new Set(all)).toEqual(new Set([...commands, ...Object.keys(TEXT_COMMANDS)]));
      expect(await bashOffers(['pcr-allowlist', 'unr'], folder)).toEqual(['unretire']);
      expect(await bashOffers(['pcr-allowlist', 'help', 'ver'], folder)).toEqual(['verify']);
      expect(await bashOffers(['pcr-allowlist', 'completion', 'f'], folder)).toEqual(['fish']);
      expect(await bashOffers(['pcr-allowlist', 'nonsense', '-'], folder)).toEqual([]);
    });
  });

  test('every command offers its own options and those of all, and no other', async () => {
    await withFolder(async (folder) => {
      for (const command of commands) {
        const offered = await bashOffers(['pcr-allowlist', command, '--'], folder);
        expect([command, offered]).toEqual([command, optionsOf(command)]);
      }
    });
  });

  test('a value is a file, also one with spaces, and also after =', async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, 'my list.yml'), '');
      writeFileSync(join(folder, '--odd'), '');
      const offers = (...words: string[]) => bashOffers(['pcr-allowlist', ...words], folder);
      expect(await offers('status', '--config', 'my')).toEqual(['my list.yml']);
      expect(await offers('status', '--config', '=', 'my')).toEqual(['my list.yml']);
      expect(await offers('status', '--config', '=')).toContain('my list.yml');
      expect(await offers('status', '--config', '--o')).toEqual(['--odd']);
      expect(await offers('publish', 'm')).toEqual(['my list.yml']);
      expect(await offers('publish', '--dry-run', '--rel')).toEqual([
        '--release',
        '--release-assets',
      ]);
    });
  });
});

test.each(['fish'].filter(isThere))('%s offers commands, options and files', async (shell) => {
  await withFolder(async (folder) => {
    const offers = async (line: string) => {
      const script = `source $argv[1]; complete -C ${JSON.stringify(`pcr-allowlist ${line}`)}`;
      const file = join(folder, 'script.fish');
      writeFileSync(file, completionScript('fish'));
      const { stdout } = await runProgram(shell, ['--no-config', '-c', script, file], {
        cwd: folder,
        env: { HOME: folder },
      });
      return stdout.split('\n').map((one) => one.split('\t')[0]);
    };
    expect(await offers('unr')).toContain('unretire');
    expect(await offers('status --conf')).toContain('--config');
    expect(await offers('status --release-a')).not.toContain('--release-assets');
    expect(await offers('completion z')).toContain('zsh');
  });
});
