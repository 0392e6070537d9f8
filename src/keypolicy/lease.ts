import type { AllowListStore, StoredObject } from '../allowlist/allow-list-store.js';
import { type BackoffBounds, backoffMs } from '../base/backoff.js';
import { equalBytes } from '../base/encoding.js';
import { CodedError, TrustError } from '../base/errors.js';
import { type DurationMs, formatInstant, type Instant } from '../base/instant.js';
import { LATE_PUT_MAX_MS, LEASE_MARGIN_MS, LEASE_MS, LEASE_SKEW_MS } from './key-policy-limits.js';
import { encodeLease, type LastPut, type LeaseRecord, parseLease } from './lease-record.js';

/** Where leases lie: the store of the list. */
export type LeasePort = Pick<AllowListStore, 'get' | 'putIfAbsent' | 'putIfMatch'>;

export interface LeasePorts {
  readonly store: LeasePort;
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** From 0 to 1, 1 left out. */
  readonly random: () => number;
  /** This process in one line, and whether such a line names a dead process of this machine; absent where nobody knows. */
  readonly processes?: { readonly own: string; isDead(text: string): boolean };
  /** Receives what is waited for, or was overridden, in words, from the first moment on. */
  readonly onWait?: (message: string) => void;
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
  /** After how long a lease is taken that another run holds; never where it is absent. */
  readonly takeOverAfterMs?: DurationMs;
}

/** The right to write to one key's policy. One caller at a time. */
export interface Lease {
  /** What was put last before it was taken. */
  readonly lastPut: LastPut | null;
  /** Until when a put of a run that lost the lease may still come; absent where none may. */
  readonly watchUntil?: Instant;
  /** Reads the lease. Rejects with `conflict` where it is no longer this one, as after a take-over. */
  requireHeld(): Promise<void>;
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
 * Takes a lease: where there is none (`If-None-Match`), or where the one that is there is free (`standingOf`), or from
 * another run once `takeOverAfterMs` is over (`If-Match`). Else waits for up to `waitMs`. What an answer says counts for
 * nothing until the lease is read back as ours. Where a put of the run before may still come, the lease says until when,
 * also to whoever takes it next. Rejects with TrustError `conflict`, naming who holds it and until when.
 */
export async function takeLease(ports: LeasePorts, request: LeaseRequest): Promise<Lease> {
  const { store, clock, sleep, random } = ports;
  const { name, waitMs: patienceMs, takeOverAfterMs = Number.POSITIVE_INFINITY } = request;
  const startedAt = clock();
  for (let attempt = 0; ; attempt++) {
    const stored = await store.get(name);
    const standing = standingOf(stored, name, clock(), ports);
    const isOver = clock() - startedAt >= takeOverAfterMs;
    const watchUntil = watchEnd(standing, clock());
    const record = recordOf(request, { lastPut: standing.lastPut, watchUntil }, clock(), ports);
    if (standing.heldBy === undefined || isOver) {
      const held = await writeLease(store, name, record, stored);
      if (held !== 'lost') {
        if (standing.why !== undefined) ports.onWait?.(standing.why);
        return leaseOf(ports, request, record, held);
      }
    } else if (attempt === 0) {
      ports.onWait?.(`waiting for ${heldText(name, standing.heldBy)}`);
    }
    const waitMs = backoffMs(attempt, random(), WAIT);
    if (clock() + waitMs >= startedAt + patienceMs) throw held(name, standing.heldBy);
    const untilTakeOverMs = startedAt + takeOverAfterMs - clock();
    await sleep(untilTakeOverMs > 0 ? Math.min(waitMs, untilTakeOverMs) : waitMs);
  }
}

/** What is there in place of a lease. `why` says why it counts as free, or for nothing. */
interface Standing {
  readonly lastPut: LastPut | null;
  readonly heldBy?: LeaseRecord;
  readonly why?: string;
  /** A put of the run that held it, or that somebody wrote over, may still come. */
  readonly mayPut?: boolean;
  /** As the record has it. */
  readonly watchUntil?: Instant | undefined;
}

/** The lease's margin, in which its owner no longer puts, and the time-out of one request that was sent before. */
function watchEnd({ mayPut, watchUntil = 0 }: Standing, now: Instant): Instant | undefined {
  const until = Math.max(watchUntil, mayPut === true ? now + LEASE_MARGIN_MS + LATE_PUT_MAX_MS : 0);
  return until > now ? until : undefined;
}

/**
 * Who holds a lease. It is free where there is none, where it was given back or has ended by our clock; and, with a
 * warning, where it cannot be read, reaches further than any run takes one, or belongs to a dead process of this machine:
 * else whoever can write to the store could stop a revocation.
 */
function standingOf(
  stored: StoredObject | undefined,
  name: string,
  now: Instant,
  { processes }: LeasePorts,
): Standing {
  if (stored === undefined) return { lastPut: null };
  let record: LeaseRecord;
  try {
    record = parseLease(stored.bytes, name);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const why = `${error.message}; treating it as free`;
    return { lastPut: null, why, mayPut: true };
  }
  const { lastPut, expiresAt, released, holder } = record;
  // A genuine one reaches no further than this: a thief who writes a later one makes nobody watch longer.
  const watchUntil =
    record.watchUntil === undefined
      ? undefined
      : Math.min(record.watchUntil, now + LEASE_MARGIN_MS + LATE_PUT_MAX_MS);
  if (released || now >= expiresAt) return { lastPut, watchUntil };
  if (expiresAt > now + LEASE_MS + LEASE_SKEW_MS) {
    const why = `the lease ${name} of ${record.run} ends at ${formatInstant(expiresAt)}, later than any run sets it; treating it as free`;
    return { lastPut: null, why, mayPut: true };
  }
  if (holder !== undefined && processes?.isDead(holder) === true) {
    return {
      lastPut,
      why: `the process that held the lease ${name} on this machine has ended; treating it as free`,
      // Its lease remembers a put before it is sent.
      mayPut: lastPut !== null && !lastPut.confirmed,
      watchUntil,
    };
  }
  const why = `the lease ${name} was taken over from ${record.run}`;
  return { lastPut, heldBy: record, why, mayPut: true, watchUntil };
}

function leaseOf(
  ports: LeasePorts,
  request: LeaseRequest,
  first: LeaseRecord,
  firstStored: StoredObject,
): Lease {
  const { store, clock } = ports;
  const { watchUntil } = first;
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
    ...(watchUntil === undefined ? {} : { watchUntil }),
    requireHeld: async () => {
      const found = await store.get(request.name);
      if (found === undefined || !equalBytes(found.bytes, stored.bytes)) {
        throw held(request.name, undefined);
      }
    },
    putsEndAt: () => record.expiresAt - LEASE_MARGIN_MS,
    renew: (lastPut) => replace(recordOf(request, { lastPut, watchUntil }, clock(), ports)),
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
  { lastPut, watchUntil }: Pick<Standing, 'lastPut' | 'watchUntil'>,
  now: Instant,
  { processes }: LeasePorts,
): LeaseRecord {
  return {
    owner,
    run,
    ...(processes === undefined ? {} : { holder: processes.own }),
    expiresAt: now + LEASE_MS,
    released: false,
    lastPut,
    ...(watchUntil === undefined || watchUntil <= now ? {} : { watchUntil }),
  };
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
  const message =
    by === undefined ? `the lease ${name}: another run took it over` : heldText(name, by);
  return new TrustError('conflict', message, {
    at: { object: name },
    hint: 'Run the command again. It starts from the current policy.',
  });
}

function heldText(name: string, { run, expiresAt }: LeaseRecord): string {
  return `the lease ${name}: ${run} holds it until ${formatInstant(expiresAt)}`;
}
