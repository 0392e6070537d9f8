import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import {
  CONFIGURATION_FILE,
  Options,
  type OptionValues,
} from '../workflow/options/option-values.js';
import { documentResultJson, renderDocument, renderDocumentSummary } from './document-text.js';
import { driftReportJson } from './drift-json.js';
import { renderDriftMarkdown } from './drift-markdown.js';
import { renderDrift } from './drift-text.js';
import { listResultJson, verifyResultJson } from './list-json.js';
import { failureSummary, renderListSummary, renderVerifySummary } from './list-markdown.js';
import { type ListView, renderListResult, renderVerifyResult } from './list-text.js';
import { renderLog, renderLogSummary } from './log-text.js';
import { renderOutcomeJson } from './outcome-json.js';
import { logResultJson, statusResultJson } from './status-json.js';
import { renderStatusSummary } from './status-markdown.js';
import { renderStatus } from './status-text.js';
import type { Style } from './text-layout.js';

/** The rendering options of a command. */
export function listViewOf(values: OptionValues): ListView {
  const options = new Options(values);
  return { full: options.flag('full'), config: options.text('config') ?? CONFIGURATION_FILE };
}

/** Renders the result of a command that works on the list, for standard output. Empty without a result. */
export function renderListCommand(
  ended: ListOutcome,
  json: boolean,
  style: Style,
  view: ListView = { full: false, config: CONFIGURATION_FILE },
): string {
  switch (ended.kind) {
    case 'change': {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, listResultJson);
      return outcome.result === undefined ? '' : renderListResult(outcome.result, style, view);
    }
    case 'verify': {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, verifyResultJson);
      return outcome.result === undefined ? '' : renderVerifyResult(outcome.result, style);
    }
    case 'document': {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, documentResultJson);
      return outcome.result === undefined ? '' : renderDocument(outcome.result, style);
    }
    case 'drift': {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, driftReportJson);
      return outcome.result === undefined ? '' : renderDrift(outcome.result, style);
    }
    case 'status': {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, statusResultJson);
      return outcome.result === undefined ? '' : renderStatus(outcome.result, style);
    }
    case 'log': {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, logResultJson);
      return outcome.result === undefined ? '' : renderLog(outcome.result, style);
    }
    case 'export': {
      const { outcome } = ended;
      if (json) return renderOutcomeJson(outcome, (exported) => exported);
      return outcome.result?.text ?? '';
    }
  }
}

/** The same for a job summary. */
export function renderListCommandSummary(ended: ListOutcome, full = false): string {
  switch (ended.kind) {
    case 'change':
      return renderListSummary(ended.outcome, full);
    case 'verify':
      return renderVerifySummary(ended.outcome);
    case 'document':
      return renderDocumentSummary(ended.outcome);
    case 'drift':
      return ended.outcome.result === undefined
        ? failureSummary(ended.outcome)
        : renderDriftMarkdown(ended.outcome.result);
    case 'status':
      return renderStatusSummary(ended.outcome);
    case 'log':
      return renderLogSummary(ended.outcome);
    case 'export':
      return failureSummary(ended.outcome);
  }
}
