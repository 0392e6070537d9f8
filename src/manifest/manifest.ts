import type * as z from 'zod/mini';
import type { FormatError } from '../base/errors.js';
import { formatInstant, type Instant } from '../base/instant.js';
import type { SectionType } from '../format/eif.js';
import type { Architecture } from '../format/eif-header.js';
import { documentRefusal, matchSchema } from '../format/match-schema.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import type { DocumentFormat } from '../format/statement.js';
import { encodeStatement, isLaterFormat, parseStatement } from '../format/statement.js';
import type { PlainJson } from '../format/strict-json.js';
import { HASH_ALGORITHM, type Measurements } from '../measure/pcr.js';
import {
  type MANIFEST_ENCLAVE_V2,
  MANIFEST_PREDICATE_TYPES,
  MANIFEST_V1,
  MANIFEST_V2,
  manifestSubjects,
} from './manifest-schema.js';

/** The name of this document in messages. */
const FORMAT = 'PCR manifest';
/** The beginning of the type of every format, also of later ones. */
const TYPE_STEM = 'https://pcr-allowlist.github.io/pcr-manifest/v';

/** The measurements of an image, its origin, and what was observed about its build. */
export interface PcrManifest {
  /** The format of the document. */
  readonly format: DocumentFormat;
  /** The only platform that is measured today. */
  readonly platform: 'nitro-enclave';
  readonly image: {
    /** For people. Without directories. */
    readonly name: string;
    /** SHA-256 of the whole file, lower-case hex. */
    readonly sha256: string;
  };
  readonly measurements: Measurements;
  /** The required `user_data` of a document, in lower-case hex. Only in format v2. */
  readonly userData?: string;
  /** `here`: the signer measured the image. `given`: the PCRs came from a file, and the signer did not see the image. */
  readonly measured: 'here' | 'given';
  readonly measuredAt: Instant;
  /** Present exactly when measured here. */
  readonly eif?: ManifestEif;
  readonly source?: ObservedSource;
  readonly build?: ObservedBuild;
}

/** Facts about the image besides its PCRs. The PCRs cover only the sections' content. */
export interface ManifestEif {
  readonly version: 2 | 3 | 4;
  readonly architecture: Architecture;
  /** In file order. */
  readonly sections: readonly {
    readonly type: SectionType;
    readonly offsetBytes: number;
    readonly sizeBytes: number;
    /** SHA-384 of the section's data, lower-case hex. */
    readonly sha384: string;
  }[];
  /** As stated in the image. Anybody can change it without changing a PCR. */
  readonly unmeasuredMetadata?: { readonly [field: string]: PlainJson };
  /** Present exactly when the image is signed. */
  readonly certificate?: {
    /** SHA-256 of the certificate's DER, lower-case hex. */
    readonly sha256: string;
    readonly notBefore: Instant;
    readonly notAfter: Instant;
  };
}

/** The source that the build reports. Observed in the builder's environment, not proved by the image. */
export interface ObservedSource {
  readonly repository: string;
  /** 40 or 64 lower-case hexadecimal digits. */
  readonly commit: string;
  readonly ref: string;
}

/** The run that made the image. Observed in the builder's environment, not proved by the image. */
export interface ObservedBuild {
  readonly workflow: string;
  readonly run: string;
  /** From 1. */
  readonly attempt: number;
  readonly runner: string;
}

/**
 * Parses the payload of a PCR manifest: structure only, no trust. In order: what `parseStatement` checks; the predicate
 * type; the predicate's fields (docs/pcr-manifest.md), of which it refuses a missing one, a PCR of zeros and, with
 * `not-supported`, a reserved one, and ignores an unknown one; one subject with digests of exactly these forms and
 * `awsNitroPcr0` equal to PCR0 of the predicate; `eif` exactly when measured here, and then either all or none of PCR8, a
 * certificate and a signature section.
 *
 * Throws FormatError `statement-format`, or `not-supported`, with the path of the first field at fault.
 */
export function parseManifest(payload: Uint8Array): PcrManifest {
  const { predicateType, predicate, subject } = parseStatement(payload);
  const found = predicateOf(predicateType, predicate);
  const [image] = matchSchema(manifestSubjects(found.platform), subject, FORMAT, 'subject');
  const { subjectDigest, image: register } = PLATFORMS[found.platform];
  if (image?.digest[subjectDigest] !== found.measurements[register]) {
    throw refusal(`expected ${register} of the predicate`, ['subject', 0, 'digest', subjectDigest]);
  }
  const { sha256 = '' } = image.digest;
  const manifest = { image: { name: image.name, sha256 }, ...found };
  requireWhole(manifest);
  return manifest;
}

/** The payload of a PCR manifest: an in-toto statement as canonical JSON. The inverse of `parseManifest`. */
export function encodeManifest(manifest: PcrManifest): Uint8Array<ArrayBuffer> {
  const { format, platform, image, measurements, userData } = manifest;
  const { measured, measuredAt, eif, source, build } = manifest;
  const { subjectDigest, image: register } = PLATFORMS[platform];
  return encodeStatement({
    subject: [
      {
        name: image.name,
        digest: { sha256: image.sha256, [subjectDigest]: measurements[register] },
      },
    ],
    predicateType: MANIFEST_PREDICATE_TYPES[format],
    predicate: {
      ...(format === 'v1' ? {} : { platform }),
      measurements: { HashAlgorithm: HASH_ALGORITHM, ...measurements },
      ...(userData === undefined ? {} : { userData }),
      measured,
      measuredAt: formatInstant(measuredAt),
      ...(eif === undefined ? {} : { eif: eifJson(eif) }),
      ...(source === undefined ? {} : { source: { observed: true, ...source } }),
      ...(build === undefined ? {} : { build: { observed: true, ...build } }),
    },
  });
}

function predicateOf(predicateType: string, predicate: object): Omit<PcrManifest, 'image'> {
  switch (predicateType) {
    case MANIFEST_PREDICATE_TYPES.v1: {
      const found = matchSchema(MANIFEST_V1, predicate, FORMAT, 'predicate');
      return { format: 'v1', platform: 'nitro-enclave', ...factsOf(found) };
    }
    case MANIFEST_PREDICATE_TYPES.v2: {
      const found = matchSchema(MANIFEST_V2, predicate, FORMAT, 'predicate');
      // The schema has refused every other platform.
      const enclave = found as z.infer<typeof MANIFEST_ENCLAVE_V2>;
      const { userData } = enclave;
      return {
        format: 'v2',
        platform: 'nitro-enclave',
        ...(userData === undefined ? {} : { userData }),
        ...factsOf(enclave),
      };
    }
    default:
      throw documentRefusal(
        FORMAT,
        `expected ${Object.values(MANIFEST_PREDICATE_TYPES).join(' or ')}, found ${JSON.stringify(predicateType)}`,
        ['predicateType'],
        isLaterFormat(predicateType, TYPE_STEM) ? 'not-supported' : undefined,
      );
  }
}

function factsOf(
  predicate: z.infer<typeof MANIFEST_V1>,
): Omit<PcrManifest, 'format' | 'platform' | 'image'> {
  const { measured, measuredAt, eif, source, build } = predicate;
  const { HashAlgorithm: _, ...measurements } = predicate.measurements;
  return {
    measurements,
    measured,
    measuredAt,
    ...(eif === undefined ? {} : { eif: eifOf(eif) }),
    ...(source === undefined ? {} : { source: withoutMark(source) }),
    ...(build === undefined ? {} : { build: withoutMark(build) }),
  };
}

function withoutMark<Fields extends { observed: true }>(fields: Fields): Omit<Fields, 'observed'> {
  const { observed: _, ...rest } = fields;
  return rest;
}

function eifOf({
  metadata,
  certificate,
  ...eif
}: NonNullable<z.infer<typeof MANIFEST_V1>['eif']>): ManifestEif {
  return {
    ...eif,
    ...(metadata === undefined
      ? {}
      : // It was parsed as JSON, and the schema does not change its content.
        { unmeasuredMetadata: metadata.content as { readonly [field: string]: PlainJson } }),
    ...(certificate === undefined ? {} : { certificate }),
  };
}

function eifJson({ unmeasuredMetadata, certificate, ...eif }: ManifestEif): PlainJson {
  return {
    ...eif,
    ...(unmeasuredMetadata === undefined
      ? {}
      : { metadata: { measured: false, content: unmeasuredMetadata } }),
    ...(certificate === undefined
      ? {}
      : {
          certificate: {
            sha256: certificate.sha256,
            notBefore: formatInstant(certificate.notBefore),
            notAfter: formatInstant(certificate.notAfter),
          },
        }),
  };
}

function requireWhole({
  measured,
  eif,
  measurements,
}: Pick<PcrManifest, 'measured' | 'eif' | 'measurements'>): void {
  if ((measured === 'here') !== (eif !== undefined)) {
    throw refusal('expected the image exactly when it was measured here', ['predicate', 'eif']);
  }
  if (eif === undefined) return;
  const signed = measurements[ENCLAVE.signer] !== undefined;
  if (signed !== (eif.certificate !== undefined)) {
    throw refusal('expected a certificate exactly when there is a PCR8', [
      'predicate',
      'eif',
      'certificate',
    ]);
  }
  if (signed !== eif.sections.some(({ type }) => type === 'signature')) {
    throw refusal('expected a signature section exactly when there is a PCR8', [
      'predicate',
      'eif',
      'sections',
    ]);
  }
}

function refusal(message: string, path: readonly PropertyKey[]): FormatError {
  return documentRefusal(FORMAT, message, path);
}
