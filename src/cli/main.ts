#!/usr/bin/env node
import { processTerminal } from '../adapters/terminal.js';
import { run } from './run.js';

/** Entry of the `pcr-allowlist` command. */
process.exitCode = await run(process.argv.slice(2), processTerminal());
