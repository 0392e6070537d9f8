import { FormatError } from './errors.js';

/** A moment, in milliseconds since 1970-01-01T00:00:00Z. Only `adapters/clock` reads the current one. */
export type Instant = number;

/** A length of time in milliseconds. */
export type DurationMs = number;

export const MINUTE_MS: DurationMs = 60_000;
export const HOUR_MS: DurationMs = 60 * MINUTE_MS;
export const DAY_MS: DurationMs = 24 * HOUR_MS;

const RFC3339_UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z$/;

/**
 * RFC 3339 in UTC with an upper-case Z, to the second or the millisecond. Throws FormatError `encoding` for another offset,
 * a date that the calendar does not have, a leap second, and any other text.
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

/** The instant of a UTC date and time (month and day from 1), or undefined where the calendar has no such date. */
export function instantOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): Instant | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const same =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return same ? date.getTime() : undefined;
}

/** RFC 3339 in UTC, to the second, with milliseconds only where they are not zero. */
export function formatInstant(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** A whole number followed by s, m, h or d, such as `72h`. Throws FormatError `encoding` for zero and for any other text. */
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
