import { formatInstant } from '../base/instant.js';
import { nameToRfc4514 } from '../format/distinguished-name.js';
import type { EifMetadata } from '../format/eif-metadata.js';
import { type PlainJson, toPlain } from '../format/strict-json.js';
import type { SectionInsides } from '../measure/compare-insides.js';
import type { SectionDifference } from '../measure/image-comparison.js';
import type { MeasuredEif, MeasuredSection } from '../measure/measure-eif.js';
import { HASH_ALGORITHM, type Measurements, type PcrDifference } from '../measure/pcr.js';
import type { MeasureResult } from '../workflow/commands/measure-result.js';

/** The `result` of `measure --json`. Its form is public: docs/machine-output.md. */
export interface MeasureJson {
  readonly image: MeasuredEif['image'];
  readonly measurements: MeasurementsJson;
  readonly instanceRoles: MeasureResult['instanceRoles'];
  readonly instanceIds: MeasureResult['instanceIds'];
  readonly eif: {
    readonly version: number;
    readonly architecture: string;
    readonly defaultMemoryBytes: string;
    readonly defaultCpus: string;
    readonly sections: readonly SectionJson[];
    readonly metadata?: PlainJson;
  };
  readonly signature?: SignatureJson;
  readonly comparison?: ComparisonJson;
  readonly expectation?: ExpectationJson;
}

export interface MeasurementsJson extends Measurements {
  readonly HashAlgorithm: string;
}

type SectionJson = Pick<MeasuredSection, 'type' | 'offsetBytes' | 'sizeBytes' | 'sha384'>;

interface SignatureJson {
  readonly algorithm: string;
  readonly certificate: {
    readonly subject: string;
    readonly issuer: string;
    readonly serialNumber: string;
    readonly notBefore: string;
    readonly notAfter: string;
    readonly sha256: string;
  };
}

interface ComparisonJson {
  readonly other: MeasuredEif['image'] & { readonly measurements: MeasurementsJson };
  readonly reproducible: boolean;
  readonly sameSigner: boolean;
  readonly sameFile: boolean;
  readonly sameSectionOrder: boolean;
  readonly pcrs: readonly PcrDifference[];
  readonly sections: readonly SectionDifference[];
  readonly insides: readonly SectionInsides[];
  readonly header: readonly string[];
}

interface ExpectationJson {
  readonly matches: boolean;
  readonly differences: readonly PcrDifference[];
  readonly notComputed: readonly string[];
}

export function measureJson(result: MeasureResult): MeasureJson {
  const { eif, comparison, expectation } = result;
  return {
    image: eif.image,
    measurements: measurementsJson(eif.measurements),
    instanceRoles: result.instanceRoles,
    instanceIds: result.instanceIds,
    eif: {
      version: eif.header.version,
      architecture: eif.header.architecture,
      defaultMemoryBytes: eif.header.defaultMemoryBytes.toString(),
      defaultCpus: eif.header.defaultCpus.toString(),
      sections: eif.sections.map(sectionJson),
      ...(eif.metadata === undefined ? {} : { metadata: metadataJson(eif.metadata) }),
    },
    ...(eif.signature === undefined ? {} : { signature: signatureJson(eif.signature) }),
    ...(comparison === undefined ? {} : { comparison: comparisonJson(comparison) }),
    ...(expectation === undefined
      ? {}
      : {
          expectation: {
            matches: expectation.differences.length === 0 && expectation.notComputed.length === 0,
            differences: expectation.differences,
            notComputed: expectation.notComputed,
          },
        }),
  };
}

export function measurementsJson(measurements: Measurements): MeasurementsJson {
  return { HashAlgorithm: HASH_ALGORITHM, ...measurements };
}

function sectionJson({ type, offsetBytes, sizeBytes, sha384 }: SectionJson): SectionJson {
  return { type, offsetBytes, sizeBytes, sha384 };
}

function metadataJson(metadata: EifMetadata): PlainJson {
  return toPlain(metadata.value);
}

function signatureJson({
  algorithm,
  certificate,
  certificateSha256,
}: NonNullable<MeasuredEif['signature']>): SignatureJson {
  return {
    algorithm,
    certificate: {
      subject: nameToRfc4514(certificate.subject),
      issuer: nameToRfc4514(certificate.issuer),
      serialNumber: certificate.serialNumber,
      notBefore: formatInstant(certificate.notBefore),
      notAfter: formatInstant(certificate.notAfter),
      sha256: certificateSha256,
    },
  };
}

function comparisonJson({
  other,
  ...comparison
}: NonNullable<MeasureResult['comparison']>): ComparisonJson {
  return {
    other: { ...other.image, measurements: measurementsJson(other.measurements) },
    ...comparison,
    sections: comparison.sections.map(({ expected, found, ...section }) => ({
      ...section,
      ...(expected === undefined ? {} : { expected: sectionJson(expected) }),
      ...(found === undefined ? {} : { found: sectionJson(found) }),
    })),
  };
}
