import type * as z from 'zod/mini';
import { AdapterError, FormatError } from '../../base/errors.js';
import { matchSchema } from '../../format/match-schema.js';
import type { GitHubAnswer, GitHubRefusal } from './github-port.js';

/**
 * The most common meaning of a refusal by GitHub, and what to do. `permission` is the permission that the request
 * needs.
 */
function hintOf(status: number, permission: string): string {
  if (status === 401) return 'The token is invalid or has expired.';
  if (status === 403 || status === 404) return `Give the job the permission ${permission}.`;
  if (status === 410) return 'Issues are disabled in this repository. Enable them, or omit issue.';
  return 'GitHub considers the request invalid. See its message.';
}

/** Converts a refusal to the error `github-unavailable`, with the purpose of the request. */
export function gitHubRefusalError(
  { status, message }: GitHubRefusal,
  what: string,
  permission: string,
): AdapterError {
  return new AdapterError('github-unavailable', `GitHub refused to ${what}: ${status} ${message}`, {
    hint: hintOf(status, permission),
  });
}

/**
 * Parses the body of an answer with a schema. Unknown fields are dropped. Throws AdapterError `github-unavailable` for
 * a refusal, and for an answer of another form.
 */
export function readAnswer<Schema extends z.ZodMiniType>(
  answer: GitHubAnswer | GitHubRefusal,
  schema: Schema,
  what: string,
  permission: string,
): z.output<Schema> {
  if (answer.kind === 'refused') throw gitHubRefusalError(answer, what, permission);
  return matchAnswer(schema, answer.body, what);
}

/** Parses a value from GitHub with a schema. Throws AdapterError `github-unavailable`. */
export function matchAnswer<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  try {
    return matchSchema(schema, value, "GitHub's answer", '');
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new AdapterError('github-unavailable', `could not ${what}: ${cause.message}`, { cause });
  }
}
