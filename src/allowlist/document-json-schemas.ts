import * as z from 'zod/mini';
import { hex, text } from '../format/document-fields.js';
import {
  bindRule,
  documentJsonSchema,
  type SchemaRule,
  type SchemaRules,
  wholeRule,
} from '../format/document-json-schema.js';
import { PLATFORM_NAMES, PLATFORMS } from '../format/platform.js';
import type { DocumentFormat } from '../format/statement.js';
import { STATEMENT_TYPE } from '../format/statement.js';
import { LIST_MAX_RELEASES } from './allow-list-limits.js';
import { COUNT, POLICY_WORDS } from './approval/approval-policy-schema.js';
import { APPROVAL_PREDICATE_TYPES, APPROVAL_V1, APPROVAL_V2 } from './approval/approval-schema.js';
import { CHANGES, ENCLAVE_BIND, ENVELOPE, INSTANCE_ROLES, OBSERVED_SOURCE } from './list-fields.js';
import { APPROVALS_V1, LIST_V1_PREDICATE, LIST_V1_PREDICATE_TYPE } from './list-v1-schema.js';
import {
  APPROVALS_V2,
  BIND_V2,
  LIST_V2_PREDICATE,
  LIST_V2_PREDICATE_TYPE,
} from './list-v2-schema.js';
import { RESERVED_LIST_FORMS, RESERVED_LIST_RULES } from './reserved-list-forms.js';
import { STAGED_PREDICATE_TYPES, STAGED_PREDICATES } from './staged-schema.js';

/**
 * The JSON Schemas (draft 2020-12) of the documents around a list, from the schemas of the parsers. Of the relations between
 * fields, they express only those of `previous`, `bind` and instance roles. The pages list the others.
 */

/** `previous` is null at version 1, and present at any other version. */
const PREVIOUS: SchemaRule = {
  if: { properties: { version: { const: 1 } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { properties: { previous: { type: 'null' } } },
  else: { properties: { previous: { type: 'object' } } },
};
/** While a key is attached, there is an instance role. */
const ROLE_OF_KEYS: SchemaRule = {
  if: { properties: { keys: { contains: { not: { required: ['detached'] } } } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { properties: { instanceRoles: { minItems: 1 } } },
};
const RULES: SchemaRules = [
  ...RESERVED_LIST_RULES,
  [LIST_V1_PREDICATE, PREVIOUS],
  [LIST_V2_PREDICATE, PREVIOUS],
  [LIST_V1_PREDICATE.shape.projection, ROLE_OF_KEYS],
  [LIST_V2_PREDICATE.shape.projection, ROLE_OF_KEYS],
  [ENCLAVE_BIND, bindRule('nitro-enclave')],
  [BIND_V2, { minProperties: 1 }],
  [COUNT, wholeRule(1)],
  [POLICY_WORDS, { minProperties: 1 }],
  [ENVELOPE, { id: 'envelope' }],
  [OBSERVED_SOURCE, { id: 'source' }],
  [CHANGES, { id: 'changes' }],
  [INSTANCE_ROLES, { id: 'instanceRoles' }],
  [APPROVALS_V1, { id: 'approvals-v1' }],
  [APPROVALS_V2, { id: 'approvals-v2' }],
];

const LISTS = {
  v1: { type: LIST_V1_PREDICATE_TYPE, predicate: LIST_V1_PREDICATE },
  v2: { type: LIST_V2_PREDICATE_TYPE, predicate: LIST_V2_PREDICATE },
};

export function allowListJsonSchema(format: DocumentFormat): object {
  const { type, predicate } = LISTS[format];
  const subjects = z
    .array(z.object({ name: text, digest: z.strictObject(imageDigests(format)) }))
    .check(z.minLength(1), z.maxLength(1 + LIST_MAX_RELEASES));
  return jsonSchema('allow-list', format, 'Allow-list', { type, subjects, predicate });
}

export function approvalJsonSchema(format: DocumentFormat): object {
  const subjects = z
    .array(z.object({ name: text, digest: z.object({ sha256: hex(32) }) }))
    .check(z.length(1));
  return jsonSchema('approval', format, 'Approval by a key', {
    type: APPROVAL_PREDICATE_TYPES[format],
    subjects,
    predicate: format === 'v1' ? APPROVAL_V1 : APPROVAL_V2,
  });
}

export function stagedJsonSchema(format: DocumentFormat): object {
  const subjects = z
    .array(z.object({ name: text, digest: z.object(imageDigests(format)) }))
    .check(z.length(1));
  return jsonSchema('staged', format, 'Staged record', {
    type: STAGED_PREDICATE_TYPES[format],
    subjects,
    predicate: STAGED_PREDICATES[format],
  });
}

/** The digests of a list or of an image; in format v1 the image is of a Nitro Enclave. */
function imageDigests(format: DocumentFormat) {
  const platforms = format === 'v1' ? (['nitro-enclave'] as const) : PLATFORM_NAMES;
  const names = platforms.map((platform) => PLATFORMS[platform].subjectDigest);
  const images = Object.fromEntries(names.map((name) => [name, z.exactOptional(hex(48))]));
  return { sha256: hex(32), ...images };
}

function jsonSchema(
  name: string,
  format: DocumentFormat,
  title: string,
  parts: {
    readonly type: string;
    readonly subjects: z.ZodMiniType;
    readonly predicate: z.ZodMiniType;
  },
): object {
  const statement = z.object({
    _type: z.literal(STATEMENT_TYPE),
    predicateType: z.literal(parts.type),
    subject: parts.subjects,
    predicate: parts.predicate,
  });
  const head = { id: `${name}.${format}`, title };
  return documentJsonSchema(head, statement, RESERVED_LIST_FORMS, RULES);
}
