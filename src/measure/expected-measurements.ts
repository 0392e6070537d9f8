import { encodeUtf8 } from '../base/encoding.js';
import { FormatError, UsageError } from '../base/errors.js';
import { type PcrValue, type PcrValues, ZERO_PCR } from '../format/pcr-value.js';
import { type JsonObject, type JsonValue, parseStrictJson } from '../format/strict-json.js';
import type { Hashing } from './hashing.js';
import {
  comparePcrs,
  doubleHashedText,
  extend,
  type Measurements,
  type PcrDifference,
  pcr3OfRole,
  pcr4OfInstance,
} from './pcr.js';

/** PCR values that an image is expected to have, by name; PCR0 is always among them. */
export type Expectation = PcrValues;

/** What the expected PCR3 and PCR4 are compared with, since no image determines them. */
export interface ExpectationContext {
  readonly roleArns: readonly string[];
  readonly instanceIds: readonly string[];
}

export interface ExpectationReport {
  readonly differences: readonly PcrDifference[];
  /** Expected registers that neither the image nor the context determines: neither equal nor different. */
  readonly notComputed: readonly string[];
  /** What a differing value probably is. */
  readonly explanations: readonly string[];
}

const OF_THE_IMAGE = ['PCR0', 'PCR1', 'PCR2', 'PCR8'];

/**
 * Finds the measurements in the output of `nitro-cli build-enclave`, `nitro-cli describe-eif` or `eif_build`, or of our
 * own `measure --json`: an object with PCR0, flat or inside `Measurements` or `measurements`, with any text around
 * it. `HashAlgorithm` is not compared: it names the same hash differently in different versions of the tools.
 *
 * Throws UsageError where there is no such object, where two of them differ, for a duplicate key, a key that only
 * looks like a register, and a value that is not 96 hexadecimal digits.
 */
export function parseExpectation(text: string, name: string): Expectation {
  const found = jsonObjectsIn(text, name).flatMap(measurementsIn);
  const [first, ...others] = found.map((object) => pcrValuesOf(object, name));
  if (first === undefined) {
    throw usage(
      `${name} holds no JSON object with a PCR0`,
      name,
      'Give the output of nitro-cli build-enclave, describe-eif or eif_build.',
    );
  }
  for (const other of others) {
    if (comparePcrs(first, other).length > 0)
      throw usage(`${name} holds two objects with different PCR values`, name);
  }
  return first;
}

/**
 * Compares an expectation with an image, in both directions: a register of the image that is not expected is a
 * difference too. An expected PCR3 (PCR4) is met by any of the roles (instances) of the context.
 */
export function compareWithExpectation(
  expected: Expectation,
  measurements: Measurements,
  context: ExpectationContext,
  hashing: Hashing,
): ExpectationReport {
  const computed: Record<string, PcrValue> = { ...measurements };
  addNearest(
    computed,
    'PCR3',
    expected,
    context.roleArns.map((arn) => pcr3OfRole(arn, hashing)),
  );
  addNearest(
    computed,
    'PCR4',
    expected,
    context.instanceIds.map((id) => pcr4OfInstance(id, hashing)),
  );
  const notComputed = Object.keys(expected).filter(
    (pcr) => computed[pcr] === undefined && !OF_THE_IMAGE.includes(pcr),
  );
  const known = Object.fromEntries(
    Object.entries(expected).filter(([pcr]) => !notComputed.includes(pcr)),
  );
  const differences = comparePcrs(known, computed);
  return {
    differences,
    notComputed,
    explanations: differences.flatMap((difference) => explain(difference, context, hashing)),
  };
}

/** The one of several computed values that is expected, or else the first: one register is compared once. */
function addNearest(
  computed: Record<string, PcrValue>,
  pcr: string,
  expected: Expectation,
  values: readonly PcrValue[],
): void {
  const wanted = expected[pcr];
  const [first] = values;
  if (wanted === undefined || first === undefined) return;
  computed[pcr] = values.find((value) => value === wanted) ?? first;
}

function explain(
  difference: PcrDifference,
  { roleArns, instanceIds }: ExpectationContext,
  hashing: Hashing,
): readonly string[] {
  if (difference.kind === 'extra') return [];
  const { pcr, expected } = difference;
  if (expected === ZERO_PCR && difference.kind === 'missing') {
    return [
      `The expected ${pcr} is all zeros, which the enclave of an unsigned image has; no image measures to it: leave it out`,
    ];
  }
  if (expected === ZERO_PCR) {
    return [
      `The expected ${pcr} is all zeros: a debug enclave, an unsigned image or no role shows that, never this image`,
    ];
  }
  const texts = pcr === 'PCR3' ? roleArns : pcr === 'PCR4' ? instanceIds : [];
  return texts.flatMap((text) => {
    if (expected === doubleHashedText(text, hashing)) {
      return [
        `The expected ${pcr} is what nitro-cli pcr --input makes of ${text}: it hashes twice, and no enclave will have it`,
      ];
    }
    if (
      [`${text}\n`, `${text}\r\n`].some((line) => expected === extend(encodeUtf8(line), hashing))
    ) {
      return [
        `The expected ${pcr} was made of ${text} with a line end behind it, and no enclave will have it`,
      ];
    }
    return [];
  });
}

/**
 * Every JSON object in a text that is not inside another one and mentions a PCR. One that is not strict JSON is refused
 * rather than passed over.
 */
function jsonObjectsIn(text: string, name: string): readonly JsonObject[] {
  return outermostBraces(text)
    .map(([start, end]) => text.slice(start, end))
    .filter((piece) => piece.includes('PCR'))
    .map((piece) => parsePiece(piece, name))
    .filter((value) => value instanceof Map);
}

/**
 * Pairs of braces outside of strings, without the pairs inside them, in one pass: logs can be long. A string ends with
 * its line at the latest, as JSON demands, so that a lone quote in a log hides no more than its line.
 */
function outermostBraces(text: string): readonly (readonly [start: number, end: number])[] {
  const open: number[] = [];
  const pairs: (readonly [number, number])[] = [];
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

function parsePiece(piece: string, name: string): JsonValue {
  try {
    return parseStrictJson(encodeUtf8(piece));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${name} holds measurements that are not strict JSON: ${cause.message}`, {
      at: { file: name },
      cause,
    });
  }
}

/** The object itself, or the measurements inside it; our own outcome holds them in `result`. */
function measurementsIn(object: JsonObject): readonly JsonObject[] {
  if (object.has('PCR0')) return [object];
  return ['Measurements', 'measurements', 'result'].flatMap((key) => {
    const inner = object.get(key);
    return inner instanceof Map ? measurementsIn(inner) : [];
  });
}

function pcrValuesOf(object: JsonObject, name: string): Expectation {
  const values: Record<string, PcrValue> = {};
  for (const [key, value] of object) {
    if (!/^PCR/i.test(key)) continue;
    if (!/^PCR(?:\d|[12]\d|3[01])$/.test(key))
      throw usage(`${name}: expected PCR0 to PCR31, found ${JSON.stringify(key)}`, name);
    if (typeof value !== 'string' || !/^[0-9a-fA-F]{96}$/.test(value)) {
      throw usage(`${name}: expected ${key} to be 96 hexadecimal digits`, name);
    }
    values[key] = value.toLowerCase();
  }
  return values;
}

function usage(message: string, file: string, hint?: string): UsageError {
  return new UsageError(message, { at: { file }, ...(hint === undefined ? {} : { hint }) });
}
