import { startStep } from './run-step.js';

/**
 * The entry of the Action with the input `command`. The actions of single tasks have their own entries, which name
 * their command.
 */
await startStep();
