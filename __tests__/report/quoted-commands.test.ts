import { expect, test } from '@jest/globals';
import { sentenceParts } from '../../src/report/quoted-commands.js';

test('a command stands between backticks', () => {
  expect(sentenceParts('Run `pcr-allowlist renew`, then look.')).toEqual([
    { text: 'Run ', isCommand: false },
    { text: 'pcr-allowlist renew', isCommand: true },
    { text: ', then look.', isCommand: false },
  ]);
});

test('a backtick without a partner is a word', () => {
  expect(sentenceParts('a ` b')).toEqual([{ text: 'a ` b', isCommand: false }]);
});
