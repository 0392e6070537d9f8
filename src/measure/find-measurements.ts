import { encodeUtf8 } from '../base/encoding.js';
import { FormatError, UsageError } from '../base/errors.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE, REGISTER_NAME } from '../format/platform.js';
import { type JsonValue, parseStrictJson } from '../format/strict-json.js';
import type { Expectation } from './expected-measurements.js';
import { blankParts, lineCounter, outermostBraces } from './json-pieces.js';
import { logLines } from './log-lines.js';
import { measurementsIn, registerName, registersIn } from './measurement-json.js';
import { comparePcrs } from './pcr.js';

/** One register in a text. */
interface Sighting {
  readonly pcr: string;
  readonly value: PcrValue;
  /** From 1. */
  readonly line: number;
}

const FORMS_HINT =
  'Give the output of nitro-cli build-enclave, describe-eif or eif_build, or lines such as PCR0: HEX, PCR0=HEX or HEX PCR0.';
/** The names and values of registers in a line, in their order, with any text around them. */
const TOKENS =
  /(?<![\w-])(pcr[_-]?\d{1,3})(?!\w)|(?<![0-9a-z_])(?:0x|sha384:)?([0-9a-f]{16,})(?![0-9a-z_])/gi;
const PCR_DIGITS = 96;

/**
 * Finds the measurements in a text that people keep. In logs, it ignores the prefixes that loggers add to a line
 * (`logLines`). It reads:
 *
 * - JSON with PCR0, flat or inside `Measurements`, `measurements` or `result`, with any text around it: the output of
 *   `nitro-cli`, `eif_build` and `measure --json`;
 * - lines with the name and the value of a register, in either order: `PCR0: HEX`, `PCR0=HEX`, `HEX PCR0`, YAML, TOML.
 *
 * Names may have either case, and values may begin with `0x` or `sha384:`. `HashAlgorithm` is not compared, because
 * different versions of the tools name the same hash differently.
 *
 * Throws UsageError for a missing PCR0, two values of one register or two different objects (with both places), JSON that
 * is not strict, a register that does not exist, and a value that is not 96 hexadecimal digits. Throws TrustError
 * `debug-mode` for the output of `describe-enclaves` for an enclave in debug mode, because its documents have zeros.
 */
export function parseExpectation(text: string, name: string): Expectation {
  const lines = logLines(text);
  const clean = lines.join('\n');
  const lineOf = lineCounter(lines);
  const pieces = outermostBraces(clean).filter(([start, end]) =>
    /pcr[_-]?\d/i.test(clean.slice(start, end)),
  );
  const sets = pieces.flatMap(([start, end]) =>
    setsIn(clean.slice(start, end), lineOf(start), name),
  );
  const rest = blankParts(clean, pieces).split('\n');
  const inLines = rest.flatMap((line, i) => sightingsIn(line, i + 1, name));
  requireEqualSets(sets, name);
  const found = unitedValues([...sets.flat(), ...inLines], name);
  if (found[ENCLAVE.image] !== undefined) return found;
  throw usage(`${name} contains no PCR0 in a known form`, name, FORMS_HINT);
}

/** The measurements of one piece of JSON: none, one set or several. */
function setsIn(piece: string, firstLine: number, name: string): readonly (readonly Sighting[])[] {
  const value = parsePiece(piece, name);
  if (!(value instanceof Map)) return [];
  const lines = piece.split('\n');
  return measurementsIn(value, name).map((object) =>
    Object.entries(registersIn(object, name)).map(([pcr, digits]) => {
      const line = lines.findIndex((text) => text.toLowerCase().includes(digits));
      return { pcr, value: digits, line: firstLine + Math.max(0, line) };
    }),
  );
}

/**
 * A piece as JSON. Where it is not strict JSON, the prefixes of an unknown logger are removed from its lines. A piece that
 * is still not strict is refused, not ignored.
 */
function parsePiece(piece: string, name: string): JsonValue {
  try {
    return parseStrictJson(encodeUtf8(piece));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const [first = '', ...others] = piece.split('\n');
    const cut = others.map((line) => line.replace(/^[^"{}]*(?=["{}])/, ''));
    try {
      if (others.length > 0) return parseStrictJson(encodeUtf8([first, ...cut].join('\n')));
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
    }
    throw new UsageError(`${name} holds measurements that are not strict JSON: ${cause.message}`, {
      at: { file: name },
      cause,
    });
  }
}

/** `PCR0` to `PCR31`, from a name of either case. */
function registerOf(text: string, name: string): string {
  const register = registerName(text);
  if (REGISTER_NAME.test(register)) return register;
  throw usage(`${name}: expected PCR0 to PCR31, found ${JSON.stringify(text)}`, name);
}

/** Alternating names and values in a line. A line without both has no measurement. */
function sightingsIn(text: string, line: number, name: string): readonly Sighting[] {
  const tokens = [...text.matchAll(TOKENS)].map(([, register, digits]) => ({ register, digits }));
  if (!tokens.some(({ register }) => register !== undefined)) return [];
  if (!tokens.some(({ digits }) => digits !== undefined)) return [];
  const sightings: Sighting[] = [];
  for (let i = 0; i < tokens.length; i += 2) {
    const pair = tokens.slice(i, i + 2);
    const register = pair.find((token) => token.register !== undefined)?.register;
    const digits = pair.find((token) => token.digits !== undefined)?.digits;
    if (register === undefined || digits === undefined) {
      throw usage(`${name}: line ${line}: cannot tell which value belongs to which register`, name);
    }
    if (digits.length !== PCR_DIGITS) {
      throw usage(
        `${name}: line ${line}: expected ${register} to be ${PCR_DIGITS} hexadecimal digits, found ${digits.length}`,
        name,
      );
    }
    const pcr = registerOf(register, name);
    sightings.push({ pcr, value: digits.toLowerCase(), line });
  }
  return sightings;
}

/** Several objects must be the same measurements, because else the intended ones are unknown. */
function requireEqualSets(sets: readonly (readonly Sighting[])[], name: string): void {
  const [first, ...others] = sets;
  if (first === undefined) return;
  for (const other of others) {
    const [difference] = comparePcrs(valuesOf(first), valuesOf(other));
    if (difference === undefined) continue;
    const places = [first, other].map((set) => `line ${placeOf(set, difference.pcr)}`);
    throw usage(
      `${name} holds two objects with different PCR values: ${difference.pcr} differs between ${places.join(' and ')}`,
      name,
      'Keep the measurements that are meant.',
    );
  }
}

function placeOf(set: readonly Sighting[], pcr: string): number {
  return (set.find((sighting) => sighting.pcr === pcr) ?? set[0])?.line ?? 1;
}

function unitedValues(sightings: readonly Sighting[], name: string): Record<string, PcrValue> {
  const seen = new Map<string, Sighting>();
  for (const sighting of sightings) {
    const { pcr, value, line } = sighting;
    const before = seen.get(pcr);
    if (before === undefined) seen.set(pcr, sighting);
    else if (before.value !== value) {
      throw usage(
        `${name} holds two values of ${pcr}: in line ${before.line} and in line ${line}`,
        name,
        'Keep the measurements that are meant.',
      );
    }
  }
  return valuesOf([...seen.values()]);
}

function valuesOf(sightings: readonly Sighting[]): Record<string, PcrValue> {
  return Object.fromEntries(sightings.map(({ pcr, value }) => [pcr, value]));
}

function usage(message: string, file: string, hint?: string): UsageError {
  return new UsageError(message, { at: { file }, ...(hint === undefined ? {} : { hint }) });
}
