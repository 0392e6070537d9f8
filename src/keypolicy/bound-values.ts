import type { AllowList } from '../allowlist/allow-list.js';
import { ENCLAVE } from '../format/platform.js';
import type { PlainJson } from '../format/strict-json.js';
import type { PlannedChange, PolicySlot } from './plan-changes.js';
import { parseStatementShape } from './statement-shape.js';

/** Separates several values of one register. */
const SEPARATOR = ', ';

/** The values that one Allow of ours is bound to. */
export interface BoundValues {
  readonly role: string;
  /** The values by register, such as `PCR0`, in order. Several values of a register are joined. */
  readonly pcrs: Readonly<Record<string, string>>;
}

/** The values that the new or old statement of a change is bound to. Undefined for a Deny, and for another form. */
export function boundValuesOf({
  after,
  before = null,
}: Pick<PlannedChange, 'after' | 'before'>): BoundValues | undefined {
  // An OwnStatement is JSON by its type.
  const shape = parseStatementShape(after === undefined ? before : (after as unknown as PlainJson));
  if (shape?.effect !== 'Allow') return undefined;
  const pcrs = Object.entries(shape.equals).map(([key, value]) => {
    return [key.slice(key.lastIndexOf(':') + 1).toUpperCase(), value.join(SEPARATOR)] as const;
  });
  return { role: shape.principal, pcrs: Object.fromEntries(pcrs) };
}

/**
 * The slots of a plan, with the releases of each deleted statement: ended releases of the list with its values, and removed
 * releases, which are known only by PCR0.
 */
export function withFormerReleases(
  slots: readonly PolicySlot[],
  { releases, removed }: Pick<AllowList, 'releases' | 'removed'>,
): readonly PolicySlot[] {
  return slots.map((slot) => {
    const { change } = slot;
    const bound = change?.action === 'delete' ? boundValuesOf(change) : undefined;
    if (change === undefined || bound === undefined) return slot;
    const { [ENCLAVE.role]: _, ...pcrs } = bound.pcrs;
    const isOneOf = (values: string | undefined, value: string | undefined) =>
      value !== undefined && (values ?? '').split(SEPARATOR).includes(value);
    const has = (values: Readonly<Record<string, string | undefined>>) =>
      Object.entries(pcrs).every(([register, bound]) => isOneOf(bound, values[register]));
    const ended = releases.filter(({ measurements }) => has({ ...measurements }));
    const gone = removed.filter((entry) => isOneOf(pcrs[ENCLAVE.image], entry[ENCLAVE.image]));
    const ids = new Set([...ended, ...gone].map(({ id }) => id));
    return { ...slot, change: { ...change, releases: [...ids].sort() } };
  });
}
