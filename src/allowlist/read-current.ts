import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from '../base/encoding.js';
import { AdapterError, CodedError, TrustError } from '../base/errors.js';
import type { Instant } from '../base/instant.js';
import { parseDsse } from '../format/dsse.js';
import { documentRefusal } from '../format/match-schema.js';
import { isAllowListType, parseAllowListStatement } from './allow-list-document.js';
import { type AllowListStore, POINTER_NAME, type StoredObject } from './allow-list-store.js';
import { policyFault } from './approval/approval-policy.js';
import type { ApprovalPolicy } from './approval/approval-policy-words.js';
import { type HistoryEntry, historyFrom, requireNewest } from './list-history.js';
import type { ListPin, ListTrust } from './list-trust.js';
import { requirePinned } from './statement-payload.js';
import { rollbackError, type VerifiedAllowList, verifyAllowList } from './verify-allow-list.js';

/** The verified current list of a store, with the inputs for replacing it. */
export interface CurrentState {
  readonly verified: VerifiedAllowList;
  readonly stored: StoredObject;
  /** Whether the history has exactly this file. */
  readonly inHistory: boolean;
  /** Names of objects in the history, from this version on, that cannot be opened. They stop widening and renewal. */
  readonly unopened: readonly string[];
}

/**
 * The current list for a reader, checked by `verifyStored`. Rejects with AdapterError `list-unavailable` and the name of the
 * store if there is none. Does not read the history, since the memory of a reader protects it.
 */
export async function readAllowList(
  { store, name }: { readonly store: AllowListStore; readonly name: string },
  trust: ListTrust,
  now: Instant,
): Promise<VerifiedAllowList> {
  const stored = await store.get(POINTER_NAME);
  if (stored === undefined) {
    throw new AdapterError('list-unavailable', `there is no allow-list in ${name}`, {
      at: { object: POINTER_NAME },
      hint: '`pcr-allowlist init` starts a list. If the list is elsewhere, correct the address of the store.',
    });
  }
  return verifyStored(stored.bytes, trust, now);
}

/**
 * The current list for a writer. Undefined if there never was one, and `moved` if another writer came between two reads. In
 * order: checks the list with `verifyStored`; the recorded approval policy, which a reader does not use; the history from the
 * current version on (`requireNewest`). Without a current list, requires that nothing is remembered, that no minimum version
 * is set, and that the history is empty (`rollback`). A rollback counts only while the current list is the one that was read.
 */
export async function readForUpdate(
  store: AllowListStore,
  trust: ListTrust,
  now: Instant,
): Promise<CurrentState | undefined | 'moved'> {
  const stored = await store.get(POINTER_NAME);
  if (stored === undefined) {
    const entries = await historyFrom(store, 0);
    if (entries.length > 0 && (await store.get(POINTER_NAME)) !== undefined) return 'moved';
    requireNoTrace(entries, trust);
    return undefined;
  }
  const verified = await verifyStored(stored.bytes, trust, now);
  requirePolicy(verified.list.projection.approval);
  const entries = await historyFrom(store, verified.id.version);
  const fileSha256 = encodeHex(sha256(stored.bytes));
  let unopened: readonly string[];
  try {
    unopened = await requireNewest(entries, { ...verified.id, fileSha256 }, store, trust);
  } catch (refusal) {
    const again = await store.get(POINTER_NAME);
    if (again !== undefined && again.etag !== stored.etag) return 'moved';
    throw refusal;
  }
  const inHistory = entries.some((entry) => entry.fileSha256 === fileSha256);
  return { verified, stored, inHistory, unopened };
}

/** Throws FormatError `statement-format` for an approval policy that a writer cannot act on (`policyFault`). */
function requirePolicy(policy: ApprovalPolicy | undefined): void {
  const fault = policy === undefined ? undefined : policyFault(policy);
  if (fault === undefined) return;
  throw documentRefusal('allow-list', fault, ['predicate', 'projection', 'approval']);
}

/**
 * Verifies the list of a store (`verifyAllowList`). A list without the trusted signatures that names another list or enclave
 * than the pin is `wrong-list`. The store of another environment also has other keys, and a failed signature would not show
 * the cause.
 */
async function verifyStored(
  envelope: Uint8Array,
  trust: ListTrust,
  now: Instant,
): Promise<VerifiedAllowList> {
  try {
    return await verifyAllowList(envelope, trust, now);
  } catch (error) {
    if (!(error instanceof TrustError) || error.code !== 'signature-threshold') throw error;
    throw otherList(envelope, trust.pin, error) ?? error;
  }
}

/** The refusal of a list that no trusted key signed and that does not claim to be the pinned list. */
function otherList(envelope: Uint8Array, pin: ListPin, cause: TrustError): TrustError | undefined {
  try {
    const statement = parseAllowListStatement(parseDsse(envelope).payload);
    if (isAllowListType(statement.predicateType)) requirePinned(statement.predicate, pin);
    return undefined;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (!(error instanceof TrustError)) return undefined;
    return new TrustError(error.code, `${error.message}; the trusted keys did not sign it`, {
      hint: 'Correct store in the configuration. The list in this store names another enclave or environment.',
      cause,
    });
  }
}

function requireNoTrace(
  entries: readonly HistoryEntry[],
  { remembered, minVersion }: ListTrust,
): void {
  const newest = entries.at(-1);
  if (newest !== undefined) {
    throw rollbackError(`there is no current list, but the history has ${newest.name}`);
  }
  if (remembered !== 'nothing-remembered') {
    throw rollbackError(
      `there is no current list, but version ${remembered.version} is remembered`,
    );
  }
  if (!(minVersion <= 1)) {
    throw rollbackError(`there is no current list, but the minimum version is ${minVersion}`);
  }
}
