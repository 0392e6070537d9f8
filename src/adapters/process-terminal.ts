import { writeStandard } from './standard-streams.js';

/** The output streams of a command, and the capabilities of the terminal. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Progress and messages for people. */
  err(text: string): void;
  outColours(): boolean;
  errColours(): boolean;
  /** stderr is a terminal, so that a progress line can overwrite itself. */
  progress(): boolean;
  /** Warnings are shown. */
  warnings(): boolean;
  /** The width of the terminal at stdout. Undefined if stdout is a file or a pipe. */
  columns(): number | undefined;
}

/**
 * The streams of this process. In order: FORCE_COLOR (force-color.org) turns colors on everywhere, unless it is empty,
 * `0` or `false`; `0` and `false` turn them off, and so do NO_COLOR (no-color.org) and TERM=dumb; otherwise a terminal
 * has colors.
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
