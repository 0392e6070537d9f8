import { formatInstant } from '../base/instant.js';
import type { DriftReport } from '../drift/drift-report.js';
import { ENCLAVE, registerNumber } from '../format/platform.js';
import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import type { Outputs } from './output-table.js';

/**
 * The outputs of the commands that work on the list, by the names in `action.yml`. None if the command is not done. The
 * outputs of `drift` are always set, because later steps decide by them.
 */
export function listOutputs(ended: ListOutcome): Outputs {
  if (ended.kind === 'drift') return driftOutputs(ended.outcome.result);
  if (ended.outcome.exitCode !== 0) return {};
  switch (ended.kind) {
    case 'change': {
      const { result } = ended.outcome;
      if (result === undefined) return {};
      const { changed, after, id, staged, release, manifest } = result;
      return {
        changed: String(changed),
        ...(after === undefined || id === undefined
          ? {}
          : listFacts(id.version, id.sha256, after.expiresAt)),
        ...(staged === undefined
          ? releaseFacts(release)
          : {
              'release-id': staged.id,
              'staged-sha256': staged.sha256,
              ...(staged[ENCLAVE.image] === undefined ? {} : { pcr0: staged[ENCLAVE.image] }),
            }),
        ...(manifest === undefined ? {} : { 'manifest-path': manifest.path }),
      };
    }
    case 'verify': {
      const { result } = ended.outcome;
      if (result?.kind !== 'allow-list') return {};
      return listFacts(result.list.version, result.sha256, result.list.expiresAt);
    }
    case 'document': {
      const { result } = ended.outcome;
      if (result?.evidence === undefined) return {};
      const { evidence, appraisal } = result;
      const pcr0 = evidence.pcrs.get(registerNumber(ENCLAVE.image));
      return {
        ...(pcr0 === undefined ? {} : { pcr0 }),
        'document-module-id': evidence.moduleId,
        ...(appraisal?.accepted === true ? { 'release-id': appraisal.release.id } : {}),
      };
    }
    case 'status': {
      const { list, id } = ended.outcome.result ?? {};
      if (list === undefined || id === undefined) return {};
      return listFacts(id.version, id.sha256, list.expiresAt);
    }
    case 'log':
      return {};
    case 'export': {
      const { result } = ended.outcome;
      return result === undefined ? {} : { exported: result.text };
    }
  }
}

function driftOutputs(report: DriftReport | undefined): Outputs {
  if (report === undefined) return {};
  const { status, findings, probes } = report;
  const count = (severity: string) =>
    String(findings.filter((finding) => finding.severity === severity).length);
  return {
    'drift-status': status,
    'drift-critical': count('critical'),
    'drift-high': count('high'),
    'false-allows': String(probes.filter(({ answer }) => answer === 'allowed').length),
  };
}

/** The release that the list already has, so that a repeated run continues like the run that added the release. */
function releaseFacts(
  release: { readonly id: string; readonly [ENCLAVE.image]: string } | undefined,
): Outputs {
  return release === undefined ? {} : { 'release-id': release.id, pcr0: release[ENCLAVE.image] };
}

function listFacts(version: number, sha256: string, expiresAt: number): Outputs {
  return {
    'allow-list-version': String(version),
    'allow-list-sha256': sha256,
    'allow-list-expires-at': formatInstant(expiresAt),
  };
}
