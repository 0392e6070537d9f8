import * as z from 'zod/mini';
import {
  commit,
  type DocumentFormat,
  described,
  hex,
  instant,
  measuredFields,
  reserved,
  text,
  userData,
} from '../format/document-fields.js';
import { PLATFORMS, type Platform } from '../format/platform.js';
import { STATEMENT_TYPE } from '../format/statement.js';

/** `predicateType` of a PCR manifest by its format; docs/pcr-manifest.md is its specification. */
export const MANIFEST_PREDICATE_TYPES = {
  v1: 'https://pcr-allowlist.github.io/pcr-manifest/v1',
  v2: 'https://pcr-allowlist.github.io/pcr-manifest/v2',
} as const;

/** Attachments of one manifest, and statements of provenance. */
const MAX_ATTACHMENTS = 32;
/** The text of an attestation policy, in UTF-16 code units. */
const POLICY_MAX_LENGTH = 256 * 1024;

const size = z.int().check(z.nonnegative());
const anyText = z.string().check(z.minLength(1, 'expected a text, found none'));
const architecture = z.enum(['x86_64', 'aarch64']);

const CERTIFICATE = z.object({ sha256: hex(32), notBefore: instant, notAfter: instant });
const EIF = described(
  z.object({
    version: z.union([z.literal(2), z.literal(3), z.literal(4)]),
    architecture,
    sections: z
      .array(
        z.object({
          type: z.enum(['kernel', 'cmdline', 'ramdisk', 'signature', 'metadata']),
          offsetBytes: size,
          sizeBytes: size,
          sha384: hex(48),
        }),
      )
      .check(z.minLength(1)),
    metadata: z.optional(
      z.object({ measured: z.literal(false), content: z.record(z.string(), z.unknown()) }),
    ),
    certificate: z.optional(CERTIFICATE),
  }),
  { id: 'eif' },
);
/** What the builder's environment said. In format v1 texts have no upper length. */
const observed = (words: typeof anyText) => ({
  source: z.optional(
    z.object({ observed: z.literal(true), repository: words, commit, ref: words }),
  ),
  build: z.optional(
    z.object({
      observed: z.literal(true),
      workflow: words,
      run: words,
      attempt: z.int().check(z.positive()),
      runner: words,
    }),
  ),
});

const measured = <Of extends Platform>(platform: Of) =>
  z.object({ HashAlgorithm: z.string(), ...measuredFields(platform) });

/** The form of each field of the predicate; unknown fields are left out of what it returns. */
export const MANIFEST_V1 = described(
  z.object({
    measurements: measured('nitro-enclave'),
    measured: z.enum(['here', 'given']),
    measuredAt: instant,
    eif: z.optional(EIF),
    ...observed(anyText),
  }),
  {
    if: { properties: { measured: { const: 'here' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
    then: { required: ['eif'] },
    else: { properties: { eif: false } },
  },
);

/** The tool that printed measurements which were given. */
const GIVEN_BY = reserved(
  z.object({ tool: text, version: z.optional(text) }),
  'the origin of given measurements',
);
/** A Unified Kernel Image beyond its PCRs, and the Secure Boot variables that it was measured with. */
const UKI = z.object({
  architecture,
  stub: z.optional(text),
  sections: z
    .array(z.object({ name: text, offsetBytes: size, sizeBytes: size, sha384: hex(48) }))
    .check(z.minLength(1)),
  certificates: z.optional(z.array(CERTIFICATE)),
  secureBoot: z.optional(
    z.object({
      pk: hex(32),
      kek: z.optional(hex(32)),
      db: z.optional(hex(32)),
      dbx: z.optional(hex(32)),
    }),
  ),
});
/** The policy that a sandbox was measured with, whose digest is the image's. */
const POLICY = z.object({
  language: z.literal('cedar'),
  sha256: hex(32),
  text: z.string().check(z.minLength(1), z.maxLength(POLICY_MAX_LENGTH)),
});
/** What a signed statement of provenance said, and by which certificate it was verified. */
const PROVENANCE = described(
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
  { id: 'provenance' },
);
const COMMON_V2 = {
  measuredAt: instant,
  userData: z.optional(reserved(userData, 'expected user data')),
  provenance: z.optional(
    reserved(
      z.array(PROVENANCE).check(z.minLength(1), z.maxLength(MAX_ATTACHMENTS)),
      'verified provenance',
    ),
  ),
  attachments: z.optional(
    reserved(
      z
        .array(z.object({ type: text, name: text, sha256: hex(32) }))
        .check(z.minLength(1), z.maxLength(MAX_ATTACHMENTS)),
      'attachments',
    ),
  ),
  ...observed(text),
};
const here = <Of extends Platform>(platform: Of) => ({
  ...COMMON_V2,
  platform: z.literal(platform),
  measurements: measured(platform),
  measured: z.literal('here'),
});
const given = <Of extends Platform>(platform: Of) =>
  z.object({
    ...COMMON_V2,
    platform: z.literal(platform),
    measurements: measured(platform),
    measured: z.literal('given'),
    givenBy: z.optional(GIVEN_BY),
  });

/** As `MANIFEST_V1`. */
export const MANIFEST_V2 = z.discriminatedUnion('platform', [
  z.discriminatedUnion('measured', [
    z.object({ ...here('nitro-enclave'), eif: EIF }),
    z.extend(given('nitro-enclave'), { eif: z.optional(z.never()) }),
  ]),
  reserved(
    z.discriminatedUnion('measured', [
      z.object({ ...here('nitro-tpm'), uki: UKI }),
      given('nitro-tpm'),
    ]),
    'the platform nitro-tpm',
  ),
  reserved(
    z.extend(given('nitro-sandbox'), { policy: z.optional(POLICY) }),
    'the platform nitro-sandbox',
  ),
]);

/** The image, as the one subject. */
export const subjectsOf = (platform: Platform) =>
  z
    .array(
      z.object({
        name: anyText,
        digest: z.object({ sha256: hex(32), [PLATFORMS[platform].subjectDigest]: hex(48) }),
      }),
    )
    .check(z.length(1));

const PREDICATES: Readonly<Record<DocumentFormat, z.ZodMiniType>> = {
  v1: MANIFEST_V1,
  v2: MANIFEST_V2,
};

/**
 * The JSON Schema (draft 2020-12) of a PCR manifest, from the schema that `parseManifest` holds. It cannot say that a
 * subject is the image of the predicate, nor that PCR8, certificate and signature section go together.
 */
export function manifestJsonSchema(format: DocumentFormat): object {
  const subjects = Object.values(PLATFORMS).map(({ subjectDigest }) => subjectDigest);
  const statement = z.object({
    _type: z.literal(STATEMENT_TYPE),
    predicateType: z.literal(MANIFEST_PREDICATE_TYPES[format]),
    subject:
      format === 'v1'
        ? subjectsOf('nitro-enclave')
        : z
            .array(
              z.object({
                name: anyText,
                digest: z.object({
                  sha256: hex(32),
                  ...Object.fromEntries(subjects.map((name) => [name, z.optional(hex(48))])),
                }),
              }),
            )
            .check(z.length(1)),
    predicate: PREDICATES[format],
  });
  return {
    $id: `https://pcr-allowlist.github.io/schema/pcr-manifest.${format}.json`,
    title: 'PCR manifest',
    ...z.toJSONSchema(statement, { io: 'input' }),
  };
}
