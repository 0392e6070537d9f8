import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shellCommand } from '../../src/base/shell-words.js';

test('plain words stay as they are', () => {
  expect(shellCommand(['approve', 'v1.4.0', '--config', 'a/b.yml'])).toBe(
    'approve v1.4.0 --config a/b.yml',
  );
});

test('bash reads back the words, whatever is in them', () => {
  const word = fc
    .string({ unit: 'grapheme', maxLength: 12 })
    .filter((text) => !/[\0\ud800-\udfff]/u.test(text));
  fc.assert(
    fc.property(fc.array(word, { minLength: 20, maxLength: 20 }), (words) => {
      const all = ['it is', "it's", '$HOME `x` "y" \\', 'a\nb\t\u001b[31m', '', '\u202e', ...words];
      const command = shellCommand(all);
      expect(command).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      const env = { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' };
      const out = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], {
        encoding: 'utf8',
        env,
      });
      expect(out.split('\0').slice(0, -1)).toEqual(all);
    }),
    { numRuns: 10 },
  );
});
