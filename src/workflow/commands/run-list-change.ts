import type { Operation } from '../../allowlist/transition.js';
import type { UpdateRequest } from '../../allowlist/update-allow-list.js';
import type { Warning } from '../../base/errors.js';
import type { PublicKey } from '../../format/public-key.js';
import { type FollowRequest, followList, planAhead } from '../keys/follow-list.js';
import type { Enclave } from '../list/enclave.js';
import {
  changeList,
  openList,
  openListSigner,
  previewChange,
  requireState,
} from '../list/open-list.js';
import { unapprovedFailures } from '../list/unapproved-failures.js';
import type { CommandName } from '../options/command-table.js';
import { ended, failed, type Outcome } from '../outcome.js';
import type { ListPorts } from '../ports.js';
import { changeResult, changeWarnings, type ListResult } from './list-result.js';

/** A change that needs only the list key. */
export interface RequestedChange {
  readonly enclave: Enclave;
  readonly operation: Operation;
  /** One sentence: what was done. */
  readonly done: string;
  /** Additional keys that are trusted for reading the list. */
  readonly alsoTrusted?: readonly PublicKey[];
  /** Called with the list that is about to be replaced (`UpdateRequest.check`). */
  readonly check?: NonNullable<UpdateRequest['check']>;
  /** How the key policies follow. Absent: they do not. */
  readonly follow?: FollowRequest;
}

/**
 * Runs a command that is one operation on the list. In order: the configuration, through `prepare`; the list key is
 * trusted and reaches the threshold (`threshold-not-met`); the list exists (`requireState`); then the steps of
 * `updateAllowList`. A dry run needs no key, and takes the steps of `previewUpdate`. Key policies follow after the list
 * is written. A failure there does not undo the change of the list.
 */
export async function runListChange(
  command: CommandName,
  { dryRun }: { readonly dryRun: boolean },
  ports: ListPorts,
  prepare: () => Promise<RequestedChange>,
): Promise<Outcome<ListResult>> {
  const warnings: Warning[] = [];
  try {
    const { enclave, operation, done: sentence, alsoTrusted = [], follow, check } = await prepare();
    const list = await openList(enclave, ports, alsoTrusted);
    const checked = check === undefined ? {} : { check };
    if (dryRun) {
      const state = await requireState(list, ports);
      const change = await previewChange(list, operation, ports, { state, ...checked });
      const result = changeResult(change, enclave, ports.now, { dryRun, done: sentence });
      if (follow === undefined || follow.isLeftAlone || change.after === undefined) {
        return ended(command, result, warnings);
      }
      const { keys } = await planAhead(change.after, change.unapproved, enclave, ports);
      return ended(command, { ...result, keys }, warnings);
    }
    const signer = await openListSigner(enclave, ports);
    warnings.push(...signer.warnings);
    const state = await requireState(list, ports);
    const change = await changeList(list, signer, operation, ports, { state, ...checked });
    warnings.push(...changeWarnings(change), ...(change.clock ?? []));
    const result = changeResult(change, enclave, ports.now, { dryRun, done: sentence });
    const followed =
      follow === undefined ? undefined : await followList(list, change, ports, follow);
    warnings.push(...(followed?.warnings ?? []));
    const lacking = unapprovedFailures(change.after, change.unapproved);
    return ended(
      command,
      {
        ...result,
        signer: signer.address,
        ...(followed === undefined ? {} : { keys: followed.keys }),
      },
      warnings,
      followed === undefined ? lacking : followed.failures,
    );
  } catch (error) {
    return failed(command, error, warnings);
  }
}
