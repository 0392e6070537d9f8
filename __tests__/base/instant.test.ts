import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DAY_MS,
  formatInstant,
  HOUR_MS,
  instantOf,
  MINUTE_MS,
  parseDuration,
  parseInstant,
} from '../../src/base/instant.js';

describe('parseInstant', () => {
  test.each<[string, number]>([
    ['1970-01-01T00:00:00Z', 0],
    ['1969-12-31T23:59:59Z', -1000],
    ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12)],
    ['2026-01-31T12:00:00.5Z', Date.UTC(2026, 0, 31, 12, 0, 0, 500)],
    ['2026-01-31T12:00:00.05Z', Date.UTC(2026, 0, 31, 12, 0, 0, 50)],
    ['2026-01-31T12:00:00.005Z', Date.UTC(2026, 0, 31, 12, 0, 0, 5)],
    ['2024-02-29T23:59:59.999Z', Date.UTC(2024, 1, 29, 23, 59, 59, 999)],
    ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
    ['2049-10-28T14:28:05Z', 2519044085000],
    ['9999-12-31T23:59:59Z', Date.UTC(9999, 11, 31, 23, 59, 59)],
    ['0001-01-01T00:00:00Z', -62135596800000],
  ])('%s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  test.each([
    ['nothing', ''],
    ['a date alone', '2026-01-31'],
    ['no seconds', '2026-01-31T12:00Z'],
    ['no Z', '2026-01-31T12:00:00'],
    ['a lower-case z', '2026-01-31T12:00:00z'],
    ['a lower-case t', '2026-01-31t12:00:00Z'],
    ['a space for T', '2026-01-31 12:00:00Z'],
    ['an offset of zero', '2026-01-31T12:00:00+00:00'],
    ['another offset', '2026-01-31T12:00:00+02:00'],
    ['month 0', '2026-00-01T00:00:00Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['day 0', '2026-01-00T00:00:00Z'],
    ['31 April', '2026-04-31T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['29 February 1900', '1900-02-29T00:00:00Z'],
    ['hour 24', '2026-01-31T24:00:00Z'],
    ['minute 60', '2026-01-31T12:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['four digits of a second', '2026-01-31T12:00:00.0000Z'],
    ['a point without digits', '2026-01-31T12:00:00.Z'],
    ['a comma', '2026-01-31T12:00:00,5Z'],
    ['a year of two digits', '26-01-31T12:00:00Z'],
    ['a year of six digits', '+002026-01-31T12:00:00Z'],
    ['a space in front', ' 2026-01-31T12:00:00Z'],
    ['a line end behind', '2026-01-31T12:00:00Z\n'],
    ['digits of another script', '٢٠٢٦-01-31T12:00:00Z'],
    ['milliseconds since 1970', '1767472867402'],
    ['now', 'now'],
  ])('refused: %s', (_, text) => {
    expect(() => parseInstant(text)).toThrowWithCode('encoding');
  });
});

test.each<[number, string]>([
  [0, '1970-01-01T00:00:00Z'],
  [999, '1970-01-01T00:00:00.999Z'],
  [1767472867402, '2026-01-03T20:41:07.402Z'],
  [2519044085000, '2049-10-28T14:28:05Z'],
])('formatInstant(%i) is %s', (instant, text) => {
  expect(formatInstant(instant)).toBe(text);
});

test('what is formatted is parsed to the same instant', () => {
  fc.assert(
    fc.property(fc.integer({ min: -62135596800000, max: 253402300799999 }), (instant) => {
      expect(parseInstant(formatInstant(instant))).toBe(instant);
    }),
  );
});

test.each<[Parameters<typeof instantOf>, number | undefined]>([
  [[1970, 1, 1, 0, 0, 0], 0],
  [[2024, 2, 29, 12, 30, 15], Date.UTC(2024, 1, 29, 12, 30, 15)],
  [[99, 1, 1, 0, 0, 0], -59042995200000],
  [[2025, 2, 29, 0, 0, 0], undefined],
  [[2025, 0, 1, 0, 0, 0], undefined],
  [[2025, 13, 1, 0, 0, 0], undefined],
  [[2025, 1, 32, 0, 0, 0], undefined],
  [[2025, 1, 1, 24, 0, 0], undefined],
  [[2025, 1, 1, 0, 60, 0], undefined],
  [[2025, 1, 1, 0, 0, 60], undefined],
  [[2025, 1, 1, 0, 0, Number.NaN], undefined],
])('instantOf(%j) is %p', (fields, instant) => {
  expect(instantOf(...fields)).toBe(instant);
});

describe('parseDuration', () => {
  test.each<[string, number]>([
    ['1s', 1000],
    ['90s', 90_000],
    ['30m', 30 * MINUTE_MS],
    ['72h', 72 * HOUR_MS],
    ['30d', 30 * DAY_MS],
    ['999999999d', 999_999_999 * DAY_MS],
  ])('%s', (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  test.each([
    '',
    's',
    '1',
    '0s',
    '00s',
    '01h',
    '-1h',
    '+1h',
    '1.5h',
    '1e3s',
    '1 h',
    ' 1h',
    '1h ',
    '1h\n',
    '1H',
    '1w',
    '1ms',
    '1h30m',
    'PT1H',
    '1000000000s',
    '１h',
  ])('refused: %p', (text) => {
    expect(() => parseDuration(text)).toThrowWithCode('encoding');
  });
});
