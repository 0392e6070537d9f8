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
}

/** This process's streams. NO_COLOR (no-color.org) and TERM=dumb are honoured. */
export function processTerminal(): Terminal {
  const { env } = process;
  const dumb = env['TERM'] === 'dumb';
  const colours = !dumb && (env['NO_COLOR'] ?? '') === '';
  return {
    out: (text) => writeStandard(1, text),
    err: (text) => writeStandard(2, text),
    outColours: () => colours && process.stdout.isTTY === true,
    errColours: () => colours && process.stderr.isTTY === true,
    progress: () => !dumb && process.stderr.isTTY === true,
  };
}
