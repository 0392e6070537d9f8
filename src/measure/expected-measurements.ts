import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { type PcrValue, type PcrValues, ZERO_PCR } from '../format/pcr-value.js';
import { encodePem } from '../format/pem.js';
import { ENCLAVE, PLATFORMS } from '../format/platform.js';
import type { Hashing } from './hashing.js';
import {
  comparePcrs,
  doubleHashedText,
  extend,
  type Measurements,
  type PcrDifference,
  pcr3OfRole,
  pcr4OfInstance,
} from './pcr.js';

/** The expected PCR values of an image, by name. PCR0 is always present. */
export type Expectation = PcrValues;

/** The inputs for the expected PCR3 and PCR4, because no image determines them. */
export interface ExpectationContext {
  readonly roleArns: readonly string[];
  readonly instanceIds: readonly string[];
  /** The image's signing certificate in DER, to explain a wrong PCR8. */
  readonly certificate?: Uint8Array;
}

export interface ExpectationReport {
  readonly differences: readonly PcrDifference[];
  /** Expected registers that neither the image nor the context determines: neither equal nor different. */
  readonly notComputed: readonly string[];
  /** Likely explanations of differing values. */
  readonly explanations: readonly string[];
}

const OF_THE_IMAGE: readonly string[] = PLATFORMS['nitro-enclave'].measured;

/**
 * Compares an expectation with an image, in both directions: a register of the image that is not expected is a difference
 * too. Any of the roles (instances) of the context meets an expected PCR3 (PCR4).
 */
export function compareWithExpectation(
  expected: Expectation,
  measurements: Measurements,
  context: ExpectationContext,
  hashing: Hashing,
): ExpectationReport {
  const computed: Record<string, PcrValue> = { ...measurements };
  addNearest(
    computed,
    ENCLAVE.role,
    expected,
    context.roleArns.map((arn) => pcr3OfRole(arn, hashing)),
  );
  addNearest(
    computed,
    ENCLAVE.instance,
    expected,
    context.instanceIds.map((id) => pcr4OfInstance(id, hashing)),
  );
  const notComputed = Object.keys(expected).filter(
    (pcr) => computed[pcr] === undefined && !OF_THE_IMAGE.includes(pcr),
  );
  const known = Object.fromEntries(
    Object.entries(expected).filter(([pcr]) => !notComputed.includes(pcr)),
  );
  const differences = comparePcrs(known, computed);
  return {
    differences,
    notComputed,
    explanations: differences.flatMap((difference) => explain(difference, context, hashing)),
  };
}

/** Adds the computed value that is expected, or else the first one, because a register is compared once. */
function addNearest(
  computed: Record<string, PcrValue>,
  pcr: string,
  expected: Expectation,
  values: readonly PcrValue[],
): void {
  const wanted = expected[pcr];
  const [first] = values;
  if (wanted === undefined || first === undefined) return;
  computed[pcr] = values.find((value) => value === wanted) ?? first;
}

function explain(
  difference: PcrDifference,
  { roleArns, instanceIds, certificate }: ExpectationContext,
  hashing: Hashing,
): readonly string[] {
  if (difference.kind === 'extra') return [];
  const { pcr, expected } = difference;
  if (pcr === ENCLAVE.signer && certificate !== undefined) {
    const made = mistakenSigner(expected, certificate, hashing);
    if (made !== undefined) return [`The expected PCR8 ${made}, and no enclave will have it`];
  }
  if (expected === ZERO_PCR && difference.kind === 'missing') {
    return [
      `The expected ${pcr} is all zeros. The enclave of an unsigned image shows that, but no image measures to it. Leave it out`,
    ];
  }
  if (expected === ZERO_PCR) {
    return [
      `The expected ${pcr} is all zeros. Zeros mean debug mode, an unsigned image or no role, never this image`,
    ];
  }
  const texts = pcr === ENCLAVE.role ? roleArns : pcr === ENCLAVE.instance ? instanceIds : [];
  return texts.flatMap((text) => {
    if (expected === doubleHashedText(text, hashing)) {
      return [
        `The expected ${pcr} is the output of nitro-cli pcr --input for ${text}, which hashes twice, and no enclave will have it`,
      ];
    }
    if (
      [`${text}\n`, `${text}\r\n`].some((line) => expected === extend(encodeUtf8(line), hashing))
    ) {
      return [
        `The expected ${pcr} was computed from ${text} with a line end after it, and no enclave will have it`,
      ];
    }
    return [];
  });
}

/**
 * The mistake that gives the expected PCR8, if known. The correct PCR8 is SHA-384 of 48 zero bytes and the SHA-384 of the
 * certificate in DER.
 */
function mistakenSigner(expected: PcrValue, der: Uint8Array, hashing: Hashing): string | undefined {
  const digestOf = (content: Uint8Array): Uint8Array => {
    const hash = hashing.sha384();
    hash.update(content);
    return hash.digest();
  };
  if (expected === encodeHex(digestOf(der))) {
    return "is the certificate's SHA-384 fingerprint, not extended";
  }
  if (expected === extend(der, hashing)) {
    return "extends the certificate itself instead of the certificate's SHA-384";
  }
  const pem = encodePem('CERTIFICATE', der);
  const files = [pem, pem.trimEnd(), pem.replaceAll('\n', '\r\n')].map(encodeUtf8);
  const isOfPem = files.some((file) => {
    const digest = digestOf(file);
    return expected === encodeHex(digest) || expected === extend(digest, hashing);
  });
  return isOfPem
    ? "was computed from the bytes of the certificate's PEM file, not from its DER"
    : undefined;
}
