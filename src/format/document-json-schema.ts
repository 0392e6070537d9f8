import * as z from 'zod/mini';
import {
  INSTANT_TEXT,
  id,
  PROJECTION_ID,
  pcr,
  reservedIn,
  VERSION_MAX,
  version,
} from './document-fields.js';
import { PLATFORMS, type Platform } from './platform.js';

/** A rule as JSON Schema. */
export type SchemaRule = { readonly id?: string; readonly [key: string]: unknown };

/** The rules that code enforces beyond a schema, as JSON Schema. `id` is the name of a definition. */
export type SchemaRules = readonly (readonly [z.ZodMiniType, SchemaRule])[];

/** RFC 3339 in UTC, with the days of each month: what `parseInstant` accepts. */
export const INSTANT_PATTERN =
  '^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|' +
  '02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|' +
  '(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]{1,3})?Z$';

/** A whole number within these bounds. */
export function wholeRule(minimum: number, maximum = Number.MAX_SAFE_INTEGER): SchemaRule {
  return { type: 'integer', minimum, maximum };
}

const SHARED_RULES: SchemaRules = [
  [INSTANT_TEXT, { id: 'instant', pattern: INSTANT_PATTERN }],
  [pcr, { id: 'pcr' }],
  [id, { id: 'releaseId', not: { const: PROJECTION_ID } }],
  [version, wholeRule(1, VERSION_MAX)],
];

/** The registers that a key policy binds for a platform: each once, and every register of one set. */
export function bindRule(platform: Platform): SchemaRule {
  const { bound } = PLATFORMS[platform];
  return {
    uniqueItems: true,
    anyOf: bound.map((set) => ({ allOf: set.map((name) => ({ contains: { const: name } })) })),
  };
}

/** The forms of reserved fields by name. Only the JSON Schemas have them. The parsers refuse the fields whatever they hold. */
export type ReservedForms = Readonly<Record<string, z.ZodMiniType>>;

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };

const NOTE = 'Reserved: a reader that does not act on it answers not-supported.';

/**
 * The JSON Schema (draft 2020-12) of a document, from the schema of its parser, the forms of the reserved fields, and the
 * rules that only code enforces.
 */
export function documentJsonSchema(
  { id, title }: { readonly id: string; readonly title: string },
  document: z.ZodMiniType,
  reservedForms: ReservedForms,
  rules: SchemaRules,
): object {
  const registry = z.registry<SchemaRule>();
  for (const [schema, rule] of [...SHARED_RULES, ...rules]) registry.add(schema, rule);
  const schema = jsonOf(document, registry);
  const { properties: forms, $defs: ofForms = {} } = jsonOf(z.object(reservedForms), registry);
  const whole = withForms(schema, forms as JsonObject) as JsonObject;
  const defined = { ...(ofForms as JsonObject), ...(whole['$defs'] as JsonObject) };
  const { $defs: _, ...rest } = whole;
  const used = usedDefinitions(rest, defined);
  const definitions = Object.keys(used).length === 0 ? {} : { $defs: used };
  return {
    $id: `https://pcr-allowlist.github.io/schema/${id}.json`,
    title,
    ...rest,
    ...definitions,
  };
}

function jsonOf(schema: z.ZodMiniType, metadata: z.core.$ZodRegistry<SchemaRule>): JsonObject {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    metadata,
    override: ({ zodSchema, jsonSchema }) => {
      const reserved = reservedIn(zodSchema);
      if (reserved !== undefined) Object.assign(jsonSchema, { reserved });
    },
  });
  return json as unknown as JsonObject;
}

function withForms(node: Json, forms: JsonObject): Json {
  if (Array.isArray(node)) return node.map((one) => withForms(one, forms));
  if (typeof node !== 'object' || node === null) return node;
  const name = (node as JsonObject)['reserved'];
  if (typeof name === 'string') {
    const form = forms[name];
    if (form === undefined) throw new Error(`no form of the reserved ${name}`);
    return { description: NOTE, ...(form as JsonObject) };
  }
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, withForms(value as Json, forms)]),
  );
}

/** The definitions that the schema refers to, directly or through other definitions. */
function usedDefinitions(schema: Json, defined: JsonObject): JsonObject {
  const used = new Map<string, Json>();
  const follow = (node: Json): void => {
    for (const [, name = ''] of JSON.stringify(node).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) {
      const definition = defined[name];
      if (used.has(name) || definition === undefined) continue;
      used.set(name, definition);
      follow(definition);
    }
  };
  follow(schema);
  return Object.fromEntries([...used].sort(([a], [b]) => (a < b ? -1 : 1)));
}
