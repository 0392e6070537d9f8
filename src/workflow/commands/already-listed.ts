import type { Release } from '../../allowlist/allow-list.js';
import type { CurrentState } from '../../allowlist/read-current.js';
import type { StagedDraft } from '../../allowlist/staged-names.js';
import type { Warning } from '../../base/errors.js';
import { formatInstant } from '../../base/instant.js';
import { ENCLAVE } from '../../format/platform.js';
import type { Measurements } from '../../measure/pcr.js';
import { commandIn } from '../next-step.js';

/** The release that already has an image. */
export function releaseOfImage(
  state: CurrentState | undefined,
  { [ENCLAVE.image]: imagePcr }: Measurements,
): Release | undefined {
  return state?.verified.list.releases.find(
    ({ measurements }) => measurements[ENCLAVE.image] === imagePcr,
  );
}

/**
 * Warnings for a publication that stages nothing although the caller asked for another id, or although the image is
 * about to end.
 */
export function listedWarnings(
  draft: StagedDraft,
  state: CurrentState | undefined,
): readonly Warning[] {
  if (draft.kind === 'projection') return [];
  const release = releaseOfImage(state, draft.measurements);
  if (release === undefined) return [];
  const { id } = release;
  const warnings: Warning[] = [];
  if (draft.id !== id) {
    warnings.push({
      code: 'listed-under-another-id',
      message: `the list already has the image as release ${id}. An image has one id, so nothing was staged as ${draft.id}`,
    });
  }
  if (release.state === 'retiring') {
    const active = state?.verified.list.releases.filter((one) => one.state === 'active') ?? [];
    // With several active releases, rollback would need the release to end.
    const back =
      active.length > 1 ? '' : `; ${commandIn(['rollback', id])} also ends the current release`;
    warnings.push({
      code: 'release-retiring',
      message: `release ${id} is retiring and ends at ${formatInstant(release.retireAt)}. To keep it, run ${commandIn(['unretire', id])}, or publish it with --again${back}`,
    });
  }
  return warnings;
}
