import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);

// part:program/measure
import { startStep } from "../program/measure.js";

// src/action/main.ts
await startStep();
