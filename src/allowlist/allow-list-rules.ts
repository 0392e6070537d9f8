import { FormatError } from '../base/errors.js';
import { ENCLAVE, measurementsKey } from '../format/platform.js';
import type { AllowList, ProjectedKey, Release } from './allow-list.js';

/**
 * Checks the relations between the fields of a list. In order: it expires after it was issued; `previous` is null at version 1
 * and names the previous version at any other; `latestExpiresAt`, if present, is not before `expiresAt`; ids of releases are
 * in ascending order, without duplicates; no two releases have the same measurements; no release has a revoked PCR0; each key
 * appears once; a list with an attached key has a role.
 *
 * Throws FormatError `statement-format` with the path of the first field at fault.
 */
export function requireCoherent(list: AllowList): void {
  if (!(list.issuedAt < list.expiresAt)) {
    throw refusal('expected an instant after issuedAt', 'expiresAt');
  }
  if ((list.previous?.version ?? 0) !== list.version - 1) {
    throw refusal('expected the version before, or null at version 1', 'previous');
  }
  if (!((list.latestExpiresAt ?? list.expiresAt) >= list.expiresAt)) {
    throw refusal('expected expiresAt or a later instant', 'latestExpiresAt');
  }
  requireReleases(list);
  requireKeys(list);
}

function requireReleases({ releases, removed }: AllowList): void {
  const revoked = new Set(
    removed.filter(({ why }) => why === 'revoked').map((entry) => entry[ENCLAVE.image]),
  );
  const tuples = new Set<string>();
  let last: Release | undefined;
  for (const [i, release] of releases.entries()) {
    if (last !== undefined && !(last.id < release.id)) {
      throw refusal(`expected an id after ${last.id}`, `releases/${i}/id`);
    }
    const tuple = measurementsKey(release.platform, { ...release.measurements });
    if (tuples.has(tuple)) {
      throw refusal('expected an image of no other release', `releases/${i}/measurements`);
    }
    if (revoked.has(release.measurements[ENCLAVE.image])) {
      throw refusal(
        'expected an image that is not revoked',
        `releases/${i}/measurements/${ENCLAVE.image}`,
      );
    }
    tuples.add(tuple);
    last = release;
  }
}

function requireKeys({ projection }: AllowList): void {
  const seen = new Set<string>();
  for (const [i, { key }] of projection.keys.entries()) {
    if (seen.has(key)) throw refusal(`expected ${key} once`, `projection/keys/${i}/key`);
    seen.add(key);
  }
  if (projection.instanceRoles.length === 0 && projection.keys.some(isAttached)) {
    throw refusal('expected a role: PCR3 is always bound', 'projection/instanceRoles');
  }
}

function isAttached({ detached }: ProjectedKey): boolean {
  return detached === undefined;
}

function refusal(message: string, path: string): FormatError {
  return new FormatError('statement-format', `allow-list: /predicate/${path}: ${message}`, {
    at: { path: `/predicate/${path}` },
  });
}
