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

/** The trust of a writer, which also pins the enclave. */
export type WriterTrust = ListTrust & { readonly pin: { readonly enclave: string } };

/** The ports of an update. */
export interface UpdatePorts {
  readonly store: AllowListStore;
  readonly trust: WriterTrust;
  /** Returns an envelope around the payload, with enough signatures for the trust. Rejects if signing fails. */
  readonly sign: (payload: Uint8Array) => Promise<Uint8Array>;
  /** The objects beside a version in the history, such as Sigstore bundles. */
  readonly companions: HistoryCompanions;
  readonly sleep: (durationMs: DurationMs) => Promise<void>;
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

export interface UpdateRequest {
  readonly operation: Operation;
  /** One instant for the whole command. */
  readonly now: Instant;
  readonly expiresInMs: DurationMs;
  /** Rounds before `conflict`. Default: UPDATE_MAX_ATTEMPTS. */
  readonly maxAttempts?: number;
  /** The list that this command has read (`readForUpdate`), for the first round. The swap shows whether it is still current. */
  readonly read?: { readonly state: CurrentState | undefined };
  /** Called in each round with the list that is about to be replaced. An error ends the update. */
  readonly check?: (current: VerifiedAllowList | undefined) => void;
}

export type Update =
  | {
      readonly kind: 'done';
      /** The replaced version. Undefined for the first version. */
      readonly before: VerifiedAllowList | undefined;
      readonly after: VerifiedAllowList;
      /** The envelope of `after`. */
      readonly envelope: Uint8Array;
      /** `missing` is not a fault of the list: the next writer completes the history. */
      readonly history: HistoryWrite;
      /** As in `CurrentState`, for the replaced version. */
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
 * Makes the result of an operation the current list, by compare-and-swap. Each round, in order: reads and verifies the current
 * list and its history (`readForUpdate`); ends if a version of ours took effect after all; adds the current version to the
 * history if it is missing; decides the transition from this state, never from an earlier one; signs the next version and
 * verifies it as a reader does; replaces exactly the object that was read. After the swap, adds the new version to the
 * history. After a round that loses, or that gets no answer, waits a random time within UPDATE_WAIT (full jitter).
 *
 * Rejects with TrustError: the refusal of the transition; `conflict` after the last round; `rollback`, `wrong-list` and any
 * other refusal of the reading, in which case nothing was written; `signature-invalid` if the signer signed something else.
 * Also rejects with the errors of store and signer.
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

/** The effect that the operation would have on the current list. Signs and writes nothing. Rejects as an update does. */
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

/** Operations that objects that cannot be opened do not stop: they admit nobody, and a revocation must not wait. */
const NARROWING: readonly Operation['kind'][] = ['retire', 'revoke', 'forget', 'time'];

/**
 * Throws TrustError `rollback` if the history has objects beyond the current version that cannot be opened. One of them may
 * be a newer version that was overwritten, and an old list must not be signed again.
 */
export function requireHistory(unopened: readonly string[]): void {
  const [first] = unopened;
  if (first === undefined) return;
  throw rollbackError(
    `the history has ${first}, which cannot be opened${unopened.length === 1 ? '' : `, and ${unopened.length - 1} more such objects`}: it may be a newer version that was overwritten`,
  );
}

/** Verifies the next version as a reader does, so that nothing is written that a reader would refuse. */
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
 * The candidate that became current although its write reported a failure or got no answer. It is the current version, or it
 * is in the history below later versions, because nobody replaces a version that is not in the history.
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

/** The list is already current, so a failure here does not fail the update. */
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
