import { alphabetOf } from './glob.js';
import type { Budget, Matcher } from './matcher.js';

/** The texts that a search looks for. */
export interface TextSpace {
  /** The possible texts. */
  readonly template: Matcher;
  /** Texts that are handled separately. */
  readonly except: Matcher;
  /** What distinguishes texts. */
  readonly matchers: readonly Matcher[];
}

interface Step {
  readonly states: readonly number[];
  readonly char: string;
  readonly before: Step | undefined;
}

/**
 * One text for each possible combination of results of the matchers. Every text of the template except the exceptions has
 * the same results as one of these. Uses breadth-first search through the product of the automata, so that each text is
 * among the shortest, and empty only where no other text has its results. Incomplete where the budget ran out.
 */
export function representativesOf(space: TextSpace, budget: Budget): readonly string[] {
  const { template, except, matchers } = space;
  if (budget.left <= 0) return [];
  const all = [template, except, ...matchers];
  const alphabet = alphabetOf(all.flatMap(({ globs }) => globs));
  const found = new Map<string, string>();
  const start: Step = { states: all.map((one) => one.start), char: '', before: undefined };
  const seen = new Set([start.states.join()]);
  const queue = [start];
  const note = (step: Step): void => {
    const [ofTemplate = 0, ofExcept = 0, ...rest] = step.states;
    if (!template.accepts(ofTemplate) || except.accepts(ofExcept)) return;
    const name = rest.map((state, i) => (matchers[i]?.accepts(state) ? '1' : '0')).join('');
    if (!found.has(name)) found.set(name, textOf(step));
  };
  for (let at = 0; at < queue.length && found.size < 2 ** matchers.length; at++) {
    const step = queue[at];
    if (step === undefined || budget.left <= 0) break;
    if (at > 0) note(step);
    for (const char of alphabet) {
      budget.left--;
      if (template.isDead(template.step(step.states[0] ?? 0, char))) continue;
      budget.left -= all.length;
      const states = all.map((one, i) => one.step(step.states[i] ?? 0, char));
      const name = states.join();
      if (seen.has(name)) continue;
      seen.add(name);
      queue.push({ states, char, before: step });
    }
  }
  note(start);
  return [...found.values()];
}

function textOf(step: Step): string {
  let text = '';
  for (let at: Step | undefined = step; at !== undefined; at = at.before) text = at.char + text;
  return text;
}
