import { type Glob, tokenTakes } from './glob.js';

/** Bounds the work of a proof. If it runs out, the proof reports that and nothing counts as proved. */
export interface Budget {
  left: number;
}

/**
 * Matches a text against several globs, character by character: the automaton of their union, with states that are made
 * when needed. The cost of a new state grows with its number of places.
 */
export class Matcher {
  readonly globs: readonly Glob[];
  readonly start: number;
  private readonly budget: Budget;
  /** By state: the places that a text may have reached, each a glob and one of its tokens. */
  private readonly places: (readonly Place[])[] = [];
  private readonly states = new Map<string, number>();
  /** By state, then by character. */
  private readonly steps: Map<string, number>[] = [];
  private readonly accepting: boolean[] = [];

  constructor(globs: readonly Glob[], budget: Budget) {
    this.globs = globs;
    this.budget = budget;
    this.start = this.stateOf(globs.map((_, glob) => ({ glob, token: 0 })));
  }

  /** The state after one more character. */
  step(state: number, char: string): number {
    const steps = this.steps[state];
    const there = steps?.get(char);
    if (there !== undefined) return there;
    const from = this.places[state] ?? [];
    this.budget.left -= from.length;
    const next = from.flatMap(({ glob, token }) => {
      const one = this.globs[glob]?.[token];
      if (one === undefined || !tokenTakes(one, char)) return [];
      return [{ glob, token: one.many === true ? token : token + 1 }];
    });
    const found = this.stateOf(next);
    steps?.set(char, found);
    return found;
  }

  accepts(state: number): boolean {
    return this.accepting[state] === true;
  }

  /** Whether no continuation can match. */
  isDead(state: number): boolean {
    return this.places[state]?.length === 0;
  }

  private stateOf(places: readonly Place[]): number {
    this.budget.left -= places.length * PLACE_STEPS;
    const all = new Map<string, Place>();
    let accepts = false;
    for (const { glob, token } of places) {
      const tokens = this.globs[glob] ?? [];
      for (let at = token; at <= tokens.length; at++) {
        all.set(`${glob}.${at}`, { glob, token: at });
        if (at === tokens.length) accepts = true;
        // Every continuation matches, so no other place matters.
        if (at === tokens.length - 1 && isEverything(tokens[at])) {
          return this.named('everything', [{ glob, token: at }], true);
        }
        if (tokens[at]?.many !== true) break;
      }
    }
    return this.named([...all.keys()].sort().join(' '), [...all.values()], accepts);
  }

  private named(name: string, places: readonly Place[], accepts: boolean): number {
    const there = this.states.get(name);
    if (there !== undefined) return there;
    const state = this.places.length;
    this.states.set(name, state);
    this.places.push(places);
    this.steps.push(new Map());
    this.accepting.push(accepts);
    return state;
  }
}

/** Making a state takes longer than looking one up. */
const PLACE_STEPS = 8;

interface Place {
  readonly glob: number;
  readonly token: number;
}

function isEverything(token: Glob[number] | undefined): boolean {
  return token?.many === true && token.of === 'any';
}
