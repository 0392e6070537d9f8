import { arnGlob, type Glob, literalGlob, textGlob } from './glob.js';
import { type Budget, Matcher } from './matcher.js';
import { hasWildcard } from './pattern.js';
import type { Condition } from './policy.js';

/** The values that conditions on texts compare with. */
export interface ComparedTexts {
  /** Values that match only one text. */
  readonly exact: readonly string[];
  /** Values that match several texts, for each condition, by their spelling. */
  readonly globs: readonly ReadonlyMap<string, Glob>[];
}

/** Up to this number, patterns are distinguished one by one; beyond it, by the conditions that list them. */
const MAX_SINGLE = 6;

/** The values of conditions on one key with operators that compare texts. */
export function comparedTexts(conditions: readonly Condition[]): ComparedTexts {
  const exact = new Set<string>();
  const globs = conditions.map((condition) => {
    const ofOne = new Map<string, Glob>();
    for (const value of condition.values) {
      const glob = globOf(condition, value);
      if (glob === undefined) exact.add(value);
      else ofOne.set(`${kindOf(condition)} ${value}`, glob);
    }
    return ofOne;
  });
  return { exact: [...exact], globs: globs.filter(({ size }) => size > 0) };
}

/** The matchers that distinguish texts: one for each glob, or one for each list of globs where there are many. */
export function matchersOf(globs: ComparedTexts['globs'], budget: Budget): readonly Matcher[] {
  const single = new Map(globs.flatMap((ofOne) => [...ofOne]));
  if (single.size <= MAX_SINGLE)
    return [...single.values()].map((one) => new Matcher([one], budget));
  const lists = new Map(globs.map((ofOne) => [[...ofOne.keys()].sort().join('\n'), ofOne]));
  return [...lists.values()].map((ofOne) => new Matcher([...ofOne.values()], budget));
}

/** Undefined where the value matches only itself. */
function globOf(condition: Condition, value: string): Glob | undefined {
  switch (kindOf(condition)) {
    case 'fold':
      return /[a-z]/i.test(value) ? literalGlob(value, true) : undefined;
    case 'arn':
      return hasWildcard(value) ? arnGlob(value) : undefined;
    case 'like':
      return hasWildcard(value) ? textGlob(value) : undefined;
    default:
      return undefined;
  }
}

function kindOf({ operator }: Condition): 'fold' | 'arn' | 'like' | 'exact' {
  const name = operator.toLowerCase();
  if (/ignorecase$|^bool$/.test(name)) return 'fold';
  if (name.startsWith('arn')) return 'arn';
  return name.endsWith('like') ? 'like' : 'exact';
}
