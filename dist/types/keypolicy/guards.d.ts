import type { ProjectedKey, Release } from '../allowlist/allow-list.js';
import { type Instant } from '../base/instant.js';
import { type OwnStatement, type Tuple } from './own-statement.js';
/** A tuple that an Allow of ours names, and the accepted releases that require it. */
export interface HeldTuple {
    readonly tuple: Tuple;
    readonly releases: readonly Release[];
}
/**
 * The actions that the register guards of a key deny: those that its guard names, and the projected ones. An older guard, which
 * does not name its actions, denies only the projected ones. Empty without a guard.
 */
export declare function guardedActions({ actions, guard }: ProjectedKey): readonly string[];
/**
 * The Denies of a key with a guard: one for each bound register, one for the actions that move a secret out of the key, and, if
 * the projection names the guarded actions, one for each instant at which images end. Foreign statements have no such date, so
 * without these Denies they would admit the images until the next run.
 */
export declare function guardsOf(list: string, key: ProjectedKey, held: readonly HeldTuple[]): readonly OwnStatement[];
/** When the last of the releases ends. Undefined while one of them is active. */
export declare function endOf(releases: readonly Release[]): Instant | undefined;
