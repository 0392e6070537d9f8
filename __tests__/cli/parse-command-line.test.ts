import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UsageError } from '../../src/base/errors.js';
import { VERSION } from '../../src/base/version.js';
import { closestName } from '../../src/cli/closest-name.js';
import { parseCommandLine } from '../../src/cli/parse-command-line.js';

const textOf = (...words: string[]) => {
  const read = parseCommandLine(words);
  return read.kind === 'text' ? read.text : undefined;
};

function refused(...words: string[]): UsageError {
  try {
    parseCommandLine(words);
  } catch (error) {
    if (error instanceof UsageError) return error;
  }
  throw new Error('it was not refused with usage');
}

describe('help and version', () => {
  test('have the words that people try', () => {
    expect(textOf('help')).toBe(textOf('--help'));
    expect(textOf('help', 'status')).toBe(textOf('status', '--help'));
    for (const word of ['version', '--version', '-V']) expect(textOf(word)).toBe(`${VERSION}\n`);
    expect(refused('help', 'status', 'more').code).toBe('usage');
  });
});

describe('a slip of the hand', () => {
  test.each([
    [['statsu'], 'status'],
    [['aprove'], 'approve'],
    [['help', 'pubish'], 'publish'],
    [['status', '--confg', 'a'], '--config'],
    [['publish', '--dryrun'], '--dry-run'],
  ])('%j is named as %s', (words, meant) => {
    expect(refused(...words).hint).toContain(`Did you mean ${meant}?`);
  });

  test('what is near to nothing gets no guess', () => {
    expect(refused('zzzzzz').hint).not.toContain('Did you mean');
    expect(refused('status', '-x').hint).not.toContain('Did you mean');
    expect(closestName('a'.repeat(1_000_000), ['status'])).toBeUndefined();
  });
});

test.each([
  [['status', '--json=1'], '--json takes no value'],
  [['status', '--help=1'], '--help takes no value'],
  [['status', '--config'], '--config requires a value'],
  [['status', '--config', '--json'], '--config requires a value'],
])('%j is refused in our words', (words, message) => {
  expect(refused(...words).message).toContain(message);
});

test('no refusal holds a line break or a word about the parser of Node, whatever is given', () => {
  const word = fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom('--config', '-c', '--json=1', '--'),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 4 }), (words) => {
      try {
        parseCommandLine(['status', ...words]);
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
        expect((error as Error).message).not.toMatch(/positional|ambiguous|parseArgs/);
        expect(((error as Error).message.match(/\n/g) ?? []).length).toBe(0);
      }
    }),
  );
});
