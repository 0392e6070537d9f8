import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { manPage } from '../../scripts/man-page.js';
import { CLI_COMMANDS, cliCommandSpec } from '../../src/cli/cli-commands.js';
import { GLOBAL_OPTIONS, TEXT_COMMANDS } from '../../src/cli/global-options.js';
import type { ProgramCommand } from '../../src/workflow/options/command-table.js';

const root = join(import.meta.dirname, '../..');
const page = manPage();
const commands = Object.keys(CLI_COMMANDS) as ProgramCommand[];

describe('the manual page', () => {
  test('is in the package, where npm looks for it', () => {
    const { man, files } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(man).toBe('docs/pcr-allowlist.1');
    expect(files).toContain('docs');
    expect(existsSync(join(root, man))).toBe(true);
  });

  test('has every command, option and text command of the table', () => {
    for (const name of [...commands, ...Object.keys(TEXT_COMMANDS)])
      expect(page).toContain(`.SS pcr\\-allowlist ${name}`);
    for (const name of commands)
      for (const option of [...cliCommandSpec(name).options, ...GLOBAL_OPTIONS])
        expect(page).toContain(`\\-\\-${option.name.replaceAll('-', '\\-')}`);
  });

  test('no line of text is taken for a request, and each request is one of man(7)', () => {
    const requests = page.split('\n').filter((line) => /^[.']/.test(line));
    for (const line of requests) expect(line).toMatch(/^\.(?:TH|SH|SS|TP|PP|B|I|nf|fi)(?: |$)/);
    expect(page).not.toMatch(/[^\n -~]/);
  });

  // groff is not on every machine; where it is, it has nothing to say against the page.
  const groff = spawnSync('groff', ['-v'], { stdio: 'ignore' }).error === undefined;
  test.each(groff ? ['groff'] : [])(
    '%s formats it without a warning, and shows each option as it is typed',
    () => {
      const { stdout, stderr } = spawnSync('groff', ['-ww', '-man', '-Tutf8', '-P-c'], {
        input: page,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      const shown = stdout.replaceAll(/.\u0008/g, '');
      for (const name of commands)
        for (const option of cliCommandSpec(name).options)
          expect(shown).toMatch(new RegExp(`\\n +--${option.name}\\b`));
    },
  );
});
