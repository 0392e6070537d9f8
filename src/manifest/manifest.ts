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

/** How messages call this document. */
const FORMAT = 'PCR manifest';
/** What the type of a later format begins with. */
const TYPE_STEM = 'https://pcr-allowlist.github.io/pcr-manifest/v';

/** What an image measures to, where it came from, and what was seen of its build. */
export interface PcrManifest {
  /** The format that it is written in. */
  readonly format: DocumentFormat;
  /** The one platform whose images are measured today. */
  readonly platform: 'nitro-enclave';
  readonly image: {
    /** For people; no directories. */
    readonly name: string;
    /** SHA-256 of the whole file, lower-case hex. */
    readonly sha256: string;
  };
  readonly measurements: Measurements;
  /** What `user_data` of a document has to be, in lower-case hex; in format v2 alone. */
  readonly userData?: string;
  /** `here`: whoever signed measured the image. `given`: the PCRs came from a file, and the image was not seen. */
  readonly measured: 'here' | 'given';
  readonly measuredAt: Instant;
  /** There exactly when measured here. */
  readonly eif?: ManifestEif;
  readonly source?: ObservedSource;
  readonly build?: ObservedBuild;
}

/** The image beyond its PCRs. None of it but the sections' content is covered by a PCR. */
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
  /** As the image states it. Anybody can change it without changing a PCR. */
  readonly unmeasuredMetadata?: { readonly [field: string]: PlainJson };
  /** There exactly when the image is signed. */
  readonly certificate?: {
    /** SHA-256 of the certificate's DER, lower-case hex. */
    readonly sha256: string;
    readonly notBefore: Instant;
    readonly notAfter: Instant;
  };
}

/** Where the build says that its source is. Seen in the builder's environment, not proved by the image. */
export interface ObservedSource {
  readonly repository: string;
  /** 40 or 64 lower-case hexadecimal digits. */
  readonly commit: string;
  readonly ref: string;
}

/** Which run made the image. Seen in the builder's environment, not proved by the image. */
export interface ObservedBuild {
  readonly workflow: string;
  readonly run: string;
  /** From 1. */
  readonly attempt: number;
  readonly runner: string;
}

/**
 * Parses the payload of a PCR manifest: structure only, no trust. In order: what `parseStatement` checks; the predicate
 * type; the predicate's fields (docs/pcr-manifest.md), a missing one refused, an unknown one ignored, a PCR of zeros
 * refused by name, one that this program does not act on refused with `not-supported`; one subject with exactly the
 * digests' forms, whose `awsNitroPcr0` is PCR0 of the predicate; `eif` is there exactly when measured here, and then
 * PCR8, a certificate and a signature section all or none.
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
      : // It was read as JSON, and the schema leaves its content alone.
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
