import type { Instant } from '../base/instant.js';
import type { AllowList, Release, Removed } from './allow-list.js';
import type { ListBody } from './list-step.js';

/** Since when an image was accepted, by the value of its image register. */
type FirstAccepted = ReadonlyMap<string, Instant>;

/**
 * The next body in format v2, with the times that its steps leave open: since when each release is accepted, and of what
 * was removed also the latest instant at which a version that accepts it is in force. An image that comes back keeps the
 * first time. Entries that have their times already stay the same objects.
 */
export function withAcceptedTimes(
  body: ListBody,
  before: AllowList | undefined,
  issuedAt: Instant,
): ListBody {
  if (before === undefined) return withTimes(body, new Map(), issuedAt, issuedAt);
  return withTimes(body, firstAccepted(before), issuedAt, latestExpiry(before));
}

/** The latest `expiresAt` of a list and of the versions before it, as far as the list knows them. */
export function latestExpiry({ latestExpiresAt, expiresAt }: AllowList): Instant {
  return Math.max(latestExpiresAt ?? expiresAt, expiresAt);
}

function firstAccepted({ removed, releases }: AllowList): FirstAccepted {
  return new Map([
    ...removed.flatMap(({ PCR0, accepted }) =>
      accepted === undefined ? [] : [[PCR0, accepted.first] as const],
    ),
    ...releases.map(({ measurements, accepted, changes: [first] }) => {
      return [measurements.PCR0, accepted?.first ?? first?.at ?? 0] as const;
    }),
  ]);
}

function withTimes(
  { projection, releases, removed }: ListBody,
  first: FirstAccepted,
  issuedAt: Instant,
  last: Instant,
): ListBody {
  return {
    projection,
    releases: releases.map((release): Release => {
      if (release.accepted !== undefined) return release;
      return { ...release, accepted: { first: first.get(release.measurements.PCR0) ?? issuedAt } };
    }),
    removed: removed.map((entry): Removed => {
      const since = first.get(entry.PCR0);
      if (entry.accepted !== undefined || since === undefined) return entry;
      return { ...entry, accepted: { first: since, last } };
    }),
  };
}
