import { type CodedError, TrustError, type Warning } from '../../base/errors.js';
import { ZERO_PCR } from '../../format/pcr-value.js';
import { ENCLAVE } from '../../format/platform.js';
import {
  manifestOfGiven,
  manifestOfImage,
  type ObservedOrigin,
} from '../../manifest/make-manifest.js';
import type { PcrManifest } from '../../manifest/manifest.js';
import type { Measurements } from '../../measure/pcr.js';
import type { Enclave } from '../list/enclave.js';
import type { ImageSource } from '../options/publish-request.js';
import type { ImageRequirements } from '../options/required-of-image.js';
import type { ListPorts } from '../ports.js';
import { readGivenMeasurements } from './given-measurements.js';
import { measureImage } from './measure.js';
import { roleRefusals, unmetByMeasurements } from './publish-requirements.js';

/** An unsigned manifest, with the refusals and warnings about the image. */
export interface ImageToPublish {
  readonly manifest: PcrManifest;
  /** One refusal for each requirement that is not met. */
  readonly refusals: readonly CodedError[];
  readonly warnings: readonly Warning[];
}

/**
 * Builds the manifest of an image to publish. In order: the image conforms to the strict profile and is measured here,
 * or the output of an earlier measurement is read and is for the image with the given SHA-256 (`sha256-mismatch`); no
 * PCR is all zeros (`debug-mode`); the image is signed by a certificate of the configuration (`unsigned`,
 * `certificate-not-listed`). Requirements that are not met are returned as refusals. A role of `role-arn` must be in
 * the configuration.
 */
export async function readImageToPublish(
  source: ImageSource,
  requirements: ImageRequirements,
  enclave: Enclave,
  ports: ListPorts,
): Promise<ImageToPublish> {
  const origin = ports.origin() ?? {};
  const read =
    'eif' in source
      ? await measuredHere(source, requirements, origin, ports)
      : await givenMeasurements(source, requirements, origin, ports);
  requireAllowedImage(read.manifest.measurements, enclave);
  return { ...read, refusals: [...read.refusals, ...roleRefusals(requirements, enclave)] };
}

/**
 * Throws TrustError for an image that the list of this enclave must not have: with a PCR of zeros (`debug-mode`),
 * without a signature (`unsigned`), or with a signature by another certificate (`certificate-not-listed`).
 */
export function requireAllowedImage(
  measurements: Measurements,
  { certificates, file }: Enclave,
): void {
  const zero = Object.entries(measurements).find(([, value]) => value === ZERO_PCR);
  if (zero !== undefined) {
    throw new TrustError(
      'debug-mode',
      `${zero[0]} is all zeros, which is not the measurement of any image`,
    );
  }
  const signerPcr = measurements[ENCLAVE.signer];
  if (certificates === 'unsigned') {
    if (signerPcr === undefined) return;
    throw new TrustError(
      'certificate-not-listed',
      `the image is signed, and ${file} is for unsigned images`,
      { hint: 'Add its certificate to certificates.' },
    );
  }
  if (signerPcr === undefined) {
    throw new TrustError('unsigned', 'the image is not signed', {
      hint: 'Build it with --signing-certificate and --private-key.',
    });
  }
  if (!certificates.some((certificate) => certificate[ENCLAVE.signer] === signerPcr)) {
    throw new TrustError(
      'certificate-not-listed',
      `the image is signed by a certificate that ${file} does not name (PCR8 ${signerPcr})`,
      { hint: 'Every new certificate has another PCR8, even with the same key.' },
    );
  }
}

async function measuredHere(
  image: { readonly eif: string; readonly sha256?: string },
  requirements: ImageRequirements,
  origin: ObservedOrigin,
  ports: ListPorts,
): Promise<ImageToPublish> {
  const request = { ...image, ...requirements, form: 'report' as const };
  const { result, refusals, warnings } = await measureImage(request, ports, ports.now);
  return { manifest: manifestOfImage(result.eif, ports.now, origin), refusals, warnings };
}

async function givenMeasurements(
  { measurements: file, sha256 }: { readonly measurements: string; readonly sha256: string },
  requirements: ImageRequirements,
  origin: ObservedOrigin,
  ports: ListPorts,
): Promise<ImageToPublish> {
  const given = readGivenMeasurements(await ports.readText(file), file, sha256);
  return {
    manifest: manifestOfGiven(given, ports.now, origin),
    refusals: await unmetByMeasurements(given, requirements, ports),
    warnings: [],
  };
}

/** The refusal of given measurements, which `approve` shares. */
export function givenMeasurementsError(file: string): TrustError {
  return new TrustError(
    'not-allowed',
    `the measurements were given, not computed from the image, and ${file} does not allow that`,
    { hint: 'Publish the image itself, or set allow-given-measurements: true.' },
  );
}
