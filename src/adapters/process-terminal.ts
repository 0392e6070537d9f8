import { writeStandard } from './standard-streams.js';

/** Where a command writes, and what the receiving end can show. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Progress and words for people. */
  err(text: string): void;
  outColours(): boolean;
  errColours(): boolean;
  /** stderr is a terminal, so that a progress line can overwrite itself. */
  progress(): boolean;
  /** Warnings are shown. */
  warnings(): boolean;
  /** The width of the terminal at stdout; undefined where stdout is a file or a pipe. */
  columns(): number | undefined;
}

/**
 * This process's streams. In order: FORCE_COLOR (force-color.org), where it is neither empty, `0` nor `false`, turns colours
 * on everywhere; `0` and `false` turn them off, as NO_COLOR (no-color.org) and TERM=dumb do; else a terminal has colours.
 */
export function processTerminal(): Terminal {
  const { env } = process;
  const dumb = env['TERM'] === 'dumb';
  const colours = (isTerminal: boolean): boolean => {
    const force = env['FORCE_COLOR'] ?? '';
    if (force !== '') return force !== '0' && force !== 'false';
    return isTerminal && !dumb && (env['NO_COLOR'] ?? '') === '';
  };
  return {
    out: (text) => writeStandard(1, text),
    err: (text) => writeStandard(2, text),
    outColours: () => colours(process.stdout.isTTY === true),
    errColours: () => colours(process.stderr.isTTY === true),
    progress: () => !dumb && process.stderr.isTTY === true,
    warnings: () => true,
    columns: () => (process.stdout.isTTY === true ? process.stdout.columns : undefined),
  };
}
