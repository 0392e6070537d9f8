import type { ProjectedKey, Release } from '../allowlist/allow-list.js';
import { formatInstant, type Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import {
  ATTESTED_ACTIONS,
  endStatement,
  guardStatements,
  type OwnStatement,
  type Register,
  type Tuple,
} from './own-statement.js';
import { guardEndSid } from './sid.js';

/** A tuple that an Allow of ours names, and the accepted releases that require it. */
export interface HeldTuple {
  readonly tuple: Tuple;
  readonly releases: readonly Release[];
}

/**
 * The actions that the register guards of a key deny: those that its guard names, and the projected ones. An older guard, which
 * does not name its actions, denies only the projected ones. Empty without a guard.
 */
export function guardedActions({ actions, guard }: ProjectedKey): readonly string[] {
  if (guard === false) return [];
  const projected = ATTESTED_ACTIONS.filter((action) => actions.includes(action));
  return guard === true ? projected : [...new Set([...guard, ...projected])].sort();
}

/**
 * The Denies of a key with a guard: one for each bound register, one for the actions that move a secret out of the key, and, if
 * the projection names the guarded actions, one for each instant at which images end. Foreign statements have no such date, so
 * without these Denies they would admit the images until the next run.
 */
export function guardsOf(
  list: string,
  key: ProjectedKey,
  held: readonly HeldTuple[],
): readonly OwnStatement[] {
  if (key.guard === false) return [];
  const actions = guardedActions(key);
  const tuples = held.map(({ tuple }) => tuple);
  const guards = guardStatements(list, key.bind, actions, tuples);
  return key.guard === true ? guards : [...guards, ...endStatements(list, actions, held)];
}

/** When the last of the releases ends. Undefined while one of them is active. */
export function endOf(releases: readonly Release[]): Instant | undefined {
  const ends = releases.map((release) =>
    release.state === 'retiring' ? release.retireAt : Number.POSITIVE_INFINITY,
  );
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : undefined;
}

/** The registers of one image, without those of the instance, and the releases that have them. */
interface HeldImage {
  readonly pcrs: Tuple['pcrs'];
  readonly releases: readonly Release[];
}

/**
 * Images that PCR0 identifies and that end together share a statement. If two images have the same PCR0, or if PCR0 is not
 * bound, each image has its own statement with all of its registers.
 */
function endStatements(
  list: string,
  actions: readonly string[],
  held: readonly HeldTuple[],
): readonly OwnStatement[] {
  const images = heldImages(held);
  const together = new Map<Instant, PcrValue[]>();
  const alone: OwnStatement[] = [];
  for (const { pcrs, releases } of images) {
    const end = endOf(releases);
    if (end === undefined) continue;
    const imagePcr = pcrs[ENCLAVE.image];
    if (
      imagePcr !== undefined &&
      images.filter((one) => one.pcrs[ENCLAVE.image] === imagePcr).length === 1
    ) {
      together.set(end, [...(together.get(end) ?? []), imagePcr]);
      continue;
    }
    const values = Object.fromEntries(
      Object.entries(pcrs).map(([register, value]) => [register, [value]]),
    ) as Readonly<Partial<Record<Register, readonly PcrValue[]>>>;
    const sid = guardEndSid(list, formatInstant(end), pcrs);
    alone.push(endStatement(sid, actions, { end, pcrs: values }));
  }
  const shared = [...together].sort(([a], [b]) => a - b);
  return [
    ...shared.map(([end, values]) => {
      const pcrs = { [ENCLAVE.image]: [...values].sort() };
      return endStatement(guardEndSid(list, formatInstant(end)), actions, { end, pcrs });
    }),
    ...alone,
  ];
}

function heldImages(held: readonly HeldTuple[]): readonly HeldImage[] {
  const images = new Map<string, HeldImage>();
  for (const { tuple, releases } of held) {
    const { [ENCLAVE.role]: _, ...pcrs } = tuple.pcrs;
    images.set(JSON.stringify(pcrs), { pcrs, releases });
  }
  return [...images.values()];
}
