import * as z from 'zod/mini';
import { FormatError } from '../base/errors.js';
import { parseInstant } from '../base/instant.js';
import { ZERO_PCR } from '../format/pcr-value.js';

/** `predicateType` of a PCR manifest; docs/pcr-manifest.md is its specification. */
export const MANIFEST_PREDICATE_TYPE = 'https://pcr-allowlist.github.io/pcr-manifest/v1';

const hex = (bytes: number) =>
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^[0-9a-f]{${2 * bytes}}$`),
        `expected ${2 * bytes} lower-case hexadecimal digits`,
      ),
    );
const text = z.string().check(z.minLength(1, 'expected a text, found none'));
const size = z.int().check(z.nonnegative());
const instant = z.string().check(z.refine(isInstant, 'expected RFC 3339 in UTC'));
const pcr = hex(48).check(
  z.refine((value) => value !== ZERO_PCR, 'expected a measured value, found only zeros'),
);

const CERTIFICATE = z.object({ sha256: hex(32), notBefore: instant, notAfter: instant });
const SECTION = z.object({
  type: z.enum(['kernel', 'cmdline', 'ramdisk', 'signature', 'metadata']),
  offsetBytes: size,
  sizeBytes: size,
  sha384: hex(48),
});
/** `eif` of the predicate. */
export const EIF = z.object({
  version: z.union([z.literal(2), z.literal(3), z.literal(4)]),
  architecture: z.enum(['x86_64', 'aarch64']),
  sections: z.array(SECTION).check(z.minLength(1)),
  metadata: z.optional(
    z.object({ measured: z.literal(false), content: z.record(z.string(), z.unknown()) }),
  ),
  certificate: z.optional(CERTIFICATE),
});
const SOURCE = z.object({
  observed: z.literal(true),
  repository: text,
  commit: z
    .string()
    .check(
      z.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a commit of 40 or 64 lower-case digits'),
    ),
  ref: text,
});
const BUILD = z.object({
  observed: z.literal(true),
  workflow: text,
  run: text,
  attempt: z.int().check(z.positive()),
  runner: text,
});
/** The form of each field of the predicate; unknown fields are left out of what it returns. */
export const PREDICATE = z.object({
  measurements: z.object({
    HashAlgorithm: z.string(),
    PCR0: pcr,
    PCR1: pcr,
    PCR2: pcr,
    PCR8: z.optional(pcr),
  }),
  measured: z.enum(['here', 'given']),
  measuredAt: instant,
  eif: z.optional(EIF),
  source: z.optional(SOURCE),
  build: z.optional(BUILD),
});
/** The image, as the one subject. */
export const SUBJECTS = z
  .array(z.object({ name: text, digest: z.object({ sha256: hex(32), awsNitroPcr0: hex(48) }) }))
  .check(z.length(1));
const STATEMENT = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  predicateType: z.literal(MANIFEST_PREDICATE_TYPE),
  subject: SUBJECTS,
  predicate: PREDICATE,
});

/**
 * The JSON Schema (draft 2020-12) of a PCR manifest, from the schema that `parseManifest` holds. It cannot say what
 * holds between fields, nor that no PCR is zero.
 */
export function manifestJsonSchema(): object {
  return {
    $id: 'https://pcr-allowlist.github.io/schema/pcr-manifest.v1.json',
    title: 'PCR manifest',
    ...z.toJSONSchema(STATEMENT, { io: 'input' }),
  };
}

function isInstant(value: string): boolean {
  try {
    parseInstant(value);
    return true;
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}
