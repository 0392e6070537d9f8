import { CodedError } from '../../base/errors.js';
import type { Observed } from '../../drift/observations.js';
import { exitCodeOf } from '../outcome.js';

/** Requests of one kind that run at the same time. */
export const OBSERVATIONS_AT_ONCE = 8;

/** What `read` gives, or why it does not: a refusal is an answer, what did not answer is not. Faults of ours are thrown. */
export async function observe<Value>(read: () => Promise<Value>): Promise<Observed<Value>> {
  try {
    return { kind: 'read', value: await read() };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return observationFault(error);
  }
}

/** What names no file that is there is a question that was not asked, too: only a refusal is an answer. */
export function observationFault({ code, message }: CodedError): Observed<never> {
  return { kind: 'fault', fault: { code, message, unknown: ![2, 3].includes(exitCodeOf(code)) } };
}
