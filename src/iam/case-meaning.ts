import { formatInstant, type Instant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import { isCallerKey } from './callers.js';
import { answersOf, type Document, type Domain, type Masks } from './domain.js';
import {
  holdsImage,
  holdsInstance,
  nonZeroRegisters,
  type OpeningKind,
  type Openness,
  opennessOf,
  pinnedRegisters,
  type RegisterValues,
} from './measured-image.js';
import { TIME_KEY } from './question.js';
import type { Case } from './search.js';

/** The meaning of a case, for any caller and any action. */
export interface CaseMeaning {
  readonly openness: Openness;
  readonly how: OpeningKind | undefined;
  readonly until: Instant | undefined;
  /** Present where the case opens the data. */
  readonly opening?: CaseWay & { readonly how: OpeningKind };
  /** Present where measurements restrict what the case admits. */
  readonly admitted?: CaseWay & {
    readonly registers: RegisterValues;
    readonly doubts: readonly string[];
  };
}

/** The part of a way to the data that its case decides. */
interface CaseWay {
  /** Ways of one source and principal with the same `by` are reported together. */
  readonly by: string;
  /** The instant at which the way closes. */
  readonly until?: Instant;
  /** One request that passes, by condition key in lower case. */
  readonly witness: Readonly<Record<string, string>>;
}

/** The meaning of a case of requests with such a document. */
export function meaningOfCase(domain: Domain, one: Case, document: Document): CaseMeaning {
  const { masks, doubts } = one;
  const pinned = pinnedRegisters(domain, masks, document);
  const openness = opennessOf(domain, masks, pinned, document);
  const how = openness !== undefined && 'how' in openness ? openness.how : undefined;
  const until = endOf(domain, masks);
  const dated = until === undefined ? {} : { until };
  const holds = document === 'tpm' ? holdsInstance(pinned) : holdsImage(pinned);
  const registers = holds ? nonZeroRegisters(pinned) : undefined;
  const meaning = { openness, how, until };
  return {
    ...meaning,
    ...(how === undefined
      ? {}
      : {
          opening: {
            by: openingName(how, until),
            how,
            ...dated,
            witness: witnessOf(domain, one, how),
          },
        }),
    ...(registers === undefined
      ? {}
      : {
          admitted: {
            by: JSON.stringify([registers, until ?? null, doubts]),
            ...{ registers, ...dated, doubts },
            witness: witnessOf(domain, one, undefined),
          },
        }),
  };
}

/** The field `by` of an opening. */
export function openingName(how: OpeningKind, until: Instant | undefined): string {
  return `${how} ${until ?? ''}`;
}

/** The first instant from which no request of the case is possible. Undefined where there is no such instant. */
function endOf(domain: Domain, masks: Masks): Instant | undefined {
  const place = domain.placeOf(TIME_KEY);
  const answers = place === undefined ? [] : (domain.questions[place]?.answers ?? []);
  const last = answers.indexOf(answersOf(domain, masks, TIME_KEY).at(-1));
  const next = last < 0 ? undefined : answers[last + 1];
  return next === undefined ? undefined : Number(next);
}

/** One answer to each question: zeros where zeros open the data, else a value that no condition matches. */
function witnessOf(
  domain: Domain,
  { masks }: Case,
  how: OpeningKind | undefined,
): Readonly<Record<string, string>> {
  const { debug } = PLATFORMS['nitro-enclave'];
  const zeros = how === 'debug' ? debug : how === 'unsigned' ? [ENCLAVE.signer] : [];
  const isZero = (key: string) => zeros.some((name) => key.endsWith(`:${name.toLowerCase()}`));
  const entries = domain.questions.flatMap(({ key }) => {
    const answers = answersOf(domain, masks, key);
    if (isCallerKey(key) || answers.includes(undefined)) return [];
    const answer =
      (isZero(key) ? answers.find((value) => value === ZERO_PCR) : undefined) ??
      answers.find((value) => value !== ZERO_PCR) ??
      answers[0];
    if (answer === undefined) return [];
    return [[key, key === TIME_KEY ? formatInstant(Number(answer)) : answer] as const];
  });
  return Object.fromEntries(entries);
}
