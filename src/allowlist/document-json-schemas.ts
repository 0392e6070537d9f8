import * as z from 'zod/mini';
import { type DocumentFormat, hex, text } from '../format/document-fields.js';
import { PLATFORM_NAMES, PLATFORMS } from '../format/platform.js';
import { STATEMENT_TYPE } from '../format/statement.js';
import { APPROVAL_STATEMENTS } from './approval/approval-schema.js';
import { LIST_V1_STATEMENT } from './list-v1-schema.js';
import { LIST_V2_STATEMENT } from './list-v2-schema.js';
import { STAGED_PREDICATE_TYPES, STAGED_PREDICATES } from './staged-schema.js';

/**
 * The JSON Schemas (draft 2020-12) of the documents around a list, from the schemas that the parsers hold. What holds
 * between fields beyond `previous` and `bind` they cannot say; the pages list it.
 */

export function allowListJsonSchema(format: DocumentFormat): object {
  const statement = format === 'v1' ? LIST_V1_STATEMENT : LIST_V2_STATEMENT;
  return jsonSchema('allow-list', format, 'Allow-list', statement);
}

export function approvalJsonSchema(format: DocumentFormat): object {
  return jsonSchema('approval', format, 'Approval by a key', APPROVAL_STATEMENTS[format]);
}

export function stagedJsonSchema(format: DocumentFormat): object {
  const digests = PLATFORM_NAMES.map((platform) => PLATFORMS[platform].subjectDigest);
  const statement = z.object({
    _type: z.literal(STATEMENT_TYPE),
    predicateType: z.literal(STAGED_PREDICATE_TYPES[format]),
    subject: z
      .array(
        z.object({
          name: text,
          digest: z.object({
            sha256: hex(32),
            ...Object.fromEntries(digests.map((name) => [name, z.exactOptional(hex(48))])),
          }),
        }),
      )
      .check(z.length(1)),
    predicate: STAGED_PREDICATES[format],
  });
  return jsonSchema('staged', format, 'Staged record', statement);
}

function jsonSchema(
  name: string,
  format: DocumentFormat,
  title: string,
  statement: z.ZodMiniType,
): object {
  return {
    $id: `https://pcr-allowlist.github.io/schema/${name}.${format}.json`,
    title,
    ...z.toJSONSchema(statement, { io: 'input' }),
  };
}
