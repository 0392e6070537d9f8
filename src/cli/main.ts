#!/usr/bin/env node
import { processTerminal } from '../adapters/process-terminal.js';
import { run } from './run-program.js';

/** Entry of the `pcr-allowlist` command. */
process.exitCode = await run(process.argv.slice(2), processTerminal());
