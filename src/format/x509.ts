import type { Curve } from '../base/ecdsa.js';
import { encodeHex, equalBytes } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import type { Instant } from '../base/instant.js';
import { CERTIFICATE_MAX_BYTES } from '../base/size-limits.js';
import { type DerElement, DerFields, parseDer, TAG } from './der.js';
import {
  countOf,
  integerBytes,
  objectIdentifierOf,
  timeOf,
  wholeBitStringOf,
} from './der-values.js';
import { type Name, nameOf } from './distinguished-name.js';
import { type ExtensionFacts, extensionsOf, NO_EXTENSIONS } from './x509-extensions.js';

export interface AlgorithmIdentifier {
  readonly oid: string;
  /** The whole AlgorithmIdentifier, parameters included. */
  readonly der: Uint8Array;
}

export interface CertificateKey {
  /** SubjectPublicKeyInfo, as WebCrypto imports it. */
  readonly spkiDer: Uint8Array;
  readonly algorithmOid: string;
  /** Present for an uncompressed point on one of these named curves, absent for every other key. */
  readonly curve?: Curve;
}

/** A certificate (RFC 5280 section 4.1) before verification. */
export interface Certificate {
  readonly der: Uint8Array;
  /** The bytes that the issuer signed, as received. */
  readonly tbsDer: Uint8Array;
  readonly version: 1 | 2 | 3;
  /** The value in lower-case hex, whole bytes, with a minus sign before negative values, which RFC 5280 forbids. */
  readonly serialNumber: string;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Instant;
  readonly notAfter: Instant;
  readonly publicKey: CertificateKey;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  readonly extensions: ExtensionFacts;
}

const VERSION_TAG = 0xa0;
const UNIQUE_IDENTIFIER_TAGS = [0x81, 0x82];
const EXTENSIONS_TAG = 0xa3;

const EC_PUBLIC_KEY = '1.2.840.10045.2.1';
/** Named curves (RFC 5480 section 2.1.1.1), with the length of an uncompressed point. */
const CURVES: ReadonlyMap<string, { readonly curve: Curve; readonly pointBytes: number }> = new Map(
  [
    ['1.2.840.10045.3.1.7', { curve: 'P-256', pointBytes: 65 }],
    ['1.3.132.0.34', { curve: 'P-384', pointBytes: 97 }],
    ['1.3.132.0.35', { curve: 'P-521', pointBytes: 133 }],
  ],
);
const UNCOMPRESSED = 0x04;

/**
 * Reads one DER certificate (RFC 5280 section 4.1): size, strict DER with nothing after it, version, serial number, names,
 * validity, key, unique identifiers from version 2 on, extensions in version 3, and the same algorithm inside and outside.
 * Keys and signatures may be of any algorithm. Only EC keys on the NIST curves get a `curve`.
 *
 * Not checked: signature, dates, names, and whether the key's point lies on its curve.
 *
 * Throws FormatError `certificate-format` with the offset in the certificate, and the fault in the DER as cause.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  if (der.length > CERTIFICATE_MAX_BYTES) {
    throw new FormatError(
      'certificate-format',
      `expected a certificate of at most ${CERTIFICATE_MAX_BYTES} bytes, found ${der.length}`,
    );
  }
  try {
    return certificateOf(parseDer(der));
  } catch (cause) {
    if (!(cause instanceof FormatError) || cause.code === 'certificate-format') throw cause;
    const at = cause.at === undefined ? {} : { at: cause.at };
    throw new FormatError('certificate-format', `certificate: ${cause.message}`, { cause, ...at });
  }
}

function certificateOf(element: DerElement): Certificate {
  const outer = new DerFields(element, TAG.sequence, 'certificate');
  const tbs = outer.take('tbsCertificate', TAG.sequence);
  const signatureAlgorithm = algorithmOf(outer.take('signatureAlgorithm'));
  const signature = wholeBitStringOf(outer.take('signatureValue'), 'signatureValue');
  outer.end();
  return {
    der: element.encoded,
    tbsDer: tbs.encoded,
    signatureAlgorithm,
    signature,
    ...tbsOf(tbs, signatureAlgorithm),
  };
}

type Tbs = Omit<Certificate, 'der' | 'tbsDer' | 'signatureAlgorithm' | 'signature'>;

function tbsOf(tbs: DerElement, outer: AlgorithmIdentifier): Tbs {
  const fields = new DerFields(tbs, TAG.sequence, 'tbsCertificate');
  const version = versionOf(fields.takeOptional(VERSION_TAG));
  const serialNumber = serialText(integerBytes(fields.take('serialNumber'), 'serialNumber'));
  const inner = fields.take('signature', TAG.sequence);
  if (!equalBytes(inner.encoded, outer.der)) {
    throw refusal('expected the same signature algorithm inside and outside', inner);
  }
  const issuer = nameOf(fields.take('issuer'), 'issuer');
  const validity = new DerFields(fields.take('validity'), TAG.sequence, 'validity');
  const notBefore = timeOf(validity.take('notBefore'), 'notBefore');
  const notAfter = timeOf(validity.take('notAfter'), 'notAfter');
  validity.end();
  const subject = nameOf(fields.take('subject'), 'subject');
  const publicKey = publicKeyOf(fields.take('subjectPublicKeyInfo'));
  if (version > 1) for (const tag of UNIQUE_IDENTIFIER_TAGS) fields.takeOptional(tag);
  const tagged = version === 3 ? fields.takeOptional(EXTENSIONS_TAG) : undefined;
  fields.end();
  const extensions =
    tagged === undefined
      ? NO_EXTENSIONS
      : extensionsOf(explicit(tagged, 'extensions', TAG.sequence));
  return { version, serialNumber, issuer, subject, notBefore, notAfter, publicKey, extensions };
}

function serialText(twosComplement: Uint8Array): string {
  const value = BigInt.asIntN(8 * twosComplement.length, BigInt(`0x${encodeHex(twosComplement)}`));
  const digits = (value < 0n ? -value : value).toString(16);
  return `${value < 0n ? '-' : ''}${digits.padStart(digits.length + (digits.length % 2), '0')}`;
}

/** Absent means version 1. An explicit version 1 is not DER (X.690 section 11.5). */
function versionOf(tagged: DerElement | undefined): 1 | 2 | 3 {
  if (tagged === undefined) return 1;
  const number = countOf(explicit(tagged, 'version', TAG.integer), 'version');
  if (number !== 1 && number !== 2)
    throw refusal(`expected certificate version 1, 2 or 3, found ${number + 1}`, tagged);
  return number === 1 ? 2 : 3;
}

/** The one value inside an explicit tag. */
function explicit(tagged: DerElement, what: string, tag: number): DerElement {
  const fields = new DerFields(tagged, tagged.tag, what);
  const value = fields.take('its value', tag);
  fields.end();
  return value;
}

function algorithmOf(element: DerElement): AlgorithmIdentifier {
  const { oid } = algorithmParts(element);
  return { oid, der: element.encoded };
}

function algorithmParts(element: DerElement): {
  readonly oid: string;
  readonly parameters?: DerElement;
} {
  const fields = new DerFields(element, TAG.sequence, 'algorithm');
  const oid = objectIdentifierOf(fields.take('its identifier'), 'algorithm');
  const [, parameters] = element.children;
  if (parameters !== undefined) fields.take('its parameters');
  fields.end();
  return { oid, ...(parameters === undefined ? {} : { parameters }) };
}

function publicKeyOf(element: DerElement): CertificateKey {
  const fields = new DerFields(element, TAG.sequence, 'subjectPublicKeyInfo');
  const { oid, parameters } = algorithmParts(fields.take('algorithm'));
  const key = wholeBitStringOf(fields.take('subjectPublicKey'), 'subjectPublicKey');
  fields.end();
  const named =
    oid === EC_PUBLIC_KEY && parameters?.tag === TAG.objectIdentifier
      ? CURVES.get(objectIdentifierOf(parameters, 'namedCurve'))
      : undefined;
  const usable = named !== undefined && key.length === named.pointBytes && key[0] === UNCOMPRESSED;
  return { spkiDer: element.encoded, algorithmOid: oid, ...(usable ? { curve: named.curve } : {}) };
}

function refusal(message: string, { offsetBytes }: DerElement): FormatError {
  return new FormatError('certificate-format', message, { at: { offsetBytes } });
}
