import type { AllowListStore, StoredObject } from '../allowlist/allow-list-store.js';
import { type BackoffBounds, backoffMs } from '../base/backoff.js';
import { equalBytes } from '../base/encoding.js';
import { TrustError } from '../base/errors.js';
import { type DurationMs, formatInstant, type Instant } from '../base/instant.js';
import { LEASE_MARGIN_MS, LEASE_MS } from './key-policy-limits.js';
import { encodeLease, type LastPut, type LeaseRecord, parseLease } from './lease-record.js';

/** Where leases lie: the store of the list. */
export type LeasePort = Pick<AllowListStore, 'get' | 'putIfAbsent' | 'putIfMatch'>;

export interface LeasePorts {
  readonly store: LeasePort;
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** From 0 to 1, 1 left out. */
  readonly random: () => number;
}

export interface LeaseRequest {
  /** Of the lease object. */
  readonly name: string;
  /** Unique to this run of this process. */
  readonly owner: string;
  /** For people who wait: where the run is to be looked at. */
  readonly run: string;
  /** How long to wait for another writer before `conflict`. */
  readonly waitMs: DurationMs;
}

/** The right to write to one key's policy. One caller at a time. */
export interface Lease {
  /** What was put last before it was taken. */
  readonly lastPut: LastPut | null;
  /** The instant from which nothing may be put any more: LEASE_MARGIN_MS before the end. */
  readonly putsEndAt: () => Instant;
  /** Begins anew, and remembers a put. Rejects with `conflict` where somebody else has taken over. */
  renew(lastPut: LastPut | null): Promise<void>;
  /** Gives it back, so that nobody waits for its end. Whoever has lost it, or does not reach the store, leaves it. */
  release(lastPut: LastPut | null): Promise<void>;
}

/** A lost answer is looked up, and the write tried again where nothing came of it. */
const WRITE_ATTEMPTS = 6;
const WAIT: BackoffBounds = { firstMs: 500, maxMs: 15_000 };

/**
 * Takes a lease: where there is none (`If-None-Match`), or where the one that is there was given back or has ended by
 * our clock (`If-Match`). Else waits for up to `waitMs`. What an answer says counts for nothing until the lease is read
 * back as ours. Rejects with TrustError `conflict`, naming who holds it and until when.
 */
export async function takeLease(ports: LeasePorts, request: LeaseRequest): Promise<Lease> {
  const { store, clock, sleep, random } = ports;
  const giveUpAt = clock() + request.waitMs;
  for (let attempt = 0; ; attempt++) {
    const stored = await store.get(request.name);
    const there = stored === undefined ? undefined : parseLease(stored.bytes, request.name);
    const record = recordOf(request, there?.lastPut ?? null, clock());
    if (there === undefined || isFree(there, clock())) {
      const held = await writeLease(store, request.name, record, stored);
      if (held !== 'lost') return leaseOf(ports, request, record, held);
    }
    const waitMs = backoffMs(attempt, random(), WAIT);
    if (clock() + waitMs >= giveUpAt) throw held(request.name, there);
    await sleep(waitMs);
  }
}

function leaseOf(
  { store, clock }: LeasePorts,
  request: LeaseRequest,
  first: LeaseRecord,
  firstStored: StoredObject,
): Lease {
  let record = first;
  let stored = firstStored;
  const replace = async (next: LeaseRecord): Promise<void> => {
    const written = await writeLease(store, request.name, next, stored);
    if (written === 'lost') throw held(request.name, undefined);
    record = next;
    stored = written;
  };
  return {
    lastPut: first.lastPut,
    putsEndAt: () => record.expiresAt - LEASE_MARGIN_MS,
    renew: (lastPut) => replace(recordOf(request, lastPut, clock())),
    release: async (lastPut) => {
      try {
        const released = { ...record, lastPut, released: true };
        const outcome = await store.putIfMatch(request.name, encodeLease(released), stored.etag);
        // Nothing hangs on this answer but the wait of others: it is looked up only where it is not clear.
        if (outcome !== 'done') await replace(released);
      } catch {
        // It ends by itself, and what was done is done.
      }
    },
  };
}

function recordOf(
  { owner, run }: LeaseRequest,
  lastPut: LastPut | null,
  now: Instant,
): LeaseRecord {
  return { owner, run, expiresAt: now + LEASE_MS, released: false, lastPut };
}

/** Written so that an instant that is no number does not free it. */
function isFree({ released, expiresAt }: LeaseRecord, now: Instant): boolean {
  return released || now >= expiresAt;
}

/** The lease as it is stored, once it is ours; `lost` where another one is there. */
async function writeLease(
  store: LeasePort,
  name: string,
  record: LeaseRecord,
  before: StoredObject | undefined,
): Promise<StoredObject | 'lost'> {
  const bytes = encodeLease(record);
  if (before !== undefined && equalBytes(before.bytes, bytes)) return before;
  for (let attempt = 0; attempt < WRITE_ATTEMPTS; attempt++) {
    if (before === undefined) await store.putIfAbsent(name, bytes);
    else await store.putIfMatch(name, bytes, before.etag);
    const stored = await store.get(name);
    if (stored !== undefined && equalBytes(stored.bytes, bytes)) return stored;
    if (stored?.etag !== before?.etag) return 'lost';
  }
  return 'lost';
}

function held(name: string, by: LeaseRecord | undefined): TrustError {
  const who =
    by === undefined
      ? 'another run has taken it over'
      : `${by.run} holds it until ${formatInstant(by.expiresAt)}`;
  return new TrustError('conflict', `the lease ${name} is not ours: ${who}`, {
    at: { object: name },
    hint: 'Run it again: it starts from the policy as it is by then.',
  });
}
