#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { processTerminal, runProgram } from "../program/measure.js";

// src/cli/main.ts
process.exitCode = await runProgram(process.argv.slice(2), processTerminal());
