/** A part of a text by its offsets. */
export type TextPart = readonly [start: number, end: number];

/**
 * Outermost pairs of braces outside strings, in one pass, because logs can be long. A string ends with its line at the
 * latest, as JSON demands, so that a lone quote in a log hides at most its line.
 */
export function outermostBraces(text: string): readonly TextPart[] {
  const open: number[] = [];
  const pairs: TextPart[] = [];
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === '\\' && text[i + 1] !== '\n') i++;
      else if (character === '"' || character === '\n') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{') open.push(i);
    else if (character === '}') {
      const start = open.pop();
      if (start === undefined) continue;
      while ((pairs.at(-1)?.[0] ?? -1) > start) pairs.pop();
      pairs.push([start, i + 1]);
    }
  }
  return pairs;
}

/** The text with spaces in place of these parts, so that each line keeps its number. */
export function blankParts(text: string, parts: readonly TextPart[]): string {
  const kept: string[] = [];
  let from = 0;
  for (const [start, end] of parts) {
    kept.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]+/g, ' '));
    from = end;
  }
  return [...kept, text.slice(from)].join('');
}

/** The line of an offset, from 1. */
export function lineCounter(lines: readonly string[]): (offset: number) => number {
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  return (offset) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
