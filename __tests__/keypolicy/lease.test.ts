import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { MINUTE_MS } from '../../src/base/instant.js';
import {
  LATE_PUT_MAX_MS,
  LEASE_MARGIN_MS,
  LEASE_MS,
} from '../../src/keypolicy/key-policy-limits.js';
import { type Lease, takeLease } from '../../src/keypolicy/lease.js';
import { encodeLease, type LeaseRecord, parseLease } from '../../src/keypolicy/lease-record.js';
import { digest, NOW } from '../allowlist/sample-list.js';
import { type Connection, type Fault, MemoryBucket } from '../fakes/memory-store.js';

const NAME = 'leases/111122223333-us-east-1-one.json';
const WATCH_MS = LEASE_MARGIN_MS + LATE_PUT_MAX_MS;
const PUT = { policy: digest('a'), at: NOW, confirmed: true, replaced: [digest('b')] };
const RECORD: LeaseRecord = {
  owner: 'one',
  run: 'https://example.com/runs/1',
  expiresAt: NOW + LEASE_MS,
  released: false,
  lastPut: PUT,
};

class Place {
  readonly bucket = new MemoryBucket();
  now = NOW;

  readonly said: string[] = [];

  take(
    owner: string,
    waitMs = 0,
    connection: Connection = {},
    takeOverAfterMs?: number,
  ): Promise<Lease> {
    const ports = {
      store: this.bucket.connect(connection),
      clock: () => this.now,
      sleep: async (durationMs: number) => {
        await connection.gate?.('sleep');
        this.now += durationMs;
      },
      random: () => 0.5,
      processes: { own: 'alive', isDead: (text: string) => text === 'dead' },
      onWait: (message: string) => void this.said.push(message),
    };
    const takeOver = takeOverAfterMs === undefined ? {} : { takeOverAfterMs };
    return takeLease(ports, { name: NAME, owner, run: `run of ${owner}`, waitMs, ...takeOver });
  }

  record(): LeaseRecord {
    return parseLease(this.bucket.objects.get(NAME)?.bytes ?? new Uint8Array(), NAME);
  }
}

describe('a lease', () => {
  test('is written where there is none, and names its run and end', async () => {
    const place = new Place();
    const lease = await place.take('one');
    expect(place.record()).toEqual({
      ...{ ...RECORD, run: 'run of one' },
      ...{ holder: 'alive', lastPut: null },
    });
    expect(lease.lastPut).toBeNull();
    expect(lease.putsEndAt()).toBe(NOW + LEASE_MS - LEASE_MARGIN_MS);
  });

  test('is held against others until its end, and then taken over with what it remembers', async () => {
    const place = new Place();
    const first = await place.take('one');
    await first.renew(PUT);
    place.now += LEASE_MS - 1;
    await expect(place.take('two')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('run of one'),
    });
    place.now += 1;
    const second = await place.take('two');
    expect(second.lastPut).toEqual(PUT);
    await expect(first.renew(null)).toRejectWithCode('conflict');
    expect(place.record().owner).toBe('two');
  });

  test('is waited for', async () => {
    const place = new Place();
    await place.take('one');
    await place.take('two', LEASE_MS + MINUTE_MS);
    expect(place.now).toBeGreaterThanOrEqual(NOW + LEASE_MS);
    expect(place.record().owner).toBe('two');
  });

  test('is free once it is given back, and what was put is remembered', async () => {
    const place = new Place();
    const first = await place.take('one');
    await first.release(PUT);
    expect((await place.take('two')).lastPut).toEqual(PUT);
  });

  test('lasts longer from each renewal', async () => {
    const place = new Place();
    const lease = await place.take('one');
    place.now += MINUTE_MS;
    await lease.renew(null);
    expect(lease.putsEndAt()).toBe(place.now + LEASE_MS - LEASE_MARGIN_MS);
  });

  test('that was lost is left alone', async () => {
    const place = new Place();
    const first = await place.take('one');
    place.now += LEASE_MS;
    await place.take('two');
    await first.release(null);
    expect(place.record()).toMatchObject({ owner: 'two', released: false });
  });

  test('that nobody can read, or that reaches too far, counts as free, and is named', async () => {
    const far = encodeLease({ ...RECORD, expiresAt: NOW + 3_000 * 24 * 60 * MINUTE_MS });
    const texts = ['', '{}', `{"owner":"x"}`, 'x'.repeat(20_000)].map((text) => encodeUtf8(text));
    for (const bytes of [...texts, far]) {
      const place = new Place();
      place.bucket.overwrite(NAME, bytes);
      const lease = await place.take('one', 1000);
      expect([lease.lastPut, place.record().owner]).toEqual([null, 'one']);
      expect(lease.watchUntil).toBe(NOW + WATCH_MS);
      expect(place.said.join()).toContain('treating it as free');
    }
  });

  test('of a dead process of this machine counts as free', async () => {
    const place = new Place();
    place.bucket.overwrite(NAME, encodeLease({ ...RECORD, owner: 'other', holder: 'dead' }));
    const lease = await place.take('one', 1000);
    expect([lease.lastPut, lease.watchUntil]).toEqual([PUT, undefined]);
  });

  test('of a dead process that may have sent a put is watched', async () => {
    const place = new Place();
    const lastPut = { ...PUT, confirmed: false };
    const record = { ...RECORD, owner: 'other', holder: 'dead', lastPut };
    place.bucket.overwrite(NAME, encodeLease(record));
    expect((await place.take('one', 1000)).watchUntil).toBe(NOW + WATCH_MS);
  });

  test('says to whoever takes it next until when a put may come, and no longer', async () => {
    const place = new Place();
    await place.take('one');
    const second = await place.take('two', 1000, {}, 0);
    await second.release(null);
    place.now += MINUTE_MS;
    const third = await place.take('three');
    expect(third.watchUntil).toBe(NOW + WATCH_MS);
    place.now += WATCH_MS;
    await third.renew(PUT);
    expect(place.record().watchUntil).toBeUndefined();
    await third.release(PUT);
    expect((await place.take('four')).watchUntil).toBeUndefined();
  });

  test('that a thief wrote makes nobody watch longer than a genuine one', async () => {
    const place = new Place();
    const record = { ...RECORD, released: true, watchUntil: NOW + 1000 * WATCH_MS };
    place.bucket.overwrite(NAME, encodeLease(record));
    expect((await place.take('one')).watchUntil).toBe(NOW + WATCH_MS);
  });

  test('of a living run is taken over after the time that is given, and that run notices', async () => {
    const place = new Place();
    const first = await place.take('one');
    await expect(place.take('two', 1000)).toRejectWithCode('conflict');
    expect(place.said[0]).toContain('waiting for');
    const second = await place.take('two', 10 * MINUTE_MS, {}, MINUTE_MS);
    expect(second.watchUntil).toBe(place.now + WATCH_MS);
    expect(place.now).toBeLessThan(NOW + 2 * MINUTE_MS);
    await expect(first.requireHeld()).toRejectWithCode('conflict');
    await second.requireHeld();
  });

  test('has one text, which reads back', () => {
    for (const record of [RECORD, { ...RECORD, watchUntil: NOW + WATCH_MS }]) {
      expect(parseLease(encodeLease(record), NAME)).toEqual(record);
    }
    const more = encodeUtf8(new TextDecoder().decode(encodeLease(RECORD)).replace('{', '{"x":1,'));
    expect(() => parseLease(more, NAME)).toThrowWithCode('list-unavailable');
    const never = new TextDecoder()
      .decode(encodeLease(RECORD))
      .replace(/2026-01-31T12:06:00Z/, 'never');
    expect(() => parseLease(encodeUtf8(never), NAME)).toThrowWithCode('list-unavailable');
  });

  test('has one owner at a time, whatever answers are lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 2, max: 4 }),
        fc.array(fc.constantFrom<Fault>('none', 'unsent', 'lost', 'late', 'conflict', 'retried'), {
          maxLength: 20,
        }),
        async (scheduler, count, faults) => {
          const place = new Place();
          const left = [...faults];
          const gate = (label: string) => scheduler.schedule(Promise.resolve(), label);
          const fault = (operation: string) =>
            operation === 'put' ? (left.shift() ?? 'none') : 'none';
          const owners = new Set<string>();
          let most = 0;
          let turns = 0;
          const work = Array.from({ length: count }, async (_, i) => {
            const owner = `owner ${i}`;
            let lease: Lease;
            try {
              lease = await place.take(owner, 100 * MINUTE_MS, { gate, fault });
            } catch (error) {
              expect((error as { code?: string }).code).toBe('conflict');
              return;
            }
            // A lease that has ended by the clock is nobody's: its owner puts nothing.
            const isHeld = () => place.now < lease.putsEndAt();
            owners.add(owner);
            await gate('work');
            if (isHeld()) {
              most = Math.max(most, [...owners].length);
              turns++;
            }
            owners.delete(owner);
            await lease.release(null);
          });
          await scheduler.waitFor(Promise.all(work));
          expect(most).toBeLessThanOrEqual(1);
          if (faults.length === 0) expect(turns).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
