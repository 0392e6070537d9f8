import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from '../base/encoding.js';
import { FormatError, TrustError } from '../base/errors.js';
import type { AllowList, VersionId } from './allow-list.js';
import { parseAllowListPayload, versionIdOf } from './allow-list-document.js';
import type { AllowListStore } from './allow-list-store.js';
import type { ListTrust } from './list-trust.js';
import { openAllowList, rollbackError } from './verify-allow-list.js';

const FOLDER = 'history/';
const VERSION_DIGITS = 10;
/** Objects beyond the current version that are opened. Stops a store full of junk from causing thousands of requests. */
const HISTORY_MAX_OPENED = 256;
const NAME = /^history\/(\d{10})-([0-9a-f]{64})\.dsse\.json$/;

/** One version in the history, from the name of its object. */
export interface HistoryEntry {
  readonly name: string;
  readonly version: number;
  /** SHA-256 of the file, lower-case hex. */
  readonly fileSha256: string;
}

/** The name of a version: `history/<version, 10 digits>-<SHA-256 of the file>.dsse.json`. */
export function historyName(version: number, envelope: Uint8Array): string {
  return `${historyStem(version, envelope)}.dsse.json`;
}

/** The prefix of the names of a version and of the objects beside it. */
export function historyStem(version: number, envelope: Uint8Array): string {
  return `${FOLDER}${digits(version)}-${encodeHex(sha256(envelope))}`;
}

/** The versions from `version` on, in ascending order. Names in another form, such as those of bundles, are skipped. */
export async function historyFrom(
  store: AllowListStore,
  version: number,
): Promise<readonly HistoryEntry[]> {
  const names = await store.list(FOLDER, `${FOLDER}${digits(version)}`);
  return names.flatMap((name) => {
    const [, number, fileSha256] = NAME.exec(name) ?? [];
    if (number === undefined || fileSha256 === undefined) return [];
    return [{ name, version: Number(number), fileSha256 }];
  });
}

/**
 * Checks the history from the current version on. In order: refuses a higher version that the list keys signed (`rollback`);
 * refuses another signed payload at the same version (`rollback`), while a further signature is no change. Returns the
 * objects that cannot be opened. Each is an overwritten version of this list or junk, and nobody can tell which.
 *
 * Rejects with TrustError `rollback`, and with what the store rejects with: a read that fails is not junk.
 */
export async function requireNewest(
  entries: readonly HistoryEntry[],
  current: VersionId & { readonly fileSha256: string },
  store: AllowListStore,
  { pin, listKeys }: Pick<ListTrust, 'pin' | 'listKeys'>,
): Promise<readonly string[]> {
  const unopened: string[] = [];
  const others = entries.filter(
    ({ version, fileSha256 }) =>
      version > current.version ||
      (version === current.version && fileSha256 !== current.fileSha256),
  );
  for (const { version, name } of others.slice(0, HISTORY_MAX_OPENED)) {
    const other = await store.get(name);
    if (other === undefined) continue;
    const id = await openedId(other.bytes, { pin, listKeys });
    // The name of an object does not prove its content.
    if (id === undefined || id.version < current.version) {
      unopened.push(name);
    } else if (id.version > current.version) {
      throw rollbackError(`the current version is ${current.version}, but the history has ${name}`);
    } else if (id.sha256 !== current.sha256) {
      throw rollbackError(`the history has another payload at version ${version}, ${name}`);
    }
  }
  return [...unopened, ...others.slice(HISTORY_MAX_OPENED).map(({ name }) => name)];
}

/** The version in the bytes. Undefined if the list keys signed no such version. */
async function openedId(
  bytes: Uint8Array,
  { pin, listKeys }: Pick<ListTrust, 'pin' | 'listKeys'>,
): Promise<VersionId | undefined> {
  try {
    return (await openAllowList(bytes, pin, listKeys)).id;
  } catch (error) {
    if (error instanceof TrustError || error instanceof FormatError) return undefined;
    throw error;
  }
}

/**
 * The version before `list`, proved by the hash in `list` instead of a signature. So a list that verifies today proves older
 * ones, even if their keys are no longer trusted. Throws TrustError `rollback` if the payload is not the one that the list
 * names, FormatError `statement-format` for a payload that is not a list.
 */
export function requirePredecessor(list: AllowList, payload: Uint8Array): AllowList {
  const before = parseAllowListPayload(payload);
  const { version, sha256 } = versionIdOf(before, payload);
  const { previous } = list;
  if (previous?.version !== version || previous.sha256 !== sha256 || before.list !== list.list) {
    throw rollbackError(`expected the version before ${list.version}, found another payload`);
  }
  return before;
}

function digits(version: number): string {
  return String(version).padStart(VERSION_DIGITS, '0');
}
