import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DifferenceLine,
  differenceLines,
  printedLines,
} from '../../src/report/text-difference.js';

const textOf = (lines: readonly DifferenceLine[], side: 'expected' | 'found'): string =>
  lines
    .filter((line) => line.side === 'both' || line.side === side)
    .map(({ parts }) => parts.map(({ text }) => text).join(''))
    .join('\n');
const markedOf = (lines: readonly DifferenceLine[], side: 'expected' | 'found') =>
  lines
    .filter((line) => line.side === side)
    .map(({ parts }) => parts.filter(({ isMarked }) => isMarked).map(({ text }) => text));

describe('differenceLines', () => {
  const anyLines = fc.array(fc.constantFrom('a', 'b', 'c', '', '"x": 1', '"x": 2'), {
    minLength: 1,
    maxLength: 12,
  });

  test('either side can be read back from it', () => {
    fc.assert(
      fc.property(anyLines, anyLines, (expected, found) => {
        const lines = differenceLines(expected.join('\n'), found.join('\n'));
        expect(textOf(lines, 'expected')).toBe(expected.join('\n'));
        expect(textOf(lines, 'found')).toBe(found.join('\n'));
      }),
    );
  });

  test('equal texts have no side of their own', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const sides = differenceLines(lines.join('\n'), lines.join('\n')).map(({ side }) => side);
        expect(new Set(sides)).toEqual(new Set(['both']));
      }),
    );
  });

  test('marks the digits of a digest that differ, and no other', () => {
    const [expected, found] = ['00'.repeat(48), `${'00'.repeat(20)}f1${'00'.repeat(27)}`];
    const lines = differenceLines(
      JSON.stringify({ PCR0: expected, PCR1: 'same' }),
      JSON.stringify({ PCR0: found, PCR1: 'same' }),
    );
    expect(markedOf(lines, 'expected')).toEqual([['00']]);
    expect(markedOf(lines, 'found')).toEqual([['f1']]);
  });

  test('compares a member with the same member, in another order too', () => {
    const lines = differenceLines('{"A":1,"B":2}', '{"B":5,"A":7}');
    const marked = markedOf(lines, 'found').flat().join(' ');
    expect([marked.includes('5'), marked.includes('7'), marked.includes('A')]).toEqual([
      ...[true, true, false],
    ]);
  });

  test('marks whole words', () => {
    const lines = differenceLines('refused', 'allowed');
    expect([markedOf(lines, 'expected'), markedOf(lines, 'found')]).toEqual([
      [['refused']],
      [['allowed']],
    ]);
  });

  test('a member that is missing is a line of one side', () => {
    const lines = differenceLines('{"A":1,"B":2}', '{"B":2}');
    expect(lines.filter(({ side }) => side !== 'both').map(({ side }) => side)).toEqual([
      'expected',
    ]);
  });

  test('texts of thousands of lines become two blocks', () => {
    const [a, b] = ['a\n'.repeat(5000), 'b\n'.repeat(5000)];
    const sides = differenceLines(a, b).map(({ side }) => side);
    expect(sides.indexOf('found')).toBe(5001);
  });
});

test('JSON that was cut stays as it is', () => {
  expect(printedLines('{"A":1,"B…')).toEqual(['{"A":1,"B…']);
});
