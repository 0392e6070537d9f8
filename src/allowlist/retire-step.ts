import { UsageError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { AllowList, Release, Removed } from './allow-list.js';
import { DURATION_MAX_MS, RELEASE_MAX_CHANGES } from './allow-list-limits.js';
import { changed, type ListBody, refused, refuseEmpty, type Step, unchanged } from './list-step.js';

export interface RetireOperation {
  readonly kind: 'retire';
  readonly id: string;
  /** How long verifiers continue to accept it. */
  readonly afterMs: DurationMs;
  readonly allowEmpty: boolean;
}

/**
 * Ends an active release at `now` plus `afterMs`. A retiring release may end sooner, never later. A removed release changes
 * nothing. Refuses (`not-allowed`) an unknown release, and leaving no active release without permission.
 *
 * Throws UsageError if `afterMs` is not a duration up to DURATION_MAX_MS.
 */
export function retireStep(
  body: ListBody,
  { id, afterMs, allowEmpty }: RetireOperation,
  now: Instant,
  version: number,
): Step {
  if (!Number.isInteger(afterMs) || afterMs < 0 || afterMs > DURATION_MAX_MS) {
    throw new UsageError(`expected a time until the release ends, found ${afterMs} ms`);
  }
  const release = body.releases.find((one) => one.id === id);
  if (release === undefined) {
    if (body.removed.some((entry) => entry.id === id)) return unchanged(`release ${id} is gone`);
    return refused('not-allowed', `there is no release ${id}`);
  }
  const retireAt = now + afterMs;
  if (release.state === 'retiring' && release.retireAt <= retireAt) {
    return unchanged(`release ${id} is already retiring, and ends no later than requested`);
  }
  const retiring = retired(release, retireAt, { version, now });
  const releases = body.releases.map((one) => (one === release ? retiring : one));
  return refuseEmpty(changed({ ...body, releases }), allowEmpty);
}

/** The release with an end, and with the change that set it. */
export function retired(
  release: Release,
  retireAt: Instant,
  { version, now }: { readonly version: number; readonly now: Instant },
): Release {
  const change = { what: 'retired', version, at: now } as const;
  const changes = [...release.changes, change].slice(-RELEASE_MAX_CHANGES);
  return { ...release, state: 'retiring', retireAt, changes };
}

/** The body with every release that ended by `now` moved to `removed`. The same body if none ended. */
export function removeEnded(body: ListBody, now: Instant): ListBody {
  const ended = body.releases.flatMap((release) => endedAt(release, now));
  if (ended.length === 0) return body;
  const ids = new Set(ended.map(({ id }) => id));
  return {
    ...body,
    releases: body.releases.filter(({ id }) => !ids.has(id)),
    removed: [...withoutSame(body.removed, ended), ...ended],
  };
}

function endedAt(release: Release, now: Instant): readonly Removed[] {
  if (release.state !== 'retiring' || now < release.retireAt) return [];
  const { id, platform, measurements, staged, retireAt } = release;
  const image = { [ENCLAVE.image]: measurements[ENCLAVE.image] };
  return [{ why: 'retired', id, platform, ...image, when: retireAt, staged }];
}

/** The entries without those of the releases that end now, so that each release has one entry. */
function withoutSame(removed: AllowList['removed'], ended: readonly Removed[]): readonly Removed[] {
  return removed.filter((entry) => !ended.some(({ id }) => id === entry.id));
}
