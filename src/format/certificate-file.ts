import { FormatError } from '../base/errors.js';
import { DerFields, parseDer, TAG } from './der.js';
import { objectIdentifierOf } from './der-values.js';
import { parseCertificatePem } from './pem.js';
import { type Certificate, type CertificateKey, parseCertificate } from './x509.js';

/** How many bytes of a file are read to recognize its format. */
const LOOKED_AT_BYTES = 64 * 1024;
const WRITE = '-out certificate.pem';
const REWRITE = `openssl x509 -in FILE ${WRITE}`;

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
const KEY_NAMES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.1', 'an RSA key'],
  ['1.2.840.113549.1.1.10', 'an RSA-PSS key'],
  ['1.2.840.10040.4.1', 'a DSA key'],
  ['1.3.101.112', 'an Ed25519 key'],
  ['1.3.101.113', 'an Ed448 key'],
]);
/** P-256, P-384 and P-521. */
const IMAGE_CURVES = ['1.2.840.10045.3.1.7', '1.3.132.0.34', '1.3.132.0.35'];
const CURVE_NAMES: ReadonlyMap<string, string> = new Map([
  ['1.3.132.0.10', 'secp256k1'],
  ['1.3.132.0.33', 'P-224'],
  ['1.2.840.10045.3.1.1', 'P-192'],
  ['1.3.36.3.3.2.8.1.1.7', 'brainpoolP256r1'],
  ['1.3.36.3.3.2.8.1.1.11', 'brainpoolP384r1'],
  ['1.3.36.3.3.2.8.1.1.13', 'brainpoolP512r1'],
]);

/**
 * Reads the image-signing certificate in a file that a person gives. In order: `parseCertificatePem`, `parseCertificate`,
 * `requireImageSigningKey`. For a file of another format, the message names the likely format and the hint is the command
 * that converts it.
 *
 * Throws FormatError `pem-format` and `certificate-format`.
 */
export function parseCertificateFile(bytes: Uint8Array): Certificate {
  const certificate = parseCertificate(certificateDer(bytes));
  requireImageSigningKey(certificate);
  return certificate;
}

/**
 * Refuses a certificate with a key that cannot sign images. AWS's builder signs only with ECDSA on P-256, P-384 or P-521,
 * and no other signature verifies. Throws FormatError `certificate-format`.
 */
export function requireImageSigningKey({ publicKey }: Certificate): void {
  if (publicKey.curve !== undefined) return;
  throw new FormatError(
    'certificate-format',
    `expected a certificate with an EC key on P-256, P-384 or P-521, found ${keyText(publicKey)}`,
    {
      hint: 'This key cannot sign images. Make one that can with: openssl ecparam -name secp384r1 -genkey -noout -out key.pem',
    },
  );
}

/** Names a key that is not on one of the three curves. */
function keyText({ algorithmOid, spkiDer }: CertificateKey): string {
  if (algorithmOid !== EC_PUBLIC_KEY) {
    return KEY_NAMES.get(algorithmOid) ?? `a key of the algorithm ${algorithmOid}`;
  }
  const fields = new DerFields(parseDer(spkiDer), TAG.sequence, 'subjectPublicKeyInfo');
  const [, parameters] = fields.take('algorithm').children;
  if (parameters?.tag !== TAG.objectIdentifier) return 'an EC key with explicit curve parameters';
  const oid = objectIdentifierOf(parameters, 'namedCurve');
  if (IMAGE_CURVES.includes(oid)) return 'an EC key with a compressed point';
  return `an EC key on ${CURVE_NAMES.get(oid) ?? `the curve ${oid}`}`;
}

function certificateDer(bytes: Uint8Array): Uint8Array {
  try {
    return parseCertificatePem(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const other = bytes[0] === TAG.sequence ? binaryKind(bytes) : textKind(bytes);
    if (other === undefined) throw cause;
    const { found, hint } = other;
    const at = cause.at === undefined ? {} : { at: cause.at };
    throw new FormatError('pem-format', `expected one certificate in PEM, found ${found}`, {
      cause,
      hint,
      ...at,
    });
  }
}

interface OtherKind {
  readonly found: string;
  readonly hint: string;
}

/** PKCS#12 (RFC 7292 section 4) begins with version 3. PKCS#7 (RFC 2315 section 7) begins with the type of its content. */
function binaryKind(bytes: Uint8Array): OtherKind {
  const inner = (bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f);
  const [tag, length, value] = bytes.subarray(inner, inner + 3);
  if (tag === TAG.integer && length === 1 && value === 3) {
    return {
      found: 'a PKCS#12 file',
      hint: `Extract its certificate with: openssl pkcs12 -in FILE -clcerts -nokeys | openssl x509 ${WRITE}`,
    };
  }
  if (tag === TAG.objectIdentifier) {
    return {
      found: 'what looks like a PKCS#7 file',
      hint: `Take its first certificate out with: openssl pkcs7 -inform DER -in FILE -print_certs | openssl x509 ${WRITE}`,
    };
  }
  return {
    found: 'what looks like DER',
    hint: `Convert it with: openssl x509 -inform DER -in FILE ${WRITE}`,
  };
}

function textKind(bytes: Uint8Array): OtherKind | undefined {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || b === 0) {
    return {
      found: 'text in UTF-16',
      hint: 'Convert it with: iconv -f UTF-16 -t UTF-8 FILE > certificate.pem',
    };
  }
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, LOOKED_AT_BYTES));
  const labels = [...text.matchAll(/-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,39})-----/g)].map(
    ([, label = '']) => label,
  );
  return (
    labelKind(labels) ??
    (text.startsWith('\u00ef\u00bb\u00bf')
      ? {
          found: 'a byte order mark before it',
          hint: "Remove it with: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE",
        }
      : labels.includes('CERTIFICATE')
        ? { found: 'text around the block', hint: `Keep only the block with: ${REWRITE}` }
        : undefined)
  );
}

function labelKind(labels: readonly string[]): OtherKind | undefined {
  const certificates = labels.filter((label) => label === 'CERTIFICATE').length;
  if (labels.some((label) => label.endsWith('PRIVATE KEY'))) {
    return certificates === 0
      ? undefined
      : {
          found: 'a private key in the same file',
          hint: `Keep the private key where only its owner can read it, and extract the certificate with: ${REWRITE}`,
        };
  }
  if (certificates > 1) {
    return {
      found: `a chain of ${certificates} certificates`,
      hint: `An image is signed with one certificate. If it is the first one: ${REWRITE}`,
    };
  }
  const [label] = labels;
  if (label === undefined || label === 'CERTIFICATE') return undefined;
  const found = `a block ${label}`;
  if (label.endsWith('CERTIFICATE')) return { found, hint: `Convert it with: ${REWRITE}` };
  if (label === 'PKCS7') {
    const hint = `Take its first certificate out with: openssl pkcs7 -in FILE -print_certs | openssl x509 ${WRITE}`;
    return { found, hint };
  }
  if (label.endsWith('CERTIFICATE REQUEST')) {
    const hint = `A certificate request is not a certificate. Sign it with its own key: openssl x509 -req -in FILE -signkey KEY ${WRITE}`;
    return { found, hint };
  }
  return { found, hint: 'Give the certificate of the key that signs the images.' };
}
