import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  renderListCommand
} from "../chunks/chunk-GLPUZH4K.js";
import {
  printFailure,
  printProblems
} from "../chunks/chunk-GNN3TWH2.js";
import {
  CLEAR_PROGRESS,
  failed,
  listPorts,
  openDelivery,
  printable,
  renderProgress,
  runListCommand,
  terminalStyle
} from "../chunks/chunk-WBHB5K4A.js";
import "../chunks/chunk-D2WSEHPA.js";

// src/cli/progress.ts
var PROGRESS_FROM_BYTES = 32 * 1024 * 1024;
var Progress = class {
  terminal;
  shown = -1;
  constructor(terminal) {
    this.terminal = terminal;
  }
  show(name, doneBytes, totalBytes) {
    const percent = Math.floor(100 * doneBytes / totalBytes);
    if (totalBytes < PROGRESS_FROM_BYTES || percent === this.shown || !this.terminal.progress())
      return;
    this.shown = percent;
    this.terminal.err(renderProgress(name, doneBytes, totalBytes));
  }
  /** A line for what takes its time without a measure. */
  note(text) {
    if (!this.terminal.progress()) return;
    this.shown = 0;
    this.terminal.err(`${CLEAR_PROGRESS}${printable(text)}`);
  }
  clear() {
    if (this.shown >= 0) this.terminal.err(CLEAR_PROGRESS);
  }
};

// src/cli/run-list-on-terminal.ts
async function runListOnTerminal(command, values, terminal) {
  const json = values["json"] === true;
  const progress = new Progress(terminal);
  try {
    const ports = listPorts({
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes),
      onKey: (key, what) => progress.note(`${key}: ${what}`)
    });
    const deliver = await openDelivery(command, values, ports);
    const ended = await deliver(await runListCommand(command, values, ports));
    progress.clear();
    const style = terminalStyle(!json && terminal.outColours());
    terminal.out(renderListCommand(ended, json, style));
    if (!json) printProblems(ended.outcome, terminal);
    return ended.outcome.exitCode;
  } catch (error) {
    progress.clear();
    const outcome = failed(command, error);
    printFailure(outcome, json, terminal);
    return outcome.exitCode;
  }
}
export {
  runListOnTerminal
};
