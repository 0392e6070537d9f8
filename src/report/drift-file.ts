import { UsageError } from '../base/errors.js';
import type { DriftReport } from '../drift/drift-report.js';
import { renderDriftHtml } from './drift-html.js';
import { driftReportJson } from './drift-json.js';
import { renderDriftMarkdown } from './drift-markdown.js';
import { renderDriftSarif } from './drift-sarif.js';
import { harmlessJson } from './json-text.js';

/**
 * Renders a report in the format of its file suffix. SARIF results point to the file `configuration`. Throws UsageError
 * for an unknown suffix.
 */
export function renderDriftFile(path: string, report: DriftReport, configuration: string): string {
  if (path.endsWith('.json')) {
    return `${harmlessJson(JSON.stringify(driftReportJson(report), null, 2))}\n`;
  }
  if (path.endsWith('.md')) return renderDriftMarkdown(report);
  if (path.endsWith('.html')) return renderDriftHtml(report);
  if (path.endsWith('.sarif')) return renderDriftSarif(report, configuration);
  throw new UsageError(`report: no report format has the suffix of ${path}`);
}
