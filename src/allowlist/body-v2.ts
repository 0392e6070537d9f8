import type { Instant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import type { AllowList, Approval, Release, Removed } from './allow-list.js';
import type { ListBody } from './list-step.js';

/**
 * Completes the body after a step for format v2. Each release gets the instant since which it is accepted. A removed entry
 * also gets the latest instant at which a version that accepts it is in force. A restored image keeps its first instant.
 * Approvals do not repeat the projection that their envelopes name. Entries that are already complete stay the same objects.
 */
export function bodyOfV2(
  { projection, releases, removed }: ListBody,
  before: AllowList | undefined,
  issuedAt: Instant,
): ListBody {
  const first = before === undefined ? new Map<string, Instant>() : firstAccepted(before);
  const last = before === undefined ? issuedAt : latestExpiry(before);
  return {
    projection: {
      ...projection,
      approvals: projection.approvals.map(carried),
      ...(projection.carryOvers === undefined
        ? {}
        : { carryOvers: projection.carryOvers.map(carried) }),
    },
    releases: releases.map((release): Release => {
      if (release.accepted !== undefined && !release.approvals.some(hasProjection)) return release;
      const approvals = release.approvals.map(carried);
      const since = first.get(release.measurements[ENCLAVE.image]) ?? issuedAt;
      return { ...release, accepted: release.accepted ?? { first: since }, approvals };
    }),
    removed: removed.map((entry): Removed => {
      const since = first.get(entry[ENCLAVE.image]);
      if (entry.accepted !== undefined || since === undefined) return entry;
      return { ...entry, accepted: { first: since, last } };
    }),
  };
}

/** The latest `expiresAt` of a list and its earlier versions, as far as the list records it. */
export function latestExpiry({ latestExpiresAt, expiresAt }: AllowList): Instant {
  return Math.max(latestExpiresAt ?? expiresAt, expiresAt);
}

/** The instant since which each image is or was accepted, by PCR0. A list in v1 records it only for its releases. */
function firstAccepted({ removed, releases }: AllowList): ReadonlyMap<string, Instant> {
  return new Map([
    ...removed.flatMap((entry) =>
      entry.accepted === undefined ? [] : [[entry[ENCLAVE.image], entry.accepted.first] as const],
    ),
    ...releases.map(({ measurements, accepted, changes: [change] }) => {
      return [measurements[ENCLAVE.image], accepted?.first ?? change?.at ?? 0] as const;
    }),
  ]);
}

function hasProjection(approval: Approval): boolean {
  return 'projection' in approval;
}

function carried(approval: Approval): Approval {
  if (approval.source !== 'key' || !hasProjection(approval)) return approval;
  const { projection: _, ...rest } = approval;
  return rest;
}
