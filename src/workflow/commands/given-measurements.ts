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
 * What an earlier step measured, of the image with this SHA-256. The outcome of `measure --json` names its image, which has
 * to be that one (`sha256-mismatch`); everything else that `parseExpectation` takes names none, and is of the image that it
 * is said to be of. PCR0, 1 and 2 are there; registers that no image determines are left out.
 *
 * Throws UsageError with the file and the path at fault, and TrustError `sha256-mismatch` and `debug-mode`.
 */
export function readGivenMeasurements(
  text: string,
  file: string,
  sha256: string,
): GivenMeasurements {
  const root = ownOutcome(text);
  if (root === undefined) {
    // The name of the image is not in such a text, so its digest stands for it.
    return { image: { name: `${sha256}.eif`, sha256 }, measurements: ofAnyTool(text, file) };
  }
  const given = parseMeasured(root, file);
  if (given.image.sha256 === sha256) return given;
  throw new TrustError(
    'sha256-mismatch',
    `${file} is about an image with SHA-256 ${given.image.sha256}, expected ${sha256}`,
    { at: { file } },
  );
}

/** The text as JSON where it is an outcome of ours; undefined for the output of every other tool. */
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
  // Inside a log or damaged, an outcome of ours could be that of a refused image.
  if (/"exitCode"\s*:/.test(text)) {
    throw new UsageError(
      `${file}: expected the outcome of measure --json alone, as it was printed`,
      {
        at: { file },
      },
    );
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

/** What `measure --json` printed, as far as a manifest needs it. Throws UsageError with the path at fault. */
function parseMeasured(outcome: JsonObject, file: string): GivenMeasurements {
  const fault = (path: string, expected: string) =>
    new UsageError(`${file}: ${path}: expected ${expected}, as measure --json prints it`, {
      at: { file, path },
    });
  const member = (value: JsonValue | undefined, path: string): JsonObject => {
    if (value instanceof Map) return value;
    throw fault(path, 'an object');
  };
  const textAt = (object: JsonObject, key: string, path: string, form: RegExp): string => {
    const value = object.get(key);
    if (typeof value === 'string' && form.test(value)) return value;
    throw fault(`${path}/${key}`, 'a value of its form');
  };
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
      [ENCLAVE.image]: pcr(ENCLAVE.image),
      [ENCLAVE.boot]: pcr(ENCLAVE.boot),
      [ENCLAVE.application]: pcr(ENCLAVE.application),
      ...(pcrs.has(ENCLAVE.signer) ? { [ENCLAVE.signer]: pcr(ENCLAVE.signer) } : {}),
    },
  };
}
