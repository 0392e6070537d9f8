import { formatInstant, type Instant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import type { Document, Masks } from './domain.js';
import { type DataAction, dataActions } from './kms-actions.js';
import {
  answersOf,
  type Path,
  type PathFacts,
  type Paths,
  type Source,
  sourceName,
} from './paths.js';
import { isCallerKey, TIME_KEY, UNCLEAR } from './question.js';
import type { Case } from './search.js';

/** Registers with the values that each may have; several of one and several of another mean every pair of them. */
export type RegisterValues = Readonly<Record<string, readonly string[]>>;

/** A way to the data. */
interface Way {
  readonly source: Source;
  /** As the document names it: a role, an account, `*`. */
  readonly principal: string;
  readonly actions: readonly string[];
  /** No longer from this instant on. */
  readonly until?: Instant;
  /** One request that passes, by condition key in lower case, and who makes it. */
  readonly witness: Readonly<Record<string, string>>;
  readonly caller: string;
}

/** Who is let in by an attestation document with these values of registers, and by none without. */
export interface Admitted extends Way {
  readonly registers: RegisterValues;
}

/** A way to the data that no measurement guards. */
export interface Opening extends Way {
  /**
   * `no-document`: without an attestation document. `any-image`: with one of any image. `debug`: with one of an enclave in
   * debug mode, whose registers are zeros. `unsigned`: with one of any unsigned image.
   */
  readonly how: 'no-document' | 'any-image' | 'debug' | 'unsigned';
}

/** A way that is open or not by what was not understood. */
export interface Doubt {
  /** Absent where it is about the document or the grants as a whole. */
  readonly source?: Source;
  readonly principal?: string;
  readonly actions: readonly string[];
  /** The conditions, or what could not be known. */
  readonly why: readonly string[];
}

/** Whether what the key protects comes out only to attested enclaves, and to which. */
export interface DataProof {
  readonly answer: 'locked' | 'open' | 'unknown';
  /** All that is admitted for certain by measurements. */
  readonly admitted: readonly Admitted[];
  readonly openings: readonly Opening[];
  readonly doubts: readonly Doubt[];
}

/** Why a statement that binds the signer and not the image is in doubt. */
export const DEBUG_DOUBT = 'debug mode is not denied, and PCR0 is not bound';

/**
 * Who can get at the data, over the whole document and the grants. By case analysis of every action, source, caller and
 * kind of document: `open` where a request passes that no measurement of an image holds; `unknown` where that hangs on
 * what was not understood; else `locked`, to exactly what `admitted` says. A measurement of an image is PCR0, PCR8, or PCR1
 * with PCR2, of an enclave, and not zeros; PCR8 alone is in doubt while debug mode is not denied, since nobody documents
 * whether it is zeroed too.
 */
export function proveData(paths: Paths, facts: PathFacts): DataProof {
  const course = new Course(paths);
  for (const action of dataActions(facts.policy.statements, facts.description)) {
    const open = new Set<string>();
    for (const path of paths.pathsOf(action.name)) {
      const whole = JSON.stringify([path.source, path.principal]);
      // One caller is enough to show that a principal needs no document.
      if (!open.has(whole) && course.follow(path, action)) open.add(whole);
    }
  }
  const doubts = [...[...course.doubts.values()].flat(), ...unread(paths, facts)];
  const openings = [...course.openings.values()].flat();
  return {
    answer: openings.length > 0 ? 'open' : doubts.length > 0 ? 'unknown' : 'locked',
    admitted: [...course.admitted.values()].flat(),
    openings,
    doubts,
  };
}

/** An opening as a sentence for people. */
export function openingText({ source, principal, actions, how }: Opening): string {
  const brought = {
    'no-document': 'without an attestation document',
    'any-image': 'with an attestation document of any image',
    debug: 'with an attestation document of an enclave in debug mode',
    unsigned: 'with an attestation document of any unsigned image',
  }[how];
  return `${sourceName(source)} lets ${principal} do ${actions.join(', ')} ${brought}`;
}

/** Collects what is found; what differs in the action alone is said once. */
class Course {
  readonly admitted = new Map<string, Admitted[]>();
  readonly openings = new Map<string, Opening[]>();
  readonly doubts = new Map<string, Doubt[]>();
  private readonly paths: Paths;

  constructor(paths: Paths) {
    this.paths = paths;
  }

  /** Whether requests without a document pass, at any time. */
  follow(path: Path, action: DataAction): boolean {
    if (action.kind === 'later') {
      if (this.paths.cases(path, 'none').length > 0) {
        this.doubt(path, ['a wildcard covers actions that are not known yet']);
      }
      return false;
    }
    for (const document of this.paths.documentsFor(action.name)) {
      const found = this.paths.cases(path, document).map((one) => this.place(path, document, one));
      // Who needs no document gains nothing by one.
      if (found.includes('always')) return true;
    }
    return false;
  }

  private place(path: Path, document: Document, one: Case): 'always' | undefined {
    if (one.doubts.length > 0) {
      this.doubt(path, one.doubts);
      return undefined;
    }
    const registers = document === 'enclave' ? pinned(this.paths, one.masks) : {};
    const how = openness(this.paths, one.masks, registers, document);
    const until = endOf(this.paths, one.masks);
    if (how === 'tpm') {
      this.doubt(path, ['it admits attested EC2 instances, which are no enclaves']);
    } else if (how === 'debug-unclear') {
      this.doubt(path, [DEBUG_DOUBT]);
    } else if (how !== undefined) {
      merge(this.openings, [how, until ?? null], { ...this.way(path, one, how), how });
    }
    const values = holdsImage(registers) ? nonZero(registers) : undefined;
    if (values !== undefined) {
      const way = this.way(path, one, undefined);
      merge(this.admitted, [values, until ?? null], { ...way, registers: values });
    }
    return how === 'no-document' && until === undefined ? 'always' : undefined;
  }

  private way(path: Path, one: Case, how: Opening['how'] | undefined): Way {
    const until = endOf(this.paths, one.masks);
    return {
      source: path.source,
      principal: path.principal.value,
      actions: [path.action],
      ...(until === undefined ? {} : { until }),
      witness: witnessOf(this.paths, one, how),
      caller: path.caller.value,
    };
  }

  private doubt({ source, principal, action }: Path, why: readonly string[]): void {
    merge(this.doubts, why, { source, principal: principal.value, actions: [action], why });
  }
}

/** An action is said once for a source, a principal and what is said of them; together with others of one witness. */
function merge<Item extends Doubt | Way>(into: Map<string, Item[]>, by: unknown, item: Item): void {
  const source = item.source === undefined ? '' : placeName(item.source);
  const name = `${source} ${JSON.stringify([item.principal, by])}`;
  const there = into.get(name) ?? [];
  if (there.some(({ actions }) => item.actions.every((action) => actions.includes(action)))) return;
  const place = there.findIndex((one) => sameWitness(one, item));
  const same = there[place];
  const merged =
    same === undefined ? item : { ...same, actions: [...same.actions, ...item.actions] };
  into.set(name, same === undefined ? [...there, merged] : there.with(place, merged));
}

/** Unlike every other source's. */
function placeName(source: Source): string {
  return source.kind === 'statement' ? `statement ${source.index}` : `grant ${source.grantId}`;
}

function sameWitness(a: Doubt | Way, b: Doubt | Way): boolean {
  const witnessIn = (one: Doubt | Way) => ('witness' in one ? [one.caller, one.witness] : []);
  return JSON.stringify(witnessIn(a)) === JSON.stringify(witnessIn(b));
}

function unread(paths: Paths, { grants, policy }: PathFacts): readonly Doubt[] {
  const document = policy.notUnderstood.filter(({ path }) => !path.startsWith('/Statement'));
  const why = [
    ...(grants === undefined ? ['the grants of the key could not be read'] : []),
    ...(paths.isExhausted ? ['the policy has too many cases'] : []),
    ...document.map(({ path, message }) => `${path}: ${message}`),
  ];
  return why.length === 0 ? [] : [{ actions: [], why }];
}

/** The registers of which a case leaves only values that the policy spells out. */
function pinned(paths: Paths, masks: Masks): RegisterValues {
  const entries = paths.domain.registers.flatMap(({ place, question, asked }) => {
    if (asked.platform !== 'enclave') return [];
    if (((masks[place] ?? 0n) & question.several) !== 0n) return [];
    const values = answersOf(paths.domain, masks, question.key);
    return [[asked.register, values.filter((value) => value !== undefined)] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Openness = Opening['how'] | 'tpm' | 'debug-unclear' | undefined;

function openness(
  paths: Paths,
  masks: Masks,
  registers: RegisterValues,
  document: Document,
): Openness {
  if (document === 'none') return 'no-document';
  if (document === 'tpm') return 'tpm';
  if (!holdsImage(registers)) return 'any-image';
  const { PCR0, PCR1, PCR2, PCR8 = [] } = registers;
  const isDebug = ['PCR0', 'PCR1', 'PCR2'].every((register) => {
    const key = `kms:recipientattestation:${register.toLowerCase()}`;
    return (
      paths.domain.placeOf(key) === undefined ||
      answersOf(paths.domain, masks, key).includes(ZERO_PCR)
    );
  });
  if (PCR0 !== undefined || (PCR1 !== undefined && PCR2 !== undefined)) {
    return isDebug ? 'debug' : undefined;
  }
  if (PCR8.includes(ZERO_PCR)) return 'unsigned';
  return isDebug ? 'debug-unclear' : undefined;
}

/** Whether the registers say which image it is, or whose. */
function holdsImage({ PCR0, PCR1, PCR2, PCR8 }: RegisterValues): boolean {
  return PCR0 !== undefined || PCR8 !== undefined || (PCR1 !== undefined && PCR2 !== undefined);
}

/** Without debug mode, and without unsigned images where the signer alone counts; undefined where nothing is left. */
function nonZero(registers: RegisterValues): RegisterValues | undefined {
  const { PCR0, PCR1, PCR2 } = registers;
  const isSignerAlone = PCR0 === undefined && (PCR1 === undefined || PCR2 === undefined);
  const measured = ['PCR0', 'PCR1', 'PCR2', ...(isSignerAlone ? ['PCR8'] : [])];
  const entries = Object.entries(registers).map(([register, values]) => {
    const isMeasured = measured.includes(register);
    return [register, isMeasured ? values.filter((value) => value !== ZERO_PCR) : values] as const;
  });
  return entries.some(([, values]) => values.length === 0)
    ? undefined
    : Object.fromEntries(entries);
}

/** The first instant from which on no request of the case can come; undefined where there is none. */
function endOf(paths: Paths, masks: Masks): Instant | undefined {
  const place = paths.domain.placeOf(TIME_KEY);
  const answers = place === undefined ? [] : (paths.domain.questions[place]?.answers ?? []);
  const last = answers.indexOf(answersOf(paths.domain, masks, TIME_KEY).at(-1));
  const next = last < 0 ? undefined : answers[last + 1];
  return next === undefined ? undefined : Number(next);
}

/** One answer to each question: zeros where they are what opens, else a value that nothing matches. */
function witnessOf(
  paths: Paths,
  { masks }: Case,
  how: Opening['how'] | undefined,
): Readonly<Record<string, string>> {
  const zeros = how === 'debug' ? /:pcr[012]$/ : how === 'unsigned' ? /:pcr8$/ : /$^/;
  const entries = paths.domain.questions.flatMap(({ key }) => {
    const answers = answersOf(paths.domain, masks, key);
    if (isCallerKey(key) || answers.includes(undefined)) return [];
    const answer =
      (zeros.test(key) ? answers.find((value) => value === ZERO_PCR) : undefined) ??
      answers.find((value) => value !== UNCLEAR && value !== ZERO_PCR) ??
      answers[0];
    if (answer === undefined) return [];
    return [[key, key === TIME_KEY ? formatInstant(Number(answer)) : answer] as const];
  });
  return Object.fromEntries(entries);
}
