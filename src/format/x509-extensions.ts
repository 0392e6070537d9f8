import { FormatError } from '../base/errors.js';
import { confirmTag, type DerElement, DerFields, derRefusal, parseDer, TAG } from './der.js';
import { bitStringOf, booleanOf, countOf, objectIdentifierOf } from './der-values.js';

/** Key usages by bit (RFC 5280 section 4.2.1.3). */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsage = (typeof KEY_USAGES)[number];

/** The extensions that decide about a chain (RFC 5280 section 4.2). An absent extension is absent here. */
export interface ExtensionFacts {
  readonly basicConstraints?: {
    readonly critical: boolean;
    readonly ca: boolean;
    readonly pathLength?: number;
  };
  readonly keyUsage?: { readonly critical: boolean; readonly usages: readonly KeyUsage[] };
  readonly subjectKeyIdentifier?: Uint8Array;
  readonly authorityKeyIdentifier?: Uint8Array;
  /** OIDs of all critical extensions, and of the critical extensions that are not read here. */
  readonly critical: readonly string[];
  readonly unknownCritical: readonly string[];
}

export const NO_EXTENSIONS: ExtensionFacts = { critical: [], unknownCritical: [] };

interface Extension {
  readonly oid: string;
  readonly critical: boolean;
  /** The OCTET STRING around the extension's own value. */
  readonly octets: DerElement;
}

const OID = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
} as const;

/** Tags of AuthorityKeyIdentifier (section 4.2.1.1): keyIdentifier, authorityCertIssuer, authorityCertSerialNumber. */
const KEY_IDENTIFIER_TAG = 0x80;
const CERT_ISSUER_TAG = 0xa1;
const CERT_SERIAL_NUMBER_TAG = 0x82;

/**
 * Reads the extensions of a version 3 certificate: at least one, no duplicates (RFC 5280 section 4.2), every known one
 * completely. Throws FormatError `certificate-format` for a duplicate or an empty list, and `der-format` for faults inside.
 */
export function extensionsOf(list: DerElement): ExtensionFacts {
  const extensions = list.children.map(extensionOf);
  const seen = new Set<string>();
  for (const { oid, octets } of extensions) {
    if (seen.has(oid)) throw refusal(`duplicate extension ${oid}`, octets);
    seen.add(oid);
  }
  if (extensions.length === 0) throw refusal('expected at least one extension, found none', list);
  const named = (oid: string): Extension | undefined =>
    extensions.find((extension) => extension.oid === oid);
  const critical = extensions.filter((extension) => extension.critical).map(({ oid }) => oid);
  const known: readonly string[] = Object.values(OID);
  return {
    ...basicConstraintsOf(named(OID.basicConstraints)),
    ...keyUsageOf(named(OID.keyUsage)),
    ...subjectKeyIdentifierOf(named(OID.subjectKeyIdentifier)),
    ...authorityKeyIdentifierOf(named(OID.authorityKeyIdentifier)),
    critical,
    unknownCritical: critical.filter((oid) => !known.includes(oid)),
  };
}

/** Extension ::= SEQUENCE { OID, critical BOOLEAN DEFAULT FALSE, OCTET STRING }. */
function extensionOf(element: DerElement): Extension {
  const fields = new DerFields(element, TAG.sequence, 'extension');
  const oid = objectIdentifierOf(fields.take('its type'), 'extension type');
  const critical = flagOf(fields.takeOptional(TAG.boolean), `extension ${oid}: critical`);
  const octets = fields.take('its value', TAG.octetString);
  fields.end();
  return { oid, critical, octets };
}

/**
 * BOOLEAN DEFAULT FALSE. DER leaves the default out (X.690 section 11.5), but certificates with an explicit FALSE exist and
 * AWS's tools sign with them. Either form is signed, and means the same.
 */
function flagOf(flag: DerElement | undefined, what: string): boolean {
  return flag !== undefined && booleanOf(flag, what);
}

/** The one value inside an extension's octets, with offsets of the certificate. */
function inner({ octets }: Extension): DerElement {
  return parseDer(octets.content, octets.contentOffsetBytes);
}

function basicConstraintsOf(
  extension: Extension | undefined,
): Pick<ExtensionFacts, 'basicConstraints'> {
  if (extension === undefined) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, 'basicConstraints');
  const ca = flagOf(fields.takeOptional(TAG.boolean), 'basicConstraints: cA');
  const length = fields.takeOptional(TAG.integer);
  fields.end();
  const pathLength =
    length === undefined ? {} : { pathLength: countOf(length, 'pathLenConstraint') };
  return { basicConstraints: { critical: extension.critical, ca, ...pathLength } };
}

/** At least one bit is set (section 4.2.1.3). Accepts trailing zero bits, which DER removes, because some CAs leave them. */
function keyUsageOf(extension: Extension | undefined): Pick<ExtensionFacts, 'keyUsage'> {
  if (extension === undefined) return {};
  const { bytes } = bitStringOf(inner(extension), 'keyUsage');
  const usages = KEY_USAGES.filter(
    (_, bit) => ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0,
  );
  if (usages.length === 0) {
    throw derRefusal('keyUsage: expected a usage, found none', extension.octets.offsetBytes);
  }
  return { keyUsage: { critical: extension.critical, usages } };
}

function subjectKeyIdentifierOf(
  extension: Extension | undefined,
): Pick<ExtensionFacts, 'subjectKeyIdentifier'> {
  if (extension === undefined) return {};
  const value = inner(extension);
  confirmTag(value, TAG.octetString, 'subjectKeyIdentifier');
  return { subjectKeyIdentifier: value.content };
}

/** Only its keyIdentifier. Issuer and serial number are for path building, which this project does not do. */
function authorityKeyIdentifierOf(
  extension: Extension | undefined,
): Pick<ExtensionFacts, 'authorityKeyIdentifier'> {
  if (extension === undefined) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, 'authorityKeyIdentifier');
  const identifier = fields.takeOptional(KEY_IDENTIFIER_TAG);
  fields.takeOptional(CERT_ISSUER_TAG);
  fields.takeOptional(CERT_SERIAL_NUMBER_TAG);
  fields.end();
  return identifier === undefined ? {} : { authorityKeyIdentifier: identifier.content };
}

function refusal(message: string, { offsetBytes }: DerElement): FormatError {
  return new FormatError('certificate-format', message, { at: { offsetBytes } });
}
