import { UsageError } from '../base/errors.js';
import type { DriftReport } from '../drift/drift-report.js';
import { renderDriftHtml } from './drift-html.js';
import { driftReportJson } from './drift-json.js';
import { renderDriftMarkdown } from './drift-markdown.js';
import { renderDriftSarif } from './drift-sarif.js';
import { harmlessJson } from './json-text.js';

/**
 * A report in the form that the suffix of its file names; `configuration` is the file that SARIF points to. Throws
 * UsageError for another suffix.
 */
export function renderDriftFile(path: string, report: DriftReport, configuration: string): string {
  if (path.endsWith('.json')) {
    return `${harmlessJson(JSON.stringify(driftReportJson(report), null, 2))}\n`;
  }
  if (path.endsWith('.md')) return renderDriftMarkdown(report);
  if (path.endsWith('.html')) return renderDriftHtml(report);
  if (path.endsWith('.sarif')) return renderDriftSarif(report, configuration);
  throw new UsageError(`report: no form is known for ${path}`);
}
