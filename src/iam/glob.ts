/** The classes of characters that patterns and ARNs distinguish. */
const CLASSES = {
  any: /^.$/su,
  'no-colon': /^[^:]$/,
  digit: /^[0-9]$/,
  hex: /^[0-9a-f]$/,
  /** Characters in the name of a role or a user (IAM User Guide, "IAM identifiers"). */
  name: /^[\w+=,.@-]$/,
  /** Characters in a path: visible ASCII. */
  path: /^[!-~]$/,
} as const;

export type CharClass = keyof typeof CLASSES;

/** One position in a pattern: this character, in either case where `fold` is set, or any character of the class. */
export type Token =
  | { readonly char: string; readonly fold: boolean; readonly many?: never }
  /** `many`: zero or more of them. */
  | { readonly of: CharClass; readonly many: boolean; readonly char?: never };

/** A pattern in a form for automata. */
export type Glob = readonly Token[];

/** A pattern that only this text matches. */
export function literalGlob(text: string, fold = false): Glob {
  return [...text].map((char) => ({ char, fold }));
}

/** Characters of one class: `many` for zero or more, else exactly `count`. */
export function classGlob(of: CharClass, count: number | 'many'): Glob {
  if (count === 'many') return [{ of, many: true }];
  return Array.from({ length: count }, () => ({ of, many: false }));
}

/** A pattern as `matchesPattern` reads it. */
export function textGlob(pattern: string, within: CharClass = 'any'): Glob {
  return [...pattern].map((char): Token => {
    if (char === '*') return { of: within, many: true };
    return char === '?' ? { of: within, many: false } : { char, fold: false };
  });
}

/** A pattern as `matchesArnPattern` reads it: `*` does not match a colon, except in the sixth part. */
export function arnGlob(pattern: string): Glob {
  if (pattern === '*') return classGlob('any', 'many');
  const parts = pattern.split(':');
  const heads = parts.slice(0, 5).map((part) => textGlob(part, 'no-colon'));
  const tail = parts.length > 5 ? [textGlob(parts.slice(5).join(':'))] : [];
  const colon = literalGlob(':');
  return [...heads, ...tail].flatMap((glob, i) => (i === 0 ? glob : [...colon, ...glob]));
}

/** ARNs with an account that matches a pattern. */
export function accountGlob(pattern: string): Glob {
  const part: Glob = [...classGlob('no-colon', 'many'), ...literalGlob(':')];
  const account = textGlob(pattern, 'no-colon');
  return [
    ...[...part, ...part, ...part, ...part],
    ...[...account, ...literalGlob(':'), ...classGlob('any', 'many')],
  ];
}

export function tokenTakes(token: Token, char: string): boolean {
  if (token.char === undefined) return CLASSES[token.of].test(char);
  return token.char === char || (token.fold && token.char.toLowerCase() === char.toLowerCase());
}

/**
 * Characters that represent all: every one that the globs mention, in both cases where case does not count, and one other
 * character for each way in which the classes distinguish characters. Letters come first.
 */
export function alphabetOf(globs: readonly Glob[]): readonly string[] {
  const mentioned = new Set<string>();
  for (const token of globs.flat()) {
    if (token.char === undefined) continue;
    const { char, fold } = token;
    for (const one of fold ? [char.toLowerCase(), char.toUpperCase()] : [char]) mentioned.add(one);
  }
  const groups = new Map<string, string>();
  for (const char of UNIVERSE) {
    const kind = KINDS.get(char) ?? '';
    if (!mentioned.has(char) && !groups.has(kind)) groups.set(kind, char);
  }
  return [...groups.values(), ...mentioned];
}

/** Letters, digits, all other visible characters, a space, and one beyond ASCII. */
const UNIVERSE: readonly string[] = [
  ...'xyzwvutsrqponmlkjihgfedcba4567890123',
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.=+,@/:!"#$%&\'()*;<>?[\\]^`{|}~ \u00ff',
];

const KINDS: ReadonlyMap<string, string> = new Map(
  UNIVERSE.map((char) => [
    char,
    Object.values(CLASSES)
      .map((one) => (one.test(char) ? '1' : '0'))
      .join(''),
  ]),
);
