import * as z from 'zod/mini';
import { encodeUtf8 } from '../base/encoding.js';
import { FormatError, UsageError } from '../base/errors.js';
import { issueSentence } from '../format/match-schema.js';
import { type JsonObject, type JsonValue, parseStrictJson } from '../format/strict-json.js';
import type { Expectation } from './expected-measurements.js';
import { comparePcrs } from './pcr.js';

/** The registers of one object of measurements. Output of tools may have capital digits. */
const REGISTERS = z.record(
  z.string().check(z.regex(/^PCR(?:\d|[12]\d|3[01])$/, 'expected PCR0 to PCR31')),
  z.string().check(z.regex(/^[0-9a-fA-F]{96}$/, 'expected 96 hexadecimal digits'), z.toLowerCase()),
);

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
  const [first, ...others] = found.map((object) => registersIn(object, name));
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

/** Whatever begins like a register has to be one: a misspelt name would leave its register uncompared. */
function registersIn(object: JsonObject, name: string): Expectation {
  const members = [...object].filter(([key]) => /^PCR/i.test(key));
  const result = REGISTERS.safeParse(Object.fromEntries(members));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const fault = issue === undefined ? 'expected another form' : issueSentence(issue);
  throw usage(`${name}: ${issue?.path.join('/')}: ${fault}`, name);
}

function usage(message: string, file: string, hint?: string): UsageError {
  return new UsageError(message, { at: { file }, ...(hint === undefined ? {} : { hint }) });
}
