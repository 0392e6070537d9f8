import { exitNow, Interruption } from '../adapters/interruption.js';
import type { Terminal } from '../adapters/process-terminal.js';
import { CLEAR_PROGRESS, printable } from '../report/text-layout.js';
import type { ProgramCommand } from '../workflow/options/command-table.js';
import { failed } from '../workflow/outcome.js';
import { printFailure } from './print-problems.js';

/**
 * Listens for Ctrl-C. The first Ctrl-C prints what the command waits for. The second one reports what was done and ends
 * the process. Returns a function that stops listening.
 */
export function listenForInterruption(
  interruption: Interruption,
  command: ProgramCommand,
  json: boolean,
  terminal: Terminal,
): () => void {
  const clear = terminal.progress() ? CLEAR_PROGRESS : '';
  return interruption.listen(
    (underWay) => {
      const waits = underWay.length === 0 ? 'stopping' : `waiting for: ${underWay.join(', ')}`;
      terminal.err(`${clear}interrupted, ${printable(waits)}. Ctrl-C again stops at once.\n`);
    },
    () => endInterrupted(interruption, command, json, terminal),
  );
}

/** Makes Ctrl-C end the process at once, for a command that writes nothing before its end. */
export function exitOnInterruption(
  command: ProgramCommand,
  json: boolean,
  terminal: Terminal,
): () => void {
  const interruption = new Interruption();
  const end = () => {
    if (terminal.progress()) terminal.err(CLEAR_PROGRESS);
    endInterrupted(interruption, command, json, terminal);
  };
  return interruption.listen(end, end);
}

function endInterrupted(
  interruption: Interruption,
  command: ProgramCommand,
  json: boolean,
  terminal: Terminal,
): never {
  const outcome = failed(command, interruption.error());
  printFailure(outcome, json, terminal);
  exitNow(outcome.exitCode);
}
