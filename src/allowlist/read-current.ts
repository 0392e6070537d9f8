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

/** The current list of a store, verified, with what it takes to replace it. */
export interface CurrentState {
  readonly verified: VerifiedAllowList;
  readonly stored: StoredObject;
  /** Whether the history has this very file. */
  readonly inHistory: boolean;
  /** Names in the history from this version on of objects that do not open. What widens, and a renewal, stop at them. */
  readonly unopened: readonly string[];
}

/**
 * The current list for a reader. What `verifyStored` checks; AdapterError `list-unavailable` with the name of the store
 * where there is none. The history is not looked at: what a reader remembers protects it.
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
 * The current list for a writer, undefined where there never was one, or `moved` where another writer came between
 * two reads. In order: what `verifyStored` checks; the approval policy that the list records, which a reader does not act
 * on; the history from the current version on (`requireNewest`); with
 * no current list, that nothing was remembered, no floor is set, and the history is empty (`rollback`). What looks like
 * a rollback counts only while the current list is still the one that was read.
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
 * Verifies the list of a store (`verifyAllowList`). One that lacks the signatures and names another list or enclave than the
 * pin is `wrong-list`: the store of another environment has other keys too, and the signatures alone would not say why.
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

/** The refusal of a list that nobody trusted signed, where it does not even claim to be the pinned one. */
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
