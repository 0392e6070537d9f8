import { expect } from '@jest/globals';
import type { AllowList } from '../../src/allowlist/allow-list.js';
import {
  encodeAllowList,
  parseAllowListPayload,
  versionIdOf,
} from '../../src/allowlist/allow-list-document.js';

/** What holds between any two versions in a row, whatever the operation was. */
export function requireLawful(before: AllowList | undefined, after: AllowList): void {
  expect(parseAllowListPayload(encodeAllowList(after))).toEqual(after);
  expect(after.version).toBe((before?.version ?? 0) + 1);
  expect(after.previous).toEqual(
    before === undefined ? null : versionIdOf(before, encodeAllowList(before)),
  );
  requireTimes(before, after);
  if (before === undefined) return;
  expect(after.issuedAt).toBeGreaterThanOrEqual(before.issuedAt);

  // Nothing is lost: a release is there or among the removed, a key is attached or detached.
  for (const { id, measurements } of before.releases) {
    const there = after.releases.filter((release) => release.id === id);
    const gone = after.removed.filter((entry) => entry.id === id);
    const images = [...there.map((release) => release.measurements), ...gone];
    expect(new Set(images.map(({ PCR0 }) => PCR0))).toEqual(new Set([measurements.PCR0]));
  }
  for (const entry of before.removed) {
    const kept = after.removed.some(({ id, PCR0 }) => id === entry.id && PCR0 === entry.PCR0);
    const back = after.releases.some(({ measurements }) => measurements.PCR0 === entry.PCR0);
    expect(kept || back).toBe(true);
  }

  // A revoked image is in no release, and comes back only as asked for again.
  const revoked = before.removed.filter(({ why }) => why === 'revoked');
  for (const { PCR0, staged, when } of revoked) {
    const back = after.releases.find(({ measurements }) => measurements.PCR0 === PCR0);
    if (back === undefined) continue;
    expect(back.changes.at(-1)).toMatchObject({ what: 'approved-again', version: after.version });
    expect(back.staged).not.toBe(staged);
    expect(back.changes.at(-1)?.at).toBeGreaterThan(when);
  }

  // One operation adds at most one release.
  const ids = new Set(before.releases.map(({ id }) => id));
  expect(after.releases.filter(({ id }) => !ids.has(id)).length).toBeLessThanOrEqual(1);
}

/** What a list in format v2 says of times; one in v1 says nothing, and none goes back. */
function requireTimes(before: AllowList | undefined, after: AllowList): void {
  const { format, latestExpiresAt = 0, issuedAt, expiresAt } = after;
  if (format === 'v1') {
    expect(before?.format).toBe('v1');
    expect(after.latestExpiresAt).toBeUndefined();
    const entries = [...after.releases, ...after.removed];
    expect(entries.filter(({ accepted }) => accepted !== undefined)).toEqual([]);
    return;
  }
  expect(latestExpiresAt).toBe(
    Math.max(expiresAt, before?.latestExpiresAt ?? 0, before?.expiresAt ?? 0),
  );
  const ended = before?.removed ?? [];
  const firstBefore = new Map(
    before?.releases.map(({ measurements, accepted }) => [measurements.PCR0, accepted?.first]),
  );
  for (const { measurements, accepted } of after.releases) {
    expect(accepted?.first).toBeLessThanOrEqual(issuedAt);
    const earlier = firstBefore.get(measurements.PCR0);
    if (earlier !== undefined) expect(accepted?.first).toBe(earlier);
  }
  for (const { PCR0, accepted } of after.removed) {
    if (!firstBefore.has(PCR0) || ended.some((entry) => entry.PCR0 === PCR0)) continue;
    expect(accepted?.last).toBeGreaterThanOrEqual(before?.expiresAt ?? 0);
  }
}
