import type * as z from 'zod/mini';
import type { FormatError } from '../base/errors.js';
import { formatInstant, type Instant, parseInstant } from '../base/instant.js';
import type { SectionType } from '../format/eif.js';
import type { Architecture } from '../format/eif-header.js';
import { documentRefusal, matchSchema } from '../format/match-schema.js';
import { encodeStatement, parseStatement } from '../format/statement.js';
import type { PlainJson } from '../format/strict-json.js';
import { HASH_ALGORITHM, type Measurements } from '../measure/pcr.js';
import { type EIF, MANIFEST_PREDICATE_TYPE, PREDICATE, SUBJECTS } from './manifest-schema.js';

/** How messages call this document. */
const FORMAT = 'PCR manifest';

/** What an image measures to, where it came from, and what was seen of its build. */
export interface PcrManifest {
  readonly image: {
    /** For people; no directories. */
    readonly name: string;
    /** SHA-256 of the whole file, lower-case hex. */
    readonly sha256: string;
  };
  readonly measurements: Measurements;
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
 * type; one subject with exactly the digests' forms, and the predicate's fields (docs/pcr-manifest.md), a missing one
 * refused, an unknown one ignored, a PCR of zeros refused by name; `awsNitroPcr0` of the subject is PCR0 of the
 * predicate; `eif` is there exactly when measured here, and then PCR8, a certificate and a signature section all or
 * none.
 *
 * Throws FormatError `statement-format` with the path of the first field at fault.
 */
export function parseManifest(payload: Uint8Array): PcrManifest {
  const statement = parseStatement(payload);
  if (statement.predicateType !== MANIFEST_PREDICATE_TYPE) {
    throw refusal(
      `expected ${MANIFEST_PREDICATE_TYPE}, found ${JSON.stringify(statement.predicateType)}`,
      ['predicateType'],
    );
  }
  const [subject] = matchSchema(SUBJECTS, statement.subject, FORMAT, 'subject');
  const predicate = matchSchema(PREDICATE, statement.predicate, FORMAT, 'predicate');
  if (subject?.digest.awsNitroPcr0 !== predicate.measurements.PCR0) {
    throw refusal('expected PCR0 of the predicate', ['subject', 0, 'digest', 'awsNitroPcr0']);
  }
  const manifest = manifestOf(subject.name, subject.digest.sha256, predicate);
  requireWhole(manifest);
  return manifest;
}

/** The payload of a PCR manifest: an in-toto statement as canonical JSON. The inverse of `parseManifest`. */
export function encodeManifest(manifest: PcrManifest): Uint8Array<ArrayBuffer> {
  const { image, measurements, measured, measuredAt, eif, source, build } = manifest;
  const digest = { sha256: image.sha256, awsNitroPcr0: measurements.PCR0 };
  return encodeStatement({
    subject: [{ name: image.name, digest }],
    predicateType: MANIFEST_PREDICATE_TYPE,
    predicate: {
      measurements: { HashAlgorithm: HASH_ALGORITHM, ...measurements },
      measured,
      measuredAt: formatInstant(measuredAt),
      ...(eif === undefined ? {} : { eif: eifJson(eif) }),
      ...(source === undefined ? {} : { source: { observed: true, ...source } }),
      ...(build === undefined ? {} : { build: { observed: true, ...build } }),
    },
  });
}

function manifestOf(
  name: string,
  sha256: string,
  predicate: z.infer<typeof PREDICATE>,
): PcrManifest {
  const { measured, measuredAt, eif, source, build } = predicate;
  const { PCR0, PCR1, PCR2, PCR8 } = predicate.measurements;
  return {
    image: { name, sha256 },
    measurements: { PCR0, PCR1, PCR2, ...(PCR8 === undefined ? {} : { PCR8 }) },
    measured,
    measuredAt: parseInstant(measuredAt),
    ...(eif === undefined ? {} : { eif: eifOf(eif) }),
    ...(source === undefined ? {} : { source: withoutMark(source) }),
    ...(build === undefined ? {} : { build: withoutMark(build) }),
  };
}

function withoutMark<Fields extends { observed: true }>(fields: Fields): Omit<Fields, 'observed'> {
  const { observed: _, ...rest } = fields;
  return rest;
}

function eifOf({ metadata, certificate, ...eif }: z.infer<typeof EIF>): ManifestEif {
  return {
    ...eif,
    ...(metadata === undefined
      ? {}
      : // It was read as JSON, and the schema leaves its content alone.
        { unmeasuredMetadata: metadata.content as { readonly [field: string]: PlainJson } }),
    ...(certificate === undefined
      ? {}
      : {
          certificate: {
            sha256: certificate.sha256,
            notBefore: parseInstant(certificate.notBefore),
            notAfter: parseInstant(certificate.notAfter),
          },
        }),
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

function requireWhole({ measured, eif, measurements }: PcrManifest): void {
  if ((measured === 'here') !== (eif !== undefined)) {
    throw refusal('expected the image exactly when it was measured here', ['predicate', 'eif']);
  }
  if (eif === undefined) return;
  const signed = measurements.PCR8 !== undefined;
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
