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
} from "../chunks/chunk-HB5D434J.js";
import {
  code,
  escapeMarkdown,
  joinBlocks,
  markdownTable,
  measureJson,
  measurementsJson,
  printable,
  renderColumns,
  renderOutcomeJson,
  sizeText,
  terminalStyle
} from "../chunks/chunk-NG2RYN32.js";
import {
  JsonNumber,
  exitCodeOf,
  failed,
  failureOf,
  parseStrictJson,
  renderJson
} from "../chunks/chunk-PW5PHRO4.js";
import {
  nodeHashing
} from "../chunks/chunk-OQHMS7VJ.js";
import {
  EMPTY_CONTENT_PCR,
  ZERO_PCR,
  directoryText,
  doubleHashedText,
  extend,
  nameToRfc4514,
  pcr3OfRole,
  pcr4OfInstance
} from "../chunks/chunk-H4F5QMGC.js";
import {
  formatInstant
} from "../chunks/chunk-SJ5BL4BR.js";
import {
  readTextFile,
  writeTextFile
} from "../chunks/chunk-RED47MN7.js";
import {
  openFileSource
} from "../chunks/chunk-Y5JD6MO5.js";
import {
  encodeHex,
  encodeUtf8
} from "../chunks/chunk-POKFQCOA.js";
import {
  tmpdir
} from "../chunks/chunk-EX5VHNSJ.js";
import {
  join
} from "../chunks/chunk-RWTYO2DT.js";
import {
  appendFileSync,
  writeSync
} from "../chunks/chunk-52V52ITK.js";
import "../chunks/chunk-PSIR7QIB.js";
import {
  randomUUID
} from "../chunks/chunk-DUTF5YP6.js";
import {
  AdapterError,
  FormatError,
  UsageError
} from "../chunks/chunk-UHMTJ6P3.js";
import {
  __require
} from "../chunks/chunk-OEXZQEQP.js";

// builtin:os
var EOL = /* @__PURE__ */ (() => __require("os").EOL)();

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input) {
  if (input === null || input === void 0) {
    return "";
  } else if (typeof input === "string" || input instanceof String) {
    return input;
  }
  return JSON.stringify(input);
}
function toCommandProperties(annotationProperties) {
  if (!Object.keys(annotationProperties).length) {
    return {};
  }
  return {
    title: annotationProperties.title,
    file: annotationProperties.file,
    line: annotationProperties.startLine,
    endLine: annotationProperties.endLine,
    col: annotationProperties.startColumn,
    endColumn: annotationProperties.endColumn
  };
}

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + EOL);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// builtin:crypto
var randomUUID2 = /* @__PURE__ */ (() => __require("crypto").randomUUID)();

// builtin:fs
var appendFileSync2 = /* @__PURE__ */ (() => __require("fs").appendFileSync)();
var existsSync = /* @__PURE__ */ (() => __require("fs").existsSync)();

// node_modules/@actions/core/lib/file-command.js
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  appendFileSync2(filePath, `${toCommandValue(message)}${EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter2 = `ghadelimiter_${randomUUID2()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter2)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter2}"`);
  }
  if (convertedValue.includes(delimiter2)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter2}"`);
  }
  return `${key}<<${delimiter2}${EOL}${convertedValue}${EOL}${delimiter2}`;
}

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function getInput(name, options) {
  const val = process.env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] || "";
  if (options && options.required && !val) {
    throw new Error(`Input required and not supplied: ${name}`);
  }
  if (options && options.trimWhitespace === false) {
    return val;
  }
  return val.trim();
}
function getMultilineInput(name, options) {
  const inputs = getInput(name, options).split("\n").filter((x) => x !== "");
  if (options && options.trimWhitespace === false) {
    return inputs;
  }
  return inputs.map((input) => input.trim());
}
function getBooleanInput(name, options) {
  const trueValue = ["true", "True", "TRUE"];
  const falseValue = ["false", "False", "FALSE"];
  const val = getInput(name, options);
  if (trueValue.includes(val))
    return true;
  if (falseValue.includes(val))
    return false;
  throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}
Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}

// src/adapters/standard-streams.ts
var RETRY_MS = 2;
function writeStandard(descriptor, text) {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error2) {
      const { code: code2 } = error2;
      if (code2 === "EPIPE") return;
      if (code2 !== "EAGAIN") {
        const stream = descriptor === 1 ? "standard output" : "standard error";
        throw new AdapterError(
          "output-not-writable",
          `cannot write to ${stream}: ${code2 ?? error2}`,
          {
            cause: error2
          }
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

// src/adapters/github-runner.ts
function githubRunner() {
  return {
    text: (name) => getInput(name),
    lines: (name) => getMultilineInput(name),
    flag: (name) => getInput(name) !== "" && getBooleanInput(name),
    output: (name, value) => setOutput(name, value),
    log: logWithoutCommands,
    warning: (title, message) => warning(message, { title }),
    error: (title, message) => error(message, { title }),
    summary: writeSummary,
    temporaryPath: (name) => join(process.env["RUNNER_TEMP"] || tmpdir(), name)
  };
}
function logWithoutCommands(text) {
  const token = randomUUID();
  writeStandard(
    1,
    `::stop-commands::${token}
${text.endsWith("\n") ? text : `${text}
`}::${token}::
`
  );
}
function writeSummary(markdown) {
  const path = process.env["GITHUB_STEP_SUMMARY"];
  if (!path) return;
  try {
    appendFileSync(path, markdown);
  } catch (error2) {
    warning(`the job summary could not be written: ${String(error2)}`, { title: "summary" });
  }
}

// src/adapters/measured-image.ts
var REMOTE = /^(?:s3|https?):\/\//;
async function openMeasuredImage(name, sha256) {
  if (sha256 === void 0 && !REMOTE.test(name)) return openFileSource(name);
  const { openImage } = await import("../chunks/open-image-YZH7L7RA.js");
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

// src/report/measure-markdown.ts
function renderMeasureSummary({
  result,
  error: error2,
  warnings,
  exitCode
}) {
  const verdict = exitCode === 0 ? "\u2705 measured" : `\u274C ${exitCode === 6 ? "could not tell" : "refused"}`;
  return joinBlocks([
    `## Enclave image: ${verdict}
`,
    error2 === void 0 ? "" : `**${code(error2.code)}** ${escapeMarkdown(error2.message)}
`,
    error2?.hint === void 0 ? "" : `${escapeMarkdown(error2.hint)}
`,
    warnings.map((warning2) => `- \u26A0\uFE0F ${code(warning2.code)} ${escapeMarkdown(warning2.message)}
`).join(""),
    ...result === void 0 ? [] : resultBlocks(result)
  ]);
}
function resultBlocks(result) {
  const { eif } = result;
  return [
    `${code(eif.image.name)}: ${sizeText(eif.image.sizeBytes)}, EIF version ${eif.header.version}, ${eif.header.architecture}, SHA-256 ${code(eif.image.sha256)}
`,
    "### Measurements\n",
    pcrTable(result),
    "### Signature\n",
    signatureTable(eif),
    ...comparisonBlocks(result),
    "### Sections\n",
    sectionTable(eif),
    ...metadataBlocks(eif),
    "### Not measured\n",
    "No PCR covers the EIF header, the metadata and the signature section; the signing certificate counts only through PCR8. What the enclave loads at run time is in no PCR either.\n"
  ];
}
function pcrTable({ eif, instanceRoles, instanceIds }) {
  const { PCR0, PCR1, PCR2, PCR8 } = eif.measurements;
  const rows = [
    ["PCR0", code(PCR0), "kernel, command line, all ramdisks"],
    ["PCR1", code(PCR1), "kernel, command line, first ramdisk"],
    ["PCR2", code(PCR2), "the other ramdisks"],
    ...instanceRoles.map(({ arn, PCR3 }) => ["PCR3", code(PCR3), `role ${code(arn)}`]),
    ...instanceIds.map(({ id, PCR4 }) => ["PCR4", code(PCR4), `instance ${code(id)}`]),
    ...PCR8 === void 0 ? [] : [["PCR8", code(PCR8), "signing certificate"]]
  ];
  return markdownTable(["Register", "Value (SHA-384)", "Covers"], rows);
}
function signatureTable({ signature }) {
  if (signature === void 0) return "The image is not signed: the enclave has no PCR8.\n";
  const { algorithm, certificate } = signature;
  return markdownTable(
    ["Signing certificate", ""],
    [
      ["Signature", `verified, ${algorithm} over PCR0`],
      ["Subject", code(nameToRfc4514(certificate.subject))],
      ["Issuer", code(nameToRfc4514(certificate.issuer))],
      ["Serial number", code(certificate.serialNumber)],
      [
        "Valid",
        `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`
      ]
    ]
  );
}
function sectionTable({ sections }) {
  return markdownTable(
    ["Section", "Offset", "Size", "SHA-384 of the data", "Measured"],
    sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => [
      type,
      String(offsetBytes),
      String(sizeBytes),
      code(sha384),
      type === "metadata" || type === "signature" ? "no" : "yes"
    ])
  );
}
function metadataBlocks({ metadata }) {
  if (metadata === void 0) return [];
  const rows = metadataFacts(metadata).map(([name, value]) => [code(name), code(value)]);
  return [
    "### Metadata (unmeasured)\n",
    "Anybody can change it without changing a PCR.\n",
    markdownTable(["Key", "Value"], rows)
  ];
}
function comparisonBlocks({ comparison, expectation }) {
  const blocks = [];
  if (expectation !== void 0) {
    const met = expectation.differences.length === 0 && expectation.notComputed.length === 0;
    blocks.push(
      `### Expectation ${met ? "met" : "not met"}
`,
      differenceTable(expectation.differences)
    );
  }
  if (comparison !== void 0) {
    const { reproducible, sameFile, sections } = comparison;
    blocks.push(
      `### Compared with ${code(comparison.other.image.name)}: ${reproducible ? "reproducible" : "not reproducible"}
`,
      sameFile ? "The files are equal, byte by byte.\n" : "",
      differenceTable(comparison.pcrs),
      markdownTable(
        ["Differing section", "Measured", "Expected", "Found"],
        sections.map(({ type, position, measured, expected, found }) => [
          `${type} ${position}`,
          measured ? "yes" : "no",
          expected === void 0 ? "absent" : `${expected.sizeBytes} bytes, ${code(expected.sha384)}`,
          found === void 0 ? "absent" : `${found.sizeBytes} bytes, ${code(found.sha384)}`
        ])
      )
    );
  }
  return blocks;
}
function differenceTable(differences) {
  return markdownTable(
    ["Register", "Difference", "Expected", "Found"],
    differences.map((difference) => [
      code(difference.pcr),
      difference.kind,
      difference.kind === "extra" ? "none" : code(difference.expected),
      difference.kind === "missing" ? "none" : code(difference.found)
    ])
  );
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
  } catch (error2) {
    return failed("measure", error2);
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
    warnings: [...others.map(({ code: code2, message }) => ({ code: code2, message })), ...warnings]
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

// src/action/inputs.ts
function commandInput(runner) {
  const command = runner.text("command");
  if (Object.hasOwn(COMMANDS, command)) return command;
  throw new UsageError(
    `command: expected one of ${Object.keys(COMMANDS).join(", ")}, found ${JSON.stringify(command)}`
  );
}
function optionInputs(runner, command) {
  const { argument, options } = commandSpec(command);
  return Object.fromEntries(
    [...argument === void 0 ? [] : [argument], ...options].map((spec) => [
      spec.name,
      inputValue(runner, spec)
    ])
  );
}
function inputValue(runner, { name, kind }) {
  switch (kind) {
    case "text":
      return runner.text(name);
    case "list":
      return runner.lines(name);
    case "flag":
      try {
        return runner.flag(name);
      } catch (cause) {
        throw new UsageError(
          `${name}: expected true or false, found ${JSON.stringify(runner.text(name))}`,
          { cause }
        );
      }
  }
}

// src/action/outputs.ts
function measureOutputs({ eif, instanceRoles }, measurementsPath) {
  const { measurements, signature } = eif;
  const [role, ...otherRoles] = instanceRoles;
  return {
    pcr0: measurements.PCR0,
    pcr1: measurements.PCR1,
    pcr2: measurements.PCR2,
    ...measurements.PCR8 === void 0 ? {} : { pcr8: measurements.PCR8 },
    ...role === void 0 || otherRoles.length > 0 ? {} : { pcr3: role.PCR3 },
    "instance-roles": JSON.stringify(instanceRoles),
    "eif-sha256": eif.image.sha256,
    measurements: JSON.stringify(measurementsJson(measurements)),
    "measurements-path": measurementsPath,
    architecture: eif.header.architecture,
    signed: String(signature !== void 0),
    ...signature === void 0 ? {} : { "certificate-not-after": formatInstant(signature.certificate.notAfter) }
  };
}

// src/action/run.ts
async function run(runner) {
  let command = null;
  try {
    command = commandInput(runner);
    return command === "measure" ? await runMeasure(runner) : await runList(command, runner);
  } catch (error2) {
    const outcome = failed(command, error2);
    tellProblems(outcome, runner);
    return outcome.exitCode;
  }
}
async function runMeasure(runner) {
  const request = measureRequest(optionInputs(runner, "measure"));
  const outcome = await measure(
    request,
    { openImage: openMeasuredImage, readText: readTextFile },
    systemNow()
  );
  const { out, file } = renderMeasure(outcome, request.form, terminalStyle(false));
  if (outcome.exitCode === 0 && outcome.result !== void 0) {
    const path = runner.temporaryPath(`pcr-allowlist-${outcome.result.eif.image.sha256}.json`);
    await writeTextFile(path, renderOutcomeJson(outcome, measureJson));
    if (request.output !== void 0 && file !== void 0)
      await writeTextFile(request.output, file);
    for (const [name, value] of Object.entries(measureOutputs(outcome.result, path)))
      runner.output(name, value);
  }
  runner.log(out);
  tellProblems(outcome, runner);
  runner.summary(renderMeasureSummary(outcome));
  return outcome.exitCode;
}
async function runList(command, runner) {
  const [{ listPorts }, { runListCommand }, rendering, { listOutputs }] = await Promise.all([
    import("../chunks/list-ports-UYV35ERY.js"),
    import("../chunks/run-list-command-DPIUUVRC.js"),
    import("../chunks/list-command-MYHGHR75.js"),
    import("../chunks/list-outputs-4U4JX7PK.js")
  ]);
  const ended = await runListCommand(command, optionInputs(runner, command), listPorts());
  for (const [name, value] of Object.entries(listOutputs(ended))) runner.output(name, value);
  runner.log(rendering.renderListCommand(ended, false, terminalStyle(false)));
  tellProblems(ended.outcome, runner);
  runner.summary(rendering.renderListCommandSummary(ended));
  return ended.outcome.exitCode;
}
function tellProblems(outcome, runner) {
  for (const { code: code2, message } of outcome.warnings) runner.warning(code2, printable(message));
  const { error: error2 } = outcome;
  if (error2 !== void 0) {
    runner.error(
      error2.code,
      [error2.message, error2.hint].filter((text) => text !== void 0).map(printable).join("\n")
    );
  }
}

// src/action/main.ts
process.exitCode = await run(githubRunner());
