import { formatInstant } from '../base/instant.js';
import type { DriftReport } from '../drift/drift-report.js';
import { driftSentence } from './drift-text.js';
import { code, escapeMarkdown, joinBlocks, markdownTable } from './markdown.js';

/** The report for a job summary. */
export function renderDriftMarkdown(report: DriftReport): string {
  return joinBlocks([
    `### ${driftSentence(report)}`,
    markdownTable(
      ['severity', 'rule', 'subject', 'finding', 'next'],
      report.findings.map(({ severity, rule, subject, message, fix }) => [
        severity,
        code(rule),
        escapeMarkdown(subject),
        escapeMarkdown(message),
        fix === undefined ? '' : escapeMarkdown(fix),
      ]),
    ),
    `Measured at ${formatInstant(report.measuredAt)}.`,
  ]);
}
