import { formatInstant } from '../base/instant.js';
import type { DriftFinding, DriftReport } from '../drift/drift-report.js';

/** `result` of `drift --json`; docs/machine-output.md is its specification. */
export function driftReportJson(report: DriftReport): object {
  const { status, findings, measuredAt, pin, list, timeline, keys, measures, probes } = report;
  return {
    status,
    findings: findings.map(findingJson),
    measuredAt: formatInstant(measuredAt),
    list: pin.list,
    ...(pin.enclave === undefined ? {} : { enclave: pin.enclave }),
    ...(list === undefined
      ? {}
      : {
          allowList: {
            version: list.id.version,
            sha256: list.id.sha256,
            issuedAt: formatInstant(list.current.issuedAt),
            expiresAt: formatInstant(list.current.expiresAt),
            releases: list.current.releases.map(({ id, state, measurements }) => ({
              id,
              state,
              PCR0: measurements.PCR0,
            })),
          },
        }),
    timeline: timeline.map(({ from, until, ...entry }) => ({
      ...entry,
      from: formatInstant(from),
      ...(until === undefined ? {} : { until: formatInstant(until) }),
    })),
    keys: keys.map(({ admitted, ...key }) => ({
      ...key,
      admitted: admitted.map(({ until, ...way }) => ({
        ...way,
        ...(until === undefined ? {} : { until: formatInstant(until) }),
      })),
    })),
    measures,
    probes,
  };
}

function findingJson({ since, ...finding }: DriftFinding): object {
  return { ...finding, ...(since === undefined ? {} : { since: formatInstant(since) }) };
}
