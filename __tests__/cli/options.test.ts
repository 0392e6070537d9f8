import { describe, expect, test } from '@jest/globals';
import { CLI_COMMANDS, cliCommandSpec } from '../../src/cli/cli-commands.js';
import { parseCommandLine } from '../../src/cli/parse-command-line.js';
import type { OptionSpec } from '../../src/workflow/options/command-spec.js';
import { COMMANDS, type ProgramCommand } from '../../src/workflow/options/command-table.js';
import { runCliJson } from '../fakes/processes.js';
import '../to-throw-with-code.js';

/** Every option of every command with an empty, a doubled, a foreign and a contradictory value. */

const commands = Object.keys(CLI_COMMANDS) as ProgramCommand[];

describe.each(commands)('%s', (command) => {
  const { argument, second, options } = cliCommandSpec(command);
  const needed = [argument, second].flatMap((one) =>
    one === undefined || one.optional ? [] : ['x'],
  );
  const parse = (...more: readonly string[]) => parseCommandLine([command, ...needed, ...more]);
  const given = ({ name, kind }: OptionSpec): readonly string[] =>
    kind === 'flag' ? [`--${name}`] : [`--${name}`, 'x'];
  /** The first of what an option needs, and what that needs. */
  const withNeeds = (option: OptionSpec): readonly string[] => {
    const [first] = option.needs ?? [];
    if (first === undefined) return given(option);
    const other = options.find(({ name }) => name === first);
    if (other !== undefined) return [...withNeeds(other), ...given(option)];
    return [...(needed.length > 0 ? [] : ['x']), ...given(option)];
  };

  test('takes each option with what it needs, and no option without that', () => {
    for (const option of options) {
      expect(() => parse(...withNeeds(option))).not.toThrow();
      if (option.needs !== undefined && !option.needs.some((name) => needed.includes(name)))
        expect(() => parse(...given(option))).toThrowWithCode('usage');
    }
  });

  test('refuses each option that is empty', () => {
    for (const { name, kind } of options) {
      if (kind === 'flag') expect(() => parse(`--${name}=`)).toThrowWithCode('usage');
      else
        for (const empty of [[`--${name}`, ''], [`--${name}=`], [`--${name}`, ' '], [`--${name}`]])
          expect(() => parse(...empty)).toThrowWithCode('usage');
    }
    if (argument !== undefined)
      expect(() => parseCommandLine([command, ''])).toThrowWithCode('usage');
  });

  test('refuses each option that is given twice, and one value of a list that is', () => {
    for (const option of options) {
      expect(() => parse(...withNeeds(option), ...given(option))).toThrowWithCode('usage');
    }
    expect(() => parse('--json', '--json')).toThrowWithCode('usage');
    expect(() => parse('x', 'y')).toThrowWithCode('usage');
  });

  test('refuses each option of another command', () => {
    const own = new Set(options.map(({ name }) => name));
    const all = Object.values(COMMANDS).flatMap((spec) => [...spec.options] as OptionSpec[]);
    for (const option of all)
      if (!own.has(option.name)) expect(() => parse(...given(option))).toThrowWithCode('usage');
  });
});

describe('options that contradict each other', () => {
  const document = ['verify', '--document', 'd.cbor', '--nonce', 'not-required'];
  test.each([
    ['verify', '--allow-list', '--nonce', '00'.repeat(16)],
    ['verify', '--allow-list', '--max-age', '5m'],
    ['verify', '--allow-list', '--image', 'a.eif'],
    ['verify', '--allow-list', '--at', '2026-01-01T00:00:00Z'],
    ['verify', '--allow-list', '--manifest', 'm.json'],
    ['verify', '--manifest', 'm.json', '--trust', 'k.pem', '--list', '00'.repeat(16)],
    ['verify', '--manifest', 'm.json', '--approval-trust', 'k.pem'],
    ['verify', '--manifest', 'm.json', '--remember', 'seen.json'],
    ['verify', '--document', 'd.cbor', '--url', 'https://example.com'],
    ['verify', '--url', 'https://example.com', '--at-document-time'],
    [...document, '--method', 'post'],
    [...document, '--nonce-bytes', '32'],
    [...document, '--at', 'document', '--at-document-time'],
    [...document, '--at-document-time', '--max-age', '5m'],
    [...document, '--config', 'c.yml', '--trust', 'k.pem'],
    ['verify', '--document', 'd.cbor'],
    ['publish', '--projection', '--require-signed'],
    ['publish', '--projection', '--release', 'v1'],
    ['publish', 'a.eif', '--projection'],
    ['publish', 'a.eif', '--measurements', 'm.json', '--sha256', 'ab'.repeat(32)],
    ['publish', '--measurements', 'm.json'],
    ['publish', 'a.eif', '--require-same-signer'],
    ['approve', 'v1', '--pcr0', 'ab'.repeat(48), '--expires-in', '1h'],
    ['approve', 'v1', '--pcr0', 'ab'.repeat(48), '--key', 'file:k.pem', '--no-reconcile'],
    ['approve', 'projection', '--pcr0', 'ab'.repeat(48)],
    ['revoke', 'v1', '--pcr0', 'ab'.repeat(48), '--reason', 'x'],
    ['reconcile', '--dry-run', '--settle', '2m'],
    ['drift', '--method', 'post'],
    ['init', '--enclave', 'a', '--certificate', 'unsigned', '--certificate', 'a.pem'],
    [
      ...['init', '--enclave', 'a', '--certificate', 'unsigned', '--instance-role', 'any'],
      ...['--key', 'file:a.pem', '--manifest-key', 'file:b.pem', '--curve', 'P-384'],
    ],
    ['measure', 'a.eif', '--describe', '--format', 'nitro-cli'],
  ])('%s %s %s %s', async (...args) => {
    const { exitCode, error } = await runCliJson(args);
    expect([exitCode, error?.code]).toEqual([1, 'usage']);
    expect(error?.hint).toMatch(/\.$/);
  });
});
