import { encodeUtf8 } from '../../base/encoding.js';
import { FormatError, TrustError, UsageError } from '../../base/errors.js';
import { ENCLAVE } from '../../format/platform.js';
import {
  JsonNumber,
  type JsonObject,
  type JsonValue,
  parseStrictJson,
} from '../../format/strict-json.js';
import type { GivenMeasurements } from '../../manifest/make-manifest.js';
import { parseExpectation } from '../../measure/find-measurements.js';

/**
 * Reads the measurements of an earlier step for the image with this SHA-256. The outcome of `measure --json` names its
 * image, which must match (`sha256-mismatch`). The other inputs that `parseExpectation` accepts name no image, so the
 * given SHA-256 counts. PCR0, 1 and 2 are required. Registers that an image does not determine are omitted.
 *
 * Throws UsageError with the file and the path of the fault, and TrustError `sha256-mismatch` and `debug-mode`.
 */
export function readGivenMeasurements(
  text: string,
  file: string,
  sha256: string,
): GivenMeasurements {
  const root = ownOutcome(text);
  if (root === undefined) {
    // The text does not contain the name of the image, so the name is its digest.
    return { image: { name: `${sha256}.eif`, sha256 }, measurements: ofAnyTool(text, file) };
  }
  const given = parseMeasured(root, file);
  if (given.image.sha256 === sha256) return given;
  throw new TrustError(
    'sha256-mismatch',
    `${file} is for an image with SHA-256 ${given.image.sha256}, expected ${sha256}`,
    { at: { file } },
  );
}

/** Parses the text as JSON if it is an outcome of this program. Undefined for the output of other tools. */
function ownOutcome(text: string): JsonObject | undefined {
  try {
    const value = parseStrictJson(encodeUtf8(text));
    return value instanceof Map && value.has('command') ? value : undefined;
  } catch (cause) {
    if (cause instanceof FormatError) return undefined;
    throw cause;
  }
}

function ofAnyTool(text: string, file: string): GivenMeasurements['measurements'] {
  // Our outcome inside a log, or a damaged one, could be for a refused image.
  if (/"exitCode"\s*:/.test(text)) {
    throw new UsageError(`${file}: expected only the output of measure --json, unchanged`, {
      at: { file },
    });
  }
  const {
    [ENCLAVE.image]: imagePcr,
    [ENCLAVE.boot]: bootPcr,
    [ENCLAVE.application]: applicationPcr,
    [ENCLAVE.signer]: signerPcr,
  } = parseExpectation(text, file);
  if (imagePcr === undefined || bootPcr === undefined || applicationPcr === undefined) {
    throw new UsageError(`${file}: expected PCR0, PCR1 and PCR2`, { at: { file } });
  }
  return {
    [ENCLAVE.image]: imagePcr,
    [ENCLAVE.boot]: bootPcr,
    [ENCLAVE.application]: applicationPcr,
    ...(signerPcr === undefined ? {} : { [ENCLAVE.signer]: signerPcr }),
  };
}

/**
 * Reads the parts of the output of `measure --json` that a manifest needs. Throws UsageError with the path of the
 * fault.
 */
function parseMeasured(outcome: JsonObject, file: string): GivenMeasurements {
  const fault = (path: string, expected: string) =>
    new UsageError(`${file}: ${path}: expected ${expected}, as in the output of measure --json`, {
      at: { file, path },
    });
  const member = (value: JsonValue | undefined, path: string): JsonObject => {
    if (value instanceof Map) return value;
    throw fault(path, 'an object');
  };
  const textAt = (object: JsonObject, key: string, path: string, form: RegExp): string => {
    const value = object.get(key);
    if (typeof value === 'string' && form.test(value)) return value;
    throw fault(`${path}/${key}`, 'a valid value');
  };
  const exitCode = outcome.get('exitCode');
  if (outcome.get('command') !== 'measure' || !(exitCode instanceof JsonNumber)) {
    throw fault('/command', 'measure');
  }
  if (exitCode.text !== '0')
    throw fault('/exitCode', '0, because a refused image cannot be published');
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
      [ENCLAVE.image]: pcr(ENCLAVE.image),
      [ENCLAVE.boot]: pcr(ENCLAVE.boot),
      [ENCLAVE.application]: pcr(ENCLAVE.application),
      ...(pcrs.has(ENCLAVE.signer) ? { [ENCLAVE.signer]: pcr(ENCLAVE.signer) } : {}),
    },
  };
}
