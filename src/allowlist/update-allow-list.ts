import { sha256 } from '@noble/hashes/sha2.js';
import { backoffMs } from '../base/backoff.js';
import { encodeHex, equalBytes } from '../base/encoding.js';
import { TrustError, UsageError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { UPDATE_MAX_ATTEMPTS, UPDATE_WAIT } from './allow-list-limits.js';
import { type AllowListStore, POINTER_NAME } from './allow-list-store.js';
import { historyName } from './list-history.js';
import type { ListTrust, Remembered } from './list-trust.js';
import { type CurrentState, readForUpdate } from './read-current.js';
import { type NextList, type Operation, requireTransition, type Transition } from './transition.js';
import { rollbackError, type VerifiedAllowList, verifyAllowList } from './verify-allow-list.js';
import {
  completeHistory,
  type HistoryCompanions,
  type HistoryWrite,
  writeHistory,
} from './write-history.js';

/** Whose list it is: a writer pins the enclave too. */
export type WriterTrust = ListTrust & { readonly pin: { readonly enclave: string } };

/** What an update takes from outside. */
export interface UpdatePorts {
  readonly store: AllowListStore;
  readonly trust: WriterTrust;
  /** An envelope around the payload, with enough signatures for the trust; rejects where signing fails. */
  readonly sign: (payload: Uint8Array) => Promise<Uint8Array>;
  /** What lies beside a version in the history, such as Sigstore bundles. */
  readonly companions: HistoryCompanions;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** From 0 to 1, 1 left out. */
  readonly random: () => number;
}

export interface UpdateRequest {
  readonly operation: Operation;
  /** One instant for the whole command. */
  readonly now: Instant;
  readonly expiresInMs: DurationMs;
  /** Rounds before `conflict`; UPDATE_MAX_ATTEMPTS unless said. */
  readonly maxAttempts?: number;
  /** The list as this command has read it (`readForUpdate`), for the first round: the swap shows whether it still is. */
  readonly read?: { readonly state: CurrentState | undefined };
  /** Asked in each round, of the list that is about to be replaced: what it throws ends the update. */
  readonly check?: (current: VerifiedAllowList | undefined) => void;
}

export type Update =
  | {
      readonly kind: 'done';
      /** The version that was replaced; undefined for the first one. */
      readonly before: VerifiedAllowList | undefined;
      readonly after: VerifiedAllowList;
      /** The envelope of `after`. */
      readonly envelope: Uint8Array;
      /** `missing` is no fault of the list: the next writer completes the history. */
      readonly history: HistoryWrite;
      /** As `CurrentState` has them of the version that was replaced. */
      readonly unopened: readonly string[];
    }
  | {
      readonly kind: 'unchanged';
      readonly current: VerifiedAllowList | undefined;
      readonly message: string;
    };

/** A version that we tried to make current. */
interface Candidate {
  readonly unopened: readonly string[];
  readonly before: VerifiedAllowList | undefined;
  readonly verified: VerifiedAllowList;
  readonly envelope: Uint8Array;
}

/**
 * Makes an operation's result the current list, by compare-and-swap. Each round, in order: the current list and its
 * history are read and verified (`readForUpdate`); a version of ours that took effect after all ends it; the history
 * gets the current version where it lacks it; the transition is decided on this state, never carried over from an
 * earlier one; the next version is signed and passes a reader's verification; it replaces the very object that was
 * read. After the swap the history gets it. A round that loses, or whose answer is lost, is followed by a random wait
 * within UPDATE_WAIT (full jitter).
 *
 * Rejects with TrustError: the refusal of the transition; `conflict` after the last round; `rollback`, `wrong-list` and
 * what else the reading refuses, in which case nothing was written; `signature-invalid` where the signer signed
 * something else. Rejects with whatever store and signer reject with.
 */
export async function updateAllowList(ports: UpdatePorts, request: UpdateRequest): Promise<Update> {
  const { maxAttempts = UPDATE_MAX_ATTEMPTS, now, operation } = request;
  if ('evidence' in operation && operation.evidence === 'assumed') {
    throw new UsageError('an assumed approval cannot change a list');
  }
  let remembered: Remembered = ports.trust.remembered;
  let pending: readonly Candidate[] = [];
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (attempt > 0) await ports.sleep(backoffMs(attempt - 1, ports.random(), UPDATE_WAIT));
    const trust = { ...ports.trust, remembered };
    const state =
      attempt === 0 && request.read !== undefined
        ? request.read.state
        : await readForUpdate(ports.store, trust, now);
    if (state === 'moved') continue;
    remembered = state?.verified.id ?? remembered;
    const ours = await landed(pending, state, ports.store);
    if (ours !== undefined) return done(ours, ports);
    pending = pending.filter(({ verified }) => verified.id.version > versionOf(state));
    if (state !== undefined && (await completeHistory(state, ports)) === 'missing') continue;
    const step = decide(state, request, ports.trust);
    if (step.kind === 'unchanged') {
      return { kind: 'unchanged', current: state?.verified, message: step.message };
    }
    const next = await signed(step, ports, trust, now);
    const unopened = state?.unopened ?? [];
    const candidate: Candidate = { ...next, before: state?.verified, unopened };
    if ((await swap(candidate, state, ports.store)) === 'done') return done(candidate, ports);
    pending = [...pending, candidate];
  }
  throw new TrustError(
    'conflict',
    `other writers changed the allow-list in each of ${maxAttempts} attempts, or the store gave no clear answer`,
    { hint: 'Run the command again. It starts from the current list.' },
  );
}

/** What the operation would do to the list as it is now: nothing is signed or written. Rejects as an update does. */
export async function previewUpdate(
  { store, trust }: Pick<UpdatePorts, 'store' | 'trust'>,
  request: UpdateRequest,
): Promise<{
  readonly before: VerifiedAllowList | undefined;
  readonly step: Exclude<Transition, { kind: 'refused' }>;
}> {
  const { maxAttempts = UPDATE_MAX_ATTEMPTS, now } = request;
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const state =
      attempt === 0 && request.read !== undefined
        ? request.read.state
        : await readForUpdate(store, trust, now);
    if (state === 'moved') continue;
    return { before: state?.verified, step: decide(state, request, trust) };
  }
  throw new TrustError('conflict', 'other writers changed the allow-list at every attempt');
}

function decide(
  state: CurrentState | undefined,
  { operation, now, expiresInMs, check }: UpdateRequest,
  { pin }: WriterTrust,
): ReturnType<typeof requireTransition> {
  check?.(state?.verified);
  if (!NARROWING.includes(operation.kind)) requireHistory(state?.unopened ?? []);
  const { list, enclave } = pin;
  return requireTransition(state?.verified, operation, { list, enclave, now, expiresInMs });
}

/** What goes on beside objects in the history that do not open: it lets nobody in, and a revocation must not wait. */
const NARROWING: readonly Operation['kind'][] = ['retire', 'revoke', 'forget', 'time'];

/**
 * Throws TrustError `rollback` where the history has objects beyond the current version that do not open: one of them may be
 * a newer version that was overwritten, and an old list must not be signed anew.
 */
export function requireHistory(unopened: readonly string[]): void {
  const [first] = unopened;
  if (first === undefined) return;
  throw rollbackError(
    `the history has ${first}, which cannot be opened${unopened.length === 1 ? '' : `, and ${unopened.length - 1} more such objects`}: it may be a newer version that was overwritten`,
  );
}

/** The next version, as a reader takes it: nothing is written that a reader would refuse. */
async function signed(
  { payload }: NextList,
  { sign }: UpdatePorts,
  trust: ListTrust,
  now: Instant,
): Promise<Omit<Candidate, 'before' | 'unopened'>> {
  const envelope = await sign(payload);
  const verified = await verifyAllowList(envelope, trust, now);
  if (verified.id.sha256 !== encodeHex(sha256(payload))) {
    throw new TrustError('signature-invalid', 'the signer signed a different payload');
  }
  return { verified, envelope };
}

function swap(
  { envelope }: Candidate,
  state: CurrentState | undefined,
  store: AllowListStore,
): ReturnType<AllowListStore['putIfMatch']> {
  return state === undefined
    ? store.putIfAbsent(POINTER_NAME, envelope)
    : store.putIfMatch(POINTER_NAME, envelope, state.stored.etag);
}

/**
 * The candidate that became current although its answer said otherwise, or none came. It is current now; or later
 * versions are, and then it is in the history, because nobody replaces a version that is not there yet.
 */
async function landed(
  pending: readonly Candidate[],
  state: CurrentState | undefined,
  store: AllowListStore,
): Promise<Candidate | undefined> {
  if (state === undefined) return undefined;
  const version = versionOf(state);
  for (const candidate of pending) {
    const { verified, envelope } = candidate;
    if (equalBytes(envelope, state.stored.bytes)) return candidate;
    if (verified.id.version >= version) continue;
    const stored = await store.get(historyName(verified.id.version, envelope));
    if (stored !== undefined && equalBytes(stored.bytes, envelope)) return candidate;
  }
  return undefined;
}

function versionOf(state: CurrentState | undefined): number {
  return state?.verified.id.version ?? 0;
}

/** The list is current by now, so nothing that fails here fails the update. */
async function done(
  { before, verified, envelope, unopened }: Candidate,
  { store, companions }: UpdatePorts,
): Promise<Update> {
  let history: HistoryWrite;
  try {
    history = await writeHistory(store, verified.id.version, envelope, companions);
  } catch {
    history = 'missing';
  }
  return { kind: 'done', before, after: verified, envelope, history, unopened };
}
