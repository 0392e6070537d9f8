import { TrustError, UsageError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import type { AllowList, VersionId } from './allow-list.js';
import { DURATION_MAX_MS, VERSION_MAX } from './allow-list-limits.js';
import { type ApproveOperation, approveStep } from './approve-step.js';
import {
  changed,
  EMPTY_BODY,
  type ListBody,
  type Refused,
  refused,
  type Step,
  type Unchanged,
  unchanged,
} from './list-step.js';
import {
  type ForgetOperation,
  forgetStep,
  type ProjectOperation,
  projectStep,
} from './project-step.js';
import { type RetireOperation, removeEnded, retireStep } from './retire-step.js';
import { type RevokeOperation, revokeStep } from './revoke-step.js';
import type { Evidence, Staged } from './staged-values.js';

/** What can be done to a list. `time` removes what ended by time; `renew` changes only times. */
export type Operation =
  | { readonly kind: 'create' | 'time' | 'renew' }
  | ApproveOperation
  | ProjectOperation
  | ForgetOperation
  | RetireOperation
  | RevokeOperation;

/** The version that an operation starts from. */
export interface CurrentList {
  readonly list: AllowList;
  readonly id: VersionId;
}

export interface TransitionContext {
  readonly list: string;
  readonly enclave: string;
  readonly now: Instant;
  /** The life of the next version. */
  readonly expiresInMs: DurationMs;
}

export type Transition = { readonly kind: 'next'; readonly list: AllowList } | Refused | Unchanged;

/**
 * One step of the allow-list, decided from the state, the operation and the instant alone. In order: the current list
 * and a staged record are of the pinned list and enclave (`wrong-list`); there is a list, except for `create`,
 * `approve` and `project`, which start one (`not-allowed`); what ended by time is removed, except by `renew`; then the
 * operation's own rules. The next version is one more, names the one before by its payload, and is issued at `now`, or
 * with the one before where the clock is behind. An expired list can be gone on from.
 *
 * Throws UsageError for an invalid operation or life.
 */
export function transition(
  current: CurrentList | undefined,
  operation: Operation,
  context: TransitionContext,
): Transition {
  const { now, expiresInMs } = context;
  if (!Number.isInteger(expiresInMs) || expiresInMs <= 0 || expiresInMs > DURATION_MAX_MS) {
    throw new UsageError(`expected a life of the list, found ${expiresInMs} ms`);
  }
  if (!Number.isFinite(now)) throw new UsageError('expected an instant, found none');
  const foreign = [current?.list, 'staged' in operation ? operation.staged : undefined].find(
    (named) =>
      named !== undefined && (named.list !== context.list || named.enclave !== context.enclave),
  );
  if (foreign !== undefined) {
    return refused(
      'wrong-list',
      `expected list ${context.list} of ${context.enclave}, found ${foreign.list} of ${foreign.enclave}`,
    );
  }
  const version = (current?.list.version ?? 0) + 1;
  if (version > VERSION_MAX) return refused('not-allowed', 'the list has no further version');
  const step = stepOf(current?.list, operation, now, version);
  return step.kind === 'changed'
    ? { kind: 'next', list: stamped(step.body, version, current, context) }
    : step;
}

/** The operation that brings in what is staged. */
export function admissionOf(staged: Staged, evidence: Evidence | 'not-required'): Operation {
  return staged.kind === 'projection'
    ? { kind: 'project', staged, evidence }
    : { kind: 'approve', staged, evidence };
}

/** `transition`, where a refusal is thrown: TrustError with its code. */
export function requireTransition(
  current: CurrentList | undefined,
  operation: Operation,
  context: TransitionContext,
): Exclude<Transition, { readonly kind: 'refused' }> {
  const step = transition(current, operation, context);
  if (step.kind !== 'refused') return step;
  const { code, message, hint } = step;
  throw new TrustError(code, message, hint === undefined ? {} : { hint });
}

function stepOf(
  list: AllowList | undefined,
  operation: Operation,
  now: Instant,
  version: number,
): Step {
  if (operation.kind === 'create') {
    return list === undefined ? changed(EMPTY_BODY) : unchanged('the list is there');
  }
  const starts = operation.kind === 'approve' || operation.kind === 'project';
  if (list === undefined && !starts) {
    return refused('not-allowed', `there is no list to ${operation.kind}`);
  }
  const before: ListBody = list ?? EMPTY_BODY;
  const body = removeEnded(before, now);
  switch (operation.kind) {
    case 'time':
      return body === before ? unchanged('nothing has ended') : changed(body);
    case 'renew':
      return changed(before);
    case 'approve':
      return approveStep(body, operation, now, version);
    case 'project':
      return projectStep(body, operation, now);
    case 'forget':
      return forgetStep(body, operation);
    case 'retire':
      return retireStep(body, operation, now, version);
    case 'revoke':
      return revokeStep(body, operation, now);
  }
}

function stamped(
  { projection, releases, removed }: ListBody,
  version: number,
  current: CurrentList | undefined,
  { list, enclave, now, expiresInMs }: TransitionContext,
): AllowList {
  const issuedAt = Math.max(now, current?.list.issuedAt ?? now);
  return {
    list,
    enclave,
    version,
    issuedAt,
    expiresAt: issuedAt + expiresInMs,
    previous: current?.id ?? null,
    projection,
    releases,
    removed,
  };
}
