import type { CurrentState } from '../../allowlist/read-current.js';
import type { StagedDraft } from '../../allowlist/staged-names.js';
import type { Warning } from '../../base/errors.js';
import { formatInstant } from '../../base/instant.js';
import { ENCLAVE } from '../../format/platform.js';
import { commandIn } from '../next-step.js';

/** What nothing being staged means for whoever asked for another id, or for an image that is about to end. */
export function listedWarnings(
  draft: StagedDraft,
  state: CurrentState | undefined,
): readonly Warning[] {
  if (draft.kind === 'projection') return [];
  const imagePcr = draft.measurements[ENCLAVE.image];
  const release = state?.verified.list.releases.find(
    (one) => one.measurements[ENCLAVE.image] === imagePcr,
  );
  if (release === undefined) return [];
  const { id } = release;
  const warnings: Warning[] = [];
  if (draft.id !== id) {
    warnings.push({
      code: 'listed-under-another-id',
      message: `the image is in the list as release ${id}. An image has one id, so nothing was staged as ${draft.id}`,
    });
  }
  if (release.state === 'retiring') {
    const active = state?.verified.list.releases.filter((one) => one.state === 'active') ?? [];
    // With several active releases it would have to be said which one ends.
    const back =
      active.length > 1 ? '' : `; ${commandIn(['rollback', id])} also ends the current release`;
    warnings.push({
      code: 'release-retiring',
      message: `release ${id} is retiring and ends at ${formatInstant(release.retireAt)}: ${commandIn(['unretire', id])} keeps it, as publishing it with --again does${back}`,
    });
  }
  return warnings;
}
