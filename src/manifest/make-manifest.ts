import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex } from '../base/encoding.js';
import type { Instant } from '../base/instant.js';
import type { EifHeader } from '../format/eif-header.js';
import { ENCLAVE } from '../format/platform.js';
import { type JsonObject, toPlain } from '../format/strict-json.js';
import type { Measurements } from '../measure/pcr.js';
import type { ManifestEif, ObservedBuild, ObservedSource, PcrManifest } from './manifest.js';

/** The parts of a `MeasuredEif` that a manifest needs. */
export interface MeasuredImage {
  readonly image: { readonly name: string; readonly sha256: string };
  readonly measurements: Measurements;
  readonly header: Pick<EifHeader, 'version' | 'architecture'>;
  readonly sections: ManifestEif['sections'];
  readonly metadata?: { readonly value: JsonObject };
  readonly signature?: {
    readonly certificate: {
      readonly der: Uint8Array;
      readonly notBefore: Instant;
      readonly notAfter: Instant;
    };
  };
}

/** PCRs from a file, with the image that they are claimed for. */
export interface GivenMeasurements {
  readonly image: { readonly name: string; readonly sha256: string };
  readonly measurements: Measurements;
}

/** What the builder's environment reports about the build. Absent where it reports nothing. */
export interface ObservedOrigin {
  readonly source?: ObservedSource;
  readonly build?: ObservedBuild;
}

/** The manifest of an image that was measured here, at the given instant. It has the file's name without directories. */
export function manifestOfImage(
  measured: MeasuredImage,
  measuredAt: Instant,
  origin: ObservedOrigin = {},
): PcrManifest {
  const { header, sections, metadata, signature } = measured;
  const eif: ManifestEif = {
    version: header.version,
    architecture: header.architecture,
    sections: sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => ({
      type,
      offsetBytes,
      sizeBytes,
      sha384,
    })),
    ...(metadata === undefined ? {} : { unmeasuredMetadata: plainMembers(metadata.value) }),
    ...(signature === undefined ? {} : { certificate: certificateFacts(signature.certificate) }),
  };
  return { ...common(measured, measuredAt, origin), measured: 'here', eif };
}

/** The manifest of PCRs from a file. It states that the image itself was not seen. */
export function manifestOfGiven(
  given: GivenMeasurements,
  measuredAt: Instant,
  origin: ObservedOrigin = {},
): PcrManifest {
  return { ...common(given, measuredAt, origin), measured: 'given' };
}

function common(
  { image, measurements }: GivenMeasurements,
  measuredAt: Instant,
  { source, build }: ObservedOrigin,
): Omit<PcrManifest, 'measured' | 'eif'> {
  const signer = measurements[ENCLAVE.signer];
  return {
    format: 'v2',
    platform: 'nitro-enclave',
    image: { name: image.name.replace(/^.*[/\\](?=.)/s, ''), sha256: image.sha256 },
    measurements: {
      [ENCLAVE.image]: measurements[ENCLAVE.image],
      [ENCLAVE.boot]: measurements[ENCLAVE.boot],
      [ENCLAVE.application]: measurements[ENCLAVE.application],
      ...(signer === undefined ? {} : { [ENCLAVE.signer]: signer }),
    },
    measuredAt,
    ...(source === undefined ? {} : { source }),
    ...(build === undefined ? {} : { build }),
  };
}

function certificateFacts({
  der,
  notBefore,
  notAfter,
}: NonNullable<MeasuredImage['signature']>['certificate']): NonNullable<
  ManifestEif['certificate']
> {
  return { sha256: encodeHex(sha256(der)), notBefore, notAfter };
}

function plainMembers(members: JsonObject): NonNullable<ManifestEif['unmeasuredMetadata']> {
  return Object.fromEntries([...members].map(([key, value]) => [key, toPlain(value)]));
}
