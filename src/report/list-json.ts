import type { AllowList } from '../allowlist/allow-list.js';
import { listDifferences } from '../allowlist/list-difference.js';
import { formatInstant } from '../base/instant.js';
import { ENCLAVE } from '../format/platform.js';
import { boundValuesOf } from '../keypolicy/bound-values.js';
import type { ReleaseAccess } from '../keypolicy/release-access.js';
import type { ListResult } from '../workflow/commands/list-result.js';
import type { VerifyResult } from '../workflow/commands/verify.js';
import type { PlannedKey } from '../workflow/keys/key-plans.js';
import { measurementsJson } from './measure-json.js';

/** The `result` of `init`, `publish`, `approve`, `retire`, `revoke` and `renew`: docs/machine-output.md. */
export function listResultJson(result: ListResult): object {
  const { changed, dryRun, message, before, after, id } = result;
  const { staged, manifest, approvals, files, signer, assets, keys = [] } = result;
  return {
    changed,
    dryRun,
    message,
    allowList: after === undefined ? null : allowListJson(after, id?.sha256 ?? null),
    changes: after === undefined ? [] : listDifferences(before, after),
    ...(staged === undefined ? {} : { staged }),
    ...(manifest === undefined ? {} : { manifest }),
    ...(approvals === undefined ? {} : { approvals }),
    ...(files === undefined ? {} : { files }),
    ...(assets === undefined ? {} : { releaseAssets: assets }),
    ...(signer === undefined ? {} : { signer }),
    ...(keys.length === 0 ? {} : { plan: keys.map(keyJson) }),
  };
}

/** The result or the preview of one key. */
export function keyJson(planned: PlannedKey): object {
  const { key, as, plan, written, readBack, settled, failures, probe } = planned;
  const named = { key, ...(as === undefined ? {} : { as }) };
  if (plan === undefined) return { ...named, written, failures, changes: [], findings: [] };
  const { changes, withheld, foreign, sizeBytes, after, open, leftOut, notes, form } = plan;
  const held = new Set(withheld);
  return {
    ...named,
    written,
    ...(readBack === undefined ? {} : { readBack, settled }),
    changes: changes.map((change) => ({
      sid: change.sid,
      action: change.action,
      ...(change.releases.length === 0 ? {} : { release: change.releases.join(', ') }),
      ...boundValuesOf(change),
      withheld: held.has(change),
      ...(change.before === undefined ? {} : { before: change.before }),
      ...(change.after === undefined ? {} : { after: change.after }),
    })),
    foreignStatements: foreign.length,
    sizeBytes: sizeBytes.after,
    limitBytes: sizeBytes.limit,
    ...(sizeBytes.moreReleases === undefined ? {} : { moreReleases: sizeBytes.moreReleases }),
    findings: after.findings,
    ...(after.verdict === undefined ? {} : { proof: after.verdict }),
    ...(after.data === undefined ? {} : { data: after.data }),
    ...(after.reach === undefined ? {} : { reach: after.reach }),
    ...(after.reason === undefined ? {} : { reason: after.reason }),
    ...(after.releases === undefined ? {} : { releases: after.releases.map(releaseAccessJson) }),
    ...(after.authority === undefined ? {} : { authority: after.authority }),
    open,
    leftOut,
    form,
    notes,
    ...(probe === undefined ? {} : { probe }),
    failures,
  };
}

/** Whether an accepted release is admitted, and the statements that decide it. */
function releaseAccessJson({ release, role, action, answer, by, doubts }: ReleaseAccess): object {
  return {
    ...{ release, role, action, answer },
    by: by.map(({ index, sid }) => sid ?? `statement ${index + 1}`),
    ...(doubts.length === 0 ? {} : { doubts }),
  };
}

/** The `result` of `verify`. */
export function verifyResultJson(result: VerifyResult): object {
  const { kind, sha256, signers } = result;
  if (result.kind === 'manifest') {
    const { image, measurements, userData, measured, measuredAt } = result.manifest;
    return {
      kind,
      sha256,
      signers,
      image,
      measurements: measurementsJson(measurements),
      ...(userData === undefined ? {} : { userData }),
      measured,
      measuredAt: formatInstant(measuredAt),
    };
  }
  const { list, accepted, rollbackProtected } = result;
  return {
    kind,
    version: list.version,
    sha256,
    signers,
    enclave: list.enclave,
    issuedAt: formatInstant(list.issuedAt),
    expiresAt: formatInstant(list.expiresAt),
    rollbackProtected,
    releases: accepted.map((release) => ({
      id: release.id,
      state: release.state,
      ...(release.state === 'retiring' ? { retireAt: formatInstant(release.retireAt) } : {}),
      measurements: measurementsJson(release.measurements),
      ...(release.userData === undefined ? {} : { userData: release.userData }),
    })),
  };
}

function allowListJson(list: AllowList, sha256: string | null): object {
  return {
    list: list.list,
    enclave: list.enclave,
    version: list.version,
    sha256,
    expiresAt: formatInstant(list.expiresAt),
    releases: list.releases.map(({ id, state, measurements, userData }) => ({
      id,
      state,
      [ENCLAVE.image]: measurements[ENCLAVE.image],
      ...(userData === undefined ? {} : { userData }),
    })),
  };
}
