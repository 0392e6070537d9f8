import { startStep } from './run-step.js';

/** Entry of the Action with the input `command`. The actions of single tasks have entries beside it, which name theirs. */
await startStep();
