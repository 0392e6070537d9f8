import type { AllowList } from '../../allowlist/allow-list.js';
import { type ListDifference, listDifferences } from '../../allowlist/list-difference.js';
import type { Instant } from '../../base/instant.js';
import type { ObservedHistory } from '../../drift/observations.js';
import { observeHistory } from '../drift/observe-history.js';
import { openList, requireState } from '../list/open-list.js';
import { withEnclave } from '../list/with-enclave.js';
import type { LogRequest } from '../options/log-request.js';
import { ended, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';

/** One version of the list, with what it changed. */
export interface LoggedVersion {
  readonly version: number;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
  /** The SHA-256 of the payload. */
  readonly sha256: string;
  /** Undefined if the history lacks the version before. */
  readonly differences: readonly ListDifference[] | undefined;
}

/** The history of a list, newest version first. */
export interface LogResult {
  readonly pin: { readonly list: string; readonly enclave: string };
  readonly versions: readonly LoggedVersion[];
  /** The version at which a history ends before version 1, and the reason. */
  readonly ended?: ObservedHistory['ended'];
}

/**
 * Shows the versions of a list, and changes nothing. In order: the configuration; the current list, verified as a
 * writer verifies it; every earlier version, proved by the hash in the next version. A version that is missing or has
 * another payload ends the log with a warning (`history-missing`).
 */
export async function log(
  { config, limit }: LogRequest,
  ports: ListPorts,
): Promise<Outcome<LogResult>> {
  return withEnclave('log', config, ports, async (enclave, warnings) => {
    const list = await openList(enclave, ports);
    const state = await requireState(list, ports);
    const { lists, ended: end } = await observeHistory(state.verified, list, ports, limit);
    if (end !== undefined && end.why !== 'not-read') {
      const what =
        end.why === 'missing' ? 'is missing' : 'has another payload than the next version names';
      const message = `version ${end.version} of the history ${what}. \`pcr-allowlist drift\` shows details`;
      warnings.push({ code: 'history-missing', message });
    }
    const versions = lists
      .map((one, i) =>
        loggedVersion(one, lists[i - 1], lists[i + 1]?.previous ?? state.verified.id),
      )
      .toReversed()
      .slice(0, limit);
    const result: LogResult = {
      pin: enclave.pin,
      versions,
      ...(end === undefined ? {} : { ended: end }),
    };
    return ended('log', result, warnings);
  });
}

function loggedVersion(
  list: AllowList,
  before: AllowList | undefined,
  { sha256 }: { readonly sha256: string },
): LoggedVersion {
  const { version, issuedAt, expiresAt } = list;
  const isKnown = before !== undefined || version === 1;
  const differences = isKnown ? listDifferences(before, list) : undefined;
  return { version, issuedAt, expiresAt, sha256, differences };
}
