import { systemNow } from '../adapters/clock.js';
import type { Around, PortRequest } from '../adapters/observed-ports.js';
import { CodedError } from '../base/errors.js';
import { printable } from '../report/text-layout.js';

/** Prints each request after it ends: its start, its service, the request, its result and its duration. */
export function tellRequests(tell: (line: string) => void, now: () => number = systemNow): Around {
  return async (request, run) => {
    const begun = now();
    const say = (result: string): void => {
      const { service, what } = request;
      const line = `${service}: ${what}: ${result}, ${now() - begun} ms`;
      tell(`${new Date(begun).toISOString()} ${printable(line)}\n`);
    };
    try {
      const answer = await run();
      say(resultText(request, answer));
      return answer;
    } catch (error) {
      say(`failed with ${error instanceof CodedError ? error.code : 'internal'}`);
      throw error;
    }
  };
}

/** The kind of an answer. Its content may be secret, and is not shown. */
function resultText({ effect }: PortRequest, answer: unknown): string {
  if (effect !== 'read') return typeof answer === 'string' ? answer : 'done';
  if (answer === undefined) return 'nothing';
  if (Array.isArray(answer)) return `${answer.length} entries`;
  const { bytes = answer } = answer as { readonly bytes?: unknown };
  return bytes instanceof Uint8Array ? `${bytes.length} bytes` : 'answered';
}
