import type { Terminal } from '../adapters/process-terminal.js';
import { CLEAR_PROGRESS, printable, renderProgress } from '../report/text-layout.js';

/** Smaller files are done before anybody can read a progress line. */
const PROGRESS_FROM_BYTES = 32 * 1024 * 1024;

/** A progress line for large files. It is redrawn at each whole percent, and removed at the end. */
export class Progress {
  private readonly terminal: Terminal;
  private shown = -1;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  show(name: string, doneBytes: number, totalBytes: number): void {
    const percent = Math.floor((100 * doneBytes) / totalBytes);
    if (totalBytes < PROGRESS_FROM_BYTES || percent === this.shown || !this.terminal.progress())
      return;
    this.shown = percent;
    this.terminal.err(renderProgress(name, doneBytes, totalBytes));
  }

  /** A line for a step without measurable progress. */
  note(text: string): void {
    if (!this.terminal.progress()) return;
    this.shown = 0;
    this.terminal.err(`${CLEAR_PROGRESS}${printable(text)}`);
  }

  clear(): void {
    if (this.shown >= 0) this.terminal.err(CLEAR_PROGRESS);
  }
}
