import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  JsonNumber,
  compareImages,
  compareWithExpectation,
  measureEif,
  openFileSource,
  parseExpectation,
  renderJson,
  require_node_fs,
  toPlain
} from "./chunk-N4HMKC4A.js";
import {
  EMPTY_CONTENT_PCR,
  nodeHashing,
  pcr3OfRole,
  pcr4OfInstance,
  require_node_crypto,
  rolePathWarning
} from "./chunk-AEXJ5PM2.js";
import {
  DAY_MS,
  directoryText,
  formatInstant,
  nameToRfc4514
} from "./chunk-XHYH3BB2.js";
import {
  AdapterError,
  CodedError,
  FormatError,
  TEXT_FILE_MAX_BYTES,
  TrustError,
  UsageError,
  __toESM,
  decodeUtf8,
  encodeHex
} from "./chunk-3K2NE6V2.js";

// src/adapters/clock.ts
function systemNow() {
  return Date.now();
}

// src/adapters/text-file.ts
var import_node_crypto = __toESM(require_node_crypto(), 1);
var import_node_fs = __toESM(require_node_fs(), 1);
async function readTextFile(path) {
  const source = await openFileSource(path);
  try {
    if (source.sizeBytes > TEXT_FILE_MAX_BYTES) {
      throw new UsageError(
        `${path}: expected at most ${TEXT_FILE_MAX_BYTES} bytes, found ${source.sizeBytes}`
      );
    }
    const bytes = new Uint8Array(source.sizeBytes);
    await source.read(0, bytes);
    return decodeUtf8(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new UsageError(`${path} is not a text file: ${error.message}`, {
      at: { file: path },
      cause: error
    });
  } finally {
    await source.close();
  }
}
async function writeTextFile(path, text) {
  const temporary = `${path}.${(0, import_node_crypto.randomUUID)()}.tmp`;
  try {
    (0, import_node_fs.writeFileSync)(temporary, text, { flag: "wx" });
    (0, import_node_fs.renameSync)(temporary, path);
  } catch (cause) {
    (0, import_node_fs.rmSync)(temporary, { force: true });
    throw new AdapterError(
      "output-not-writable",
      `cannot write ${path}: ${cause.code ?? cause}`,
      {
        at: { file: path },
        cause
      }
    );
  }
}

// src/report/measure-json.ts
var HASH_ALGORITHM = "Sha384 { ... }";
function measureJson(result) {
  const { eif, comparison, expectation } = result;
  return {
    image: eif.image,
    measurements: measurementsJson(eif.measurements),
    instanceRoles: result.instanceRoles,
    instanceIds: result.instanceIds,
    eif: {
      version: eif.header.version,
      architecture: eif.header.architecture,
      defaultMemoryBytes: eif.header.defaultMemoryBytes.toString(),
      defaultCpus: eif.header.defaultCpus.toString(),
      sections: eif.sections.map(sectionJson),
      ...eif.metadata === void 0 ? {} : { metadata: metadataJson(eif.metadata) }
    },
    ...eif.signature === void 0 ? {} : { signature: signatureJson(eif.signature) },
    ...comparison === void 0 ? {} : { comparison: comparisonJson(comparison) },
    ...expectation === void 0 ? {} : {
      expectation: {
        matches: expectation.differences.length === 0 && expectation.notComputed.length === 0,
        differences: expectation.differences,
        notComputed: expectation.notComputed
      }
    }
  };
}
function measurementsJson(measurements) {
  return { HashAlgorithm: HASH_ALGORITHM, ...measurements };
}
function sectionJson({ type, offsetBytes, sizeBytes, sha384 }) {
  return { type, offsetBytes, sizeBytes, sha384 };
}
function metadataJson(metadata) {
  return toPlain(metadata.value);
}
function signatureJson({
  algorithm,
  certificate,
  certificateSha256
}) {
  return {
    algorithm,
    certificate: {
      subject: nameToRfc4514(certificate.subject),
      issuer: nameToRfc4514(certificate.issuer),
      serialNumber: certificate.serialNumber,
      notBefore: formatInstant(certificate.notBefore),
      notAfter: formatInstant(certificate.notAfter),
      sha256: certificateSha256
    }
  };
}
function comparisonJson({
  other,
  ...comparison
}) {
  return {
    other: { ...other.image, measurements: measurementsJson(other.measurements) },
    ...comparison,
    sections: comparison.sections.map(({ expected, found, ...section }) => ({
      ...section,
      ...expected === void 0 ? {} : { expected: sectionJson(expected) },
      ...found === void 0 ? {} : { found: sectionJson(found) }
    }))
  };
}

// src/report/terminal.ts
function terminalStyle(colours) {
  const sgr = (on, off) => (text) => colours ? `\x1B[${on}m${text}\x1B[${off}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    yellow: sgr(33, 39),
    green: sgr(32, 39)
  };
}
function printable(text) {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`
  );
}
function renderColumns(rows) {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}
`).join("");
}
function renderFailure(failure, style) {
  const { at, hint } = failure;
  const place = at === void 0 ? "" : placeText(at);
  return `${style.red("error")} ${style.bold(failure.code)}: ${printable(failure.message)}
` + (place === "" ? "" : `  at   ${printable(place)}
`) + (hint === void 0 ? "" : `  next ${printable(hint)}
`);
}
function renderWarnings(warnings, style) {
  return warnings.map(
    ({ code, message }) => `${style.yellow("warning")} ${style.bold(code)}: ${printable(message)}
`
  ).join("");
}
function placeText(at) {
  const parts = [
    at.file,
    at.object,
    at.path,
    at.sid === void 0 ? void 0 : `Sid ${at.sid}`,
    at.offsetBytes === void 0 ? void 0 : `offset ${at.offsetBytes} (0x${at.offsetBytes.toString(16)})`,
    at.looksLike === void 0 ? void 0 : `looks like: ${at.looksLike}`
  ];
  return parts.filter((part) => part !== void 0).join(", ");
}
var UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];
function sizeText(sizeBytes) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log2(Math.max(1, sizeBytes)) / 10));
  return power === 0 ? `${sizeBytes} bytes` : `${(sizeBytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
}
var BAR_CELLS = 24;
function renderProgress(name, doneBytes, totalBytes) {
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const cells = Math.floor(share * BAR_CELLS);
  const bar = "\u2588".repeat(cells) + "\u2591".repeat(BAR_CELLS - cells);
  return `\r\x1B[2K${printable(name)} ${bar} ${Math.floor(share * 100)}% of ${sizeText(totalBytes)}`;
}
var CLEAR_PROGRESS = "\r\x1B[2K";

// src/workflow/outcome.ts
var OUTCOME_KINDS = {
  0: "done",
  1: "error",
  2: "refused",
  3: "refused",
  4: "conflict",
  5: "drift",
  6: "unknown"
};
var EXIT_CODES = {
  usage: 1,
  internal: 1,
  "input-not-found": 1,
  "input-not-readable": 1,
  "input-not-a-file": 1,
  "input-changed": 1,
  "output-not-writable": 1,
  "bad-magic": 2,
  truncated: 2,
  "unsupported-version": 2,
  "unknown-flags": 2,
  "reserved-field": 2,
  "section-table": 2,
  "section-type": 2,
  "section-flags": 2,
  "trailing-bytes": 2,
  "section-count": 2,
  "section-order": 2,
  "bad-crc": 2,
  metadata: 2,
  "signature-format": 2,
  "signature-invalid": 2,
  "signature-pcr0": 2,
  encoding: 2,
  "json-format": 2,
  "cbor-format": 2,
  "cose-format": 2,
  "der-format": 2,
  "pem-format": 2,
  "certificate-format": 2,
  unsigned: 3,
  "certificate-expired": 3,
  "certificate-not-yet-valid": 3,
  "certificate-ends-soon": 3,
  "pcr-mismatch": 3,
  "not-reproducible": 3,
  "not-computed": 6
};
function outcomeKind(exitCode) {
  return OUTCOME_KINDS[exitCode];
}
function exitCodeOf(code) {
  return EXIT_CODES[code];
}
function failed(command, error, warnings = []) {
  const failure = failureOf(error);
  return { command, exitCode: exitCodeOf(failure.code), error: failure, warnings };
}
function failureOf(error) {
  if (!(error instanceof CodedError)) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      code: "internal",
      message,
      hint: "This is a fault of pcr-allowlist: please report it with the command and the version."
    };
  }
  return {
    code: error.code,
    message: error.message,
    ...error.at === void 0 ? {} : { at: error.at },
    ...error.hint === void 0 ? {} : { hint: error.hint }
  };
}

// src/report/outcome-json.ts
function renderOutcomeJson(outcome, toJson) {
  const { command, exitCode, result, error, warnings } = outcome;
  const text = JSON.stringify(
    {
      command,
      outcome: outcomeKind(exitCode),
      exitCode,
      ...result === void 0 ? {} : { result: toJson(result) },
      ...error === void 0 ? {} : { error },
      warnings
    },
    null,
    2
  );
  return `${text.replace(/[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, escaped)}
`;
}
function escaped(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

// src/format/openssl-objects.ts
var ATTRIBUTE_TYPE_NAMES = /* @__PURE__ */ new Map([
  ["0.9.2342.19200300.100.1.1", "userId"],
  ["0.9.2342.19200300.100.1.2", "textEncodedORAddress"],
  ["0.9.2342.19200300.100.1.3", "rfc822Mailbox"],
  ["0.9.2342.19200300.100.1.4", "info"],
  ["0.9.2342.19200300.100.1.5", "favouriteDrink"],
  ["0.9.2342.19200300.100.1.6", "roomNumber"],
  ["0.9.2342.19200300.100.1.7", "photo"],
  ["0.9.2342.19200300.100.1.8", "userClass"],
  ["0.9.2342.19200300.100.1.9", "host"],
  ["0.9.2342.19200300.100.1.10", "manager"],
  ["0.9.2342.19200300.100.1.11", "documentIdentifier"],
  ["0.9.2342.19200300.100.1.12", "documentTitle"],
  ["0.9.2342.19200300.100.1.13", "documentVersion"],
  ["0.9.2342.19200300.100.1.14", "documentAuthor"],
  ["0.9.2342.19200300.100.1.15", "documentLocation"],
  ["0.9.2342.19200300.100.1.20", "homeTelephoneNumber"],
  ["0.9.2342.19200300.100.1.21", "secretary"],
  ["0.9.2342.19200300.100.1.22", "otherMailbox"],
  ["0.9.2342.19200300.100.1.23", "lastModifiedTime"],
  ["0.9.2342.19200300.100.1.24", "lastModifiedBy"],
  ["0.9.2342.19200300.100.1.25", "domainComponent"],
  ["0.9.2342.19200300.100.1.26", "aRecord"],
  ["0.9.2342.19200300.100.1.27", "pilotAttributeType27"],
  ["0.9.2342.19200300.100.1.28", "mXRecord"],
  ["0.9.2342.19200300.100.1.29", "nSRecord"],
  ["0.9.2342.19200300.100.1.30", "sOARecord"],
  ["0.9.2342.19200300.100.1.31", "cNAMERecord"],
  ["0.9.2342.19200300.100.1.37", "associatedDomain"],
  ["0.9.2342.19200300.100.1.38", "associatedName"],
  ["0.9.2342.19200300.100.1.39", "homePostalAddress"],
  ["0.9.2342.19200300.100.1.40", "personalTitle"],
  ["0.9.2342.19200300.100.1.41", "mobileTelephoneNumber"],
  ["0.9.2342.19200300.100.1.42", "pagerTelephoneNumber"],
  ["0.9.2342.19200300.100.1.43", "friendlyCountryName"],
  ["0.9.2342.19200300.100.1.44", "uniqueIdentifier"],
  ["0.9.2342.19200300.100.1.45", "organizationalStatus"],
  ["0.9.2342.19200300.100.1.46", "janetMailbox"],
  ["0.9.2342.19200300.100.1.47", "mailPreferenceOption"],
  ["0.9.2342.19200300.100.1.48", "buildingName"],
  ["0.9.2342.19200300.100.1.49", "dSAQuality"],
  ["0.9.2342.19200300.100.1.50", "singleLevelQuality"],
  ["0.9.2342.19200300.100.1.51", "subtreeMinimumQuality"],
  ["0.9.2342.19200300.100.1.52", "subtreeMaximumQuality"],
  ["0.9.2342.19200300.100.1.53", "personalSignature"],
  ["0.9.2342.19200300.100.1.54", "dITRedirect"],
  ["0.9.2342.19200300.100.1.55", "audio"],
  ["0.9.2342.19200300.100.1.56", "documentPublisher"],
  ["1.2.643.3.131.1.1", "INN"],
  ["1.2.643.100.1", "OGRN"],
  ["1.2.643.100.3", "SNILS"],
  ["1.2.643.100.5", "OGRNIP"],
  ["1.2.840.113549.1.9.1", "emailAddress"],
  ["1.2.840.113549.1.9.2", "unstructuredName"],
  ["1.2.840.113549.1.9.7", "challengePassword"],
  ["1.2.840.113549.1.9.8", "unstructuredAddress"],
  ["1.2.840.113549.1.9.20", "friendlyName"],
  ["1.3.6.1.4.1.311.60.2.1.1", "jurisdictionLocalityName"],
  ["1.3.6.1.4.1.311.60.2.1.2", "jurisdictionStateOrProvinceName"],
  ["1.3.6.1.4.1.311.60.2.1.3", "jurisdictionCountryName"],
  ["2.5.4.3", "commonName"],
  ["2.5.4.4", "surname"],
  ["2.5.4.5", "serialNumber"],
  ["2.5.4.6", "countryName"],
  ["2.5.4.7", "localityName"],
  ["2.5.4.8", "stateOrProvinceName"],
  ["2.5.4.9", "streetAddress"],
  ["2.5.4.10", "organizationName"],
  ["2.5.4.11", "organizationalUnitName"],
  ["2.5.4.12", "title"],
  ["2.5.4.13", "description"],
  ["2.5.4.14", "searchGuide"],
  ["2.5.4.15", "businessCategory"],
  ["2.5.4.16", "postalAddress"],
  ["2.5.4.17", "postalCode"],
  ["2.5.4.18", "postOfficeBox"],
  ["2.5.4.19", "physicalDeliveryOfficeName"],
  ["2.5.4.20", "telephoneNumber"],
  ["2.5.4.21", "telexNumber"],
  ["2.5.4.22", "teletexTerminalIdentifier"],
  ["2.5.4.23", "facsimileTelephoneNumber"],
  ["2.5.4.24", "x121Address"],
  ["2.5.4.25", "internationaliSDNNumber"],
  ["2.5.4.26", "registeredAddress"],
  ["2.5.4.27", "destinationIndicator"],
  ["2.5.4.28", "preferredDeliveryMethod"],
  ["2.5.4.29", "presentationAddress"],
  ["2.5.4.30", "supportedApplicationContext"],
  ["2.5.4.31", "member"],
  ["2.5.4.32", "owner"],
  ["2.5.4.33", "roleOccupant"],
  ["2.5.4.34", "seeAlso"],
  ["2.5.4.35", "userPassword"],
  ["2.5.4.36", "userCertificate"],
  ["2.5.4.37", "cACertificate"],
  ["2.5.4.38", "authorityRevocationList"],
  ["2.5.4.39", "certificateRevocationList"],
  ["2.5.4.40", "crossCertificatePair"],
  ["2.5.4.41", "name"],
  ["2.5.4.42", "givenName"],
  ["2.5.4.43", "initials"],
  ["2.5.4.44", "generationQualifier"],
  ["2.5.4.45", "x500UniqueIdentifier"],
  ["2.5.4.46", "dnQualifier"],
  ["2.5.4.47", "enhancedSearchGuide"],
  ["2.5.4.48", "protocolInformation"],
  ["2.5.4.49", "distinguishedName"],
  ["2.5.4.50", "uniqueMember"],
  ["2.5.4.51", "houseIdentifier"],
  ["2.5.4.52", "supportedAlgorithms"],
  ["2.5.4.53", "deltaRevocationList"],
  ["2.5.4.54", "dmdName"],
  ["2.5.4.65", "pseudonym"],
  ["2.5.4.72", "role"],
  ["2.5.4.97", "organizationIdentifier"],
  ["2.5.4.98", "countryCode3c"],
  ["2.5.4.99", "countryCode3n"],
  ["2.5.4.100", "dnsName"]
]);
var SIGNATURE_ALGORITHM_NAMES = /* @__PURE__ */ new Map([
  ["1.2.156.10197.1.501", "SM2-with-SM3"],
  ["1.2.643.2.2.3", "GOST R 34.11-94 with GOST R 34.10-2001"],
  ["1.2.643.2.2.4", "GOST R 34.11-94 with GOST R 34.10-94"],
  ["1.2.643.2.9.1.3.3", "GOST R 34.11-94 with GOST R 34.10-94 Cryptocom"],
  ["1.2.643.2.9.1.3.4", "GOST R 34.11-94 with GOST R 34.10-2001 Cryptocom"],
  ["1.2.643.7.1.1.3.2", "GOST R 34.10-2012 with GOST R 34.11-2012 (256 bit)"],
  ["1.2.643.7.1.1.3.3", "GOST R 34.10-2012 with GOST R 34.11-2012 (512 bit)"],
  ["1.2.840.10040.4.3", "dsaWithSHA1"],
  ["1.2.840.10045.4.1", "ecdsa-with-SHA1"],
  ["1.2.840.10045.4.2", "ecdsa-with-Recommended"],
  ["1.2.840.10045.4.3", "ecdsa-with-Specified"],
  ["1.2.840.10045.4.3.1", "ecdsa-with-SHA224"],
  ["1.2.840.10045.4.3.2", "ecdsa-with-SHA256"],
  ["1.2.840.10045.4.3.3", "ecdsa-with-SHA384"],
  ["1.2.840.10045.4.3.4", "ecdsa-with-SHA512"],
  ["1.2.840.113549.1.1.2", "md2WithRSAEncryption"],
  ["1.2.840.113549.1.1.3", "md4WithRSAEncryption"],
  ["1.2.840.113549.1.1.4", "md5WithRSAEncryption"],
  ["1.2.840.113549.1.1.5", "sha1WithRSAEncryption"],
  ["1.2.840.113549.1.1.10", "rsassaPss"],
  ["1.2.840.113549.1.1.11", "sha256WithRSAEncryption"],
  ["1.2.840.113549.1.1.12", "sha384WithRSAEncryption"],
  ["1.2.840.113549.1.1.13", "sha512WithRSAEncryption"],
  ["1.2.840.113549.1.1.14", "sha224WithRSAEncryption"],
  ["1.3.14.3.2.3", "md5WithRSA"],
  ["1.3.14.3.2.13", "dsaWithSHA"],
  ["1.3.14.3.2.15", "shaWithRSAEncryption"],
  ["1.3.14.3.2.27", "dsaWithSHA1-old"],
  ["1.3.14.3.2.29", "sha1WithRSA"],
  ["1.3.36.3.3.1.2", "ripemd160WithRSA"],
  ["1.3.101.112", "ED25519"],
  ["1.3.101.113", "ED448"],
  ["2.5.8.3.100", "mdc2WithRSA"],
  ["2.16.840.1.101.3.4.3.1", "dsa_with_SHA224"],
  ["2.16.840.1.101.3.4.3.2", "dsa_with_SHA256"],
  ["2.16.840.1.101.3.4.3.3", "dsa_with_SHA384"],
  ["2.16.840.1.101.3.4.3.4", "dsa_with_SHA512"],
  ["2.16.840.1.101.3.4.3.5", "dsa_with_SHA3-224"],
  ["2.16.840.1.101.3.4.3.6", "dsa_with_SHA3-256"],
  ["2.16.840.1.101.3.4.3.7", "dsa_with_SHA3-384"],
  ["2.16.840.1.101.3.4.3.8", "dsa_with_SHA3-512"],
  ["2.16.840.1.101.3.4.3.9", "ecdsa_with_SHA3-224"],
  ["2.16.840.1.101.3.4.3.10", "ecdsa_with_SHA3-256"],
  ["2.16.840.1.101.3.4.3.11", "ecdsa_with_SHA3-384"],
  ["2.16.840.1.101.3.4.3.12", "ecdsa_with_SHA3-512"],
  ["2.16.840.1.101.3.4.3.13", "RSA-SHA3-224"],
  ["2.16.840.1.101.3.4.3.14", "RSA-SHA3-256"],
  ["2.16.840.1.101.3.4.3.15", "RSA-SHA3-384"],
  ["2.16.840.1.101.3.4.3.16", "RSA-SHA3-512"]
]);

// src/format/openssl-names.ts
function opensslLongName(oid) {
  return ATTRIBUTE_TYPE_NAMES.get(oid) ?? SIGNATURE_ALGORITHM_NAMES.get(oid) ?? oid;
}
var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function opensslTime(instant) {
  const date = new Date(instant);
  const day = String(date.getUTCDate()).padStart(2);
  const time = date.toISOString().slice(-13, -5);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${time} ${date.getUTCFullYear()} GMT`;
}
function colonHex(bytes) {
  return Array.from(bytes, (byte) => encodeHex(Uint8Array.of(byte)).toUpperCase()).join(":");
}
function nitroCliText(value) {
  const [text] = directoryText(value)?.split("\0") ?? [];
  return text === void 0 ? "error" : rustDebug(text).replaceAll('"', "");
}
var RUST_ESCAPES = /* @__PURE__ */ new Map([
  ["	", "\\t"],
  ["\r", "\\r"],
  ["\n", "\\n"],
  ["\\", "\\\\"],
  ['"', '\\"']
]);
function rustDebug(text) {
  return text.replace(/["\\]|(?! )[\p{C}\p{Z}\p{Grapheme_Extend}]/gu, (character) => {
    const named = RUST_ESCAPES.get(character);
    return named ?? `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}

// src/report/describe.ts
function renderDescription({
  header,
  measurements,
  signature,
  metadata
}) {
  const description = [
    ["EifVersion", new JsonNumber(String(header.version))],
    ["Measurements", new Map(Object.entries(measurementsJson(measurements)))],
    ["IsSigned", signature !== void 0]
  ];
  if (signature !== void 0)
    description.push(["SigningCertificate", certificateObject(signature.certificate)]);
  description.push(["CheckCRC", true]);
  if (signature !== void 0) description.push(["SignatureCheck", true]);
  if (metadata !== void 0) {
    description.push(
      ["ImageName", metadata.imageName],
      ["ImageVersion", metadata.imageVersion],
      ["Metadata", metadataObject(metadata)]
    );
  }
  return `${renderJson(new Map(description))}
`;
}
function certificateObject(certificate) {
  const issuer = /* @__PURE__ */ new Map();
  for (const { oid, value } of certificate.issuer.rdns.flat()) {
    issuer.set(opensslLongName(oid), nitroCliText(value));
  }
  return /* @__PURE__ */ new Map([
    ["IssuerName", new Map([...issuer].sort(([a], [b]) => a < b ? -1 : 1))],
    ["Algorithm", opensslLongName(certificate.signatureAlgorithm.oid)],
    ["NotBefore", opensslTime(certificate.notBefore)],
    ["NotAfter", opensslTime(certificate.notAfter)],
    ["Signature", colonHex(certificate.signature)]
  ]);
}
function metadataObject({ build, dockerInfo, customMetadata }) {
  const custom = customMetadata instanceof Map ? customMetadata : [];
  return new Map([...build, ["DockerInfo", dockerInfo], ...custom]);
}

// src/report/metadata-facts.ts
function metadataFacts(metadata) {
  return [
    ["ImageName", metadata.imageName],
    ["ImageVersion", metadata.imageVersion],
    ...metadata.build,
    ...structure("DockerInfo", metadata.dockerInfo),
    ...structure("CustomMetadata", metadata.customMetadata)
  ];
}
function structure(name, value) {
  return value === null ? [] : [[name, renderJson(value).replace(/\n */g, " ")]];
}

// src/report/measure-text.ts
function renderMeasureText(result, style) {
  const { eif } = result;
  return [
    imageText(eif, style),
    pcrsText(result, style),
    eif.signature === void 0 ? `${style.bold("Not signed")}: the enclave has no PCR8.
` : signatureText(eif.signature, style),
    sectionsText(eif, style),
    metadataText(eif, style),
    result.expectation === void 0 ? "" : expectationText(result.expectation, style),
    result.comparison === void 0 ? "" : comparisonText(result.comparison, style)
  ].filter((part) => part !== "").join("\n");
}
function imageText({ image, header }, style) {
  return `${style.bold(printable(image.name))}  ${sizeText(image.sizeBytes)}, EIF version ${header.version}, ${header.architecture}
` + renderColumns([["SHA-256", image.sha256]]);
}
function pcrsText({ eif, instanceRoles, instanceIds }, style) {
  const { PCR0, PCR1, PCR2, PCR8 } = eif.measurements;
  const rows = [
    ["PCR0", PCR0],
    ["PCR1", PCR1],
    ["PCR2", PCR2 === EMPTY_CONTENT_PCR ? `${PCR2}  ${style.dim("(no second ramdisk)")}` : PCR2],
    ...instanceRoles.map(({ arn, PCR3 }) => [
      "PCR3",
      `${PCR3}  ${style.dim(printable(arn))}`
    ]),
    ...instanceIds.map(({ id, PCR4 }) => [
      "PCR4",
      `${PCR4}  ${style.dim(printable(id))}`
    ])
  ];
  if (PCR8 !== void 0) rows.push(["PCR8", PCR8]);
  return `${style.bold("Measurements")} (SHA-384)
${renderColumns(rows)}`;
}
function signatureText({ algorithm, certificate }, style) {
  return `${style.bold("Signature")} ${style.green("verified")}: ${algorithm} over PCR0
` + renderColumns([
    ["subject", printable(nameToRfc4514(certificate.subject))],
    ["issuer", printable(nameToRfc4514(certificate.issuer))],
    ["serial", certificate.serialNumber],
    [
      "valid",
      `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`
    ]
  ]);
}
function sectionsText({ sections }, style) {
  const rows = sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => [
    type,
    `${String(offsetBytes).padStart(12)} ${sizeText(sizeBytes).padStart(12)}  sha384 ${sha384.slice(0, 16)}\u2026`
  ]);
  return `${style.bold("Sections")} (offset, size, digest of the data)
${renderColumns(rows)}`;
}
function metadataText({ metadata }, style) {
  if (metadata === void 0) return "";
  return `${style.bold("Metadata")} ${style.yellow("unmeasured")}: anybody can change it without changing a PCR
` + renderColumns(
    metadataFacts(metadata).map(([name, value]) => [printable(name), printable(value)])
  );
}
function expectationText(report, style) {
  if (report.differences.length === 0 && report.notComputed.length === 0) {
    return `${style.bold("Expectation")} ${style.green("met")}
`;
  }
  return `${style.bold("Expectation")} ${style.red("not met")}
` + renderDifferences(report.differences) + report.notComputed.map((pcr) => `  ${pcr} could not be computed
`).join("");
}
function comparisonText(comparison, style) {
  const name = printable(comparison.other.image.name);
  const verdict = comparison.reproducible ? style.green("reproducible") : style.red("not reproducible");
  const lines = [
    `${style.bold("Compared")} with ${name}: ${verdict}
`,
    renderDifferences(comparison.pcrs)
  ];
  if (!comparison.sameSectionOrder) lines.push("  the sections are in another order\n");
  for (const section of comparison.sections) lines.push(sectionDifferenceText(section));
  for (const field of comparison.header)
    lines.push(`  header field ${field} differs (unmeasured)
`);
  if (comparison.sameFile) lines.push("  the files are equal, byte by byte\n");
  else if (comparison.reproducible)
    lines.push("  the files differ only in what PCR0 to PCR2 do not cover\n");
  return lines.join("");
}
function sectionDifferenceText({
  type,
  position,
  measured,
  expected,
  found
}) {
  const side = (facts) => facts === void 0 ? "absent" : `${facts.sizeBytes} bytes at ${facts.offsetBytes}, sha384 ${facts.sha384.slice(0, 16)}\u2026`;
  return `  ${type} ${position} differs${measured ? "" : " (unmeasured)"}
    expected ${side(expected)}
    found    ${side(found)}
`;
}
function renderDifferences(differences) {
  return differences.map((difference) => {
    const expected = difference.kind === "extra" ? "none" : difference.expected;
    const found = difference.kind === "missing" ? "none" : difference.found;
    return `  ${difference.pcr} is ${difference.kind}
    expected ${expected}
    found    ${found}
`;
  }).join("");
}

// src/report/measure.ts
function renderMeasure(outcome, form, style) {
  const { result, exitCode } = outcome;
  const json = renderOutcomeJson(outcome, measureJson);
  const accepted = exitCode === 0 && result !== void 0;
  switch (form) {
    case "json":
      return accepted ? { out: json, file: json } : { out: json };
    case "report": {
      const out = result === void 0 ? "" : renderMeasureText(result, style);
      return accepted ? { out, file: json } : { out };
    }
    case "describe":
    case "nitro-cli": {
      if (!accepted) return { out: "" };
      const text = form === "describe" ? renderDescription(result.eif) : renderNitroCli(result);
      return { out: text, file: text };
    }
  }
}
function renderNitroCli({ eif }) {
  return `${JSON.stringify({ Measurements: measurementsJson(eif.measurements) }, null, 2)}
`;
}

// src/workflow/measure.ts
async function measure(request, ports, now) {
  try {
    const instanceRoles = request.roleArns.map((arn) => ({
      arn,
      PCR3: pcr3OfRole(arn, nodeHashing)
    }));
    const instanceIds = request.instanceIds.map((id) => ({
      id,
      PCR4: pcr4OfInstance(id, nodeHashing)
    }));
    const expected = request.expect === void 0 ? void 0 : await readExpectation(request.expect, ports);
    const eif = await measureNamed(request.eif, ports);
    const other = request.compare === void 0 ? void 0 : await measureNamed(request.compare, ports);
    const expectation = expected && compareWithExpectation(expected, eif.measurements, request, nodeHashing);
    const comparison = other && { ...compareImages(other, eif), other };
    const refusals = [
      ...describeRefusals(eif, request),
      ...signatureRefusals(eif, request, now),
      ...expectation === void 0 ? [] : expectationRefusals(expectation, request.expect ?? ""),
      ...comparison === void 0 ? [] : comparisonRefusals(comparison, request)
    ];
    const result = {
      eif,
      instanceRoles,
      instanceIds,
      ...comparison === void 0 ? {} : { comparison },
      ...expectation === void 0 ? {} : { expectation }
    };
    const warnings = [
      ...eif.warnings,
      ...request.roleArns.map(rolePathWarning).filter((warning) => warning !== void 0),
      ...request.minCertificateDays === void 0 ? certificateWarnings(eif, now) : []
    ];
    return outcomeOf(result, refusals, warnings);
  } catch (error) {
    return failed("measure", error);
  }
}
async function measureNamed(name, ports) {
  const source = await ports.openImage(name);
  try {
    return await measureEif(source, {
      onProgress: (doneBytes, totalBytes) => ports.onProgress?.(name, doneBytes, totalBytes)
    });
  } finally {
    await source.close();
  }
}
async function readExpectation(name, ports) {
  return parseExpectation(await ports.readText(name), name);
}
function outcomeOf(result, refusals, warnings) {
  const ordered = [...refusals].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
  const [first, ...others] = ordered;
  return {
    command: "measure",
    exitCode: first === void 0 ? 0 : exitCodeOf(first.code),
    result,
    ...first === void 0 ? {} : { error: failureOf(first) },
    warnings: [...others.map(({ code, message }) => ({ code, message })), ...warnings]
  };
}
function signatureRefusals(eif, request, now) {
  const { minCertificateDays } = request;
  if (eif.signature === void 0) {
    if (!request.requireSigned && minCertificateDays === void 0) return [];
    return [
      new TrustError("unsigned", `${eif.image.name} is not signed`, {
        at: { file: eif.image.name },
        hint: "Build it with --signing-certificate and --private-key."
      })
    ];
  }
  if (minCertificateDays === void 0) return [];
  const fault = certificateFault(eif, now, minCertificateDays);
  if (fault === void 0) return [];
  return [
    new TrustError(fault.code, fault.message, {
      at: { file: eif.image.name },
      hint: "Sign the image with a certificate that lasts longer. Another certificate is another PCR8."
    })
  ];
}
function describeRefusals(eif, request) {
  const [reason] = eif.metadata?.warnings ?? [];
  if (request.form !== "describe" || reason === void 0) return [];
  return [
    new FormatError("metadata", reason.message, {
      at: { file: eif.image.name },
      hint: "Measure without --describe: --json shows this metadata."
    })
  ];
}
function certificateWarnings(eif, now) {
  const fault = certificateFault(eif, now, 0);
  return fault === void 0 ? [] : [{ ...fault, message: `${fault.message}: the enclave will not boot` }];
}
function certificateFault(eif, now, minDays) {
  if (eif.signature === void 0) return void 0;
  const { notBefore, notAfter } = eif.signature.certificate;
  if (now < notBefore) {
    return {
      code: "certificate-not-yet-valid",
      message: `the signing certificate begins at ${formatInstant(notBefore)}`
    };
  }
  if (now > notAfter) {
    return {
      code: "certificate-expired",
      message: `the signing certificate ended at ${formatInstant(notAfter)}`
    };
  }
  if (notAfter < now + minDays * DAY_MS) {
    return {
      code: "certificate-ends-soon",
      message: `the signing certificate ends at ${formatInstant(notAfter)}, in fewer than ${minDays} days`
    };
  }
  return void 0;
}
function expectationRefusals(report, name) {
  const at = { file: name };
  const refusals = [];
  if (report.differences.length > 0) {
    const list = report.differences.map(({ pcr, kind }) => `${pcr} is ${kind}`).join(", ");
    refusals.push(
      new TrustError(
        "pcr-mismatch",
        `not what ${name} expects: ${list}${report.explanations.map((text) => `. ${text}`).join("")}`,
        { at }
      )
    );
  }
  if (report.notComputed.length > 0) {
    refusals.push(
      new TrustError(
        "not-computed",
        `${name} expects ${report.notComputed.join(", ")}, which the image alone does not determine`,
        {
          at,
          hint: "Give --role-arn for PCR3 and --instance-id for PCR4; other registers only a running enclave can show."
        }
      )
    );
  }
  return refusals;
}
function comparisonRefusals(comparison, request) {
  const differing = comparison.pcrs.map(({ pcr }) => pcr).filter((pcr) => pcr !== "PCR8" || request.requireSameSigner);
  if (differing.length === 0) return [];
  return [
    new TrustError(
      "not-reproducible",
      `${request.eif} and ${comparison.other.image.name} differ in ${differing.join(", ")}`,
      {
        at: { file: request.eif }
      }
    )
  ];
}

// src/workflow/option-values.ts
var Options = class {
  values;
  constructor(values) {
    this.values = values;
  }
  flag(name) {
    return this.values[name] === true;
  }
  text(name) {
    const value = this.values[name];
    return typeof value === "string" && value !== "" ? value : void 0;
  }
  list(name) {
    const value = this.values[name];
    return Array.isArray(value) ? value : [];
  }
  /** Throws `usage` when it was not given. */
  required(name) {
    const value = this.text(name);
    if (value === void 0) throw new UsageError(`${name} is required`);
    return value;
  }
  /** A whole number from 0 up to `max`, in decimal digits. Throws `usage` for anything else. */
  wholeNumber(name, max) {
    const value = this.text(name);
    if (value === void 0) return void 0;
    if (!/^\d{1,9}$/.test(value) || Number(value) > max) {
      throw new UsageError(
        `${name}: expected a whole number from 0 to ${max}, found ${JSON.stringify(value)}`
      );
    }
    return Number(value);
  }
};

// src/workflow/measure-request.ts
var MAX_CERTIFICATE_DAYS = 36500;
function measureRequest(values) {
  const options = new Options(values);
  const minCertificateDays = options.wholeNumber("min-certificate-days", MAX_CERTIFICATE_DAYS);
  const expect = options.text("expect");
  const compare = options.text("compare");
  const output = options.text("output");
  const requireSameSigner = options.flag("require-same-signer");
  if (requireSameSigner && compare === void 0) {
    throw new UsageError(
      "require-same-signer needs compare: there is no other image to have a signer"
    );
  }
  return {
    eif: options.required("eif"),
    roleArns: options.list("role-arn"),
    instanceIds: options.list("instance-id"),
    requireSigned: options.flag("require-signed"),
    ...minCertificateDays === void 0 ? {} : { minCertificateDays },
    ...expect === void 0 ? {} : { expect },
    ...compare === void 0 ? {} : { compare },
    requireSameSigner,
    form: formOf(options),
    ...output === void 0 ? {} : { output }
  };
}
function formOf(options) {
  const format = options.text("format");
  if (format !== void 0 && format !== "nitro-cli") {
    throw new UsageError(`format: expected nitro-cli, found ${JSON.stringify(format)}`);
  }
  const asked = [];
  if (options.flag("json")) asked.push("json");
  if (options.flag("describe")) asked.push("describe");
  if (format === "nitro-cli") asked.push("nitro-cli");
  const [form = "report", other] = asked;
  if (other !== void 0)
    throw new UsageError("json, describe and format ask for different outputs: give one of them");
  return form;
}

// src/workflow/commands.ts
var COMMANDS = {
  measure: {
    summary: "Compute the PCRs of an EIF and verify its structure and its signature.",
    argument: {
      name: "eif",
      kind: "text",
      value: "EIF",
      description: "The enclave image file to measure."
    },
    options: [
      {
        name: "role-arn",
        kind: "list",
        value: "ARN",
        description: "IAM role of the parent instance, for PCR3. May be given several times."
      },
      {
        name: "instance-id",
        kind: "list",
        value: "ID",
        description: "Id of the parent instance, for PCR4. May be given several times."
      },
      { name: "require-signed", kind: "flag", description: "Refuse an unsigned image." },
      {
        name: "min-certificate-days",
        kind: "text",
        value: "N",
        description: "Refuse an image whose signing certificate is not valid now or ends within N days."
      },
      {
        name: "expect",
        kind: "text",
        value: "FILE",
        description: "Compare with the JSON of nitro-cli build-enclave, describe-eif or eif_build, alone or inside a log."
      },
      {
        name: "compare",
        kind: "text",
        value: "EIF",
        description: "Compare with another image: is this build reproducible, and if not, which section differs?"
      },
      {
        name: "require-same-signer",
        kind: "flag",
        description: "With compare: also refuse a different PCR8."
      },
      { name: "describe", kind: "flag", description: "Print what nitro-cli describe-eif prints." },
      {
        name: "format",
        kind: "text",
        value: "NAME",
        description: "Print the measurements in the form of another tool: nitro-cli (as build-enclave prints them)."
      },
      {
        name: "output",
        kind: "text",
        value: "FILE",
        description: "Also write the result to FILE: in the form asked for, else as the JSON of --json."
      }
    ],
    examples: [
      "pcr-allowlist measure enclave.eif",
      "pcr-allowlist measure enclave.eif --json | jq -r .result.measurements.PCR0",
      "pcr-allowlist measure enclave.eif --require-signed --min-certificate-days 30",
      "pcr-allowlist measure enclave.eif --role-arn arn:aws:iam::111122223333:role/signer-instance",
      "pcr-allowlist measure enclave.eif --expect build.log",
      "pcr-allowlist measure enclave.eif --compare rebuilt.eif"
    ]
  }
};

export {
  systemNow,
  readTextFile,
  writeTextFile,
  measureJson,
  measurementsJson,
  metadataFacts,
  terminalStyle,
  printable,
  renderFailure,
  renderWarnings,
  sizeText,
  renderProgress,
  CLEAR_PROGRESS,
  failed,
  renderOutcomeJson,
  renderMeasure,
  measure,
  measureRequest,
  COMMANDS
};
