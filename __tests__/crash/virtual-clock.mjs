/**
 * Loaded before the built command (`--import`): it begins at the instant in CRASH_CLOCK, and its waits pass at once. A
 * lease that a killed run left, for one, ends after minutes. Timers of the SDK and of sockets stay real.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const realNow = Date.now;
const startedAt = realNow();
const beginning = Number(process.env.CRASH_CLOCK);
let sleptMs = 0;

Date.now = () => Math.floor(beginning + (realNow() - startedAt) + sleptMs);
timers.setTimeout = async (durationMs = 0) => {
  sleptMs += durationMs;
  await new Promise(setImmediate);
};
syncBuiltinESMExports();
