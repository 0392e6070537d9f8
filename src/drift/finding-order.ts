import type { DriftFinding, DriftReport, DriftSeverity } from './drift-report.js';

const ORDER: readonly DriftSeverity[] = ['critical', 'high', 'low', 'unknown', 'info'];

/** Sorts findings worst first. Findings of equal severity keep their order. */
export function worstFirst(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  return [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/** Whether a finding is a difference, as opposed to a remark or a check that could not run. */
export function isDrift({ severity }: DriftFinding): boolean {
  return severity === 'critical' || severity === 'high' || severity === 'low';
}

/** `drift` wins over `unknown`, and `unknown` over `none`: a check that could not run never passes. */
export function driftStatusOf(findings: readonly DriftFinding[]): DriftReport['status'] {
  if (findings.some(isDrift)) return 'drift';
  return findings.some(({ severity }) => severity === 'unknown') ? 'unknown' : 'none';
}
