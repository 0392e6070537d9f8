import * as z from 'zod/mini';
import { FormatError } from '../base/errors.js';
import { reservedName } from './document-fields.js';

/**
 * Parses a value with a schema. Throws FormatError `statement-format` with the path of the first field at fault, which
 * begins at `root`, and `not-supported` where the only faults are reserved fields. `format` names the document for people.
 */
export function matchSchema<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  format: string,
  root: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw schemaRefusal(result.error, format, root);
}

/** The inverse of `matchSchema`: the value as it stands in the document, such as an instant as RFC 3339. */
export function encodeWithSchema<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: z.output<Schema>,
  format: string,
  root: string,
): z.input<Schema> {
  const result = z.safeEncode(schema, value);
  if (result.success) return result.data;
  throw schemaRefusal(result.error, format, root);
}

/** A refusal of a document by the path of the field at fault. `not-supported` is for what a later version may accept. */
export function documentRefusal(
  format: string,
  message: string,
  path: readonly PropertyKey[],
  code: 'statement-format' | 'not-supported' = 'statement-format',
): FormatError {
  const where = `/${path.map(String).join('/')}`;
  return new FormatError(code, `${format}: ${where}: ${message}`, {
    at: { path: where },
  });
}

/** The message of an issue. zod/mini has no messages of its own. */
export function issueSentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `expected ${issue.expected}`;
  if (issue.code === 'invalid_value') return `expected ${issue.values.map(String).join(' or ')}`;
  if (issue.code === 'unrecognized_keys') return `unknown fields ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_key' && issue.issues[0] !== undefined)
    return issueSentence(issue.issues[0]);
  return issue.message;
}

/** An invalid field comes before one that is only unsupported. */
function schemaRefusal({ issues }: z.core.$ZodError, format: string, root: string) {
  const issue = issues.find((one) => reservedName(one) === undefined) ?? issues[0];
  const path = [root, ...(issue?.path ?? [])];
  const name = issue === undefined ? undefined : reservedName(issue);
  if (name !== undefined) {
    return documentRefusal(format, `this version does not support ${name}`, path, 'not-supported');
  }
  const message = issue === undefined ? 'invalid form' : issueSentence(issue);
  return documentRefusal(format, message, path);
}
