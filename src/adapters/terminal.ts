/** Where a command writes, and what the receiving end can show. */
export interface Terminal {
  /** Results. */
  out(text: string): void;
  /** Progress and words for people. */
  err(text: string): void;
  readonly outColours: boolean;
  readonly errColours: boolean;
  /** stderr is a terminal, so that a progress line can overwrite itself. */
  readonly progress: boolean;
}

/** This process's streams. NO_COLOR (no-color.org) and TERM=dumb are honoured. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const colours = env['TERM'] !== 'dumb' && (env['NO_COLOR'] ?? '') === '';
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // The reader went away, as `| head` does: nobody is left to tell.
      if (error.code !== 'EPIPE') throw error;
    });
  }
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    outColours: colours && stdout.isTTY === true,
    errColours: colours && stderr.isTTY === true,
    progress: stderr.isTTY === true && env['TERM'] !== 'dumb',
  };
}
