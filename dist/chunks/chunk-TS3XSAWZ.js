import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});

// src/base/errors.ts
var CodedError = class extends Error {
  at;
  hint;
  constructor(message, context = {}) {
    super(message, context.cause === void 0 ? void 0 : { cause: context.cause });
    this.at = context.at;
    this.hint = context.hint;
  }
};
var FormatError = class extends CodedError {
  name = "FormatError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var TrustError = class extends CodedError {
  name = "TrustError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var AdapterError = class extends CodedError {
  name = "AdapterError";
  code;
  constructor(code, message, context) {
    super(message, context);
    this.code = code;
  }
};
var UsageError = class extends CodedError {
  name = "UsageError";
  code = "usage";
};

// src/format/pcr-value.ts
var PCR_BYTES = 48;
var ZERO_PCR = "0".repeat(2 * PCR_BYTES);

// src/base/encoding.ts
var HEX_OF_BYTE = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
function encodeHex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX_OF_BYTE[byte];
  return text;
}
function decodeHex(text) {
  const fault = text.search(/[^0-9a-fA-F]/);
  if (fault >= 0) {
    throw new FormatError(
      "encoding",
      `expected a hexadecimal digit, found ${JSON.stringify(text.charAt(fault))}`,
      {
        at: { offsetBytes: fault }
      }
    );
  }
  if (text.length % 2 !== 0) {
    throw new FormatError(
      "encoding",
      `expected an even number of hexadecimal digits, found ${text.length}`
    );
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++)
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
function encodeBase64(bytes) {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
var BASE64_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
var NO_DIGIT = 64;
var BASE64_BITS = new Uint8Array(256).fill(NO_DIGIT);
for (const [i, digit] of [...BASE64_DIGITS].entries()) BASE64_BITS[digit.charCodeAt(0)] = i;
function decodeBase64(text) {
  const codes = encodeUtf8(text);
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const digits = codes.length - padding;
  const bytes = new Uint8Array(digits * 6 >> 3);
  const bitsAt = (i2) => BASE64_BITS[codes[i2] ?? 0] ?? NO_DIGIT;
  let seen = 0;
  let length = 0;
  let i = 0;
  for (; i + 4 <= digits; i += 4) {
    const a = bitsAt(i);
    const b = bitsAt(i + 1);
    const c = bitsAt(i + 2);
    const d = bitsAt(i + 3);
    seen |= a | b | c | d;
    bytes[length++] = a << 2 | b >> 4;
    bytes[length++] = b << 4 | c >> 2;
    bytes[length++] = c << 6 | d;
  }
  let bits = 0;
  let count = 0;
  for (; i < digits; i++) {
    seen |= bitsAt(i);
    bits = bits << 6 | bitsAt(i);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = bits >> count;
    bits &= (1 << count) - 1;
  }
  if (seen < NO_DIGIT && codes.length % 4 === 0 && bits === 0) return bytes;
  throw base64Fault(text);
}
function base64Fault(text) {
  const fault = text.search(/[^A-Za-z0-9+/=]/);
  if (fault >= 0) {
    return new FormatError(
      "encoding",
      `expected a base64 digit, found ${JSON.stringify(text.charAt(fault))}`,
      { at: { offsetBytes: fault } }
    );
  }
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
    return new FormatError("encoding", `expected padded base64, found ${text.length} characters`);
  }
  return new FormatError(
    "encoding",
    "expected canonical base64: bits after the last byte must be zero",
    { at: { offsetBytes: text.length - 4 } }
  );
}
var STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function decodeUtf8(bytes) {
  try {
    const text = STRICT_UTF8.decode(bytes);
    if (!text.startsWith("\uFEFF")) return text;
  } catch (cause) {
    throw new FormatError("encoding", "expected valid UTF-8", { cause });
  }
  throw new FormatError("encoding", "expected UTF-8 without a byte order mark", {
    at: { offsetBytes: 0 }
  });
}
function encodeUtf8(text) {
  return new TextEncoder().encode(text);
}
function equalBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

// src/measure/pcr.ts
var HASH_ALGORITHM = "Sha384 { ... }";
var EMPTY_CONTENT_PCR = "21b9efbc184807662e966d34f390821309eeac6802309798826296bf3e8bec7c10edb30948c90ba67310f7b964fc500a";
function extend(data, hashing) {
  const hash = hashing.sha384();
  hash.update(new Uint8Array(PCR_BYTES));
  hash.update(data);
  return encodeHex(hash.digest());
}
function extendDigestOf(content, hashing) {
  const hash = hashing.sha384();
  hash.update(content);
  return extend(hash.digest(), hashing);
}
function pcr8OfCertificate(der, hashing) {
  return extendDigestOf(der, hashing);
}
function pcr3OfRole(roleArn, hashing) {
  requireRoleArn(roleArn);
  return extend(encodeUtf8(roleArn), hashing);
}
function pcr4OfInstance(instanceId, hashing) {
  if (!/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(instanceId)) {
    throw new UsageError(
      `expected an instance id such as i-1234567890abcdef0, found ${JSON.stringify(instanceId)}`
    );
  }
  return extend(encodeUtf8(instanceId), hashing);
}
function doubleHashedText(text, hashing) {
  return extendDigestOf(encodeUtf8(text), hashing);
}
function requireRoleArn(text) {
  if (/^arn:aws[a-z0-9-]*:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/.test(text))
    return;
  const shown = JSON.stringify(text);
  if (/\s/.test(text))
    throw new UsageError(`role ARN ${shown} holds white space, which would change PCR3`);
  const assumed = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(text);
  if (assumed !== null) {
    throw new UsageError(`${shown} is an assumed role; PCR3 is made of the role`, {
      hint: `Give arn:${assumed[1]}:iam::${assumed[2]}:role/${assumed[3]}, with the role's path where it has one.`
    });
  }
  if (/^arn:[^:]+:iam::\d{12}:instance-profile\//.test(text)) {
    throw new UsageError(`${shown} is an instance profile; PCR3 is made of the role inside it`, {
      hint: "Give the role ARN, such as arn:aws:iam::111122223333:role/NAME: aws iam get-instance-profile shows it."
    });
  }
  throw new UsageError(
    `expected a role ARN such as arn:aws:iam::111122223333:role/NAME, found ${shown}`
  );
}

// src/format/eif-header.ts
var EIF_HEADER_BYTES = 548;
var SECTION_HEADER_BYTES = 12;
var CRC_OFFSET_BYTES = 544;
var MAX_NUM_SECTIONS = 32;
var HEADER_OFFSET = {
  version: 4,
  flags: 6,
  memory: 8,
  cpus: 16,
  reserved: 24,
  count: 26,
  offsets: 28,
  sizes: 284,
  unused: 540
};
function parseEifHeader(view, file) {
  const version = view.getUint16(HEADER_OFFSET.version);
  if (version !== 2 && version !== 3 && version !== 4) {
    throw new FormatError(
      "unsupported-version",
      `expected EIF version 2, 3 or 4, found ${version}`,
      {
        at: { file, offsetBytes: HEADER_OFFSET.version }
      }
    );
  }
  const flags = view.getUint16(HEADER_OFFSET.flags);
  if (flags !== 0 && flags !== 1) {
    throw new FormatError(
      "unknown-flags",
      `expected flags 0 (x86_64) or 1 (aarch64), found 0x${flags.toString(16)}`,
      {
        at: { file, offsetBytes: HEADER_OFFSET.flags },
        hint: "Images with other flag bits are measured by another formula, so a PCR0 computed here would be wrong."
      }
    );
  }
  const reserved = view.getUint16(HEADER_OFFSET.reserved);
  if (reserved !== 0) throw reservedField("reserved", HEADER_OFFSET.reserved, reserved, file);
  const unused = view.getUint32(HEADER_OFFSET.unused);
  if (unused !== 0) throw reservedField("unused", HEADER_OFFSET.unused, unused, file);
  const header = {
    version,
    architecture: flags === 0 ? "x86_64" : "aarch64",
    defaultMemoryBytes: view.getBigUint64(HEADER_OFFSET.memory),
    defaultCpus: view.getBigUint64(HEADER_OFFSET.cpus),
    crc32: view.getUint32(CRC_OFFSET_BYTES)
  };
  return { header, table: parseSectionTable(view, file) };
}
function reservedField(name, offsetBytes, found, file) {
  return new FormatError(
    "reserved-field",
    `expected the header field "${name}" to be 0, found ${found}`,
    {
      at: { file, offsetBytes }
    }
  );
}
function parseSectionTable(view, file) {
  const count = view.getUint16(HEADER_OFFSET.count);
  if (count < 2 || count > MAX_NUM_SECTIONS) {
    throw sectionTableRefusal(
      `expected 2 to ${MAX_NUM_SECTIONS} sections, found ${count}`,
      HEADER_OFFSET.count,
      file
    );
  }
  const sizes = [];
  let next = BigInt(EIF_HEADER_BYTES);
  for (let i = 0; i < MAX_NUM_SECTIONS; i++) {
    const offset = view.getBigUint64(HEADER_OFFSET.offsets + 8 * i);
    const size = view.getBigUint64(HEADER_OFFSET.sizes + 8 * i);
    if (i >= count) {
      if (offset !== 0n)
        throw sectionTableRefusal(
          `expected unused slot ${i} to be 0, found offset ${offset}`,
          HEADER_OFFSET.offsets + 8 * i,
          file
        );
      if (size !== 0n)
        throw sectionTableRefusal(
          `expected unused slot ${i} to be 0, found size ${size}`,
          HEADER_OFFSET.sizes + 8 * i,
          file
        );
      continue;
    }
    if (offset !== next) {
      throw sectionTableRefusal(
        `expected section ${i} at offset ${next}, found ${offset}`,
        HEADER_OFFSET.offsets + 8 * i,
        file
      );
    }
    sizes.push(size);
    next = offset + BigInt(SECTION_HEADER_BYTES) + size;
  }
  return sizes;
}
function sectionTableRefusal(message, offsetBytes, file) {
  return new FormatError("section-table", message, { at: { file, offsetBytes } });
}

// src/measure/tracks.ts
var TRACKS = {
  image: imageTrack,
  sections: sectionsTrack,
  sha256: (_sections, hashing) => sha256Track(hashing),
  crc32: (_sections, hashing) => crc32Track(hashing)
};
function imageTrack(sections, hashing) {
  const everything = hashing.sha384();
  let bootstrap;
  let ramdisks = 0;
  const update = forEachSection(
    sections,
    (section) => {
      if (section.type === "ramdisk" && ++ramdisks === 2) bootstrap = everything.copy();
    },
    (section, data) => {
      if (section.type === "metadata" || section.type === "signature") return;
      everything.update(data);
      if (section.type !== "ramdisk") bootstrap?.update(data);
    }
  );
  return {
    update,
    finish: () => {
      const PCR1 = extend((bootstrap ?? everything.copy()).digest(), hashing);
      return { PCR0: extend(everything.digest(), hashing), PCR1 };
    }
  };
}
function sectionsTrack(sections, hashing) {
  const sha384 = [];
  let ramdisks = 0;
  let current = hashing.sha384();
  let application = hashing.sha384();
  const update = forEachSection(
    sections,
    (section) => {
      current = hashing.sha384();
      if (section.type === "ramdisk") ramdisks++;
    },
    (section, data) => {
      current.update(data);
      if (section.type === "ramdisk" && ramdisks > 2) application.update(data);
    },
    (section) => {
      if (section.type === "ramdisk" && ramdisks === 2) application = current.copy();
      sha384.push(encodeHex(current.digest()));
    }
  );
  return { update, finish: () => ({ PCR2: extend(application.digest(), hashing), sha384 }) };
}
function sha256Track(hashing) {
  const hash = hashing.sha256();
  return { update: (bytes) => hash.update(bytes), finish: () => encodeHex(hash.digest()) };
}
function crc32Track(hashing) {
  let crc = 0;
  return {
    update: (bytes, offsetBytes) => {
      const skip = CRC_OFFSET_BYTES - offsetBytes;
      crc = hashing.crc32(bytes.subarray(0, Math.max(0, skip)), crc);
      crc = hashing.crc32(bytes.subarray(Math.max(0, skip + 4)), crc);
    },
    finish: () => crc
  };
}
function forEachSection(sections, begin, data, end = () => {
}) {
  let index = 0;
  let begun = false;
  return (bytes, offsetBytes) => {
    const endBytes = offsetBytes + bytes.length;
    for (let section = sections[index]; section !== void 0; section = sections[index]) {
      const dataStart = section.offsetBytes + SECTION_HEADER_BYTES;
      const dataEnd = dataStart + section.sizeBytes;
      if (dataStart > endBytes) return;
      if (!begun) begin(section);
      begun = true;
      data(
        section,
        bytes.subarray(Math.max(0, dataStart - offsetBytes), Math.max(0, dataEnd - offsetBytes))
      );
      if (dataEnd > endBytes) return;
      end(section);
      index++;
      begun = false;
    }
  };
}
function joinTracks(names, sections, hashing) {
  const tracks = names.map((name) => [name, TRACKS[name](sections, hashing)]);
  return {
    update: (bytes, offsetBytes) => {
      for (const [, track] of tracks) track.update(bytes, offsetBytes);
    },
    finish: () => Object.fromEntries(tracks.map(([name, track]) => [name, track.finish()]))
  };
}

// src/measure/digester.ts
var PIECE_BYTES = 1024 * 1024;
function digestInThread(hashing) {
  const digest = async (source, sections, observe) => {
    const track = joinTracks(["image", "sections", "sha256", "crc32"], sections, hashing);
    const buffer = new Uint8Array(Math.min(PIECE_BYTES, source.sizeBytes));
    for (let offsetBytes = 0; offsetBytes < source.sizeBytes; offsetBytes += buffer.length) {
      const piece = buffer.subarray(0, Math.min(buffer.length, source.sizeBytes - offsetBytes));
      await source.read(offsetBytes, piece);
      track.update(piece, offsetBytes);
      observe(piece, offsetBytes);
    }
    return track.finish();
  };
  return { hashing, digest };
}

// builtin:node:crypto
var createHash = /* @__PURE__ */ (() => __require("node:crypto").createHash)();

// src/measure/crc32.ts
var CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? 3988292384 ^ remainder >>> 1 : remainder >>> 1;
  return remainder;
});
function crc32(bytes, crc) {
  let remainder = ~crc;
  for (const byte of bytes)
    remainder = (CRC_TABLE[(remainder ^ byte) & 255] ?? 0) ^ remainder >>> 8;
  return ~remainder >>> 0;
}

// src/measure/node-hashing.ts
var ZLIB_FROM_BYTES = 256 * 1024;
var nodeHashing = {
  sha256: () => nodeHash(createHash("sha256")),
  sha384: () => nodeHash(createHash("sha384")),
  crc32: (bytes, crc) => bytes.length < ZLIB_FROM_BYTES ? crc32(bytes, crc) : process.getBuiltinModule("node:zlib").crc32(bytes, crc)
};
function nodeHash(hash) {
  return {
    update: (bytes) => {
      hash.update(bytes);
    },
    copy: () => nodeHash(hash.copy()),
    digest: () => new Uint8Array(hash.digest())
  };
}

// src/base/instant.ts
var MINUTE_MS = 6e4;
var HOUR_MS = 60 * MINUTE_MS;
var DAY_MS = 24 * HOUR_MS;
var RFC3339_UTC = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z$/;
function parseInstant(text) {
  const fields = RFC3339_UTC.exec(text);
  if (fields !== null) {
    const [, year, month, day, hour, minute, second, fraction = ""] = fields;
    const instant = instantOf(
      Number(year),
      Number(month),
      Number(day),
      Number(hour),
      Number(minute),
      Number(second)
    );
    if (instant !== void 0) return instant + Number(fraction.padEnd(3, "0"));
  }
  throw new FormatError(
    "encoding",
    `expected an instant such as 2026-01-31T12:00:00Z, found ${JSON.stringify(text)}`
  );
}
function instantOf(year, month, day, hour, minute, second) {
  const date = /* @__PURE__ */ new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour && date.getUTCMinutes() === minute && date.getUTCSeconds() === second;
  return same ? date.getTime() : void 0;
}
function formatInstant(instant) {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

// src/base/size-limits.ts
var METADATA_MAX_BYTES = 1024 * 1024;
var SIGNATURE_SECTION_MAX_BYTES = 32768;
var JSON_MAX_DEPTH = 64;
var JSON_MAX_VALUES = 1e5;
var YAML_MAX_CHARACTERS = 1024 * 1024;
var TEXT_FILE_MAX_BYTES = 8 * 1024 * 1024;
var CBOR_MAX_DEPTH = 8;
var CBOR_MAX_ITEMS = 1e5;
var CERTIFICATE_MAX_BYTES = 16 * 1024;
var PEM_MAX_BYTES = 32 * 1024;
var DER_MAX_DEPTH = 16;
var DSSE_MAX_BYTES = 16 * 1024 * 1024;
var DSSE_MAX_SIGNATURES = 32;
var TRUST_MAX_KEYS = 32;
var STATEMENT_MAX_SUBJECTS = 1024;
var SUBJECT_MAX_DIGESTS = 32;
var EVIDENCE_MAX_BYTES = 32 * 1024;
var EVIDENCE_PAYLOAD_MAX_BYTES = 16 * 1024;
var EIF_MAX_BYTES = 16 * 1024 * 1024 * 1024;
var KEY_POLICY_MAX_BYTES = 8 * 32768;

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
var SPKI_HEAD = {
  "P-256": decodeHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004"),
  "P-384": decodeHex("3076301006072a8648ce3d020106052b8104002203620004")
};
async function verifyEcdsa(verification) {
  const { data, signature } = verification;
  return verifyWithKey(await importEcdsaKey(verification), data, signature);
}
async function importEcdsaKey({
  curve,
  spkiDer
}) {
  return { curve, key: await importKey(spkiDer, curve) };
}
async function verifyWithKey({ curve, key }, data, signature) {
  if (signature.length !== SIGNATURE_BYTES[curve]) return false;
  return crypto.subtle.verify(
    { name: "ECDSA", hash: HASH[curve] },
    key,
    ownBytes(signature),
    ownBytes(data)
  );
}
function ownBytes(bytes) {
  return bytes.buffer instanceof ArrayBuffer ? bytes : new Uint8Array(bytes);
}
async function importKey(spkiDer, curve) {
  const algorithm = { name: "ECDSA", namedCurve: curve };
  const point = pointOf(spkiDer, curve);
  const [form, bytes] = point === void 0 ? ["spki", spkiDer] : ["raw", point];
  try {
    return await crypto.subtle.importKey(form, new Uint8Array(bytes), algorithm, false, ["verify"]);
  } catch (cause) {
    throw new FormatError(
      "encoding",
      `expected an EC public key on ${curve} as SubjectPublicKeyInfo`,
      { cause }
    );
  }
}
function pointOf(spkiDer, curve) {
  if (curve === "P-521") return void 0;
  const head = SPKI_HEAD[curve];
  return equalBytes(spkiDer.subarray(0, head.length), head) ? spkiDer.subarray(head.length - 1) : void 0;
}

// src/format/pem.ts
var DER_SEQUENCE = 48;
var UTF8_BYTE_ORDER_MARK = "\xEF\xBB\xBF";
function parseCertificatePem(bytes) {
  return parsePem(bytes, "CERTIFICATE");
}
function parsePem(bytes, label) {
  if (bytes.length > PEM_MAX_BYTES) {
    throw refusal(label, `expected at most ${PEM_MAX_BYTES} bytes, found ${bytes.length}`, 0);
  }
  const text = textOf(bytes);
  if (!label.includes("PRIVATE KEY") && text.includes("PRIVATE KEY-----")) {
    const hint = "Keep the private key where only its owner reads it, and give the other file.";
    throw refusal(label, "found a private key", Math.max(0, text.indexOf("-----BEGIN")), hint);
  }
  const lines = linesOf(text);
  const first = lines.findIndex(({ text: line }) => line !== "");
  const begin = lines[first];
  if (begin?.text !== `-----BEGIN ${label}-----`) throw notTheBegin(text, begin, label);
  const last = lines.findIndex(({ text: line }, i) => i > first && line.startsWith("-----"));
  const end = lines[last];
  if (end?.text !== `-----END ${label}-----`) {
    throw refusal(label, "expected the end of the block", end?.offsetBytes ?? bytes.length);
  }
  const extra = lines.slice(last + 1).find(({ text: line }) => line !== "");
  if (extra !== void 0) throw notTheEnd(extra, label);
  return contentOf(lines.slice(first + 1, last), end, label);
}
function contentOf(lines, end, label) {
  const wrong = lines.find(({ text }) => !/^[A-Za-z0-9+/]+={0,2}$/.test(text));
  if (wrong !== void 0) {
    const what = wrong.text === "" ? "an empty line" : "another character, a space or a header";
    throw refusal(label, `expected a line of base64, found ${what}`, wrong.offsetBytes);
  }
  if (lines.length === 0) throw refusal(label, "expected content, found none", end.offsetBytes);
  try {
    return decodeBase64(lines.map(({ text }) => text).join(""));
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw refusal(label, "expected canonical, padded base64", lines[0]?.offsetBytes ?? 0);
  }
}
function notTheBegin(text, found, label) {
  const offsetBytes = found?.offsetBytes ?? 0;
  if (found === void 0) return refusal(label, "found an empty text", offsetBytes);
  const other = labelOf(found.text);
  if (other !== void 0) {
    const hint2 = other.endsWith("CERTIFICATE") ? "Convert it with: openssl x509 -in FILE -out certificate.pem" : void 0;
    return refusal(label, `expected a block ${label}, found a block ${other}`, offsetBytes, hint2);
  }
  if (text.charCodeAt(0) === DER_SEQUENCE && !text.includes("-----")) {
    const hint2 = "Convert it with: openssl x509 -inform DER -in FILE -out certificate.pem";
    return refusal(label, "expected text, found what looks like DER", 0, hint2);
  }
  const what = text.startsWith(UTF8_BYTE_ORDER_MARK) ? "a byte order mark" : "something else";
  const hint = text.includes(`-----BEGIN ${label}-----`) ? "Remove everything in front of the block." : void 0;
  return refusal(label, `expected the block to begin the text, found ${what}`, offsetBytes, hint);
}
function notTheEnd({ text, offsetBytes }, label) {
  const other = labelOf(text);
  if (other === void 0) return refusal(label, "found text behind the block", offsetBytes);
  const hint = "Keep the one block that is meant; an image is signed with a single certificate.";
  return refusal(label, `expected one block, found another one, ${other}`, offsetBytes, hint);
}
function labelOf(line) {
  return /^-----BEGIN ([A-Z0-9][A-Z0-9 ]{0,39})-----$/.exec(line)?.[1];
}
function textOf(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
function linesOf(text) {
  let offsetBytes = 0;
  return text.split("\n").map((line) => {
    const here = { text: line.replace(/\r$/, ""), offsetBytes };
    offsetBytes += line.length + 1;
    return here;
  });
}
function refusal(label, message, offsetBytes, hint) {
  return new FormatError("pem-format", `PEM ${label}: ${message}`, {
    at: { offsetBytes },
    ...hint === void 0 ? {} : { hint }
  });
}

export {
  __require,
  CodedError,
  FormatError,
  TrustError,
  AdapterError,
  UsageError,
  MINUTE_MS,
  parseInstant,
  instantOf,
  formatInstant,
  ZERO_PCR,
  encodeHex,
  decodeHex,
  encodeBase64,
  decodeBase64,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  HASH_ALGORITHM,
  EMPTY_CONTENT_PCR,
  extend,
  pcr8OfCertificate,
  pcr3OfRole,
  pcr4OfInstance,
  doubleHashedText,
  METADATA_MAX_BYTES,
  SIGNATURE_SECTION_MAX_BYTES,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  CBOR_MAX_DEPTH,
  CBOR_MAX_ITEMS,
  CERTIFICATE_MAX_BYTES,
  DER_MAX_DEPTH,
  DSSE_MAX_BYTES,
  DSSE_MAX_SIGNATURES,
  TRUST_MAX_KEYS,
  STATEMENT_MAX_SUBJECTS,
  SUBJECT_MAX_DIGESTS,
  KEY_POLICY_MAX_BYTES,
  SIGNATURE_BYTES,
  SPKI_HEAD,
  verifyEcdsa,
  parseCertificatePem,
  parsePem,
  crc32,
  EIF_HEADER_BYTES,
  SECTION_HEADER_BYTES,
  CRC_OFFSET_BYTES,
  HEADER_OFFSET,
  parseEifHeader,
  sectionTableRefusal,
  joinTracks,
  PIECE_BYTES,
  digestInThread,
  nodeHashing
};
