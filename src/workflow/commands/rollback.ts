import { removeEnded } from '../../allowlist/retire-step.js';
import { chooseRollback, type RollbackChoice } from '../../allowlist/rollback-choice.js';
import { TrustError } from '../../base/errors.js';
import { openList, requireState } from '../list/open-list.js';
import { withEnclave } from '../list/with-enclave.js';
import { commandIn } from '../next-step.js';
import type { RollbackRequest } from '../options/rollback-request.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import type { ListResult } from './list-result.js';
import { republish, storedManifest } from './republish.js';
import { retire } from './retire.js';
import { revoke } from './revoke.js';

/**
 * Brings back a retired release and ends the current one. In order: the releases are chosen (`chooseRollback`); the
 * stored manifest of the returning release verifies (`storedManifest`); the release is staged again and added as in
 * `publish --again`, so that it waits if the configuration requires approvals. The current release ends after the other
 * one is active. With `revoke-now` it is revoked in any case, even if the returning release is refused, because that
 * only narrows. Each half is a separate change of the list. Running the command again completes a missing half.
 */
export async function rollback(
  request: RollbackRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  return withEnclave('rollback', request.config, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const state = await requireState(list, ports);
    const now = { ...state.verified.list, ...removeEnded(state.verified.list, ports.now) };
    const choice = chooseRollback(now, request);
    if (choice.kind === 'refused') {
      const { code, message, hint } = choice;
      throw new TrustError(code, message, hint === undefined ? {} : { hint });
    }
    const { target, current } = choice;
    const revokes = 'reason' in request.end;
    const comeBack = async () => {
      const manifest = await storedManifest(target, list);
      const what = { ...request, id: target.id };
      return republish('rollback', what, manifest, list, ports, warnings);
    };
    const returned =
      target.standing === 'active'
        ? undefined
        : await comeBack().catch((error: unknown) => {
            if (!revokes) throw error;
            return failed('rollback', error, warnings);
          });
    const isBack = returned === undefined || isActive(target.id, returned.result);
    if (current === undefined || !(isBack || revokes)) {
      if (returned === undefined) {
        return ended('rollback', nothingDone(choice, enclave.pin, state.verified, ports), warnings);
      }
      return current === undefined ? returned : stillToEnd(returned, target.id, current.id);
    }
    const left = await end(current.id, isBack, request, ports);
    return both(returned, { ...left, command: 'rollback' });
  });
}

/** Adds the remaining step if the returning release waits for approval. */
function stillToEnd(
  { result, ...rest }: Outcome<ListResult>,
  id: string,
  current: string,
): Outcome<ListResult> {
  if (result === undefined) return rest;
  const message = `${result.message}. After it is active, ${commandIn(['rollback', id])} ends release ${current}`;
  return { ...rest, result: { ...result, message } };
}

function isActive(id: string, result: ListResult | undefined): boolean {
  return result?.after?.releases.some((one) => one.id === id && one.state === 'active') === true;
}

/** A dry run of the second half starts from the current list, in which the other release is not active yet. */
function end(
  id: string,
  isBack: boolean,
  { config, end: how, noReconcile, dryRun }: RollbackRequest,
  ports: ListPorts,
): Promise<Outcome<ListResult>> {
  const common = { config, noReconcile, takeOver: false, keysOnly: false, dryRun };
  if ('reason' in how) {
    return revoke({ ...common, which: { id }, reason: how.reason, allowEmpty: true }, ports);
  }
  const afterMs = how.afterMs === undefined ? {} : { afterMs: how.afterMs };
  return retire({ ...common, id, ...afterMs, allowEmpty: dryRun && isBack }, ports);
}

/** The outcome of both halves. The first failure becomes the error, and the message names the result of each half. */
function both(
  first: Outcome<ListResult> | undefined,
  second: Outcome<ListResult>,
): Outcome<ListResult> {
  if (first === undefined) return second;
  const { result, warnings, error } = first;
  const seen = new Set(warnings.map(({ code, message }) => `${code} ${message}`));
  const more = second.warnings.filter(({ code, message }) => !seen.has(`${code} ${message}`));
  const failures = [error, second.error].filter((one) => one !== undefined);
  const merged = mergedResult(result, second.result);
  if (merged !== undefined) return ended('rollback', merged, [...warnings, ...more], failures);
  return { ...first, warnings: [...warnings, ...more] };
}

function mergedResult(
  first: ListResult | undefined,
  second: ListResult | undefined,
): ListResult | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return {
    ...first,
    ...second,
    changed: first.changed || second.changed,
    message: `${first.message}; ${second.message}`,
    before: first.before,
    ...(first.staged === undefined ? {} : { staged: first.staged }),
    ...(first.manifest === undefined ? {} : { manifest: first.manifest }),
  };
}

function nothingDone(
  { target }: RollbackChoice,
  pin: ListResult['pin'],
  { list, id }: { list: NonNullable<ListResult['after']>; id: ListResult['id'] },
  { now }: ListPorts,
): ListResult {
  const message = `release ${target.id} is already the only active release`;
  return { changed: false, dryRun: false, message, pin, before: list, after: list, id, now };
}
