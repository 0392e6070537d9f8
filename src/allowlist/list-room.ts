import type { DocumentFormat } from '../format/statement.js';
import type { PlainJson } from '../format/strict-json.js';
import type { AllowList, Removed } from './allow-list.js';
import {
  LIST_MAX_BYTES,
  LIST_MAX_RELEASES,
  LIST_MAX_REMOVED,
  LIST_MAX_VALUES,
  LIST_V1_MAX_BYTES,
  LIST_V1_MAX_REMOVED,
  LIST_V1_MAX_VALUES,
  PROJECTION_MAX_ENTRIES,
  REASON_MAX_BYTES,
  RELEASE_MAX_APPROVALS,
} from './allow-list-limits.js';
import { type Refused, refused } from './list-step.js';

/** The values that retiring a release adds to it: its end, and one more change. */
const RETIRE = { bytes: 160, values: 5 };
/** The value that revoking an ended image adds to its entry: the reason. */
const REVOKE = { bytes: REASON_MAX_BYTES + 32, values: 1 };
/** Digits of times and versions. */
const SLACK = { bytes: 1024, values: 8 };

const RETIRE_HINT =
  'Retire or revoke releases that no longer run. Each leaves the list when it ends.';

/** The entries that fit into a list. The oldest that ended by time are dropped, and tombstones stay. */
export function withoutForgotten(
  removed: readonly Removed[],
  format: DocumentFormat,
): readonly Removed[] {
  let excess = removed.length - maxRemoved(format);
  return removed.filter(({ why }) => why === 'revoked' || --excess < 0);
}

function maxRemoved(format: DocumentFormat): number {
  return format === 'v1' ? LIST_V1_MAX_REMOVED : LIST_MAX_REMOVED;
}

/**
 * Why the next version has no room for its entries (`list-too-large`), or undefined if it has. An operation that widens must
 * also leave room to revoke every release.
 */
export function entriesFault(
  { format, releases, removed, projection }: AllowList,
  widens: boolean,
): Refused | undefined {
  const max = maxRemoved(format);
  const tombstones = removed.filter(({ why }) => why === 'revoked').length;
  if (releases.length > LIST_MAX_RELEASES) {
    return full(`a list holds at most ${LIST_MAX_RELEASES} releases`, RETIRE_HINT);
  }
  if (tombstones > max) {
    return full(
      `a list holds at most ${max} revoked images`,
      'A list keeps the entries of revoked images permanently. Deny the image in the key policies, and continue with another list.',
    );
  }
  if (widens && tombstones + releases.length > max) {
    return full(
      `a list keeps room to revoke each of its releases: at most ${max} releases and revoked images together`,
      RETIRE_HINT,
    );
  }
  if (projection.keys.length > 2 * PROJECTION_MAX_ENTRIES) {
    return full('too many keys wait to be detached', 'Run reconcile first. It detaches them.');
  }
  const approvals = Math.max(
    projection.approvals.length,
    ...releases.map((release) => release.approvals.length),
  );
  if (approvals > RELEASE_MAX_APPROVALS) {
    return full(
      `a release or projection carries at most ${RELEASE_MAX_APPROVALS} approvals, found ${approvals}`,
      'Name fewer keys under approval in the configuration.',
    );
  }
  return undefined;
}

/**
 * Why the next version is too large as a document (`list-too-large`), or undefined if it fits. In order: values, then bytes.
 * An operation that widens must leave room to retire each release, and to revoke each image that has ended.
 */
export function sizeFault(
  { format, releases, removed }: AllowList,
  { values, bytes }: { readonly values: number; readonly bytes: number },
  widens: boolean,
): Refused | undefined {
  const ended = removed.filter(({ why }) => why === 'retired').length;
  const kept = (of: 'values' | 'bytes') =>
    widens ? SLACK[of] + releases.length * RETIRE[of] + ended * REVOKE[of] : 0;
  const maxValues = (format === 'v1' ? LIST_V1_MAX_VALUES : LIST_MAX_VALUES) - kept('values');
  if (values > maxValues) {
    return full(`the list would have ${values} values, more than ${maxValues}`, SMALLER_HINT);
  }
  const maxBytes = (format === 'v1' ? LIST_V1_MAX_BYTES : LIST_MAX_BYTES) - kept('bytes');
  if (bytes > maxBytes) {
    return full(`the list would take ${bytes} bytes, more than ${maxBytes}`, SMALLER_HINT);
  }
  return undefined;
}

const SMALLER_HINT = `${RETIRE_HINT} Fewer approvals for each release also take less room.`;

/** Values of every kind in a document, keys not counted. */
export function countValues(value: PlainJson): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce((sum: number, one: PlainJson) => sum + countValues(one), 1);
}

function full(message: string, hint: string): Refused {
  return refused('list-too-large', message, hint);
}
