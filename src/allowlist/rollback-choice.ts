import { ENCLAVE } from '../format/platform.js';
import type { AllowList, Release, Removed } from './allow-list.js';
import { type Refused, refused } from './list-step.js';

/** The release that a rollback restores, and the one that it ends. */
export interface RollbackChoice {
  readonly kind: 'chosen';
  readonly target:
    | { readonly standing: 'active' | 'retiring'; readonly id: string; readonly release: Release }
    | { readonly standing: 'retired'; readonly id: string; readonly removed: Removed };
  /** The release that ends. Undefined if no other release is active. */
  readonly current: Release | undefined;
}

/**
 * Decides from the list alone which release a rollback restores and which it ends. The target is the release `id`, or the
 * release that was retired last: a retiring one before a removed one. The release that ends is `from`, or the only other
 * active release. Refuses (`not-allowed`) an unknown target, no target, several active releases without `from`, and a `from`
 * that is not active or is the target. Refuses (`revoked`) a target with a revoked image.
 */
export function chooseRollback(
  list: AllowList,
  { id, from }: { readonly id?: string; readonly from?: string },
): RollbackChoice | Refused {
  const target = id === undefined ? retiredLast(list) : retiredAs(list, id);
  if ('kind' in target) return target;
  const others = list.releases.filter(
    (release) => release.state === 'active' && release.id !== target.id,
  );
  if (from === undefined) {
    if (others.length <= 1) return { kind: 'chosen', target, current: others[0] };
    const names = others.map((release) => release.id).join(', ');
    return refused('not-allowed', `several releases are active: ${names}`, 'Name one with --from.');
  }
  const current = others.find((release) => release.id === from);
  if (current !== undefined) return { kind: 'chosen', target, current };
  const isGone = list.releases.some((release) => release.id === from && from !== target.id);
  if (isGone || list.removed.some((entry) => entry.id === from)) {
    return { kind: 'chosen', target, current: undefined };
  }
  return refused('not-allowed', `there is no other active release ${from}`);
}

type Target = RollbackChoice['target'];

function retiredAs(list: AllowList, id: string): Target | Refused {
  const release = list.releases.find((one) => one.id === id);
  if (release !== undefined) return { standing: release.state, id, release };
  const entries = list.removed.filter((entry) => entry.id === id);
  const last = entries.at(-1);
  if (last === undefined) {
    return refused(
      'not-allowed',
      `there is no release ${id}`,
      '`pcr-allowlist status` shows the releases.',
    );
  }
  if (isRevoked(list, last)) {
    return refused(
      'revoked',
      `the image of release ${id} was revoked`,
      'A rollback does not restore it. To trust it again, publish the image with --again and have it approved again.',
    );
  }
  return { standing: 'retired', id, removed: last };
}

function retiredLast(list: AllowList): Target | Refused {
  const [retiring] = list.releases
    .filter(({ state }) => state === 'retiring')
    .toSorted((a, b) => lastChangeOf(b) - lastChangeOf(a));
  if (retiring !== undefined) return { standing: 'retiring', id: retiring.id, release: retiring };
  const [gone] = list.removed
    .filter((entry) => entry.why === 'retired' && !isRevoked(list, entry) && !isListed(list, entry))
    .toSorted((a, b) => b.when - a.when);
  if (gone !== undefined) return { standing: 'retired', id: gone.id, removed: gone };
  return refused(
    'not-allowed',
    'no release was retired, so there is none to roll back to',
    'Publish the image that you want to run.',
  );
}

function lastChangeOf({ changes }: Release): number {
  return changes.at(-1)?.version ?? 0;
}

function isRevoked({ removed }: AllowList, { [ENCLAVE.image]: imagePcr }: Removed): boolean {
  return removed.some((entry) => entry.why === 'revoked' && entry[ENCLAVE.image] === imagePcr);
}

function isListed({ releases }: AllowList, { [ENCLAVE.image]: imagePcr }: Removed): boolean {
  return releases.some(({ measurements }) => measurements[ENCLAVE.image] === imagePcr);
}
