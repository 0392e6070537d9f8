/** Names that are this many edits away are taken for a slip of the hand. */
const MAX_EDITS = 2;
/** Longer words are no slip, and cost time. */
const MAX_CHARACTERS = 40;

/** The name that a mistyped word may mean: the closest by edits, or one that begins with it; undefined where none is near. */
export function closestName(word: string, names: readonly string[]): string | undefined {
  if (word.length > MAX_CHARACTERS) return undefined;
  const ranked = names
    .map((name) => ({ name, edits: editDistance(word.toLowerCase(), name) }))
    .toSorted((a, b) => a.edits - b.edits);
  const [first] = ranked;
  // Of a short word nearly every letter would be another.
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
