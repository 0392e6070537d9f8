import type { ConfigResult } from '../workflow/commands/config.js';
import type { KeygenResult } from '../workflow/commands/keygen.js';
import { renderNextSteps, stepCommand } from './next-step-text.js';
import { printable, renderColumns, type Style } from './text-layout.js';

/** The result of an edit of the configuration, with the approval that it needs. */
export function renderConfigResult(result: ConfigResult, style: Style): string {
  const { message, dryRun, changed, file, approval, next } = result;
  const title = dryRun && changed ? `dry run: ${message}` : message;
  const rows: [string, string][] = [['file', printable(file)]];
  if (approval !== undefined) rows.push(['approval', printable(approval)]);
  return `${style.bold(printable(title))}\n${renderColumns(rows)}${renderNextSteps(next === undefined ? [] : [next], style)}`;
}

/** The same for `--json`. `next` is a command to paste. */
export function configResultJson({ next, ...result }: ConfigResult): object {
  return { ...result, ...(next === undefined ? {} : { next: stepCommand(next) }) };
}

/** The paths of a new key pair, and the next step. */
export function renderKeygenResult(result: KeygenResult, style: Style): string {
  const { curve, keyid, privateFile, publicFile, next } = result;
  const rows: [string, string][] = [
    ['private', printable(privateFile)],
    ['public', printable(publicFile)],
    ['key id', keyid],
  ];
  return `${style.bold(`a key pair on ${curve}`)}\n${renderColumns(rows)}${renderNextSteps([next], style)}`;
}

/** The same for `--json`. */
export function keygenResultJson({ next, ...result }: KeygenResult): object {
  return { ...result, next: stepCommand(next) };
}
