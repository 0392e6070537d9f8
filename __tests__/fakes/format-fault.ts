import { FormatError } from '../../src/base/errors.js';

/** The code and the offset with which a parser refuses, or undefined where it does not. */
export function formatFault(action: () => unknown): [string, number | undefined] | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof FormatError) return [error.code, error.at?.offsetBytes];
    throw error;
  }
  return undefined;
}
