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
/** Objects beyond the current version that are opened. Stops a store full of junk from ordering thousands of requests. */
const HISTORY_MAX_OPENED = 256;
const NAME = /^history\/(\d{10})-([0-9a-f]{64})\.dsse\.json$/;

/** One version in the history, as its name has it. */
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

/** What the names of a version and of everything beside it begin with. */
export function historyStem(version: number, envelope: Uint8Array): string {
  return `${FOLDER}${digits(version)}-${encodeHex(sha256(envelope))}`;
}

/** The versions from `version` on, in ascending order. Names of another form, such as bundles, are no versions. */
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
 * What the history from the current version on has against it. In order: a higher version that opens under the list keys
 * (`rollback`); at the same version another payload that opens (a further signature is no change). The result is what does
 * not open: an overwritten version of this list, or junk that somebody wrote; nobody can tell which.
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
    // The name says nothing of what an object holds.
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

/** The version that the bytes hold; undefined where they are no version that the list keys signed. */
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
 * The version before `list`, proved by the hash in it rather than by a signature: so lists of keys that are no longer
 * trusted are proved from one that verifies today. Throws TrustError `rollback` where the payload is not the one that
 * the list names, FormatError `statement-format` for a payload that is not a list.
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
