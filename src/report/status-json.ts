import { formatInstant } from '../base/instant.js';
import type { LogResult } from '../workflow/commands/log.js';
import type {
  ReleaseStanding,
  StatusResult,
  WaitingRecord,
} from '../workflow/commands/status-result.js';
import { keyJson } from './list-json.js';
import { measurementsJson } from './measure-json.js';
import { stepCommand } from './next-step-text.js';

/** The `result` of `status`: docs/machine-output.md. */
export function statusResultJson(status: StatusResult): object {
  const { pin, store, list, id, releases, waiting, configured, keys, next, chosen } = status;
  return {
    ...pin,
    store,
    allowList:
      list === undefined || id === undefined
        ? null
        : {
            version: id.version,
            sha256: id.sha256,
            format: list.format,
            issuedAt: formatInstant(list.issuedAt),
            expiresAt: formatInstant(list.expiresAt),
          },
    ...(chosen === undefined
      ? {
          releases: releases.map(standingJson),
          waiting: waiting.map(waitingJson),
          configured,
          keys: keys.map(keyJson),
          next: next.map((step) => ({ why: step.why, command: stepCommand(step) })),
        }
      : {
          release: chosen.id,
          releases: chosen.listed === undefined ? [] : [standingJson(chosen.listed)],
          removed: chosen.removed.map(({ when, accepted: _, ...entry }) => ({
            ...entry,
            when: formatInstant(when),
          })),
          waiting: chosen.waiting.map(waitingJson),
        }),
  };
}

function standingJson({ release, since, approvedBy }: ReleaseStanding): object {
  const { id, state, measurements, image, source, staged, manifest, changes } = release;
  return {
    id,
    state,
    ...(release.state === 'retiring' ? { retireAt: formatInstant(release.retireAt) } : {}),
    since: formatInstant(since),
    measurements: measurementsJson(measurements),
    image,
    ...(source === undefined ? {} : { source }),
    manifest,
    staged,
    approvedBy,
    changes: changes.map(({ what, version, at }) => ({ what, version, at: formatInstant(at) })),
  };
}

function waitingJson({
  record,
  projection,
  manifest,
  differences,
  keys,
  github,
}: WaitingRecord): object {
  const common = {
    kind: record.kind,
    sha256: record.sha256,
    stagedAt: formatInstant(record.stagedAt),
    projection,
  };
  const approvals = { ...(keys === undefined ? {} : { keys }), github };
  if (record.kind === 'projection') return { ...common, changes: differences, approvals };
  const { id, measurements, image, source, again } = record;
  return {
    ...common,
    id,
    measurements: measurementsJson(measurements),
    image,
    ...(source === undefined ? {} : { source }),
    again,
    manifest: { ...record.manifest, ...manifest },
    approvals,
  };
}

/** The `result` of `log`. */
export function logResultJson({ pin, versions, ended }: LogResult): object {
  return {
    ...pin,
    versions: versions.map(({ version, issuedAt, expiresAt, sha256, differences }) => ({
      version,
      sha256,
      issuedAt: formatInstant(issuedAt),
      expiresAt: formatInstant(expiresAt),
      changes: differences ?? null,
    })),
    ...(ended === undefined ? {} : { ended }),
  };
}
