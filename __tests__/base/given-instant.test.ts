import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseGivenInstant } from '../../src/base/given-instant.js';
import { formatInstant, parseInstant } from '../../src/base/instant.js';
import '../to-throw-with-code.js';

const AT = Date.UTC(2025, 8, 16, 21, 25, 49, 422);

test.each<[string, number, boolean]>([
  ['2025-09-16T21:25:49.422Z', AT, false],
  ['2025-09-16T21:25:49.422000Z', AT, false],
  ['2025-09-16T21:25:49.422999Z', AT, true],
  ['2025-09-16T21:25:49.422000001Z', AT, true],
  ['2025-09-16T21:25:49.422+00:00', AT, false],
  ['2025-09-16T21:25:49.422-00:00', AT, false],
  ['2025-09-16T23:25:49.422+02:00', AT, false],
  ['2025-09-17T02:55:49.422+05:30', AT, false],
  ['2025-09-16T13:25:49.422-08:00', AT, false],
  ['2025-09-16t21:25:49.422z', AT, false],
  ['2025-09-16 21:25:49.422Z', AT, false],
  ['1969-12-31T23:59:59.9999Z', -1, true],
  ['2016-12-31T23:59:60Z', Date.UTC(2017, 0, 1) - 1, true],
  ['2017-01-01T00:59:60.5+01:00', Date.UTC(2017, 0, 1) - 1, true],
])('%s', (text, instant, rounded) => {
  expect(parseGivenInstant(text)).toEqual({ instant, rounded });
});

test.each([
  '',
  '2025-09-16',
  '2025-09-16T21:25Z',
  '2025-09-16T21:25:49',
  '2025-09-16T21:25:49.Z',
  '2025-09-16T21:25:49,5Z',
  '2025-09-16T21:25:49+0000',
  '2025-09-16T21:25:49+24:00',
  '2025-09-16T21:25:49+00:60',
  '2025-02-29T00:00:00Z',
  '2025-09-16T24:00:00Z',
  '2025-09-16T21:25:60Z',
  '2025-09-16T21:25:61Z',
  ' 2025-09-16T21:25:49Z',
  `2025-09-16T21:25:49.${'0'.repeat(100)}Z`,
  'now',
  '12',
])('refused: %p', (text) => {
  expect(() => parseGivenInstant(text)).toThrowWithCode('encoding');
});

test.each([
  ['seconds', '1758057949', '2025-09-16T21:25:49Z'],
  ['seconds with a fraction', '1758057949.422', '2025-09-16T21:25:49.422Z'],
  ['milliseconds', '1758057949422', '2025-09-16T21:25:49.422Z'],
  ['microseconds', '1758057949422123', '2025-09-16T21:25:49.422Z'],
  ['nanoseconds', '1758057949422123456', '2025-09-16T21:25:49.422Z'],
  ['many', '99999999999999999999', '5138-11-16T09:46:40Z'],
])('%s since 1970 are refused with their RFC 3339 form', (_, text, form) => {
  expect(() => parseGivenInstant(text)).toThrow(form);
});

describe('as a property', () => {
  const instants = fc.integer({ min: -62135510400000, max: 253402214400000 });

  test('every strict form is read as the same instant', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const text = formatInstant(instant);
        expect(parseGivenInstant(text)).toEqual({ instant: parseInstant(text), rounded: false });
      }),
    );
  });

  test('an offset moves the text and not the instant', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: -1439, max: 1439 }), (instant, minutes) => {
        const local = new Date(instant + minutes * 60_000).toISOString().replace('Z', '');
        const two = (value: number) => String(value).padStart(2, '0');
        const size = Math.abs(minutes);
        const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
        expect(parseGivenInstant(`${local}${offset}`).instant).toBe(instant);
      }),
    );
  });
});
