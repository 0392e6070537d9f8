import type { Instant } from '../base/instant.js';
import { PLATFORMS } from '../format/platform.js';
import type { Measurements } from '../measure/pcr.js';
import type { KeyPlan } from './plan-key.js';
import { ownerOfSid } from './sid.js';

/** Registers of which a list knows the values of an image. */
const MEASURED = PLATFORMS['nitro-enclave'].measured;

/**
 * Sids of the statements that are not this list's and admit an image from `at` on, as the proof of the policy in force has
 * it, guards and all; undefined for one without a Sid. What registers of the instance say does not matter here. What lets
 * in without any measurement of an image is for the findings.
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
