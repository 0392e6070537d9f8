import * as z from 'zod/mini';
import { TrustError, UsageError } from '../base/errors.js';
import { issueSentence } from '../format/match-schema.js';
import type { PcrValues } from '../format/pcr-value.js';
import { ENCLAVE, REGISTER_NAME } from '../format/platform.js';
import type { JsonObject } from '../format/strict-json.js';

/** The registers of one object of measurements, after `registersIn` has normalized names and values. */
const REGISTERS = z.record(
  z.string().check(z.regex(REGISTER_NAME, 'expected PCR0 to PCR31')),
  z.string().check(z.regex(/^[0-9a-f]{96}$/, 'expected 96 hexadecimal digits')),
);

/**
 * The measurements in a JSON object: the object itself where it has a PCR0, or those in `Measurements`, `measurements` or
 * `result`, where our own outcome has them. Throws TrustError `debug-mode` for the output of `describe-enclaves` for an
 * enclave in debug mode, because the documents of that enclave have zeros.
 */
export function measurementsIn(object: JsonObject, file: string): readonly JsonObject[] {
  if ([...object.keys()].some((key) => registerName(key) === ENCLAVE.image)) return [object];
  const found = ['Measurements', 'measurements', 'result'].flatMap((key) => {
    const inner = object.get(key);
    return inner instanceof Map ? measurementsIn(inner, file) : [];
  });
  if (found.length === 0 || object.get('Flags') !== 'DEBUG_MODE') return found;
  throw new TrustError(
    'debug-mode',
    `${file} describes an enclave in debug mode: its attestation documents have zeros in place of these PCRs`,
    {
      at: { file },
      hint: 'Start the enclave without --debug-mode, or expect the values that build-enclave printed for the image.',
    },
  );
}

/**
 * The registers of one object of measurements, by their usual names. Names may have either case, and values may begin with
 * `0x` or `sha384:`. Every name that begins like a register must be one, because a misspelled name would leave its register
 * uncompared. Throws UsageError, also for one register under two names.
 */
export function registersIn(object: JsonObject, file: string): PcrValues {
  const members = [...object].filter(([key]) => /^pcr/i.test(key));
  const named = new Map<string, unknown>();
  for (const [key, value] of members) {
    const name = registerName(key);
    if (named.has(name)) throw usage(`${file}: ${name} appears under two names`, file);
    named.set(name, typeof value === 'string' ? registerDigits(value) : value);
  }
  const result = REGISTERS.safeParse(Object.fromEntries(named));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const fault = issue === undefined ? 'invalid form' : issueSentence(issue);
  throw usage(`${file}: ${issue?.path.join('/')}: ${fault}`, file);
}

/** `PCR8` for `pcr8`, `PCR_8` and the like. */
export function registerName(text: string): string {
  return text.toUpperCase().replace(/^PCR[_-]/, 'PCR');
}

function registerDigits(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/^(?:0x|sha384:)/, '');
}

function usage(message: string, file: string): UsageError {
  return new UsageError(message, { at: { file } });
}
