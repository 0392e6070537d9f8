import { encodeUtf8 } from '../../base/encoding.js';
import {
  type CodedError,
  FormatError,
  TrustError,
  UsageError,
  type Warning,
} from '../../base/errors.js';
import { ZERO_PCR } from '../../format/pcr-value.js';
import {
  JsonNumber,
  type JsonObject,
  type JsonValue,
  parseStrictJson,
} from '../../format/strict-json.js';
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
import { measureImage } from './measure.js';
import { roleRefusals, unmetByMeasurements } from './publish-requirements.js';

/** A manifest that nobody has signed, and what is to be said about the image. */
export interface ImageToPublish {
  readonly manifest: PcrManifest;
  /** One for each requirement that is not met. */
  readonly refusals: readonly CodedError[];
  readonly warnings: readonly Warning[];
}

/**
 * The manifest of an image that is to be published. In order: the image holds the strict profile and is measured here,
 * or what an earlier `measure --json` printed is read and is of the image named by its SHA-256 (`sha256-mismatch`); no
 * PCR is zeros (`debug-mode`); the image is signed by a certificate of the configuration (`unsigned`,
 * `certificate-not-listed`). Requirements that are not met are among the refusals; a role of `role-arn` has to be one of
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
 * Throws TrustError where an image may not be in this enclave's list: a PCR of zeros (`debug-mode`), no signature
 * (`unsigned`), or the signature of another certificate (`certificate-not-listed`).
 */
export function requireAllowedImage(
  measurements: Measurements,
  { certificates, file }: Enclave,
): void {
  const zero = Object.entries(measurements).find(([, value]) => value === ZERO_PCR);
  if (zero !== undefined) {
    throw new TrustError('debug-mode', `${zero[0]} is all zeros, which is no image's measurement`);
  }
  const { PCR8 } = measurements;
  if (certificates === 'unsigned') {
    if (PCR8 === undefined) return;
    throw new TrustError(
      'certificate-not-listed',
      `the image is signed, and ${file} is for unsigned images`,
      { hint: 'Name its certificate under certificates.' },
    );
  }
  if (PCR8 === undefined) {
    throw new TrustError('unsigned', 'the image is not signed', {
      hint: 'Build it with --signing-certificate and --private-key.',
    });
  }
  if (!certificates.some((certificate) => certificate.PCR8 === PCR8)) {
    throw new TrustError(
      'certificate-not-listed',
      `the image is signed by a certificate that ${file} does not name (PCR8 ${PCR8})`,
      { hint: 'A certificate that was issued anew is another PCR8, even with the same key.' },
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
  const given = parseMeasured(await ports.readText(file), file);
  if (given.image.sha256 !== sha256) {
    throw new TrustError(
      'sha256-mismatch',
      `${file} is about an image with SHA-256 ${given.image.sha256}, expected ${sha256}`,
      { at: { file } },
    );
  }
  return {
    manifest: manifestOfGiven(given, ports.now, origin),
    refusals: await unmetByMeasurements(given, requirements, ports),
    warnings: [],
  };
}

/** What `measure --json` printed, as far as a manifest needs it. Throws UsageError with the path at fault. */
function parseMeasured(text: string, file: string): Parameters<typeof manifestOfGiven>[0] {
  const fault = (path: string, expected: string) =>
    new UsageError(`${file}: ${path}: expected ${expected}, as measure --json prints it`, {
      at: { file, path },
    });
  const root = strictJson(text, file);
  const member = (value: JsonValue | undefined, path: string): JsonObject => {
    if (value instanceof Map) return value;
    throw fault(path, 'an object');
  };
  const textAt = (object: JsonObject, key: string, path: string, form: RegExp): string => {
    const value = object.get(key);
    if (typeof value === 'string' && form.test(value)) return value;
    throw fault(`${path}/${key}`, 'a value of its form');
  };
  const outcome = member(root, '/');
  const exitCode = outcome.get('exitCode');
  if (outcome.get('command') !== 'measure' || !(exitCode instanceof JsonNumber)) {
    throw fault('/command', 'measure');
  }
  if (exitCode.text !== '0') throw fault('/exitCode', '0: a refused image is not published');
  const result = member(outcome.get('result'), '/result');
  const image = member(result.get('image'), '/result/image');
  const pcrs = member(result.get('measurements'), '/result/measurements');
  const pcr = (name: string) => textAt(pcrs, name, '/result/measurements', /^[0-9a-f]{96}$/);
  return {
    image: {
      name: textAt(image, 'name', '/result/image', /./s),
      sha256: textAt(image, 'sha256', '/result/image', /^[0-9a-f]{64}$/),
    },
    measurements: {
      PCR0: pcr('PCR0'),
      PCR1: pcr('PCR1'),
      PCR2: pcr('PCR2'),
      ...(pcrs.has('PCR8') ? { PCR8: pcr('PCR8') } : {}),
    },
  };
}

function strictJson(text: string, file: string): JsonValue {
  try {
    return parseStrictJson(encodeUtf8(text));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${file}: ${cause.message}`, { at: { file, ...cause.at }, cause });
  }
}

/** What `approve` says too of measurements that nobody here computed. */
export function givenMeasurementsError(file: string): TrustError {
  return new TrustError(
    'not-allowed',
    `the measurements were given, not computed from the image, and ${file} does not allow that`,
    { hint: 'Publish the image itself, or set allow-given-measurements: true.' },
  );
}
