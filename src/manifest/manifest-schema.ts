import * as z from 'zod/mini';
import {
  commit,
  hex,
  instant,
  measuredFields,
  otherPlatforms,
  reservedFields,
  text,
  userData,
  whole,
} from '../format/document-fields.js';
import { PLATFORMS, type Platform } from '../format/platform.js';

/** `predicateType` of a PCR manifest by its format; docs/pcr-manifest.md is its specification. */
export const MANIFEST_PREDICATE_TYPES = {
  v1: 'https://pcr-allowlist.github.io/pcr-manifest/v1',
  v2: 'https://pcr-allowlist.github.io/pcr-manifest/v2',
} as const;

export const size = whole(0);
export const attempt = whole(1);
export const anyText = z.string().check(z.minLength(1, 'expected a non-empty string'));
export const architecture = z.literal(['x86_64', 'aarch64']);

export const MANIFEST_CERTIFICATE = z.object({
  sha256: hex(32),
  notBefore: instant,
  notAfter: instant,
});
export const MANIFEST_EIF = z.object({
  version: z.literal([2, 3, 4]),
  architecture,
  sections: z
    .array(
      z.object({
        type: z.literal(['kernel', 'cmdline', 'ramdisk', 'signature', 'metadata']),
        offsetBytes: size,
        sizeBytes: size,
        sha384: hex(48),
      }),
    )
    .check(z.minLength(1)),
  metadata: z.optional(z.object({ measured: z.literal(false), content: z.looseObject({}) })),
  certificate: z.optional(MANIFEST_CERTIFICATE),
});
/** What the builder's environment reported. In format v1 strings have no maximum length. */
export const observed = (words: typeof anyText) => ({
  source: z.optional(
    z.object({ observed: z.literal(true), repository: words, commit, ref: words }),
  ),
  build: z.optional(
    z.object({
      observed: z.literal(true),
      workflow: words,
      run: words,
      attempt,
      runner: words,
    }),
  ),
});

export const measuredIn = <Of extends Platform>(platform: Of) =>
  z.object({ HashAlgorithm: z.string(), ...measuredFields(platform) });

const FACTS = {
  measurements: measuredIn('nitro-enclave'),
  measured: z.literal(['here', 'given']),
  measuredAt: instant,
  eif: z.optional(MANIFEST_EIF),
};
/** The form of each field of the predicate. The parsed value leaves unknown fields out. */
export const MANIFEST_V1 = z.object({ ...FACTS, ...observed(anyText) });
/** As `MANIFEST_V1`. */
export const MANIFEST_ENCLAVE_V2 = z.object({
  platform: z.literal('nitro-enclave'),
  ...FACTS,
  ...observed(text),
  userData: z.optional(userData),
  ...reservedFields('provenance', 'attachments', 'givenBy'),
});
export const MANIFEST_V2 = z.discriminatedUnion('platform', [
  MANIFEST_ENCLAVE_V2,
  ...otherPlatforms('manifest'),
]);

/** The image as the only subject. */
export const manifestSubjects = (platform: Platform) =>
  z
    .array(
      z.object({
        name: anyText,
        digest: z.object({ sha256: hex(32), [PLATFORMS[platform].subjectDigest]: hex(48) }),
      }),
    )
    .check(z.minLength(1), z.maxLength(1));
