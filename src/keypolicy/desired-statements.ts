import {
  type AllowList,
  isAcceptedAt,
  type ProjectedKey,
  type Release,
} from '../allowlist/allow-list.js';
import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Measurements } from '../measure/pcr.js';
import { guardsOf, type HeldTuple } from './guards.js';
import { MERGE_FROM_BYTES } from './key-policy-limits.js';
import {
  type DesiredAllow,
  mergedAllows,
  releasesOf,
  singleAllows,
  singleAllowsSizeBytes,
} from './merged-allows.js';
import {
  ATTESTED_ACTIONS,
  DENY_DEBUG,
  type OwnStatement,
  type Register,
  type Tuple,
} from './own-statement.js';

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
export function desiredStatements(
  list: ProjectedList,
  key: ProjectedKey,
  now: Instant,
  isHeld: IsHeld = () => true,
): DesiredKey {
  if (key.detached === true) {
    return {
      ...{ key: key.key, detached: true, statements: [], leftOut: [], open: [] },
      form: 'single',
    };
  }
  const held = heldTuples(list, key, now, isHeld);
  const { allows, form } = desiredAllows(list.list, key, held);
  const denies = [DENY_DEBUG, ...guardsOf(list.list, key, held)].map((statement) => ({
    statement,
    releases: [],
  }));
  return {
    key: key.key,
    detached: false,
    form,
    statements: [
      ...allows.map((one) => ({ statement: one.statement, releases: releasesOf(one.held) })),
      ...denies,
    ],
    leftOut: [...actionsLeftOut(key), ...releasesLeftOut(list, key, now)],
    open: key.bind.includes(ENCLAVE.image) ? [] : openTuples(held),
  };
}

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
export function stillAdmitted(
  list: ProjectedList,
  image: Measurements,
  now: Instant,
): readonly StillAdmitted[] {
  return list.projection.keys
    .filter(({ detached }) => detached !== true)
    .flatMap((key) =>
      desiredAllows(list.list, key, heldTuples(list, key, now)).allows.flatMap(
        ({ statement, held }) => {
          const admitting = held.filter(({ tuple }) => admits(tuple, image));
          return admitting.length === 0
            ? []
            : [{ key: key.key, sid: statement.Sid, releases: releasesOf(admitting) }];
        },
      ),
    );
}

/** Whether a release may require a tuple. */
export type IsHeld = (release: Release, tuple: Tuple) => boolean;

/** Each distinct tuple once, in the order of roles and releases. */
export function heldTuples(
  { projection, releases }: ProjectedList,
  { bind }: ProjectedKey,
  now: Instant,
  isHeld: IsHeld = () => true,
): readonly HeldTuple[] {
  const held = new Map<string, { readonly tuple: Tuple; readonly releases: Release[] }>();
  for (const { arn, [ENCLAVE.role]: rolePcr } of projection.instanceRoles) {
    for (const release of releases) {
      if (!isAcceptedAt(release, now)) continue;
      const pcrs = boundPcrs(bind, { ...release.measurements, [ENCLAVE.role]: rolePcr });
      if (pcrs === undefined) continue;
      const tuple: Tuple = { role: arn, pcrs };
      if (!isHeld(release, tuple)) continue;
      const name = JSON.stringify(canonicalTuple(tuple));
      const found = held.get(name);
      if (found === undefined) held.set(name, { tuple, releases: [release] });
      else found.releases.push(release);
    }
  }
  return [...held.values()];
}

/** The bound registers in a fixed order, or undefined if one has no value. */
function boundPcrs(
  bind: readonly Register[],
  values: Readonly<Partial<Record<Register, PcrValue>>>,
): Tuple['pcrs'] | undefined {
  const entries: [Register, PcrValue][] = [];
  for (const register of [...bind].sort()) {
    const value = values[register];
    if (value === undefined) return undefined;
    entries.push([register, value]);
  }
  return Object.fromEntries(entries);
}

/** The input of the digest in the Sid of a tuple. */
function canonicalTuple({ role, pcrs }: Tuple): Readonly<Record<string, string>> {
  return { ...pcrs, role };
}

function desiredAllows(
  list: string,
  key: ProjectedKey,
  held: readonly HeldTuple[],
): { readonly allows: readonly DesiredAllow[]; readonly form: DesiredKey['form'] } {
  const actions = ATTESTED_ACTIONS.filter((action) => key.actions.includes(action));
  if (actions.length === 0) return { allows: [], form: 'single' };
  return singleAllowsSizeBytes(list, held, actions) < MERGE_FROM_BYTES
    ? { allows: singleAllows(list, held, actions), form: 'single' }
    : { allows: mergedAllows(list, held, actions), form: 'merged' };
}

function admits({ pcrs }: Tuple, image: Measurements): boolean {
  const values: Readonly<Partial<Record<string, PcrValue>>> = { ...image };
  return Object.entries(pcrs).every(
    ([register, value]) => register === ENCLAVE.role || values[register] === value,
  );
}

function actionsLeftOut({ actions }: ProjectedKey): readonly LeftOut[] {
  return actions
    .filter((action) => !ATTESTED_ACTIONS.includes(action))
    .map((name) => ({
      what: 'action',
      name,
      reason: 'it accepts no attestation document, or consults no key policy',
    }));
}

function releasesLeftOut(
  { releases }: ProjectedList,
  { bind }: ProjectedKey,
  now: Instant,
): readonly LeftOut[] {
  const measured = bind.filter((register) => register !== ENCLAVE.role);
  return releases
    .filter((release) => isAcceptedAt(release, now))
    .flatMap(({ id, measurements }) => {
      const missing = measured.find((register) => !(register in measurements));
      if (missing === undefined) return [];
      const reason = `the key is bound to ${missing}, which the image lacks`;
      return [{ what: 'release' as const, name: id, reason }];
    });
}

/** Without the role: an image is admitted for every role or for none. */
function openTuples(held: readonly HeldTuple[]): readonly OpenTuple[] {
  const open = new Map<string, OpenTuple>();
  for (const { tuple, releases } of held) {
    const { [ENCLAVE.role]: _, ...pcrs } = tuple.pcrs;
    open.set(JSON.stringify(pcrs), { pcrs, releases: releases.map(({ id }) => id) });
  }
  return [...open.values()];
}
