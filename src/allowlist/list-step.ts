import type { TrustCode } from '../base/errors.js';
import type { AllowList } from './allow-list.js';

/** The parts of a list that an operation changes. The transition sets version, times and `previous`. */
export type ListBody = Pick<AllowList, 'projection' | 'releases' | 'removed' | 'usedApprovals'>;

/** A step that the rules forbid, as data instead of an error, so that a caller can show it with the request. */
export interface Refused {
  readonly kind: 'refused';
  readonly code: TrustCode;
  readonly message: string;
  readonly hint?: string;
}

export interface Unchanged {
  readonly kind: 'unchanged';
  /** Why nothing changes. */
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

/** A changed body, with its releases sorted by id. */
export function changed(body: ListBody): Step {
  const releases = [...body.releases].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { kind: 'changed', body: { ...body, releases } };
}

/** The result of a retire or revoke, or `not-allowed` if it leaves no active release and the caller did not allow that. */
export function refuseEmpty(step: Step, allowEmpty: boolean): Step {
  if (step.kind !== 'changed' || allowEmpty) return step;
  if (step.body.releases.some(({ state }) => state === 'active')) return step;
  return refused(
    'not-allowed',
    'this leaves no active release',
    'Approve another release first, or pass --allow-empty.',
  );
}
