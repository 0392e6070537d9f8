import { type Curve, verifyEcdsa } from '../base/ecdsa.js';
import { decodeHex, encodeHex } from '../base/encoding.js';
import { FormatError, type Place, TrustError } from '../base/errors.js';
import { type CborValue, parseCbor } from '../format/cbor.js';
import { parseCertificateFile } from '../format/certificate-file.js';
import {
  type CoseAlgorithm,
  type CoseSign1,
  parseCoseSign1,
  sigStructure,
} from '../format/cose-sign1.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE, registerNumber } from '../format/platform.js';
import type { Certificate } from '../format/x509.js';
import type { Hashing } from './hashing.js';

/** A signature section that was verified against its image. */
export interface EifSignature {
  readonly algorithm: CoseAlgorithm;
  /** The certificate in the image. PCR8 is computed from its DER. Its dates were not compared with any clock. */
  readonly certificate: Certificate;
  /** SHA-256 of the certificate's DER, lower-case hex. */
  readonly certificateSha256: string;
}

/** The only remedy is to sign again: an edited certificate would give a PCR8 of bytes that the builder did not sign with. */
const SIGN_AGAIN =
  'Write only the certificate to its file, for example with openssl x509 -in CERTIFICATE -out certificate.pem, and sign the unsigned image again with that file.';

const ALGORITHM_OF_CURVE: { readonly [curve in Curve]: CoseAlgorithm } = {
  'P-256': 'ES256',
  'P-384': 'ES384',
  'P-521': 'ES512',
};

/**
 * Verifies the signature section of an EIF against the measured PCR0 (EIF specification, "Signature section"; COSE in
 * RFC 9052 section 4.2). In order: a CBOR list of exactly one entry with `signing_certificate` and `signature`; one
 * PEM certificate with an EC key on P-256, P-384 or P-521; the shape of COSE_Sign1 (`signature-format`); the algorithm
 * belongs to the curve, and the signature verifies under the key (`signature-invalid`); the payload is exactly
 * register 0 with the measured PCR0 (`signature-pcr0`).
 *
 * Not checked: the certificate's dates, which need a clock, and its issuer. PCR8 identifies the certificate.
 *
 * @param section data of the signature section
 * @param at the place of the section, for the errors
 * @param hashing for the certificate's SHA-256
 */
export async function verifyEifSignature(
  section: Uint8Array,
  imagePcr: PcrValue,
  at: Place,
  hashing: Hashing,
): Promise<EifSignature> {
  const { certificate, curve, sign1 } = parseSection(section, at);
  const algorithm = ALGORITHM_OF_CURVE[curve];
  if (sign1.algorithm !== algorithm) {
    throw new TrustError(
      'signature-invalid',
      `expected algorithm ${algorithm} for a key on ${curve}, found ${sign1.algorithm}`,
      { at },
    );
  }
  const verified = await verifySignature(certificate, curve, sign1, at);
  if (!verified) {
    throw new TrustError(
      'signature-invalid',
      "the image's signature does not verify under its certificate's key",
      {
        at,
        hint: 'Sign the image again, and check that the certificate and the private key belong together.',
      },
    );
  }
  if (!isPayloadFor(imagePcr, sign1.payload)) throw notThisImage(sign1.payload, imagePcr, at);
  const fingerprint = hashing.sha256();
  fingerprint.update(certificate.der);
  return { algorithm, certificate, certificateSha256: encodeHex(fingerprint.digest()) };
}

/** Digests that AWS's builder can sign in place of SHA-384, by their length. */
const OTHER_DIGESTS: ReadonlyMap<number, string> = new Map([
  [32, 'SHA-256'],
  [64, 'SHA-512'],
]);

/** Enclaves measure only with SHA-384, so a PCR0 of another digest belongs to no image that boots. */
function notThisImage(payload: Uint8Array, imagePcr: PcrValue, at: Place): TrustError {
  const digest = OTHER_DIGESTS.get(signedValueBytes(payload) ?? 0);
  if (digest !== undefined) {
    return new TrustError(
      'signature-pcr0',
      `expected a signature over PCR0 ${imagePcr}, found one over a ${digest} ${ENCLAVE.image}`,
      {
        at,
        hint: `The image was built with a digest other than SHA-384, but enclaves measure only with SHA-384. Build and sign it without that option (--sha256, --algo).`,
      },
    );
  }
  return new TrustError(
    'signature-pcr0',
    `expected a signature over PCR0 ${imagePcr}, found one over something else`,
    {
      at,
      hint: 'The signature is valid, but for another image. Sign this image.',
    },
  );
}

/** The length of the signed register value, where the payload has the form that AWS's tools sign. */
function signedValueBytes(payload: Uint8Array): number | undefined {
  try {
    const value = parseCbor(payload);
    const signed = value instanceof Map ? value.get('register_value') : undefined;
    return Array.isArray(signed) ? signed.length : undefined;
  } catch (cause) {
    if (cause instanceof FormatError) return undefined;
    throw cause;
  }
}

/** A key that is not a point of its curve fails only when it is used. It is `signature-format` like every other bad key. */
async function verifySignature(
  certificate: Certificate,
  curve: Curve,
  sign1: CoseSign1,
  at: Place,
): Promise<boolean> {
  const { spkiDer } = certificate.publicKey;
  try {
    return await verifyEcdsa({
      curve,
      spkiDer,
      data: sigStructure(sign1),
      signature: sign1.signature,
    });
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new FormatError('signature-format', `signature section: ${cause.message}`, { at, cause });
  }
}

/** Whether the payload is what AWS's tools sign: CBOR of {register_index: 0, register_value: [48 integers]}, in this order. */
function isPayloadFor(imagePcr: PcrValue, payload: Uint8Array): boolean {
  const expected = [
    ['register_index', registerNumber(ENCLAVE.image)],
    ['register_value', [...decodeHex(imagePcr)]],
  ];
  try {
    const found = parseCbor(payload);
    // `parseCbor` admits one encoding of each value, so equal entries are equal bytes.
    return found instanceof Map && JSON.stringify([...found]) === JSON.stringify(expected);
  } catch (cause) {
    if (cause instanceof FormatError) return false;
    throw cause;
  }
}

interface SignatureSection {
  readonly certificate: Certificate;
  readonly curve: Curve;
  readonly sign1: CoseSign1;
}

/** Parses the structure of the section. Every fault inside it is `signature-format` with the inner fault as cause. */
function parseSection(section: Uint8Array, at: Place): SignatureSection {
  try {
    const entry = onlyEntry(parseCbor(section));
    const pem = byteList(entry.get('signing_certificate'), 'signing_certificate');
    const certificate = parseCertificateFile(pem);
    const { curve } = certificate.publicKey;
    if (curve === undefined) throw refusal('expected a key on a known curve');
    return {
      certificate,
      curve,
      sign1: parseCoseSign1(byteList(entry.get('signature'), 'signature')),
    };
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const isOfCertificate = cause.code === 'pem-format' || cause.code === 'certificate-format';
    throw new FormatError('signature-format', `signature section: ${cause.message}`, {
      at,
      cause,
      ...(isOfCertificate ? { hint: SIGN_AGAIN } : {}),
    });
  }
}

function onlyEntry(list: CborValue): Map<string | number, CborValue> {
  if (!Array.isArray(list)) throw refusal('expected a CBOR list');
  const [entry] = list;
  if (list.length !== 1) throw refusal(`expected a list of one entry, found ${list.length}`);
  if (!(entry instanceof Map)) throw refusal('expected the entry to be a map');
  for (const key of entry.keys()) {
    if (key !== 'signing_certificate' && key !== 'signature')
      throw refusal(`unknown key ${JSON.stringify(key)}`);
  }
  return entry;
}

/** AWS writes bytes as a CBOR list with one integer per byte, and its reader accepts nothing else. */
function byteList(value: CborValue | undefined, key: string): Uint8Array {
  if (!Array.isArray(value)) throw refusal(`expected ${key} to be a list of integers`);
  const bytes = new Uint8Array(value.length);
  for (const [i, item] of value.entries()) {
    if (typeof item !== 'number' || item < 0 || item > 255)
      throw refusal(`expected ${key} to hold integers from 0 to 255 only`);
    bytes[i] = item;
  }
  return bytes;
}

function refusal(message: string): FormatError {
  return new FormatError('signature-format', message);
}
