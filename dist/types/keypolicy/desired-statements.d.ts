import { type AllowList, type ProjectedKey, type Release } from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import type { Measurements } from '../measure/pcr.js';
import { type HeldTuple } from './guards.js';
import { type OwnStatement, type Tuple } from './own-statement.js';
/** A statement that a key's policy is to have, and the releases that hold it up: none for a Deny. */
export interface DesiredStatement {
    readonly statement: OwnStatement;
    /** Ids, in ascending order. */
    readonly releases: readonly string[];
}
/** Why a release, or an action, has no part in a key's policy. */
export interface LeftOut {
    readonly what: 'release' | 'action';
    readonly name: string;
    readonly reason: string;
}
/** A tuple without PCR0: it stands for every image that has these values, whether a release of the list or not. */
export interface OpenTuple {
    readonly pcrs: Tuple['pcrs'];
    readonly releases: readonly string[];
}
/** What one key's policy is to hold of ours. */
export interface DesiredKey {
    readonly key: string;
    /** It left the projection: our statements go, the Deny of debug mode stays where it is. */
    readonly detached: boolean;
    readonly statements: readonly DesiredStatement[];
    readonly leftOut: readonly LeftOut[];
    /** Which images stay admitted without being named: empty where PCR0 is bound. */
    readonly open: readonly OpenTuple[];
    /** `single`: an Allow for each tuple. `merged`: tuples that differ in one register share one, since there are many. */
    readonly form: 'single' | 'merged';
}
/** The parts of a list that decide about a key policy. */
export type ProjectedList = Pick<AllowList, 'list' | 'projection' | 'releases'>;
/**
 * The statements of ours that a key's policy is to hold at `now` (design, section 4, "Key-policy statements we own"):
 * one Allow for each distinct tuple of a role and the bound registers of an accepted release, dated where only
 * retiring releases hold it up (of many tuples, those that differ in one register share an Allow); the Deny of debug mode; the guards where the key has them. A detached key has none.
 *
 * Left out and reported, without stopping the rest: a release without a register that is bound, and an action that
 * takes no attestation document or consults no key policy. A release that ended by `now` has no part, nor has a tuple of it
 * that `isHeld` refuses. The expiry of the
 * list is not looked at: whoever plans decides what an expired list may still do.
 */
export declare function desiredStatements(list: ProjectedList, key: ProjectedKey, now: Instant, isHeld?: IsHeld): DesiredKey;
/** An Allow on an attached key that goes on admitting an image. */
export interface StillAdmitted {
    readonly key: string;
    readonly sid: string;
    /** The releases that hold it up. */
    readonly releases: readonly string[];
}
/**
 * What still admits an image after it was retired or revoked: the Allows of other releases that share every bound
 * register with it, which can only be where PCR0 is not bound. Statements that are not ours are not looked at.
 */
export declare function stillAdmitted(list: ProjectedList, image: Measurements, now: Instant): readonly StillAdmitted[];
/** Whether a release may hold up a tuple. */
export type IsHeld = (release: Release, tuple: Tuple) => boolean;
/** Each distinct tuple once, in the order of roles and releases. */
export declare function heldTuples({ projection, releases }: ProjectedList, { bind }: ProjectedKey, now: Instant, isHeld?: IsHeld): readonly HeldTuple[];
