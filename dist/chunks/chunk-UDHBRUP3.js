import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  DerFields,
  TAG,
  bitStringOf,
  booleanOf,
  confirmTag,
  countOf,
  derRefusal,
  integerBytes,
  nameOf,
  objectIdentifierOf,
  parseDer,
  timeOf,
  wholeBitStringOf
} from "./chunk-JBBBBQRB.js";
import {
  encodeHex,
  equalBytes
} from "./chunk-POKFQCOA.js";
import {
  CERTIFICATE_MAX_BYTES
} from "./chunk-PSIR7QIB.js";
import {
  FormatError
} from "./chunk-UHMTJ6P3.js";

// src/base/ecdsa.ts
var SIGNATURE_BYTES = {
  "P-256": 64,
  "P-384": 96,
  "P-521": 132
};
var HASH = {
  "P-256": "SHA-256",
  "P-384": "SHA-384",
  "P-521": "SHA-512"
};
async function verifyEcdsa(verification) {
  const { curve, spkiDer, data, signature } = verification;
  const key = await importKey(spkiDer, curve);
  if (signature.length !== SIGNATURE_BYTES[curve]) return false;
  return crypto.subtle.verify(
    { name: "ECDSA", hash: HASH[curve] },
    key,
    new Uint8Array(signature),
    new Uint8Array(data)
  );
}
async function importKey(spkiDer, curve) {
  const algorithm = { name: "ECDSA", namedCurve: curve };
  try {
    return await crypto.subtle.importKey("spki", new Uint8Array(spkiDer), algorithm, false, [
      "verify"
    ]);
  } catch (cause) {
    throw new FormatError(
      "encoding",
      `expected an EC public key on ${curve} as SubjectPublicKeyInfo`,
      { cause }
    );
  }
}

// src/format/x509-extensions.ts
var KEY_USAGES = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly"
];
var NO_EXTENSIONS = { critical: [], unknownCritical: [] };
var OID = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35"
};
var KEY_IDENTIFIER_TAG = 128;
var CERT_ISSUER_TAG = 161;
var CERT_SERIAL_NUMBER_TAG = 130;
function extensionsOf(list) {
  const extensions = list.children.map(extensionOf);
  const seen = /* @__PURE__ */ new Set();
  for (const { oid, octets } of extensions) {
    if (seen.has(oid)) throw refusal(`expected the extension ${oid} once, found it again`, octets);
    seen.add(oid);
  }
  if (extensions.length === 0) throw refusal("expected at least one extension, found none", list);
  const named = (oid) => extensions.find((extension) => extension.oid === oid);
  const critical = extensions.filter((extension) => extension.critical).map(({ oid }) => oid);
  const known = Object.values(OID);
  return {
    ...basicConstraintsOf(named(OID.basicConstraints)),
    ...keyUsageOf(named(OID.keyUsage)),
    ...subjectKeyIdentifierOf(named(OID.subjectKeyIdentifier)),
    ...authorityKeyIdentifierOf(named(OID.authorityKeyIdentifier)),
    critical,
    unknownCritical: critical.filter((oid) => !known.includes(oid))
  };
}
function extensionOf(element) {
  const fields = new DerFields(element, TAG.sequence, "extension");
  const oid = objectIdentifierOf(fields.take("its type"), "extension type");
  const critical = flagOf(fields.takeOptional(TAG.boolean), `extension ${oid}: critical`);
  const octets = fields.take("its value", TAG.octetString);
  fields.end();
  return { oid, critical, octets };
}
function flagOf(flag, what) {
  return flag !== void 0 && booleanOf(flag, what);
}
function inner({ octets }) {
  return parseDer(octets.content, octets.contentOffsetBytes);
}
function basicConstraintsOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "basicConstraints");
  const ca = flagOf(fields.takeOptional(TAG.boolean), "basicConstraints: cA");
  const length = fields.takeOptional(TAG.integer);
  fields.end();
  const pathLength = length === void 0 ? {} : { pathLength: countOf(length, "pathLenConstraint") };
  return { basicConstraints: { critical: extension.critical, ca, ...pathLength } };
}
function keyUsageOf(extension) {
  if (extension === void 0) return {};
  const { bytes } = bitStringOf(inner(extension), "keyUsage");
  const usages = KEY_USAGES.filter(
    (_, bit) => ((bytes[bit >> 3] ?? 0) & 128 >> (bit & 7)) !== 0
  );
  if (usages.length === 0) {
    throw derRefusal("keyUsage: expected a usage, found none", extension.octets.offsetBytes);
  }
  return { keyUsage: { critical: extension.critical, usages } };
}
function subjectKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const value = inner(extension);
  confirmTag(value, TAG.octetString, "subjectKeyIdentifier");
  return { subjectKeyIdentifier: value.content };
}
function authorityKeyIdentifierOf(extension) {
  if (extension === void 0) return {};
  const fields = new DerFields(inner(extension), TAG.sequence, "authorityKeyIdentifier");
  const identifier = fields.takeOptional(KEY_IDENTIFIER_TAG);
  fields.takeOptional(CERT_ISSUER_TAG);
  fields.takeOptional(CERT_SERIAL_NUMBER_TAG);
  fields.end();
  return identifier === void 0 ? {} : { authorityKeyIdentifier: identifier.content };
}
function refusal(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

// src/format/x509.ts
var VERSION_TAG = 160;
var UNIQUE_IDENTIFIER_TAGS = [129, 130];
var EXTENSIONS_TAG = 163;
var EC_PUBLIC_KEY = "1.2.840.10045.2.1";
var CURVES = /* @__PURE__ */ new Map(
  [
    ["1.2.840.10045.3.1.7", { curve: "P-256", pointBytes: 65 }],
    ["1.3.132.0.34", { curve: "P-384", pointBytes: 97 }],
    ["1.3.132.0.35", { curve: "P-521", pointBytes: 133 }]
  ]
);
var UNCOMPRESSED = 4;
function parseCertificate(der) {
  if (der.length > CERTIFICATE_MAX_BYTES) {
    throw new FormatError(
      "certificate-format",
      `expected a certificate of at most ${CERTIFICATE_MAX_BYTES} bytes, found ${der.length}`
    );
  }
  try {
    return certificateOf(parseDer(der));
  } catch (cause) {
    if (!(cause instanceof FormatError) || cause.code === "certificate-format") throw cause;
    const at = cause.at === void 0 ? {} : { at: cause.at };
    throw new FormatError("certificate-format", `certificate: ${cause.message}`, { cause, ...at });
  }
}
function certificateOf(element) {
  const outer = new DerFields(element, TAG.sequence, "certificate");
  const tbs = outer.take("tbsCertificate", TAG.sequence);
  const signatureAlgorithm = algorithmOf(outer.take("signatureAlgorithm"));
  const signature = wholeBitStringOf(outer.take("signatureValue"), "signatureValue");
  outer.end();
  return {
    der: element.encoded,
    tbsDer: tbs.encoded,
    signatureAlgorithm,
    signature,
    ...tbsOf(tbs, signatureAlgorithm)
  };
}
function tbsOf(tbs, outer) {
  const fields = new DerFields(tbs, TAG.sequence, "tbsCertificate");
  const version = versionOf(fields.takeOptional(VERSION_TAG));
  const serialNumber = serialText(integerBytes(fields.take("serialNumber"), "serialNumber"));
  const inner2 = fields.take("signature", TAG.sequence);
  if (!equalBytes(inner2.encoded, outer.der)) {
    throw refusal2("expected the same signature algorithm inside and outside", inner2);
  }
  const issuer = nameOf(fields.take("issuer"), "issuer");
  const validity = new DerFields(fields.take("validity"), TAG.sequence, "validity");
  const notBefore = timeOf(validity.take("notBefore"), "notBefore");
  const notAfter = timeOf(validity.take("notAfter"), "notAfter");
  validity.end();
  const subject = nameOf(fields.take("subject"), "subject");
  const publicKey = publicKeyOf(fields.take("subjectPublicKeyInfo"));
  if (version > 1) for (const tag of UNIQUE_IDENTIFIER_TAGS) fields.takeOptional(tag);
  const tagged = version === 3 ? fields.takeOptional(EXTENSIONS_TAG) : void 0;
  fields.end();
  const extensions = tagged === void 0 ? NO_EXTENSIONS : extensionsOf(explicit(tagged, "extensions", TAG.sequence));
  return { version, serialNumber, issuer, subject, notBefore, notAfter, publicKey, extensions };
}
function serialText(twosComplement) {
  const value = BigInt.asIntN(8 * twosComplement.length, BigInt(`0x${encodeHex(twosComplement)}`));
  const digits = (value < 0n ? -value : value).toString(16);
  return `${value < 0n ? "-" : ""}${digits.padStart(digits.length + digits.length % 2, "0")}`;
}
function versionOf(tagged) {
  if (tagged === void 0) return 1;
  const number = countOf(explicit(tagged, "version", TAG.integer), "version");
  if (number !== 1 && number !== 2)
    throw refusal2(`expected certificate version 1, 2 or 3, found ${number + 1}`, tagged);
  return number === 1 ? 2 : 3;
}
function explicit(tagged, what, tag) {
  const fields = new DerFields(tagged, tagged.tag, what);
  const value = fields.take("its value", tag);
  fields.end();
  return value;
}
function algorithmOf(element) {
  const { oid } = algorithmParts(element);
  return { oid, der: element.encoded };
}
function algorithmParts(element) {
  const fields = new DerFields(element, TAG.sequence, "algorithm");
  const oid = objectIdentifierOf(fields.take("its identifier"), "algorithm");
  const [, parameters] = element.children;
  if (parameters !== void 0) fields.take("its parameters");
  fields.end();
  return { oid, ...parameters === void 0 ? {} : { parameters } };
}
function publicKeyOf(element) {
  const fields = new DerFields(element, TAG.sequence, "subjectPublicKeyInfo");
  const { oid, parameters } = algorithmParts(fields.take("algorithm"));
  const key = wholeBitStringOf(fields.take("subjectPublicKey"), "subjectPublicKey");
  fields.end();
  const named = oid === EC_PUBLIC_KEY && parameters?.tag === TAG.objectIdentifier ? CURVES.get(objectIdentifierOf(parameters, "namedCurve")) : void 0;
  const usable = named !== void 0 && key.length === named.pointBytes && key[0] === UNCOMPRESSED;
  return { spkiDer: element.encoded, algorithmOid: oid, ...usable ? { curve: named.curve } : {} };
}
function refusal2(message, { offsetBytes }) {
  return new FormatError("certificate-format", message, { at: { offsetBytes } });
}

export {
  SIGNATURE_BYTES,
  verifyEcdsa,
  parseCertificate
};
