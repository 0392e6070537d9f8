import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  parseStrictJson
} from "./chunk-PW5PHRO4.js";
import {
  CRC_OFFSET_BYTES,
  EIF_HEADER_BYTES,
  HEADER_OFFSET,
  SECTION_HEADER_BYTES,
  digestInThread,
  nodeHashing,
  parseEifHeader,
  sectionTableRefusal
} from "./chunk-MHV63HXC.js";
import {
  DAY_MS,
  formatInstant,
  parseDuration,
  parseInstant,
  pcr8OfCertificate,
  rolePathWarning
} from "./chunk-JBBBBQRB.js";
import {
  equalBytes
} from "./chunk-POKFQCOA.js";
import {
  METADATA_MAX_BYTES,
  SIGNATURE_SECTION_MAX_BYTES
} from "./chunk-PSIR7QIB.js";
import {
  FormatError,
  TrustError,
  UsageError
} from "./chunk-UHMTJ6P3.js";

// src/workflow/option-values.ts
var CONFIGURATION_FILE = "pcr-allowlist.yml";
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
  /** So many bytes in hexadecimal digits, as lower case. Throws `usage` for anything else. */
  hex(name, bytes) {
    const value = this.text(name)?.toLowerCase();
    if (value === void 0 || new RegExp(`^[0-9a-f]{${2 * bytes}}$`).test(value)) return value;
    throw new UsageError(
      `${name}: expected ${2 * bytes} hexadecimal digits, found ${value.length}`
    );
  }
  /** A length of time such as `72h`. Throws `usage` for anything else. */
  duration(name) {
    return this.parsed(name, parseDuration);
  }
  /** RFC 3339 in UTC. Throws `usage` for anything else. */
  instant(name) {
    return this.parsed(name, parseInstant);
  }
  parsed(name, parse) {
    const value = this.text(name);
    if (value === void 0) return void 0;
    try {
      return parse(value);
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause;
      throw new UsageError(`${name}: ${cause.message}`, { cause });
    }
  }
};

// src/measure/pcr-comparison.ts
function comparePcrs(expected, found) {
  const names = [.../* @__PURE__ */ new Set([...Object.keys(expected), ...Object.keys(found)])].sort(byIndex);
  return names.flatMap((pcr) => {
    const wanted = expected[pcr]?.toLowerCase();
    const seen = found[pcr]?.toLowerCase();
    if (wanted === seen) return [];
    if (seen === void 0) return [{ kind: "missing", pcr, expected: wanted ?? "" }];
    if (wanted === void 0) return [{ kind: "extra", pcr, found: seen }];
    return [{ kind: "different", pcr, expected: wanted, found: seen }];
  });
}
function byIndex(a, b) {
  return Number(a.slice(3)) - Number(b.slice(3));
}

// src/format/byte-source.ts
async function readExactly(source, offsetBytes, lengthBytes, what) {
  const leftBytes = source.sizeBytes - offsetBytes;
  if (lengthBytes > leftBytes) {
    throw new FormatError(
      "truncated",
      `${what}: expected ${lengthBytes} bytes, found ${Math.max(0, leftBytes)}`,
      {
        at: { file: source.name, offsetBytes }
      }
    );
  }
  const bytes = new Uint8Array(lengthBytes);
  await source.read(offsetBytes, bytes);
  return bytes;
}

// src/format/file-kind.ts
var TAR_BLOCK_BYTES = 512;
var TAR_ENTRIES = 32;
async function fileKind(source) {
  const start = await block(source, 0);
  if (startsWith(start, [31, 139])) return "gzip";
  if (startsWith(start, [127, 69, 76, 70])) return "elf";
  if (startsWith(start, [80, 75, 3, 4]) || startsWith(start, [80, 75, 5, 6]))
    return "zip";
  if (!isTarHeader(start)) return void 0;
  return await holdsOciLayout(source) ? "oci" : "tar";
}
async function block(source, offsetBytes) {
  const bytes = new Uint8Array(
    Math.max(0, Math.min(TAR_BLOCK_BYTES, source.sizeBytes - offsetBytes))
  );
  await source.read(offsetBytes, bytes);
  return bytes;
}
function startsWith(bytes, prefix) {
  return prefix.every((byte, i) => bytes[i] === byte);
}
function isTarHeader(bytes) {
  return bytes.length === TAR_BLOCK_BYTES && ascii(bytes, 257, 5) === "ustar";
}
function ascii(bytes, offset, length) {
  const end = bytes.subarray(offset, offset + length).indexOf(0);
  return String.fromCharCode(...bytes.subarray(offset, end < 0 ? offset + length : offset + end));
}
async function holdsOciLayout(source) {
  let offsetBytes = 0;
  for (let i = 0; i < TAR_ENTRIES; i++) {
    const header = await block(source, offsetBytes);
    if (!isTarHeader(header)) return false;
    const name = ascii(header, 0, 100).replace(/^\.\//, "");
    if (name === "oci-layout" || name.startsWith("blobs/sha256")) return true;
    const sizeBytes = Number.parseInt(ascii(header, 124, 12), 8);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) return false;
    offsetBytes += TAR_BLOCK_BYTES * (1 + Math.ceil(sizeBytes / TAR_BLOCK_BYTES));
  }
  return false;
}

// src/format/eif.ts
var MAGIC = [46, 101, 105, 102];
var SECTION_TYPES = ["kernel", "cmdline", "ramdisk", "signature", "metadata"];
async function parseEifLayout(source) {
  await requireMagic(source);
  const headerBytes = await readExactly(source, 0, EIF_HEADER_BYTES, "EIF header");
  const view = new DataView(headerBytes.buffer);
  const { header, table } = parseEifHeader(view, source.name);
  const headerRanges = [{ offsetBytes: 0, bytes: headerBytes }];
  const warnings = [];
  const sections = [];
  let offsetBytes = EIF_HEADER_BYTES;
  for (const [index, claimed] of table.entries()) {
    const bytes = await readExactly(
      source,
      offsetBytes,
      SECTION_HEADER_BYTES,
      `header of section ${index}`
    );
    headerRanges.push({ offsetBytes, bytes });
    const section = parseSectionHeader(new DataView(bytes.buffer), index, offsetBytes, source);
    if (BigInt(section.sizeBytes) !== claimed) {
      warnings.push(staleSize(section, claimed, index, index === table.length - 1, source.name));
    }
    sections.push(section);
    offsetBytes += SECTION_HEADER_BYTES + section.sizeBytes;
  }
  if (offsetBytes !== source.sizeBytes) {
    throw new FormatError(
      "trailing-bytes",
      `expected the file to end after its last section, found ${source.sizeBytes - offsetBytes} more bytes`,
      { at: { file: source.name, offsetBytes } }
    );
  }
  requireCounts(header.version, sections, source.name);
  requireOrder(sections, source.name);
  requireSignatureSize(sections, source.name);
  return { header, sections, headerRanges, warnings };
}
async function requireMagic(source) {
  const start = new Uint8Array(Math.min(MAGIC.length, source.sizeBytes));
  await source.read(0, start);
  if (start.every((byte, i) => byte === MAGIC[i])) return;
  const looksLike = await fileKind(source);
  throw new FormatError(
    "bad-magic",
    `expected an EIF, which begins with ".eif"${looksLike === void 0 ? "" : `; this looks like ${looksLike}`}`,
    {
      at: { file: source.name, offsetBytes: 0, ...looksLike === void 0 ? {} : { looksLike } },
      hint: "Give the .eif file that nitro-cli build-enclave or eif_build wrote, not the container image it was built from."
    }
  );
}
function parseSectionHeader(view, index, offsetBytes, source) {
  const file = source.name;
  const typeNumber = view.getUint16(0);
  const type = SECTION_TYPES[typeNumber - 1];
  if (type === void 0) {
    throw new FormatError(
      "section-type",
      `section ${index}: expected a type from 1 to 5, found ${typeNumber}`,
      {
        at: { file, offsetBytes }
      }
    );
  }
  const flags = view.getUint16(2);
  if (flags !== 0) {
    throw new FormatError(
      "section-flags",
      `section ${index} (${type}): expected flags 0, found ${flags}`,
      {
        at: { file, offsetBytes: offsetBytes + 2 }
      }
    );
  }
  const sizeBytes = view.getBigUint64(4);
  const leftBytes = source.sizeBytes - offsetBytes - SECTION_HEADER_BYTES;
  if (sizeBytes > BigInt(leftBytes)) {
    throw new FormatError(
      "truncated",
      `section ${index} (${type}): expected ${sizeBytes} bytes of data, found ${leftBytes}`,
      {
        at: { file, offsetBytes: offsetBytes + SECTION_HEADER_BYTES }
      }
    );
  }
  return { type, offsetBytes, sizeBytes: Number(sizeBytes) };
}
function staleSize(section, claimed, index, last, file) {
  const plausible = claimed >= 1n && claimed <= BigInt(SIGNATURE_SECTION_MAX_BYTES);
  if (!last || section.type !== "signature" || !plausible) {
    throw sectionTableRefusal(
      `section ${index} (${section.type}): the table says ${claimed} bytes and the section's own header ${section.sizeBytes}`,
      HEADER_OFFSET.sizes + 8 * index,
      file
    );
  }
  return {
    code: "stale-signature-size",
    message: `The header's table says that the signature section has ${claimed} bytes; it has ${section.sizeBytes}. nitro-cli sign-eif leaves the old size behind when it replaces a signature. No PCR depends on it, but sign from the unsigned image to avoid it.`
  };
}
function requireCounts(version, sections, file) {
  const count = (type) => sections.filter((section) => section.type === type).length;
  const refuse = (type, expected) => {
    const seen = sections.filter((section) => section.type === type);
    throw new FormatError("section-count", `expected ${expected}, found ${seen.length}`, {
      at: {
        file,
        offsetBytes: seen[1]?.offsetBytes ?? seen[0]?.offsetBytes ?? HEADER_OFFSET.count
      }
    });
  };
  if (count("kernel") !== 1) refuse("kernel", "one kernel");
  if (count("cmdline") !== 1) refuse("cmdline", "one command line");
  const metadata = version === 4 ? 1 : 0;
  if (count("metadata") !== metadata)
    refuse("metadata", `${metadata === 1 ? "one" : "no"} metadata section in version ${version}`);
  const signatures = version === 2 ? 0 : 1;
  if (count("signature") > signatures) {
    refuse(
      "signature",
      `${signatures === 1 ? "at most one" : "no"} signature section in version ${version}`
    );
  }
}
function requireOrder(sections, file) {
  const first = sections.find((section) => section.type === "kernel" || section.type === "ramdisk");
  if (first?.type === "ramdisk") {
    throw new FormatError("section-order", "expected the kernel before every ramdisk", {
      at: { file, offsetBytes: first.offsetBytes }
    });
  }
}
function requireSignatureSize(sections, file) {
  const signature = sections.find((section) => section.type === "signature");
  if (signature !== void 0 && signature.sizeBytes > SIGNATURE_SECTION_MAX_BYTES) {
    throw new FormatError(
      "signature-format",
      `expected a signature section of at most ${SIGNATURE_SECTION_MAX_BYTES} bytes, found ${signature.sizeBytes}`,
      { at: { file, offsetBytes: signature.offsetBytes } }
    );
  }
}

// src/format/eif-metadata.ts
var BUILD_KEYS = [
  "BuildTime",
  "BuildTool",
  "BuildToolVersion",
  "OperatingSystem",
  "KernelVersion"
];
var KEYS = [
  "ImageName",
  "ImageVersion",
  "BuildMetadata",
  "DockerInfo",
  "CustomMetadata"
];
function parseEifMetadata(bytes, at) {
  const value = parseObject(bytes, at);
  requireKeys(value, KEYS, KEYS.slice(0, -1), "metadata", at);
  const build = value.get("BuildMetadata");
  if (!(build instanceof Map)) throw refusal("expected BuildMetadata to be an object", at);
  requireKeys(build, BUILD_KEYS, BUILD_KEYS, "BuildMetadata", at);
  const customMetadata = value.get("CustomMetadata") ?? null;
  return {
    imageName: textOf(value, "ImageName", at),
    imageVersion: textOf(value, "ImageVersion", at),
    build: new Map(BUILD_KEYS.map((key) => [key, textOf(build, key, at)])),
    dockerInfo: value.get("DockerInfo") ?? null,
    customMetadata,
    value,
    warnings: customMetadataWarnings(customMetadata)
  };
}
function parseObject(bytes, at) {
  let value;
  try {
    value = parseStrictJson(bytes);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    const offsetBytes = (at.offsetBytes ?? 0) + (cause.at?.offsetBytes ?? 0);
    throw new FormatError("metadata", `metadata is not strict JSON: ${cause.message}`, {
      at: { ...at, offsetBytes },
      cause
    });
  }
  if (!(value instanceof Map)) throw refusal("expected metadata to be a JSON object", at);
  return value;
}
function requireKeys(object, known, required, name, at) {
  for (const key of required) {
    if (!object.has(key)) throw refusal(`expected ${name} to have the key ${key}`, at);
  }
  for (const key of object.keys()) {
    if (!known.includes(key))
      throw refusal(
        `expected only ${known.join(", ")} in ${name}, found ${JSON.stringify(key)}`,
        at
      );
  }
}
function textOf(object, key, at) {
  const value = object.get(key);
  if (typeof value !== "string") throw refusal(`expected ${key} to be a text`, at);
  return value;
}
function customMetadataWarnings(custom) {
  if (custom === null) return [];
  if (!(custom instanceof Map)) {
    return [
      {
        code: "custom-metadata",
        message: "CustomMetadata is no object: nitro-cli describe-eif fails on this image"
      }
    ];
  }
  const taken = [...custom.keys()].filter(
    (key) => key === "DockerInfo" || BUILD_KEYS.includes(key)
  );
  if (taken.length === 0) return [];
  return [
    {
      code: "custom-metadata",
      message: `CustomMetadata holds ${taken.join(", ")}: nitro-cli describe-eif prints such a key twice, with two values`
    }
  ];
}
function refusal(message, at) {
  return new FormatError("metadata", message, { at });
}

// src/measure/node-digester.ts
var THREADS_FROM_BYTES = 8 * 1024 * 1024;
var inThread = digestInThread(nodeHashing);
var digestWithNode = {
  hashing: nodeHashing,
  async digest(source, sections, observe) {
    if (source.sizeBytes < THREADS_FROM_BYTES) return inThread.digest(source, sections, observe);
    const { digestWithThreads } = await import("./on-demand-7BSRFUBR.js");
    return digestWithThreads(source, sections, observe);
  }
};

// src/measure/measure-eif.ts
async function measureEif(source, options = {}) {
  const layout = await parseEifLayout(source);
  const { header, sections } = layout;
  const signature = sections.find((section) => section.type === "signature");
  const metadata = sections.find((section) => section.type === "metadata");
  const kept = new KeptContent([signature, metadata]);
  const confirmHeaders = headersConfirmer(layout.headerRanges, source.name);
  const digester = options.digester ?? digestWithNode;
  const tracks = await digester.digest(source, sections, (bytes, offsetBytes) => {
    confirmHeaders(bytes, offsetBytes);
    kept.observe(bytes, offsetBytes);
    options.onProgress?.(offsetBytes + bytes.length, source.sizeBytes);
  });
  await source.confirmUnchanged();
  if (tracks.crc32 !== header.crc32) {
    throw new FormatError(
      "bad-crc",
      `expected CRC ${crcText(header.crc32)} as the header says, found ${crcText(tracks.crc32)}`,
      {
        at: { file: source.name, offsetBytes: CRC_OFFSET_BYTES },
        hint: "The image was damaged or changed after it was built. Build it or copy it again."
      }
    );
  }
  const parsedMetadata = metadata === void 0 ? void 0 : parseMetadata(kept, metadata, source.name);
  const { PCR0, PCR1 } = tracks.image;
  const verified = signature === void 0 ? void 0 : await verifySignature(kept, signature, PCR0, source.name, digester.hashing);
  return {
    image: { name: source.name, sizeBytes: source.sizeBytes, sha256: tracks.sha256 },
    measurements: {
      PCR0,
      PCR1,
      PCR2: tracks.sections.PCR2,
      ...verified === void 0 ? {} : { PCR8: pcr8OfCertificate(verified.certificate.der, digester.hashing) }
    },
    header,
    sections: sections.map((section, i) => ({
      ...section,
      sha384: tracks.sections.sha384[i] ?? ""
    })),
    ...parsedMetadata === void 0 ? {} : { metadata: parsedMetadata },
    ...verified === void 0 ? {} : { signature: verified },
    warnings: [...layout.warnings, ...parsedMetadata?.warnings ?? []]
  };
}
async function verifySignature(kept, section, pcr0, file, hashing) {
  const { verifyEifSignature } = await import("./on-demand-7BSRFUBR.js");
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  return verifyEifSignature(kept.bytesOf(section), pcr0, at, hashing);
}
function parseMetadata(kept, section, file) {
  const at = { file, offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES };
  if (section.sizeBytes > METADATA_MAX_BYTES) {
    throw new FormatError(
      "metadata",
      `expected at most ${METADATA_MAX_BYTES} bytes of metadata, found ${section.sizeBytes}`,
      { at }
    );
  }
  return parseEifMetadata(kept.bytesOf(section), at);
}
function crcText(crc) {
  return `0x${crc.toString(16).padStart(8, "0")}`;
}
var KeptContent = class {
  kept;
  constructor(sections) {
    this.kept = sections.filter((section) => section !== void 0).filter((section) => section.sizeBytes <= METADATA_MAX_BYTES).map((section) => ({
      offsetBytes: section.offsetBytes + SECTION_HEADER_BYTES,
      bytes: new Uint8Array(section.sizeBytes)
    }));
  }
  observe(piece, offsetBytes) {
    for (const range of this.kept) {
      const { inPiece, inRange } = overlap(piece, offsetBytes, range);
      inRange.set(inPiece);
    }
  }
  bytesOf(section) {
    const offsetBytes = section.offsetBytes + SECTION_HEADER_BYTES;
    return this.kept.find((range) => range.offsetBytes === offsetBytes)?.bytes ?? new Uint8Array(0);
  }
};
function headersConfirmer(ranges, file) {
  return (piece, offsetBytes) => {
    for (const range of ranges) {
      const { inPiece, inRange } = overlap(piece, offsetBytes, range);
      if (equalBytes(inPiece, inRange)) continue;
      throw new TrustError(
        "input-changed",
        `${file} changed while it was read: its headers are no longer the same`,
        {
          at: { file, offsetBytes: range.offsetBytes },
          hint: "Measure after the build has finished writing the image."
        }
      );
    }
  };
}
function overlap(piece, offsetBytes, range) {
  const start = Math.max(offsetBytes, range.offsetBytes);
  const end = Math.max(
    start,
    Math.min(offsetBytes + piece.length, range.offsetBytes + range.bytes.length)
  );
  return {
    inPiece: piece.subarray(start - offsetBytes, end - offsetBytes),
    inRange: range.bytes.subarray(start - range.offsetBytes, end - range.offsetBytes)
  };
}

// src/workflow/measure-requirements.ts
function unmetRequirements({ eif, expectation, comparison }, request, now) {
  return [
    ...describeRefusals(eif, request),
    ...signatureRefusals(eif, request, now),
    ...expectation === void 0 ? [] : expectationRefusals(expectation, request.expect ?? ""),
    ...comparison === void 0 ? [] : comparisonRefusals(comparison, request)
  ];
}
function measureWarnings({ eif, comparison }, request, now) {
  return [
    ...eif.warnings,
    ...request.roleArns.map(rolePathWarning).filter((warning) => warning !== void 0),
    ...request.minCertificateDays === void 0 ? certificateWarnings(eif, now) : [],
    ...comparison === void 0 ? [] : comparisonWarnings(comparison, request)
  ];
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
function comparisonWarnings({ other, sameSigner }, { requireSameSigner }) {
  if (!requireSameSigner || !sameSigner || other.signature !== void 0) return [];
  return [
    { code: "unsigned", message: "neither image is signed, so there is no signer to compare" }
  ];
}

export {
  comparePcrs,
  measureEif,
  unmetRequirements,
  measureWarnings,
  certificateWarnings,
  CONFIGURATION_FILE,
  Options
};
