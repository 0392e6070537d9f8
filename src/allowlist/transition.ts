import { TrustError, UsageError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { VERSION_MAX } from '../format/document-fields.js';
import type { DocumentFormat } from '../format/statement.js';
import { encodeStatement } from '../format/statement.js';
import type { PlainJson } from '../format/strict-json.js';
import type { AllowList, VersionId } from './allow-list.js';
import { allowListStatement } from './allow-list-document.js';
import { DURATION_MAX_MS } from './allow-list-limits.js';
import { type ApproveOperation, approveStep } from './approve-step.js';
import { bodyOfV2, latestExpiry } from './body-v2.js';
import { countValues, entriesFault, sizeFault, withoutForgotten } from './list-room.js';
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
import type { Staged, StepEvidence } from './staged-values.js';

/**
 * The operations on a list. `time` removes releases that ended by time. `renew` changes only times, and with `format` also
 * moves the list to that format, for lists with `approval: none` in their configuration. Other lists move with an approved
 * projection in the new format.
 */
export type Operation =
  | { readonly kind: 'create' | 'time' }
  | RenewOperation
  | ApproveOperation
  | ProjectOperation
  | ForgetOperation
  | RetireOperation
  | RevokeOperation;

export interface RenewOperation {
  readonly kind: 'renew';
  readonly format?: 'v2';
}

/** The version that an operation starts from. */
export interface CurrentList {
  readonly list: AllowList;
  readonly id: VersionId;
}

export interface TransitionContext {
  readonly list: string;
  readonly enclave: string;
  readonly now: Instant;
  /** The lifetime of the next version. */
  readonly expiresInMs: DurationMs;
}

/** The next version, with the payload to sign. */
export interface NextList {
  readonly kind: 'next';
  readonly list: AllowList;
  readonly payload: Uint8Array<ArrayBuffer>;
}

export type Transition = NextList | Refused | Unchanged;

/**
 * One step of the allow-list, decided only from the state, the operation and the instant. In order: the current list and a
 * staged record belong to the pinned list and enclave (`wrong-list`); a list exists, except for `create`, `approve` and
 * `project`, which start one (`not-allowed`); releases that ended by time are removed, except by `renew`; the rules of the
 * operation; the room of the next version (`list-too-large`). The next version has the next number, names the previous one by
 * its payload, and is issued at `now`, or at the instant of the previous version if the clock is behind. A list starts in
 * format v2, and keeps its format until an operation moves it. A step from an expired list is allowed.
 *
 * Throws UsageError for an invalid operation or lifetime.
 */
export function transition(
  current: CurrentList | undefined,
  operation: Operation,
  context: TransitionContext,
): Transition {
  const { now, expiresInMs } = context;
  if (!Number.isInteger(expiresInMs) || expiresInMs <= 0 || expiresInMs > DURATION_MAX_MS) {
    throw new UsageError(`expected a lifetime of the list, found ${expiresInMs} ms`);
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
  if (version > VERSION_MAX) return refused('not-allowed', 'the list has reached its last version');
  const step = stepOf(current?.list, operation, now, version);
  if (step.kind !== 'changed') return step;
  const format = formatAfter(current?.list, operation);
  const list = stamped(step.body, format, version, current, context);
  const widens = operation.kind === 'approve' || operation.kind === 'project';
  return withPayload(list, widens);
}

/** The next version to sign, or the reason why it has no room. */
function withPayload(list: AllowList, widens: boolean): NextList | Refused {
  const fault = entriesFault(list, widens);
  if (fault !== undefined) return fault;
  const statement = allowListStatement(list);
  const payload = encodeStatement(statement);
  const { subject, predicate } = statement;
  const values = countValues({ subject: subject as unknown as PlainJson, predicate }) + TYPES;
  const size = { values, bytes: payload.length };
  return sizeFault(list, size, widens) ?? { kind: 'next', list, payload };
}

/** `_type` and `predicateType` of the statement. */
const TYPES = 2;

function formatAfter(list: AllowList | undefined, operation: Operation): DocumentFormat {
  const moves =
    list === undefined ||
    (operation.kind === 'renew' && operation.format === 'v2') ||
    (operation.kind === 'project' && operation.staged.format === 'v2');
  return moves ? 'v2' : list.format;
}

/** The operation that applies a staged record. */
export function admissionOf(staged: Staged, evidence: StepEvidence): Operation {
  return staged.kind === 'projection'
    ? { kind: 'project', staged, evidence }
    : { kind: 'approve', staged, evidence };
}

/** Like `transition`, but throws a refusal as TrustError with its code. */
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
    return list === undefined ? changed(EMPTY_BODY) : unchanged('the list already exists');
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
      return operation.format !== undefined && operation.format === list?.format
        ? unchanged(`the list is already in format ${operation.format}`)
        : changed(before);
    case 'approve':
      return approveStep(body, operation, { now, version, format: list?.format ?? 'v2' });
    case 'project':
      return projectStep(body, operation, { now, version, format: list?.format ?? 'v2' });
    case 'forget':
      return forgetStep(body, operation);
    case 'retire':
      return retireStep(body, operation, now, version);
    case 'revoke':
      return revokeStep(body, operation, now);
  }
}

function stamped(
  { projection, releases, removed: all, usedApprovals }: ListBody,
  format: DocumentFormat,
  version: number,
  current: CurrentList | undefined,
  { list, enclave, now, expiresInMs }: TransitionContext,
): AllowList {
  const issuedAt = Math.max(now, current?.list.issuedAt ?? now);
  const expiresAt = issuedAt + expiresInMs;
  const previous = current?.id ?? null;
  const common = { format, list, enclave, version, issuedAt, expiresAt, previous };
  const body = { projection, releases, removed: withoutForgotten(all, format) };
  if (format === 'v1') return { ...common, ...body };
  const latest = current === undefined ? expiresAt : latestExpiry(current.list);
  return {
    ...common,
    latestExpiresAt: Math.max(latest, expiresAt),
    ...bodyOfV2(body, current?.list, issuedAt),
    ...(usedApprovals === undefined ? {} : { usedApprovals }),
  };
}
