import { POLICY_MAX_BYTES } from './key-policy-limits.js';
import type { PolicySlot } from './plan-changes.js';
import type { PlanRefusal } from './plan-refusals.js';
import { DENY_DEBUG_SID } from './sid.js';

/**
 * The slots of a plan with only its narrowing part. If a widening change is withheld, new guards are withheld too, because the
 * Allows that belong to them are missing. Guards that are refused are also withheld. The Deny of debug mode is included.
 */
export function narrowSlots(
  slots: readonly PolicySlot[],
  refusals: readonly PlanRefusal[],
): readonly PolicySlot[] {
  const widens = slots.some(({ change }) => change?.effect === 'widens');
  const guardRefused = refusals.some(({ about }) => about === 'guard');
  if (!widens && !guardRefused) return slots;
  return slots.map((slot) =>
    slot.isNewDeny && slot.change?.sid !== DENY_DEBUG_SID ? held(slot) : slot,
  );
}

/**
 * The slots without changes that make the document larger, dropped from the last one on until the document fits. Deletions
 * stay, so the size never stops a revocation.
 */
export function fitToSizeLimit(
  slots: readonly PolicySlot[],
  sizeOf: (slots: readonly PolicySlot[]) => number,
): readonly PolicySlot[] {
  let left = slots;
  // Changes that keep existing access are dropped last.
  for (const isKeeping of [false, true]) {
    for (let place = slots.length - 1; place >= 0; place--) {
      if (sizeOf(left) <= POLICY_MAX_BYTES) break;
      const slot = left[place];
      if (slot === undefined || !grows(slot)) continue;
      if ((slot.keepsAccess === true) === isKeeping) left = left.with(place, held(slot));
    }
  }
  return left;
}

/** The slot without its change. */
function held(slot: PolicySlot): PolicySlot {
  const { narrowed: _, ...rest } = slot;
  return slot.before === undefined ? rest : { ...rest, narrowed: slot.before };
}

function grows({ before, narrowed }: PolicySlot): boolean {
  return (JSON.stringify(narrowed)?.length ?? 0) > (JSON.stringify(before)?.length ?? 0);
}
