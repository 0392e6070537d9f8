import * as z from 'zod/mini';
import { commit, hex, instant, text, userData } from '../format/document-fields.js';
import {
  documentJsonSchema,
  type ReservedForms,
  type SchemaRule,
  type SchemaRules,
  wholeRule,
} from '../format/document-json-schema.js';
import { PLATFORMS, type Platform } from '../format/platform.js';
import type { DocumentFormat } from '../format/statement.js';
import { STATEMENT_TYPE } from '../format/statement.js';
import {
  anyText,
  architecture,
  attempt,
  MANIFEST_CERTIFICATE,
  MANIFEST_EIF,
  MANIFEST_ENCLAVE_V2,
  MANIFEST_PREDICATE_TYPES,
  MANIFEST_V1,
  MANIFEST_V2,
  measuredIn,
  observed,
  size,
} from './manifest-schema.js';

/** The most provenance statements, and the most attachments, of one manifest. */
const MAX_ENTRIES = 32;
/** The text of an attestation policy, in UTF-16 code units. */
const POLICY_MAX_LENGTH = 256 * 1024;

const some = <Item extends z.ZodMiniType>(item: Item) =>
  z.array(item).check(z.minLength(1), z.maxLength(MAX_ENTRIES));

const PROVENANCE = some(
  z.object({
    verified: z.literal(true),
    verifiedAt: instant,
    predicateType: text,
    bundle: z.object({ path: text, sha256: hex(32) }),
    issuer: text,
    subject: text,
    builder: text,
    source: z.object({ repository: text, commit, ref: z.optional(text) }),
    workflow: z.optional(text),
    run: z.optional(text),
  }),
);
const ATTACHMENTS = some(z.object({ type: text, name: text, sha256: hex(32) }));
const GIVEN_BY = z.object({ tool: text, version: z.optional(text) });
const UKI = z.object({
  architecture,
  stub: z.optional(text),
  sections: z
    .array(z.object({ name: text, offsetBytes: size, sizeBytes: size, sha384: hex(48) }))
    .check(z.minLength(1)),
  certificates: z.optional(z.array(MANIFEST_CERTIFICATE)),
  secureBoot: z.optional(
    z.object({
      pk: hex(32),
      kek: z.optional(hex(32)),
      db: z.optional(hex(32)),
      dbx: z.optional(hex(32)),
    }),
  ),
});
const POLICY = z.object({
  language: z.literal('cedar'),
  sha256: hex(32),
  text: z.string().check(z.minLength(1), z.maxLength(POLICY_MAX_LENGTH)),
});
const common = <Of extends Platform>(platform: Of) => ({
  platform: z.literal(platform),
  measurements: measuredIn(platform),
  measuredAt: instant,
  userData: z.optional(userData),
  provenance: z.optional(PROVENANCE),
  attachments: z.optional(ATTACHMENTS),
  ...observed(text),
});
const given = <Of extends Platform>(platform: Of) => ({
  ...common(platform),
  measured: z.literal('given'),
  givenBy: z.optional(GIVEN_BY),
});

/** The fields that format v2 reserves in manifests (docs/pcr-manifest.md, "Reserved fields"). */
const RESERVED_FORMS: ReservedForms = {
  provenance: PROVENANCE,
  attachments: ATTACHMENTS,
  givenBy: GIVEN_BY,
  'manifest of nitro-tpm': z.discriminatedUnion('measured', [
    z.object({ ...common('nitro-tpm'), measured: z.literal('here'), uki: UKI }),
    z.object(given('nitro-tpm')),
  ]),
  'manifest of nitro-sandbox': z.object({
    ...given('nitro-sandbox'),
    policy: z.optional(POLICY),
  }),
};

/** `eif` is present exactly when the image was measured here. */
const EIF_RULE: SchemaRule = {
  if: { properties: { measured: { const: 'here' } } },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
  then: { required: ['eif'] },
  else: { properties: { eif: false } },
};
const RULES: SchemaRules = [
  [MANIFEST_EIF, { id: 'eif' }],
  [PROVENANCE, { id: 'provenance' }],
  [size, wholeRule(0)],
  [attempt, wholeRule(1)],
  [MANIFEST_V1, EIF_RULE],
  [MANIFEST_ENCLAVE_V2, EIF_RULE],
];

/** A digest by any other algorithm. */
const anyHex = z.string().check(z.regex(/^(?:[0-9a-f]{2})+$/));

/**
 * The JSON Schema (draft 2020-12) of a PCR manifest, from the schema that `parseManifest` holds. It cannot express that a
 * subject is the image of the predicate, or that PCR8, certificate and signature section go together.
 */
export function manifestJsonSchema(format: DocumentFormat): object {
  const platforms = format === 'v1' ? [PLATFORMS['nitro-enclave']] : Object.values(PLATFORMS);
  const digests = platforms.map(({ subjectDigest }) => [subjectDigest, hex(48)] as const);
  const images = digests.map(([name, value]) => [
    name,
    format === 'v1' ? value : z.optional(value),
  ]);
  const statement = z.object({
    _type: z.literal(STATEMENT_TYPE),
    predicateType: z.literal(MANIFEST_PREDICATE_TYPES[format]),
    subject: z
      .array(
        z.object({
          name: anyText,
          digest: z.catchall(z.object({ sha256: hex(32), ...Object.fromEntries(images) }), anyHex),
        }),
      )
      .check(z.length(1)),
    predicate: format === 'v1' ? MANIFEST_V1 : MANIFEST_V2,
  });
  const id = `pcr-manifest.${format}`;
  return documentJsonSchema({ id, title: 'PCR manifest' }, statement, RESERVED_FORMS, RULES);
}
