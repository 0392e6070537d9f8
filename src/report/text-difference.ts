import { encodeUtf8 } from '../base/encoding.js';
import { parseStrictJson, renderJson } from '../format/strict-json.js';

/** A part of a line. A marked part is only in this line, not in the line that it is compared with. */
export interface LinePart {
  readonly text: string;
  readonly isMarked: boolean;
}

/** A line of two texts: in both, only in the expected text, or only in the found text. */
export interface DifferenceLine {
  readonly side: 'both' | 'expected' | 'found';
  readonly parts: readonly LinePart[];
}

/**
 * The maximum number of lines to compare. Longer texts are shown as one block each, because the cost is the product of
 * the lines.
 */
const COMPARED_LINES_MAX = 400;

/** The member name at the start of a line of printed JSON. */
const MEMBER = /^\s*"(?:[^"\\]|\\.)*": /;

/**
 * Compares two texts line by line. JSON objects and arrays are first printed with one member in each line, so that
 * lines follow the order of members. Differing digits in a pair of lines are marked.
 */
export function differenceLines(expected: string, found: string): readonly DifferenceLine[] {
  const [before, after] = [printedLines(expected), printedLines(found)];
  const pairs =
    Math.max(before.length, after.length) > COMPARED_LINES_MAX ? [] : commonLines(before, after);
  const lines: DifferenceLine[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...pairs, [before.length, after.length] as const]) {
    lines.push(...replaced(before.slice(i, nextI), after.slice(j, nextJ)));
    const same = before[nextI];
    if (same !== undefined) lines.push({ side: 'both', parts: [plain(same)] });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return lines;
}

/** The lines of a text. A JSON object or array has one member in each line. */
export function printedLines(text: string): readonly string[] {
  if (!/^[[{]/.test(text)) return text.split('\n');
  try {
    return renderJson(parseStrictJson(encodeUtf8(text))).split('\n');
  } catch {
    // A cut text is no longer JSON.
    return text.split('\n');
  }
}

/** The places of a longest common subsequence, in order. */
function commonLines(
  before: readonly string[],
  after: readonly string[],
): readonly (readonly [number, number])[] {
  // lengths[i][j]: how many lines before.slice(i) and after.slice(j) have in common.
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  const lengthAt = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row === undefined) continue;
      row[j] =
        before[i] === after[j]
          ? lengthAt(i + 1, j + 1) + 1
          : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** The expected lines of one place, then the found lines. */
function replaced(
  expected: readonly string[],
  found: readonly string[],
): readonly DifferenceLine[] {
  return [
    ...expected.map((line, i) => sideLine('expected', line, counterpart(line, i, expected, found))),
    ...found.map((line, i) => sideLine('found', line, counterpart(line, i, found, expected))),
  ];
}

/** The matching line: the line of the same member, or the only line on each side. */
function counterpart(
  line: string,
  i: number,
  own: readonly string[],
  others: readonly string[],
): string | undefined {
  const [member] = MEMBER.exec(line) ?? [];
  if (member !== undefined) return others.find((other) => other.startsWith(member));
  return own.length === others.length ? others[i] : undefined;
}

function sideLine(
  side: 'expected' | 'found',
  line: string,
  other: string | undefined,
): DifferenceLine {
  return { side, parts: other === undefined ? [plain(line)] : markedParts(line, other) };
}

/**
 * Two digests of the same length are compared digit by digit. Other lines are compared from both ends, and the words
 * between are marked.
 */
function markedParts(line: string, other: string): readonly LinePart[] {
  const [own, others] = [[...line], [...other]];
  if (own.length === others.length && DIGEST.test(line) && DIGEST.test(other)) {
    return runs(own.map((digit, i) => [digit, digit !== others[i]]));
  }
  const shortest = Math.min(own.length, others.length);
  let start = 0;
  while (start < shortest && own[start] === others[start]) start++;
  let end = 0;
  while (end < shortest - start && own.at(-1 - end) === others.at(-1 - end)) end++;
  while (start > 0 && isWordCharacter(own[start - 1])) start--;
  while (end > 0 && isWordCharacter(own.at(-end))) end--;
  return runs(own.map((character, i) => [character, i >= start && i < own.length - end]));
}

const DIGEST = /[0-9a-f]{32}/i;

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}

function runs(digits: readonly (readonly [string, boolean])[]): readonly LinePart[] {
  const parts: LinePart[] = [];
  for (const [digit, isMarked] of digits) {
    const last = parts.at(-1);
    if (last?.isMarked === isMarked)
      parts[parts.length - 1] = { text: last.text + digit, isMarked };
    else parts.push({ text: digit, isMarked });
  }
  return parts;
}

function plain(text: string): LinePart {
  return { text, isMarked: false };
}
