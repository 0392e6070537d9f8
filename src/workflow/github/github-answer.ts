import type * as z from 'zod/mini';
import { AdapterError, FormatError } from '../../base/errors.js';
import { matchSchema } from '../../format/match-schema.js';
import type { GitHubAnswer, GitHubRefusal } from './github-port.js';

/** What a refusal by GitHub most often means, and what to do about it. `permission` is what the request needs. */
function hintOf(status: number, permission: string): string {
  if (status === 401) return 'The token is wrong or has expired.';
  if (status === 403 || status === 404) return `Give the job the permission ${permission}.`;
  if (status === 410)
    return 'Issues are disabled in this repository: enable them, or leave issue out.';
  return 'GitHub took the request for wrong: see its message.';
}

/** A refusal as an error: `github-unavailable`, with what the request was for. */
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
 * The body of an answer in the form of a schema; unknown fields are left out. Throws AdapterError `github-unavailable`
 * for a refusal, and for an answer of another form: what cannot be read is no answer.
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

/** A value of GitHub's in the form of a schema. Throws AdapterError `github-unavailable`. */
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
