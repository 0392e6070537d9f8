import type { AllowList, Release } from '../../allowlist/allow-list.js';
import { approvedPart } from '../../allowlist/approval/approved-part.js';
import { projectionDifferences } from '../../allowlist/list-difference.js';
import type { CurrentState } from '../../allowlist/read-current.js';
import { stagedIdOf } from '../../allowlist/staged-names.js';
import { TrustError, type Warning } from '../../base/errors.js';
import { planKeys } from '../keys/key-plans.js';
import type { Enclave } from '../list/enclave.js';
import { type OpenList, openList, readState } from '../list/open-list.js';
import { unapprovedFailures } from '../list/unapproved-failures.js';
import { withEnclave } from '../list/with-enclave.js';
import type { StatusRequest } from '../options/status-request.js';
import { ended, type Failure, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { approverNames } from './approver-names.js';
import { nextSteps } from './status-next.js';
import type { ChosenRelease, ReleaseStanding, StatusResult } from './status-result.js';
import { waitingRecords } from './waiting-records.js';

/**
 * Shows the state of a list, and changes nothing. In order: the configuration; the current list, verified as a writer
 * verifies it, history included; the waiting records with their approvals; the differences between the configuration
 * and the projection of the list; the policy of every key with its proof. With `release`, shows only that release, and
 * refuses an unknown one (`not-allowed`). A key that cannot be read is shown as such, and the outcome has its code.
 */
export async function status(
  { config, release }: StatusRequest,
  ports: ListPorts,
): Promise<Outcome<StatusResult>> {
  return withEnclave('status', config, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const state = await readState(list, ports);
    const current = state?.verified.list;
    const releases = await Promise.all(
      (current?.releases ?? []).map((one) => standingOf(one, enclave)),
    );
    const waiting = await waitingRecords(list, state, ports);
    const facts = {
      now: ports.now,
      config,
      store: list.opened.name,
      pin: enclave.pin,
      list: current,
      id: state?.verified.id,
      releases,
      waiting,
      configured: configuredDifferences(current, enclave),
      keys: [],
    };
    if (release !== undefined) {
      const chosen = chosenRelease(release, facts);
      return ended('status', { ...facts, next: nextSteps(facts), chosen }, warnings);
    }
    const { keys, failures } = await keysOf(list, state, ports, warnings);
    const whole = { ...facts, keys };
    return ended('status', { ...whole, next: nextSteps(whole) }, warnings, failures);
  });
}

async function standingOf(release: Release, enclave: Enclave): Promise<ReleaseStanding> {
  const since = release.accepted?.first ?? release.changes[0]?.at ?? 0;
  return { release, since, approvedBy: await approverNames(release, enclave) };
}

/**
 * The changes that the configuration would make to the projection. A key that waits to be detached is not a difference.
 */
function configuredDifferences(
  list: AllowList | undefined,
  { projection }: Enclave,
): StatusResult['configured'] {
  if (list === undefined) return [];
  const keys = list.projection.keys.filter(({ detached }) => detached !== true);
  return projectionDifferences({ ...list.projection, keys }, projection);
}

async function keysOf(
  { enclave }: OpenList,
  state: CurrentState | undefined,
  ports: ListPorts,
  warnings: Warning[],
): Promise<Pick<StatusResult, 'keys'> & { readonly failures: readonly Failure[] }> {
  if (state === undefined) return { keys: [], failures: [] };
  const { verified, unopened } = state;
  const keys = await planKeys(approvedPart(verified, unopened), enclave, ports);
  warnings.push(...keys.flatMap((key) => key.warnings));
  const unread = keys.filter(({ plan }) => plan === undefined);
  const lacking = unapprovedFailures(verified.list, verified.unapproved);
  return { keys, failures: [...lacking, ...unread.flatMap(({ failures }) => failures)] };
}

function chosenRelease(
  id: string,
  { list, releases, waiting }: Pick<StatusResult, 'list' | 'releases' | 'waiting'>,
): ChosenRelease {
  const listed = releases.find(({ release }) => release.id === id);
  const chosen = {
    id,
    ...(listed === undefined ? {} : { listed }),
    removed: (list?.removed ?? []).filter((entry) => entry.id === id),
    waiting: waiting.filter(({ record }) => stagedIdOf(record) === id),
  };
  if (listed !== undefined || chosen.removed.length + chosen.waiting.length > 0) return chosen;
  throw new TrustError(
    'not-allowed',
    `the list has no release ${id}, and no record with this id waits`,
    {
      hint: '`pcr-allowlist status` shows all releases.',
    },
  );
}
