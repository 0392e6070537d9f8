import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { githubRunner, runStep } from "../program/measure.js";

// src/action/main.ts
process.exitCode = await runStep(githubRunner());
