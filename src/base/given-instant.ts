import { FormatError, type Warning } from './errors.js';
import { formatInstant, type Instant, instantOf, MINUTE_MS } from './instant.js';

/** An instant that a person wrote, to the millisecond. */
export interface GivenInstant {
  readonly instant: Instant;
  /** The text named a later moment within or after this millisecond. */
  readonly rounded: boolean;
}

const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
/** Longer than any instant that a program writes. */
const TEXT_MAX_CHARACTERS = 64;
const FINEST_MS = 3;
const LAST_MS = 999;

/** Units of numbers since 1970, recognized by the number of digits. Each is right for the years 1973 to 5138. */
const EPOCHS = [
  { digits: /^\d{9,11}(?:\.\d+)?$/, unit: 'seconds', perMs: 0.001 },
  { digits: /^\d{12,14}(?:\.\d+)?$/, unit: 'milliseconds', perMs: 1 },
  { digits: /^\d{15,17}$/, unit: 'microseconds', perMs: 1_000 },
  { digits: /^\d{18,20}$/, unit: 'nanoseconds', perMs: 1_000_000 },
] as const;

/**
 * Parses an instant as people write it: RFC 3339 section 5.6 with any offset, letters of either case, a space for the `T`,
 * and a fraction of any length, rounded down to milliseconds. A leap second (23:59:60 in UTC) is the last millisecond
 * before it. `parseInstant` reads the only form that signed formats have.
 *
 * Throws FormatError `encoding` for any other text. For a number since 1970 the message has its RFC 3339 form.
 */
export function parseGivenInstant(text: string): GivenInstant {
  const fields = text.length > TEXT_MAX_CHARACTERS ? null : RFC3339.exec(text);
  const given = fields === null ? undefined : instantOfFields(fields);
  if (given !== undefined) return given;
  const found = JSON.stringify(text.slice(0, TEXT_MAX_CHARACTERS));
  throw new FormatError(
    'encoding',
    epochRefusal(text) ?? `expected an instant such as 2026-01-31T12:00:00Z, found ${found}`,
  );
}

function instantOfFields(fields: RegExpExecArray): GivenInstant | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields
    .slice(1, 7)
    .map(Number);
  const [fraction = '', sign, offsetHours, offsetMinutes] = fields.slice(7);
  const isLeap = second === 60;
  const local = instantOf(year, month, day, hour, minute, isLeap ? 59 : second);
  if (local === undefined) return undefined;
  const offsetMs = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * MINUTE_MS;
  const whole = sign === '-' ? local + offsetMs : local - offsetMs;
  if (isLeap) {
    const isLastMinute = formatInstant(whole).endsWith('T23:59:59Z');
    return isLastMinute ? { instant: whole + LAST_MS, rounded: true } : undefined;
  }
  return {
    instant: whole + Number(fraction.slice(0, FINEST_MS).padEnd(FINEST_MS, '0')),
    rounded: /[1-9]/.test(fraction.slice(FINEST_MS)),
  };
}

/** The warning that the instant given under this name was rounded down. */
export function roundedWarning(name: string, instant: Instant): Warning {
  return {
    code: 'instant-rounded',
    message: `${name} is rounded down to the millisecond ${formatInstant(instant)}`,
  };
}

/** The refusal of a number since 1970, with what to write instead. Undefined for any other text. */
export function epochRefusal(text: string): string | undefined {
  const epoch = EPOCHS.find(({ digits }) => digits.test(text));
  if (epoch === undefined) return undefined;
  // The unit of a number is a guess, which is why the number is refused.
  const written = formatInstant(Math.floor(Number(text) / epoch.perMs));
  return `expected an RFC 3339 instant, found ${text}. If these are ${epoch.unit} since 1970, write ${written}`;
}
