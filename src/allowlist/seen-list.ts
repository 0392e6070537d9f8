import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { AllowList, VersionId } from './allow-list.js';
import { SEEN_MAX_REVOCATIONS } from './allow-list-limits.js';

/** A tombstone that a reader saw, or that its owner pins. The list key alone cannot restore the image. */
export interface SeenRevocation {
  /** The value of the register that names an image (`ENCLAVE.image`). */
  readonly image: PcrValue;
  /** When the image was revoked, but not later than the reader saw it. */
  readonly when: Instant;
  /** The version of the list in which it was first seen. Absent if pinned. */
  readonly version?: number;
  /** The SHA-256 of the file of the revoked staged record. Absent if pinned. */
  readonly staged?: string;
}

/** The parts of a list that a reader remembers. */
export interface SeenList extends VersionId {
  /** Oldest first. */
  readonly revoked?: readonly SeenRevocation[];
}

/** The memory of a reader after it verified a list at `now`. */
export function seenList(
  { list, id }: { readonly list: AllowList; readonly id: VersionId },
  now: Instant,
): SeenList {
  const revoked = list.removed.flatMap((entry): readonly SeenRevocation[] => {
    const { why, when, staged, [ENCLAVE.image]: image } = entry;
    if (why !== 'revoked') return [];
    return [{ image, staged, version: id.version, when: Math.min(when, now) }];
  });
  return { ...id, ...(revoked.length === 0 ? {} : { revoked }) };
}

/**
 * Merges two memories: the higher version, and the tombstones of both. The version never goes back. At equal versions, the
 * saved one stays. Above SEEN_MAX_REVOCATIONS nothing is added, so that no list can make a memory forget.
 */
export function withSeen(kept: SeenList | undefined, seen: SeenList): SeenList {
  if (kept === undefined) return seen;
  const { version, sha256 } = seen.version > kept.version ? seen : kept;
  const named = (one: SeenRevocation) => `${one.image} ${one.staged ?? ''}`;
  const all = new Map((kept.revoked ?? []).map((one) => [named(one), one]));
  for (const one of seen.revoked ?? []) if (!all.has(named(one))) all.set(named(one), one);
  const revoked = [...all.values()].slice(0, SEEN_MAX_REVOCATIONS);
  return { version, sha256, ...(revoked.length === 0 ? {} : { revoked }) };
}
