import { FormatError } from './errors.js';

/** A moment, in milliseconds since 1970-01-01T00:00:00Z. Only `adapters/clock` knows which one is now. */
export type Instant = number;

/** A length of time in milliseconds. */
export type DurationMs = number;

export const MINUTE_MS: DurationMs = 60_000;
export const HOUR_MS: DurationMs = 60 * MINUTE_MS;
export const DAY_MS: DurationMs = 24 * HOUR_MS;

const RFC3339_UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z$/;

/**
 * RFC 3339 in UTC with an upper-case Z, to the second or the millisecond. Refused with `encoding`: another offset, a
 * date that the calendar does not have, a leap second. Nothing unparsable ever becomes a date.
 */
export function parseInstant(text: string): Instant {
  const fields = RFC3339_UTC.exec(text);
  if (fields !== null) {
    const [, year, month, day, hour, minute, second, fraction = ''] = fields;
    const instant = instantOf(
      Number(year),
      Number(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    );
    if (instant !== undefined) return instant + Number(fraction.padEnd(3, '0'));
  }
  throw new FormatError(
    'encoding',
    `expected an instant such as 2026-01-31T12:00:00Z, found ${JSON.stringify(text)}`,
  );
}

/** The instant of a UTC date and time (month and day from 1, years to 9999), or undefined where the calendar has none such. */
export function instantOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Instant | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = (month === 2 && isLeap ? 29 : DAYS_OF_MONTH[month - 1]) ?? 0;
  if (!isWithin(year, 0, 9999) || !isWithin(day, 1, days)) return undefined;
  if (!isWithin(hour, 0, 23) || !isWithin(minute, 0, 59) || !isWithin(second, 0, 59)) {
    return undefined;
  }
  // Date.UTC takes the years 0 to 99 for those of 1900 on. Calendars repeat after 400 years.
  return Date.UTC(year + 400, month - 1, day, hour, minute, second) - DAYS_OF_400_YEARS * DAY_MS;
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const DAYS_OF_400_YEARS = 146_097;

/** RFC 3339 in UTC, to the second; milliseconds only where they are not zero. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** A whole number followed by s, m, h or d, such as `72h`. Refused with `encoding` otherwise, and when zero. */
export function parseDuration(text: string): DurationMs {
  const fields = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (fields === null) {
    throw new FormatError(
      'encoding',
      `expected a duration such as 90s, 30m, 72h or 30d, found ${JSON.stringify(text)}`,
    );
  }
  const unitMs = { s: 1000, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[
    fields[2] as 's' | 'm' | 'h' | 'd'
  ];
  return Number(fields[1]) * unitMs;
}
