import type { Literal, Masks } from './domain.js';
import type { Budget } from './matcher.js';

/** A set of requests: any combination of these answers, provided that the doubts are resolved that way. */
export interface Case {
  readonly masks: Masks;
  /** Conditions that were not understood and decide whether these requests pass. */
  readonly doubts: readonly string[];
}

type Known = Extract<Literal, { question: number }>;

/**
 * Finds all requests that meet every literal of an Allow and escape every Deny. The cases leave out no request, and may
 * overlap where something is in doubt. By case analysis: a Deny that cannot apply is dropped, one that applies ends the
 * case, and one that may apply is split by its first failing literal. False where the budget ran out.
 */
export function searchCases(
  start: Masks,
  allow: readonly Literal[],
  denies: readonly (readonly Literal[])[],
  budget: Budget,
  found: (one: Case) => void,
): boolean {
  const doubts = allow.filter((one) => !isKnown(one)).map(({ text }) => text);
  let cases: readonly Case[] = [{ masks: start, doubts }];
  for (const literal of allow.filter(isKnown)) {
    cases = cases.flatMap((one) => meeting(one, literal));
  }
  return cases.every((one) => escaping(one, denies, budget, found));
}

function escaping(
  one: Case,
  denies: readonly (readonly Literal[])[],
  budget: Budget,
  found: (one: Case) => void,
): boolean {
  if (budget.left-- <= 0) return false;
  const pending: (readonly Literal[])[] = [];
  for (const deny of denies) {
    const open = openLiterals(one.masks, deny);
    if (open === undefined) continue;
    if (open.length === 0) return true;
    pending.push(open);
  }
  const [first, ...rest] = pending.sort((a, b) => a.length - b.length);
  if (first === undefined) {
    found(one);
    return true;
  }
  return splits(one, first).every((split) => escaping(split, rest, budget, found));
}

/** The literals that are not yet decided. Undefined where one fails. */
function openLiterals(masks: Masks, deny: readonly Literal[]): readonly Literal[] | undefined {
  const open: Literal[] = [];
  for (const literal of deny) {
    if (!isKnown(literal)) {
      open.push(literal);
      continue;
    }
    const mask = masks[literal.question] ?? 0n;
    if ((mask & ~literal.fails) === 0n) return undefined;
    if ((mask & ~literal.holds) !== 0n) open.push(literal);
  }
  return open;
}

/** The ways in which a Deny does not apply: the first literal fails, or the first holds and the second fails, and so on. */
function splits(one: Case, deny: readonly Literal[]): readonly Case[] {
  const cases: Case[] = [];
  let rest: Case | undefined = one;
  for (const literal of deny.filter(isKnown)) {
    if (rest === undefined) break;
    const failing = narrowed(rest, literal.question, literal.fails);
    if (failing !== undefined) cases.push(failing);
    const inDoubt = narrowed(rest, literal.question, ~literal.fails & ~literal.holds);
    if (inDoubt !== undefined) cases.push(doubted(inDoubt, literal));
    rest = narrowed(rest, literal.question, ~literal.fails);
  }
  const [unknown] = deny.filter((literal) => !isKnown(literal));
  if (rest !== undefined && unknown !== undefined) cases.push(doubted(rest, unknown));
  return cases;
}

function meeting(one: Case, literal: Known): readonly Case[] {
  const sure = narrowed(one, literal.question, literal.holds);
  const unsure = narrowed(one, literal.question, ~literal.fails & ~literal.holds);
  return [...(sure ? [sure] : []), ...(unsure ? [doubted(unsure, literal)] : [])];
}

function narrowed({ masks, doubts }: Case, question: number, to: bigint): Case | undefined {
  const mask = (masks[question] ?? 0n) & to;
  return mask === 0n ? undefined : { masks: masks.with(question, mask), doubts };
}

function doubted({ masks, doubts }: Case, { text }: Literal): Case {
  return { masks, doubts: doubts.includes(text) ? doubts : [...doubts, text] };
}

function isKnown(literal: Literal): literal is Known {
  return literal.question !== undefined;
}
