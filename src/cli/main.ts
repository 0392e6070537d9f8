#!/usr/bin/env node
import { exitNow } from '../adapters/interruption.js';
import { processTerminal } from '../adapters/process-terminal.js';
import { INTERRUPTED } from '../workflow/outcome.js';
import { runProgram } from './run-program.js';

/** The entry of the `pcr-allowlist` command. */
const exitCode = await runProgram(process.argv.slice(2), processTerminal());
process.exitCode = exitCode;
// After Ctrl-C, pending read requests must not keep the process alive.
if (exitCode === INTERRUPTED) exitNow(exitCode);
