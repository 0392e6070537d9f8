import type { Instant } from '../base/instant.js';
import { PLATFORMS } from '../format/platform.js';
import type { Measurements } from '../measure/pcr.js';
import type { KeyPlan } from './plan-key.js';
import { ownerOfSid } from './sid.js';

/** The registers with values of an image in a list. */
const MEASURED = PLATFORMS['nitro-enclave'].measured;

/**
 * Sids of the statements outside this list that admit an image from `at` on, according to the proof of the policy in force with
 * its guards. Undefined for a statement without a Sid. Registers of the instance are ignored. The findings report statements
 * that admit callers without any measurement of an image.
 */
export function foreignStatementsAdmitting(
  { before, after, refusals }: Pick<KeyPlan, 'before' | 'after' | 'refusals'>,
  list: string,
  image: Partial<Measurements>,
  at: Instant,
): readonly (string | undefined)[] {
  const { admitted = [] } = refusals.length === 0 ? after : before;
  const sids = admitted
    .filter(({ sid }) => ownerOfSid(sid, list) !== 'ours')
    .filter(({ until }) => until === undefined || at < until)
    .filter(({ registers }) =>
      MEASURED.every((register) => {
        const [values, value] = [registers[register], image[register]];
        return values === undefined || (value !== undefined && values.includes(value));
      }),
    )
    .map(({ sid }) => sid);
  return [...new Set(sids)];
}
