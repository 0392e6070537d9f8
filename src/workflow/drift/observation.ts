import { CodedError } from '../../base/errors.js';
import type { Observed } from '../../drift/observations.js';
import { exitCodeOf } from '../outcome.js';

/** Requests of one kind that are under way at once. */
const AT_ONCE = 8;

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

/** The answers for all items in their order, with a few under way at once. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = new Array(items.length);
  const rest = items.entries();
  const worker = async () => {
    for (const [i, item] of rest) answers[i] = await ask(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return answers;
}
