/** The maximum number of edits of a typing error. */
const MAX_EDITS = 2;
/** Longer words are not typing errors, and cost time. */
const MAX_CHARACTERS = 40;

/** The name that a mistyped word may mean: the closest by edits, or a name that begins with it, or undefined. */
export function closestName(word: string, names: readonly string[]): string | undefined {
  if (word.length > MAX_CHARACTERS) return undefined;
  const ranked = names
    .map((name) => ({ name, edits: editDistance(word.toLowerCase(), name) }))
    .toSorted((a, b) => a.edits - b.edits);
  const [first] = ranked;
  // In a short word, the edits could replace nearly every letter.
  if (first !== undefined && first.edits <= MAX_EDITS && first.edits < word.length / 2) {
    return first.name;
  }
  return word.length < 3 ? undefined : names.find((name) => name.startsWith(word.toLowerCase()));
}

/** Insertions, deletions and replacements from one word to another (Levenshtein), row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
