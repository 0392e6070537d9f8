import type { DriftFinding, DriftReport, DriftSeverity } from './drift-report.js';

const ORDER: readonly DriftSeverity[] = ['critical', 'high', 'low', 'unknown', 'info'];

/** Worst first; among equals in the order in which they were found. */
export function worstFirst(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  return [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/** Whether a finding is a difference, not a remark and not a check that could not be run. */
export function isDrift({ severity }: DriftFinding): boolean {
  return severity === 'critical' || severity === 'high' || severity === 'low';
}

/** `drift` wins over `unknown`, and that over `none`: a check that could not run is never a pass. */
export function driftStatusOf(findings: readonly DriftFinding[]): DriftReport['status'] {
  if (findings.some(isDrift)) return 'drift';
  return findings.some(({ severity }) => severity === 'unknown') ? 'unknown' : 'none';
}
