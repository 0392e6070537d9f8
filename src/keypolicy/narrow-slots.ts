import { POLICY_MAX_BYTES } from './key-policy-limits.js';
import type { PolicySlot } from './plan-changes.js';
import type { PlanRefusal } from './plan-refusals.js';
import { DENY_DEBUG_SID } from './sid.js';

/**
 * The slots of a plan of which only the narrowing part is done. Where something widening is held back, new guards are
 * too: the Allows that are to come with them are missing. So are guards that may not be there at all. The Deny of debug
 * mode goes in.
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
 * The slots without what makes the document larger, from the last on, until it fits. What is deleted stays deleted, so
 * a revocation is never held back by the size.
 */
export function fitToSizeLimit(
  slots: readonly PolicySlot[],
  sizeOf: (slots: readonly PolicySlot[]) => number,
): readonly PolicySlot[] {
  let left = slots;
  // What keeps access that somebody has goes last.
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

/** As it is now. */
function held(slot: PolicySlot): PolicySlot {
  const { narrowed: _, ...rest } = slot;
  return slot.before === undefined ? rest : { ...rest, narrowed: slot.before };
}

function grows({ before, narrowed }: PolicySlot): boolean {
  return (JSON.stringify(narrowed)?.length ?? 0) > (JSON.stringify(before)?.length ?? 0);
}
