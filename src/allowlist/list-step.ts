import type { TrustCode } from '../base/errors.js';
import type { AllowList } from './allow-list.js';

/** What an operation changes; version, times and `previous` follow of themselves. */
export type ListBody = Pick<AllowList, 'projection' | 'releases' | 'removed' | 'usedApprovals'>;

/** A step that the rules forbid, as data: nothing is thrown, so that it can be shown beside what was asked. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: TrustCode;
  readonly message: string;
  readonly hint?: string;
}

export interface Unchanged {
  readonly kind: 'unchanged';
  /** Why nothing is to be done. */
  readonly message: string;
}

export type Step = { readonly kind: 'changed'; readonly body: ListBody } | Refused | Unchanged;

export const EMPTY_BODY: ListBody = {
  projection: { instanceRoles: [], certificates: [], keys: [], staged: [], approvals: [] },
  releases: [],
  removed: [],
};

export function refused(code: TrustCode, message: string, hint?: string): Refused {
  return { kind: 'refused', code, message, ...(hint === undefined ? {} : { hint }) };
}

export function unchanged(message: string): Unchanged {
  return { kind: 'unchanged', message };
}

/** A changed body, its releases by id. */
export function changed(body: ListBody): Step {
  const releases = [...body.releases].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { kind: 'changed', body: { ...body, releases } };
}

/** A retire or revoke as it stands, or `not-allowed` where it leaves no active release without being told to. */
export function refuseEmpty(step: Step, allowEmpty: boolean): Step {
  if (step.kind !== 'changed' || allowEmpty) return step;
  if (step.body.releases.some(({ state }) => state === 'active')) return step;
  return refused(
    'not-allowed',
    'this leaves no active release',
    'Approve another release first, or pass --allow-empty.',
  );
}
