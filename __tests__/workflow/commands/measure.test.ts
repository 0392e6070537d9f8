import { describe, expect, test } from '@jest/globals';
import { DAY_MS, parseInstant } from '../../../src/base/instant.js';
import { memorySource } from '../../../src/format/byte-source.js';
import { type MeasurePorts, measure } from '../../../src/workflow/commands/measure.js';
import {
  type MeasureRequest,
  measureRequest,
} from '../../../src/workflow/options/measure-request.js';
import { failed, outcomeKind } from '../../../src/workflow/outcome.js';
import { vectorBytes } from '../../fakes/eif-vectors.js';

/** Files that are vectors, texts that are given, and a count of what stays open. */
function ports(texts: Readonly<Record<string, string>> = {}): MeasurePorts & { open: number } {
  const made = {
    open: 0,
    async openImage(name: string) {
      made.open++;
      return { ...memorySource(vectorBytes(name), name), close: async () => void made.open-- };
    },
    readText: async (name: string) => texts[name] ?? '',
  };
  return made;
}

const request = (options: Record<string, string | boolean | string[]>): MeasureRequest =>
  measureRequest({ eif: 'signed-p384.eif', ...options });
const run = (
  options: Record<string, string | boolean | string[]>,
  now = parseInstant('2026-06-01T00:00:00Z'),
) => measure(request(options), ports(), now);

describe('certificate dates, at the second', () => {
  const [begin, end] = [parseInstant('2025-01-01T00:00:00Z'), parseInstant('2099-12-31T23:59:59Z')];

  test.each([
    ['before it begins', begin - 1, '0', 'certificate-not-yet-valid'],
    ['as it begins', begin, '0', undefined],
    ['as it ends', end, '0', undefined],
    ['after it ended', end + 1, '0', 'certificate-expired'],
    ['30 days before its end', end - 30 * DAY_MS, '30', undefined],
    ['a moment later', end - 30 * DAY_MS + 1, '30', 'certificate-ends-soon'],
  ])('%s', async (_name, now, days, code) => {
    const outcome = await run({ 'min-certificate-days': days }, now);
    expect(outcome.error?.code).toBe(code);
    expect(outcome.exitCode).toBe(code === undefined ? 0 : 3);
  });

  test('without days, the same faults are warnings', async () => {
    for (const [now, code] of [
      [begin - 1, 'certificate-not-yet-valid'],
      [end + 1, 'certificate-expired'],
    ] as const) {
      const outcome = await run({}, now);
      expect([outcome.exitCode, outcome.warnings.map((warning) => warning.code)]).toEqual([
        0,
        [code],
      ]);
    }
    expect((await run({}, begin)).warnings).toEqual([]);
  });
});

describe('outcomes', () => {
  test('every source is closed, whatever happens', async () => {
    for (const options of [
      {},
      { eif: 'malformed/crc.eif' },
      { compare: 'malformed/magic.eif' },
      { 'require-signed': true, eif: 'unsigned-one-ramdisk.eif' },
    ]) {
      const made = ports();
      await measure(request(options), made, 0);
      expect(made.open).toBe(0);
    }
  });

  test('what is asked for is looked at before any image is opened', async () => {
    const made = ports();
    const opened: string[] = [];
    const watched = {
      ...made,
      openImage(name: string) {
        opened.push(name);
        return made.openImage(name);
      },
    };
    for (const options of [
      { 'role-arn': ['x'] },
      { 'instance-id': ['x'] },
      { expect: 'empty.json' },
    ]) {
      expect((await measure(request(options), watched, 0)).error?.code).toBe('usage');
    }
    expect(opened).toEqual([]);
  });

  test('a fault that nobody foresaw is internal, and never a pass', async () => {
    const broken: MeasurePorts = {
      ...ports(),
      openImage: () => Promise.reject(new TypeError('surprise')),
    };
    expect(await measure(request({}), broken, 0)).toMatchObject({
      exitCode: 1,
      error: { code: 'internal', message: 'surprise' },
    });
    expect(failed(null, 'a text')).toMatchObject({ exitCode: 1, error: { code: 'internal' } });
  });

  test('each exit code has its word', () => {
    expect(([0, 1, 2, 3, 4, 5, 6] as const).map(outcomeKind)).toEqual([
      'done',
      'error',
      'refused',
      'refused',
      'conflict',
      'drift',
      'unknown',
    ]);
  });

  test('a check that was asked for never passes because its subject is absent', async () => {
    const unsigned = { eif: 'unsigned-one-ramdisk.eif' };
    expect((await run({ ...unsigned, 'require-signed': true })).error?.code).toBe('unsigned');
    expect((await run({ ...unsigned, 'min-certificate-days': '0' })).error?.code).toBe('unsigned');
    expect((await run({ ...unsigned, expect: 'nothing.json' })).error?.code).toBe('usage');
    expect(
      (await run({ ...unsigned, compare: 'signed-p384.eif', 'require-same-signer': true })).error
        ?.code,
    ).toBe('not-reproducible');
  });
});
