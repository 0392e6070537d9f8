import type { AllowListStore, StoredObject } from '../allowlist/allow-list-store.js';
import { type BackoffBounds, backoffMs } from '../base/backoff.js';
import { equalBytes } from '../base/encoding.js';
import { CodedError, TrustError } from '../base/errors.js';
import { type DurationMs, formatInstant, type Instant } from '../base/instant.js';
import { LATE_PUT_MAX_MS, LEASE_MARGIN_MS, LEASE_MS, LEASE_SKEW_MS } from './key-policy-limits.js';
import { encodeLease, type LastPut, type LeaseRecord, parseLease } from './lease-record.js';

/** The storage of leases: the store of the list. */
export type LeasePort = Pick<AllowListStore, 'get' | 'putIfAbsent' | 'putIfMatch'>;

export interface LeasePorts {
  readonly store: LeasePort;
  readonly clock: () => Instant;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  /** This process in one line, and whether such a line names a dead process of this machine. Absent if unknown. */
  readonly processes?: { readonly own: string; isDead(text: string): boolean };
  /** Called with a message as soon as the run waits for something, or overrides something. */
  readonly onWait?: (message: string) => void;
}

export interface LeaseRequest {
  /** The name of the lease object. */
  readonly name: string;
  /** Unique to this run of this process. */
  readonly owner: string;
  /** Where people who wait can look at the run. */
  readonly run: string;
  /** How long to wait for another writer before `conflict`. */
  readonly waitMs: DurationMs;
  /** The time after which to take over a lease that another run holds. Absent: never. */
  readonly takeOverAfterMs?: DurationMs;
}

/** The right to write to the policy of one key. One caller at a time. */
export interface Lease {
  /** The last put before the lease was taken. */
  readonly lastPut: LastPut | null;
  /** Until when a put of a run that lost the lease may still arrive. Absent if none can. */
  readonly watchUntil?: Instant;
  /** Reads the lease. Rejects with `conflict` if it is no longer this one, for example after a take-over. */
  requireHeld(): Promise<void>;
  /** The instant from which no put is allowed: LEASE_MARGIN_MS before the end. */
  readonly putsEndAt: () => Instant;
  /** Renews the lease and records a put. Rejects with `conflict` if another run took the lease over. */
  renew(lastPut: LastPut | null): Promise<void>;
  /** Releases the lease, so that nobody waits for its end. Does nothing if it is lost or the store does not answer. */
  release(lastPut: LastPut | null): Promise<void>;
}

/** After a lost answer, the lease is read, and the write is repeated if it had no effect. */
const WRITE_ATTEMPTS = 6;
const WAIT: BackoffBounds = { firstMs: 500, maxMs: 15_000 };

/**
 * Takes a lease: if there is none (`If-None-Match`), if the existing one is free (`standingOf`), or from another run after
 * `takeOverAfterMs` (`If-Match`). Otherwise waits for up to `waitMs`. The lease is ours only after a read shows it, whatever
 * the answer to the write. If a put of the previous run may still arrive, the lease records until when, also for its next
 * owner. Rejects with TrustError `conflict`, which names the holder and the end of the lease.
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

/** The state of a lease object. `why` is the reason why it counts as free. */
interface Standing {
  readonly lastPut: LastPut | null;
  readonly heldBy?: LeaseRecord;
  readonly why?: string;
  /** A put of the run that held the lease, or lost it to a foreign write, may still arrive. */
  readonly mayPut?: boolean;
  /** As in the record. */
  readonly watchUntil?: Instant | undefined;
}

/** The margin of the lease, in which its owner no longer puts, and the time-out of a request that was sent before. */
function watchEnd({ mayPut, watchUntil = 0 }: Standing, now: Instant): Instant | undefined {
  const until = Math.max(watchUntil, mayPut === true ? now + LEASE_MARGIN_MS + LATE_PUT_MAX_MS : 0);
  return until > now ? until : undefined;
}

/**
 * The holder of a lease. The lease is free if it does not exist, was released, or has ended by our clock. It is also free, with
 * a warning, if it cannot be read, ends later than any run sets it, or belongs to a dead process of this machine. Otherwise
 * anybody who can write to the store could stop a revocation.
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
  // A genuine instant is not later than this, so a forged later one makes nobody watch longer.
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
      why: `the run that held the lease ${name} on this machine has ended; treating it as free`,
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
        // This answer only affects how long others wait, so it is checked only if it is unclear.
        if (outcome !== 'done') await replace(released);
      } catch {
        // The lease ends by itself, and the work is done.
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

/** The stored lease if it is ours. `lost` if another lease is there. */
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
