/** A moment, in milliseconds since 1970-01-01T00:00:00Z. Only `adapters/clock` reads the current one. */
export type Instant = number;
/** A length of time in milliseconds. */
export type DurationMs = number;
export declare const MINUTE_MS: DurationMs;
export declare const HOUR_MS: DurationMs;
export declare const DAY_MS: DurationMs;
/**
 * RFC 3339 in UTC with an upper-case Z, to the second or the millisecond. Throws FormatError `encoding` for another offset,
 * a date that the calendar does not have, a leap second, and any other text.
 */
export declare function parseInstant(text: string): Instant;
/** The instant of a UTC date and time (month and day from 1), or undefined where the calendar has no such date. */
export declare function instantOf(year: number, month: number, day: number, hour: number, minute: number, second: number): Instant | undefined;
/** RFC 3339 in UTC, to the second, with milliseconds only where they are not zero. */
export declare function formatInstant(instant: Instant): string;
/** A whole number followed by s, m, h or d, such as `72h`. Throws FormatError `encoding` for zero and for any other text. */
export declare function parseDuration(text: string): DurationMs;
