import type { Warning } from '../base/errors.js';
import type { Failure } from '../workflow/outcome.js';

/** Color functions. They have no effect if the terminal shows no colors. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  green(text: string): string;
}

export function terminalStyle(colours: boolean): Style {
  const sgr = (on: number, off: number) => (text: string) =>
    colours ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    yellow: sgr(33, 39),
    green: sgr(32, 39),
  };
}

/**
 * Text from outside, on one line and without effect on a terminal. Control, format and separator characters (escape
 * sequences, line breaks, right-to-left overrides) and lone surrogates are shown as \u{hex}.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Two columns. The first is as wide as its widest cell. Cells are not escaped. */
export function renderColumns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}\n`).join('');
}

/** A failure for people: the error, its place, and the next step. */
export function renderFailure(failure: Failure, style: Style): string {
  const { at, hint } = failure;
  const place = at === undefined ? '' : placeText(at);
  return (
    `${style.red('error')} ${style.bold(failure.code)}: ${printable(failure.message)}\n` +
    (place === '' ? '' : `  at   ${printable(place)}\n`) +
    (hint === undefined ? '' : `  next ${printable(hint)}\n`)
  );
}

export function renderWarnings(warnings: readonly Warning[], style: Style): string {
  return warnings
    .map(
      ({ code, message }) =>
        `${style.yellow('warning')} ${style.bold(code)}: ${printable(message)}\n`,
    )
    .join('');
}

function placeText(at: NonNullable<Failure['at']>): string {
  const parts = [
    at.file,
    at.object,
    at.path,
    at.sid === undefined ? undefined : `Sid ${at.sid}`,
    at.offsetBytes === undefined
      ? undefined
      : `offset ${at.offsetBytes} (0x${at.offsetBytes.toString(16)})`,
    at.looksLike === undefined ? undefined : `looks like: ${at.looksLike}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** A size for people: exact bytes up to 1 KiB, then one decimal in binary units. */
export function sizeText(sizeBytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, sizeBytes)) / 10));
  return power === 0
    ? `${sizeBytes} bytes`
    : `${(sizeBytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
}

const BAR_CELLS = 24;

/** One line of progress that overwrites itself, for a terminal. */
export function renderProgress(name: string, doneBytes: number, totalBytes: number): string {
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const cells = Math.floor(share * BAR_CELLS);
  const bar = '█'.repeat(cells) + '░'.repeat(BAR_CELLS - cells);
  return `\r\u001b[2K${printable(name)} ${bar} ${Math.floor(share * 100)}% of ${sizeText(totalBytes)}`;
}

/** Removes the progress line. */
export const CLEAR_PROGRESS = '\r\u001b[2K';
