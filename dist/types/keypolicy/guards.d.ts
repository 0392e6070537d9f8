import type { ProjectedKey, Release } from '../allowlist/allow-list.js';
import { type Instant } from '../base/instant.js';
import { type OwnStatement, type Tuple } from './own-statement.js';
/** A tuple that an Allow of ours names, and the accepted releases that hold it up. */
export interface HeldTuple {
    readonly tuple: Tuple;
    readonly releases: readonly Release[];
}
/**
 * The actions that the guards of a key's registers deny: those that its projection names and those that it projects. A
 * guard from before guards named their actions denies the projected ones alone. None without a guard.
 */
export declare function guardedActions({ actions, guard }: ProjectedKey): readonly string[];
/**
 * The Denies of a key with a guard: one for each bound register, one of the actions that move a secret out, and, where the
 * projection names the guarded actions, one for each instant at which images end. Statements that are not ours know no such
 * date, so the images would stay admitted beside them until the next run.
 */
export declare function guardsOf(list: string, key: ProjectedKey, held: readonly HeldTuple[]): readonly OwnStatement[];
/** When the last of the releases ends; undefined while one of them is active. */
export declare function endOf(releases: readonly Release[]): Instant | undefined;
