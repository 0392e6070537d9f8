import { type AllowList, type ProjectedKey, type Release } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import type { Measurements } from '../measure/pcr.js';
import { type HeldTuple } from './guards.js';
import { type OwnStatement, type Tuple } from './own-statement.js';
/** A statement that the policy of a key must have, and the releases that require it. A Deny has none. */
export interface DesiredStatement {
    readonly statement: OwnStatement;
    /** Ids, in ascending order. */
    readonly releases: readonly string[];
}
/** The reason why a release, or an action, is left out of the policy of a key. */
export interface LeftOut {
    readonly what: 'release' | 'action';
    readonly name: string;
    readonly reason: string;
}
/** A tuple without PCR0. It admits every image with these values, including images outside the list. */
export interface OpenTuple {
    readonly pcrs: Tuple['pcrs'];
    readonly releases: readonly string[];
}
/** Our part of the policy of one key. */
export interface DesiredKey {
    readonly key: string;
    /** The key left the projection. Our statements are deleted, except the Deny of debug mode. */
    readonly detached: boolean;
    readonly statements: readonly DesiredStatement[];
    readonly leftOut: readonly LeftOut[];
    /** The images that stay admitted without being named. Empty if PCR0 is bound. */
    readonly open: readonly OpenTuple[];
    /** `single`: an Allow for each tuple. `merged`: many tuples, so those that differ in one register share an Allow. */
    readonly form: 'single' | 'merged';
}
/** The parts of a list that decide about a key policy. */
export type ProjectedList = Pick<AllowList, 'list' | 'projection' | 'releases'>;
/**
 * The statements of ours that the policy of a key must have at `now` (design, section 4, "Key-policy statements we own"): one
 * Allow for each distinct tuple of a role and the bound registers of an accepted release, dated if only retiring releases
 * require it (if there are many tuples, those that differ in one register share an Allow); the Deny of debug mode; the guards,
 * if the key has them. A detached key has none.
 *
 * Leaves out and reports, without stopping the rest: a release that lacks a bound register, and an action that accepts no
 * attestation document or consults no key policy. Also leaves out a release that ended by `now`, and a tuple that `isHeld`
 * refuses. Does not check the expiry of the list: the planner decides what an expired list may still do.
 */
export declare function desiredStatements(list: ProjectedList, key: ProjectedKey, now: Instant, isHeld?: IsHeld): DesiredKey;
/** An Allow on an attached key that still admits an image. */
export interface StillAdmitted {
    readonly key: string;
    readonly sid: string;
    /** The releases that require it. */
    readonly releases: readonly string[];
}
/**
 * The Allows that still admit an image after it was retired or revoked: those of other releases that share every bound register
 * with it, which is only possible if PCR0 is not bound. Ignores statements that are not ours.
 */
export declare function stillAdmitted(list: ProjectedList, image: Measurements, now: Instant): readonly StillAdmitted[];
/** Whether a release may require a tuple. */
export type IsHeld = (release: Release, tuple: Tuple) => boolean;
/** Each distinct tuple once, in the order of roles and releases. */
export declare function heldTuples({ projection, releases }: ProjectedList, { bind }: ProjectedKey, now: Instant, isHeld?: IsHeld): readonly HeldTuple[];
