#!/usr/bin/env node
import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  systemNow
} from "../chunks/chunk-EF6U3Z7I.js";
import {
  Options,
  comparePcrs,
  measureEif,
  measureWarnings,
  unmetRequirements
} from "../chunks/chunk-6JSDXMY2.js";
import {
  CLEAR_PROGRESS,
  measureJson,
  measurementsJson,
  printable,
  renderColumns,
  renderFailure,
  renderOutcomeJson,
  renderProgress,
  renderWarnings,
  sizeText,
  terminalStyle
} from "../chunks/chunk-J6HON3QV.js";
import {
  JsonNumber,
  exitCodeOf,
  failed,
  failureOf,
  parseStrictJson,
  renderJson
} from "../chunks/chunk-PW5PHRO4.js";
import {
  VERSION
} from "../chunks/chunk-R7BLJFAU.js";
import {
  nodeHashing
} from "../chunks/chunk-MHV63HXC.js";
import {
  EMPTY_CONTENT_PCR,
  ZERO_PCR,
  directoryText,
  doubleHashedText,
  extend,
  formatInstant,
  nameToRfc4514,
  pcr3OfRole,
  pcr4OfInstance
} from "../chunks/chunk-JBBBBQRB.js";
import {
  parseArgs,
  readTextFile,
  writeTextFile
} from "../chunks/chunk-NUEOL5Q4.js";
import {
  openFileSource
} from "../chunks/chunk-ZPN63QK5.js";
import {
  encodeHex,
  encodeUtf8
} from "../chunks/chunk-POKFQCOA.js";
import "../chunks/chunk-RWTYO2DT.js";
import {
  writeSync
} from "../chunks/chunk-22T3FCND.js";
import "../chunks/chunk-PSIR7QIB.js";
import "../chunks/chunk-DUTF5YP6.js";
import {
  AdapterError,
  FormatError,
  UsageError
} from "../chunks/chunk-UHMTJ6P3.js";
import "../chunks/chunk-OEXZQEQP.js";

// src/adapters/standard-streams.ts
var RETRY_MS = 2;
function writeStandard(descriptor, text) {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      const { code } = error;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") {
        const stream = descriptor === 1 ? "standard output" : "standard error";
        throw new AdapterError(
          "output-not-writable",
          `cannot write to ${stream}: ${code ?? error}`,
          {
            cause: error
          }
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

// src/adapters/terminal.ts
function processTerminal() {
  const { env } = process;
  const dumb = env["TERM"] === "dumb";
  const colours = !dumb && (env["NO_COLOR"] ?? "") === "";
  return {
    out: (text) => writeStandard(1, text),
    err: (text) => writeStandard(2, text),
    outColours: () => colours && process.stdout.isTTY === true,
    errColours: () => colours && process.stderr.isTTY === true,
    progress: () => !dumb && process.stderr.isTTY === true
  };
}

// src/adapters/measured-image.ts
var REMOTE = /^(?:s3|https?):\/\//;
async function openMeasuredImage(name, sha256) {
  if (sha256 === void 0 && !REMOTE.test(name)) return openFileSource(name);
  const { openImage } = await import("../chunks/open-image-SUK5XNHX.js");
  return openImage(name, sha256 === void 0 ? {} : { sha256 });
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
  const accepted = exitCode === 0 && result !== void 0;
  switch (form) {
    case "json": {
      const json = renderOutcomeJson(outcome, measureJson);
      return accepted ? { out: json, file: json } : { out: json };
    }
    case "report": {
      const out = result === void 0 ? "" : renderMeasureText(result, style);
      return accepted ? { out, file: renderOutcomeJson(outcome, measureJson) } : { out };
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

// src/measure/expectation.ts
var OF_THE_IMAGE = ["PCR0", "PCR1", "PCR2", "PCR8"];
function parseExpectation(text, name) {
  const found = jsonObjectsIn(text, name).flatMap(measurementsIn);
  const [first, ...others] = found.map((object) => pcrValuesOf(object, name));
  if (first === void 0) {
    throw usage(
      `${name} holds no JSON object with a PCR0`,
      name,
      "Give the output of nitro-cli build-enclave, describe-eif or eif_build."
    );
  }
  for (const other of others) {
    if (comparePcrs(first, other).length > 0)
      throw usage(`${name} holds two objects with different PCR values`, name);
  }
  return first;
}
function compareWithExpectation(expected, measurements, context, hashing) {
  const computed = { ...measurements };
  addNearest(
    computed,
    "PCR3",
    expected,
    context.roleArns.map((arn) => pcr3OfRole(arn, hashing))
  );
  addNearest(
    computed,
    "PCR4",
    expected,
    context.instanceIds.map((id) => pcr4OfInstance(id, hashing))
  );
  const notComputed = Object.keys(expected).filter(
    (pcr) => computed[pcr] === void 0 && !OF_THE_IMAGE.includes(pcr)
  );
  const known = Object.fromEntries(
    Object.entries(expected).filter(([pcr]) => !notComputed.includes(pcr))
  );
  const differences = comparePcrs(known, computed);
  return {
    differences,
    notComputed,
    explanations: differences.flatMap((difference) => explain(difference, context, hashing))
  };
}
function addNearest(computed, pcr, expected, values) {
  const wanted = expected[pcr];
  const [first] = values;
  if (wanted === void 0 || first === void 0) return;
  computed[pcr] = values.find((value) => value === wanted) ?? first;
}
function explain(difference, { roleArns, instanceIds }, hashing) {
  if (difference.kind === "extra") return [];
  const { pcr, expected } = difference;
  if (expected === ZERO_PCR) {
    return [
      `The expected ${pcr} is all zeros: a debug enclave, an unsigned image or no role shows that, never this image`
    ];
  }
  const texts = pcr === "PCR3" ? roleArns : pcr === "PCR4" ? instanceIds : [];
  return texts.flatMap((text) => {
    if (expected === doubleHashedText(text, hashing)) {
      return [
        `The expected ${pcr} is what nitro-cli pcr --input makes of ${text}: it hashes twice, and no enclave will have it`
      ];
    }
    if ([`${text}
`, `${text}\r
`].some((line) => expected === extend(encodeUtf8(line), hashing))) {
      return [
        `The expected ${pcr} was made of ${text} with a line end behind it, and no enclave will have it`
      ];
    }
    return [];
  });
}
function jsonObjectsIn(text, name) {
  return outermostBraces(text).map(([start, end]) => text.slice(start, end)).filter((piece) => piece.includes("PCR")).map((piece) => parsePiece(piece, name)).filter((value) => value instanceof Map);
}
function outermostBraces(text) {
  const open = [];
  const pairs = [];
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (inString) {
      if (character === "\\") i++;
      else if (character === '"' || character === "\n") inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{") open.push(i);
    else if (character === "}") {
      const start = open.pop();
      if (start === void 0) continue;
      while ((pairs.at(-1)?.[0] ?? -1) > start) pairs.pop();
      pairs.push([start, i + 1]);
    }
  }
  return pairs;
}
function parsePiece(piece, name) {
  try {
    return parseStrictJson(encodeUtf8(piece));
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw new UsageError(`${name} holds measurements that are not strict JSON: ${cause.message}`, {
      at: { file: name },
      cause
    });
  }
}
function measurementsIn(object) {
  if (object.has("PCR0")) return [object];
  return ["Measurements", "measurements", "result"].flatMap((key) => {
    const inner = object.get(key);
    return inner instanceof Map ? measurementsIn(inner) : [];
  });
}
function pcrValuesOf(object, name) {
  const values = {};
  for (const [key, value] of object) {
    if (!/^PCR/i.test(key)) continue;
    if (!/^PCR(?:\d|[12]\d|3[01])$/.test(key))
      throw usage(`${name}: expected PCR0 to PCR31, found ${JSON.stringify(key)}`, name);
    if (typeof value !== "string" || !/^[0-9a-fA-F]{96}$/.test(value)) {
      throw usage(`${name}: expected ${key} to be 96 hexadecimal digits`, name);
    }
    values[key] = value.toLowerCase();
  }
  return values;
}
function usage(message, file, hint) {
  return new UsageError(message, { at: { file }, ...hint === void 0 ? {} : { hint } });
}

// src/measure/image-comparison.ts
function compareImages(expected, found) {
  const pcrs = comparePcrs({ ...expected.measurements }, { ...found.measurements });
  return {
    reproducible: !pcrs.some(({ pcr }) => pcr !== "PCR8"),
    sameSigner: !pcrs.some(({ pcr }) => pcr === "PCR8"),
    pcrs,
    sameSectionOrder: typesOf(expected) === typesOf(found),
    sections: compareSections(expected, found),
    sameFile: expected.image.sha256 === found.image.sha256,
    header: ["version", "architecture", "defaultMemoryBytes", "defaultCpus"].filter(
      (field) => expected.header[field] !== found.header[field]
    )
  };
}
function typesOf(image) {
  return image.sections.map(({ type }) => type).join();
}
function compareSections(expected, found) {
  const types = ["kernel", "cmdline", "ramdisk", "metadata", "signature"];
  return types.flatMap((type) => {
    const wanted = expected.sections.filter((section) => section.type === type);
    const seen = found.sections.filter((section) => section.type === type);
    const measured = type !== "metadata" && type !== "signature";
    return Array.from({ length: Math.max(wanted.length, seen.length) }, (_, position) => position).filter((position) => wanted[position]?.sha384 !== seen[position]?.sha384).map((position) => {
      const [a, b] = [wanted[position], seen[position]];
      return {
        type,
        position,
        measured,
        ...a === void 0 ? {} : { expected: a },
        ...b === void 0 ? {} : { found: b }
      };
    });
  });
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
    const eif = await measureNamed(request.eif, ports, request.sha256);
    const other = request.compare === void 0 ? void 0 : await measureNamed(request.compare, ports);
    const expectation = expected && compareWithExpectation(expected, eif.measurements, request, nodeHashing);
    const comparison = other && { ...compareImages(other, eif), other };
    const result = {
      eif,
      instanceRoles,
      instanceIds,
      ...comparison === void 0 ? {} : { comparison },
      ...expectation === void 0 ? {} : { expectation }
    };
    return outcomeOf(
      result,
      unmetRequirements(result, request, now),
      measureWarnings(result, request, now)
    );
  } catch (error) {
    return failed("measure", error);
  }
}
async function measureNamed(name, ports, sha256) {
  const source = await ports.openImage(name, sha256);
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

// src/workflow/measure-request.ts
var MAX_CERTIFICATE_DAYS = 36500;
function measureRequest(values) {
  const options = new Options(values);
  const minCertificateDays = options.wholeNumber("min-certificate-days", MAX_CERTIFICATE_DAYS);
  const sha256 = options.hex("sha256", 32);
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
    ...sha256 === void 0 ? {} : { sha256 },
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

// src/workflow/list-specs.ts
var CONFIG = {
  name: "config",
  kind: "text",
  value: "FILE",
  description: "The configuration (default pcr-allowlist.yml); paths in it start from its folder."
};
var DRY_RUN = {
  name: "dry-run",
  kind: "flag",
  description: "Show what would change, and write nothing."
};
var ALLOW_EMPTY = {
  name: "allow-empty",
  kind: "flag",
  description: "Allow that no active release is left."
};
var LIST_WRITERS = {
  init: {
    summary: "Start a list: draw its id, make keys where none are given, write the configuration.",
    options: [
      CONFIG,
      {
        name: "enclave",
        kind: "text",
        value: "NAME",
        description: "What the enclave is called; needed where there is no configuration yet."
      },
      {
        name: "store",
        kind: "text",
        value: "ADDRESS",
        description: "Where the list lives: s3://BUCKET/PREFIX or file:FOLDER (default file:./pcr-allowlist)."
      },
      {
        name: "certificate",
        kind: "list",
        value: "PEM",
        description: "Image-signing certificate file, or the word unsigned. May be given several times."
      },
      {
        name: "instance-role",
        kind: "list",
        value: "ARN",
        description: "IAM role of the parent instances, for PCR3, or the word any. May be given several times."
      },
      {
        name: "key",
        kind: "text",
        value: "ADDRESS",
        description: "The list key: awskms:alias/NAME, awskms:ARN or file:KEY.pem; made as list.pem where not given."
      },
      {
        name: "manifest-key",
        kind: "text",
        value: "ADDRESS",
        description: "The manifest key, likewise; made as manifest.pem where not given."
      },
      {
        name: "approval-key",
        kind: "list",
        value: "PEM",
        description: "Public key file of somebody whose approval each release needs. May be given several times."
      },
      {
        name: "curve",
        kind: "text",
        value: "NAME",
        description: "Curve of the keys that are made: P-256 (default) or P-384."
      },
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist init --enclave signer --certificate image-signing.pem --instance-role arn:aws:iam::111122223333:role/signer-instance",
      "pcr-allowlist init --enclave signer --certificate unsigned --instance-role any",
      "pcr-allowlist init --enclave signer --store s3://acme-enclaves/signer/prod --key awskms:alias/pcr-list --manifest-key awskms:alias/pcr-manifest --certificate image-signing.pem --instance-role any"
    ]
  },
  publish: {
    summary: "Sign the PCR manifest of an image and stage it; with approval: none, add it to the list.",
    argument: {
      name: "eif",
      kind: "text",
      value: "EIF",
      description: "The enclave image: a file, an s3:// or an https:// address.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "measurements",
        kind: "text",
        value: "FILE",
        description: "In place of an image: what measure --json printed of it; needs sha256. The manifest then says measured: given."
      },
      {
        name: "sha256",
        kind: "text",
        value: "HEX",
        description: "Refuse an image whose file has another SHA-256."
      },
      {
        name: "projection",
        kind: "flag",
        description: "In place of an image: the roles, certificates and keys of the configuration."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Id of the release (default: the tag that was built, else 12 digits of PCR0)."
      },
      {
        name: "again",
        kind: "flag",
        description: "Ask for an image that was revoked, or is being retired, to come back."
      },
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist publish enclave.eif --release v1.4.0",
      "pcr-allowlist publish s3://acme-builds/enclave.eif --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --measurements measured.json --sha256 9f86d0\u20260a08 --release v1.4.0",
      "pcr-allowlist publish --projection"
    ]
  },
  approve: {
    summary: "Bring a staged release into the list, given the approvals that the configuration asks for.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The staged release, or the word projection."
    },
    options: [
      CONFIG,
      {
        name: "pcr0",
        kind: "text",
        value: "HEX",
        description: "PCR0 of the image that is approved; needed for a release."
      },
      {
        name: "staged",
        kind: "text",
        value: "HEX",
        description: "SHA-256 of the staged record; needed for a projection."
      },
      {
        name: "key",
        kind: "text",
        value: "ADDRESS",
        description: "Only add a statement of approval by this key (file:KEY.pem, awskms:alias/NAME or awskms:ARN), without the list key."
      },
      {
        name: "expires-in",
        kind: "text",
        value: "DURATION",
        description: "With key: how long the approval may be used (default 24h)."
      },
      DRY_RUN
    ],
    examples: [
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1 --key file:alice.pem",
      "pcr-allowlist approve v1.4.0 --pcr0 3f2a\u2026c1",
      "pcr-allowlist approve projection --staged 77ab\u202609"
    ]
  },
  retire: {
    summary: "Let a release end in a while; verifiers go on accepting it until then.",
    argument: { name: "release", kind: "text", value: "ID", description: "The release." },
    options: [
      CONFIG,
      {
        name: "after",
        kind: "text",
        value: "DURATION",
        description: "When it ends, such as 72h (default: retire-after of the configuration)."
      },
      ALLOW_EMPTY,
      DRY_RUN
    ],
    examples: ["pcr-allowlist retire v1.3.0 --after 72h"]
  },
  revoke: {
    summary: "End the trust in an image at once, under every id.",
    argument: {
      name: "release",
      kind: "text",
      value: "ID",
      description: "The release; or give pcr0.",
      optional: true
    },
    options: [
      CONFIG,
      {
        name: "pcr0",
        kind: "text",
        value: "HEX",
        description: "PCR0 of the image, in place of a release."
      },
      { name: "reason", kind: "text", value: "TEXT", description: "Why; recorded in the list." },
      ALLOW_EMPTY,
      DRY_RUN
    ],
    examples: ['pcr-allowlist revoke v1.3.0 --reason "CVE-2026-0001 in the bundled OpenSSL"']
  },
  renew: {
    summary: "Sign the list anew, so that it does not expire; nothing else changes.",
    options: [
      CONFIG,
      {
        name: "from-signer",
        kind: "text",
        value: "PEM",
        description: "Public key file that signed the list and left the trust too early: taken for reading it, this once."
      },
      DRY_RUN
    ],
    examples: ["pcr-allowlist renew", "pcr-allowlist renew --from-signer old-list.pub.pem"]
  }
};

// src/workflow/measure-spec.ts
var MEASURE = {
  summary: "Compute the PCRs of an EIF and verify its structure and its signature.",
  argument: {
    name: "eif",
    kind: "text",
    value: "EIF",
    description: "The enclave image to measure: a file, an s3:// or an https:// address."
  },
  options: [
    {
      name: "sha256",
      kind: "text",
      value: "HEX",
      description: "Refuse an image whose file has another SHA-256."
    },
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
};

// src/workflow/reader-specs.ts
var PINS = [
  {
    name: "store",
    kind: "text",
    value: "ADDRESS",
    description: "The store: s3://BUCKET/PREFIX or file:FOLDER."
  },
  {
    name: "list",
    kind: "text",
    value: "ID",
    description: "The 32 hex digits that init drew for this list."
  },
  {
    name: "trust",
    kind: "list",
    value: "KEY",
    description: "Public key file (PEM) whose signatures count. May be given several times."
  },
  {
    name: "threshold",
    kind: "text",
    value: "N",
    description: "How many of these keys must have signed (default 1)."
  }
];
var LIST_READERS = {
  verify: {
    summary: "Verify a PCR manifest, or the allow-list of a store, with nothing but what a verifier pins.",
    options: [
      CONFIG,
      { name: "manifest", kind: "text", value: "FILE", description: "The manifest to verify." },
      { name: "allow-list", kind: "flag", description: "Verify the list of the store." },
      ...PINS,
      {
        name: "at",
        kind: "text",
        value: "RFC3339",
        description: "The instant to judge at (default: now)."
      },
      {
        name: "remember",
        kind: "text",
        value: "FILE",
        description: "Where the newest version seen is kept: a lower one, or another one of the same number, is refused."
      }
    ],
    examples: [
      "pcr-allowlist verify --allow-list --store s3://acme-enclaves/signer/prod --list 5f0c6c1d0b2e4a7f9d3b8e61a2c4d590 --trust list.pub.pem --remember seen.json",
      "pcr-allowlist verify --manifest enclave.dsse.json --trust manifest.pub.pem"
    ]
  },
  export: {
    summary: "Print what is allowed now, verified first, in the form of another verifier.",
    options: [
      CONFIG,
      {
        name: "to",
        kind: "text",
        value: "NAME",
        description: "The form: nitro-cli, kms-condition, prowler, evervault, pcr-flags, rvps, flashbots or env."
      },
      {
        name: "release",
        kind: "text",
        value: "ID",
        description: "Only this release, for forms that hold a single one."
      },
      ...PINS
    ],
    examples: [
      "pcr-allowlist export --to nitro-cli --release v1.4.0",
      "pcr-allowlist export --to env"
    ]
  }
};

// src/workflow/commands.ts
var COMMANDS = {
  init: LIST_WRITERS.init,
  measure: MEASURE,
  publish: LIST_WRITERS.publish,
  approve: LIST_WRITERS.approve,
  retire: LIST_WRITERS.retire,
  revoke: LIST_WRITERS.revoke,
  renew: LIST_WRITERS.renew,
  verify: LIST_READERS.verify,
  export: LIST_READERS.export
};
function commandSpec(name) {
  return COMMANDS[name];
}

// src/cli/help.ts
var EXIT_CODES = `Exit codes: 0 done; 1 usage or internal error; 2 format or signature refused; 3 refused by policy;
4 conflict, try again; 5 drift found; 6 could not tell.
`;
function programHelp() {
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) => entry(name, summary));
  return `Usage: pcr-allowlist COMMAND [options]

Measures AWS Nitro Enclave images (EIF), publishes signed PCR manifests, and keeps the verifier allow-list.

Commands:
${commands.join("")}
Options:
${entry("-h, --help", "Print this, or the help of a command.")}${entry("-V, --version", "Print the version.")}
${EXIT_CODES}`;
}
function commandHelp(name, { summary, argument, options, examples }) {
  const rows = options.map(
    (option) => entry(
      option.kind === "flag" ? `--${option.name}` : `--${option.name} ${option.value}`,
      option.description
    )
  );
  const place = argument?.optional ? ` [${argument.value}]` : ` ${argument?.value}`;
  const own = argument === void 0 ? "" : `
Arguments:
${entry(argument.value, argument.description)}`;
  return `Usage: pcr-allowlist ${name}${argument === void 0 ? "" : place} [options]

${summary}
${own}
Options:
${rows.join("")}${entry("--json", "Print one JSON object on standard output, whatever happens.")}${entry("-h, --help", "Print this.")}
Examples:
${examples.map((line) => `  ${line}
`).join("")}
${EXIT_CODES}`;
}
var NAME_COLUMNS = 28;
var TEXT_COLUMNS = 80;
function entry(name, text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > TEXT_COLUMNS) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line, i) => `  ${(i === 0 ? name : "").padEnd(NAME_COLUMNS)}${line}
`).join("");
}

// src/cli/parse.ts
function commandOf(argv) {
  const [word] = argv.filter((argument) => !argument.startsWith("-"));
  return word !== void 0 && Object.hasOwn(COMMANDS, word) ? word : null;
}
function parseCommandLine(argv) {
  const [first, ...rest] = argv;
  if (first === "--version" || first === "-V") return { kind: "text", text: `${VERSION}
` };
  if (first === "--help" || first === "-h") return { kind: "text", text: programHelp() };
  const command = commandOf(argv);
  if (command === null)
    throw usage2(
      first === void 0 ? "expected a command" : `unknown command ${JSON.stringify(first)}`
    );
  if (first !== command) throw usage2(`expected the command first, found ${JSON.stringify(first)}`);
  const spec = commandSpec(command);
  const { flags, texts, positionals } = parseArguments(rest, spec);
  if (flags.has("help")) return { kind: "text", text: commandHelp(command, spec) };
  return { kind: "command", command, values: valuesOf(spec, flags, texts, positionals) };
}
function parseArguments(args, { options }) {
  const config = Object.fromEntries(
    options.map(({ name, kind }) => [
      name,
      { type: kind === "flag" ? "boolean" : "string", multiple: true }
    ])
  );
  const always = {
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" }
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...config, ...always },
      allowPositionals: true
    });
    const given = Object.entries(values);
    return {
      flags: new Set(
        given.filter(([, value]) => value === true || Array.isArray(value) && value[0] === true).map(([name]) => name)
      ),
      texts: new Map(
        given.flatMap(
          ([name, value]) => Array.isArray(value) && typeof value[0] === "string" ? [[name, value]] : []
        )
      ),
      positionals
    };
  } catch (error) {
    const [sentence = ""] = String(error.message).split(". ");
    throw usage2(sentence);
  }
}
function valuesOf({ argument, options }, flags, texts, positionals) {
  const [value, ...others] = argument === void 0 ? [void 0, ...positionals] : positionals;
  const [extra] = others;
  if (extra !== void 0) throw usage2(`unexpected argument ${JSON.stringify(extra)}`);
  if (argument !== void 0 && (value === "" || value === void 0 && !argument.optional)) {
    throw usage2(`expected ${argument.value}, ${argument.description}`);
  }
  return {
    ...argument === void 0 ? {} : { [argument.name]: value },
    json: flags.has("json"),
    ...Object.fromEntries(
      options.map((option) => [option.name, optionValue(option, flags, texts)])
    )
  };
}
function optionValue({ name, kind }, flags, texts) {
  if (kind === "flag") return flags.has(name);
  const given = texts.get(name) ?? [];
  if (given.includes("")) throw usage2(`--${name} must not be empty`);
  if (kind === "list") return given;
  if (given.length > 1) throw usage2(`--${name} was given twice`);
  return given[0];
}
function usage2(message) {
  return new UsageError(message, {
    hint: "Run pcr-allowlist --help, or pcr-allowlist COMMAND --help, for what there is."
  });
}

// src/cli/run.ts
var PROGRESS_FROM_BYTES = 32 * 1024 * 1024;
async function run(argv, terminal) {
  try {
    const invocation = parseCommandLine(argv);
    if (invocation.kind === "text") {
      terminal.out(invocation.text);
      return 0;
    }
    const { command, values } = invocation;
    if (command === "measure") return await runMeasure(measureRequest(values), terminal);
    return await runList(command, values, terminal);
  } catch (error) {
    const outcome = failed(commandOf(argv), error);
    tellFailure(outcome, argv.includes("--json"), terminal);
    return outcome.exitCode;
  }
}
async function runMeasure(request, terminal) {
  const progress = new Progress(terminal);
  const outcome = await measure(
    request,
    {
      openImage: openMeasuredImage,
      readText: readTextFile,
      onProgress: (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes)
    },
    systemNow()
  );
  progress.clear();
  const style = terminalStyle(request.form === "report" && terminal.outColours());
  const { out, file } = renderMeasure(outcome, request.form, style);
  if (request.output !== void 0 && file !== void 0) await writeTextFile(request.output, file);
  terminal.out(out);
  if (request.form !== "json") tellProblems(outcome, terminal);
  return outcome.exitCode;
}
async function runList(command, values, terminal) {
  const [{ listPorts }, { runListCommand }, { renderListCommand }] = await Promise.all([
    import("../chunks/list-ports-MUVX33CP.js"),
    import("../chunks/run-list-command-M6KN6OLX.js"),
    import("../chunks/list-command-5TLRGTCE.js")
  ]);
  const progress = new Progress(terminal);
  const ports = listPorts(
    (name, doneBytes, totalBytes) => progress.show(name, doneBytes, totalBytes)
  );
  const ended = await runListCommand(command, values, ports);
  progress.clear();
  const json = values["json"] === true;
  const style = terminalStyle(!json && terminal.outColours());
  terminal.out(renderListCommand(ended, json, style));
  if (!json) tellProblems(ended.outcome, terminal);
  return ended.outcome.exitCode;
}
function tellFailure(outcome, json, terminal) {
  try {
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else tellProblems(outcome, terminal);
  } catch {
    tellProblems(outcome, terminal);
  }
}
function tellProblems({ warnings, error }, terminal) {
  if (warnings.length === 0 && error === void 0) return;
  const style = terminalStyle(terminal.errColours());
  terminal.err(renderWarnings(warnings, style));
  if (error !== void 0) terminal.err(renderFailure(error, style));
}
var Progress = class {
  terminal;
  shown = -1;
  constructor(terminal) {
    this.terminal = terminal;
  }
  show(name, doneBytes, totalBytes) {
    const percent = Math.floor(100 * doneBytes / totalBytes);
    if (totalBytes < PROGRESS_FROM_BYTES || percent === this.shown || !this.terminal.progress())
      return;
    this.shown = percent;
    this.terminal.err(renderProgress(name, doneBytes, totalBytes));
  }
  clear() {
    if (this.shown >= 0) this.terminal.err(CLEAR_PROGRESS);
  }
};

// src/cli/main.ts
process.exitCode = await run(process.argv.slice(2), processTerminal());
