import type { DriftReport } from '../drift/drift-report.js';
import { renderDriftFile } from '../report/drift-file.js';
import type { ListOutcome } from '../workflow/run-list-command.js';
import { writeTextFile } from './text-file.js';

/** Writes the report of a drift run to each file that was asked for, whatever was found. */
export async function writeReports(ended: ListOutcome, paths: unknown): Promise<void> {
  if (ended.kind !== 'drift' || ended.outcome.result === undefined || !Array.isArray(paths)) return;
  const report: DriftReport = ended.outcome.result;
  for (const path of paths) await writeTextFile(path, renderDriftFile(path, report));
}
