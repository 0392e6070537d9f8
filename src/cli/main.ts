#!/usr/bin/env node
import { processTerminal } from '../adapters/process-terminal.js';
import { runProgram } from './run-program.js';

/** Entry of the `pcr-allowlist` command. */
process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
