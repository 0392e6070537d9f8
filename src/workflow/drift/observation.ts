import { CodedError } from '../../base/errors.js';
import type { Observed } from '../../drift/observations.js';
import { exitCodeOf } from '../outcome.js';

/** The number of requests of one kind that run at the same time. */
export const OBSERVATIONS_AT_ONCE = 8;

/**
 * The result of `read`, or its failure. A refusal is an answer. A missing answer is `unknown`. Internal errors are
 * thrown.
 */
export async function observe<Value>(read: () => Promise<Value>): Promise<Observed<Value>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return observationFault(error);
  }
}

/** Only a refusal is an answer. A missing file is `unknown` too. */
export function observationFault({ code, message }: CodedError): Observed<never> {
  return { kind: 'fault', fault: { code, message, unknown: ![2, 3].includes(exitCodeOf(code)) } };
}
