import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});

// builtin:node:crypto
var createHash = /* @__PURE__ */ (() => __require("node:crypto").createHash)();
var randomUUID = /* @__PURE__ */ (() => __require("node:crypto").randomUUID)();

// builtin:node:os
var availableParallelism = /* @__PURE__ */ (() => __require("node:os").availableParallelism)();
var tmpdir = /* @__PURE__ */ (() => __require("node:os").tmpdir)();

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

// src/format/pcr-value.ts
var PCR_BYTES = 48;
var ZERO_PCR = "0".repeat(2 * PCR_BYTES);

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
function rolePathWarning(roleArn) {
  if (roleArn.split("/").length <= 2) return void 0;
  return {
    code: "pcr3-path-unproven",
    message: `${roleArn} has a path. Compare its PCR3 with an attestation document before you rely on it.`
  };
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
var EVIDENCE_MAX_BYTES = 32 * 1024;
var EVIDENCE_PAYLOAD_MAX_BYTES = 16 * 1024;
var EIF_MAX_BYTES = 16 * 1024 * 1024 * 1024;
var KEY_POLICY_MAX_BYTES = 8 * 32768;

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
function parseDuration(text) {
  const fields = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (fields === null) {
    throw new FormatError(
      "encoding",
      `expected a duration such as 90s, 30m, 72h or 30d, found ${JSON.stringify(text)}`
    );
  }
  const unitMs = { s: 1e3, m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }[fields[2]];
  return Number(fields[1]) * unitMs;
}

// src/format/der.ts
var TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  objectIdentifier: 6,
  utf8String: 12,
  numericString: 18,
  printableString: 19,
  teletexString: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  universalString: 28,
  bmpString: 30,
  sequence: 48,
  set: 49
};
var CLASS_AND_FORM = 224;
var CONSTRUCTED = 32;
var CLASS = 192;
var TAG_NUMBER = 31;
var LONG_TAG = 31;
var CONSTRUCTED_TYPES = /* @__PURE__ */ new Set([8, 11, 16, 17, 29]);
var LONG_LENGTH = 128;
var LENGTH_MAX_BYTES = 4;
function parseDer(bytes, baseOffsetBytes = 0) {
  const element = parseElement(bytes, baseOffsetBytes, 1);
  const leftBytes = bytes.length - element.encoded.length;
  if (leftBytes > 0) {
    throw derRefusal(
      `expected the end, found ${leftBytes} bytes more`,
      baseOffsetBytes + element.encoded.length
    );
  }
  return element;
}
var DerFields = class {
  parent;
  what;
  index = 0;
  /** Throws FormatError `der-format` where the element has another tag. `what` is its name in messages. */
  constructor(parent, tag, what) {
    confirmTag(parent, tag, what);
    this.parent = parent;
    this.what = what;
  }
  /** The next part. Throws FormatError `der-format` where there is none, or one of another tag than `tag`. */
  take(what, tag) {
    const next = this.peek;
    if (next === void 0) {
      throw derRefusal(`${this.what}: expected ${what}, found the end`, this.endOffsetBytes);
    }
    if (tag !== void 0) confirmTag(next, tag, `${this.what}: ${what}`);
    this.index++;
    return next;
  }
  /** The next part where it has this tag. */
  takeOptional(tag) {
    const next = this.peek;
    if (next?.tag !== tag) return void 0;
    this.index++;
    return next;
  }
  /** Throws FormatError `der-format` where parts are left. */
  end() {
    const next = this.peek;
    if (next !== void 0) {
      throw derRefusal(
        `${this.what}: expected the end, found tag ${hexByte(next.tag)}`,
        next.offsetBytes
      );
    }
  }
  get peek() {
    return this.parent.children[this.index];
  }
  get endOffsetBytes() {
    return this.parent.offsetBytes + this.parent.encoded.length;
  }
};
function confirmTag(element, tag, what) {
  if (element.tag === tag) return;
  throw derRefusal(
    `${what}: expected tag ${hexByte(tag)}, found ${hexByte(element.tag)}`,
    element.offsetBytes
  );
}
function derRefusal(message, offsetBytes) {
  return new FormatError("der-format", message, { at: { offsetBytes } });
}
function parseElement(bytes, offsetBytes, depth) {
  if (depth > DER_MAX_DEPTH) {
    throw derRefusal(`expected at most ${DER_MAX_DEPTH} levels, found more`, offsetBytes);
  }
  const tag = parseTag(bytes[0], offsetBytes);
  const { length, lengthBytes } = parseLength(bytes, offsetBytes + 1);
  const start = 1 + lengthBytes;
  if (length > bytes.length - start) {
    throw derRefusal(
      `expected ${length} bytes of content, found ${bytes.length - start}`,
      offsetBytes
    );
  }
  const content = bytes.subarray(start, start + length);
  const contentOffsetBytes = offsetBytes + start;
  const children = [];
  if ((tag & CONSTRUCTED) !== 0) {
    for (let at = 0; at < content.length; ) {
      const child = parseElement(content.subarray(at), contentOffsetBytes + at, depth + 1);
      children.push(child);
      at += child.encoded.length;
    }
  }
  const encoded = bytes.subarray(0, start + length);
  return { tag, offsetBytes, contentOffsetBytes, encoded, content, children };
}
function parseTag(tag, offsetBytes) {
  if (tag === void 0) throw derRefusal("expected a tag, found the end", offsetBytes);
  const number = tag & TAG_NUMBER;
  if (number === LONG_TAG) {
    throw derRefusal(`expected a tag of one byte, found ${hexByte(tag)}`, offsetBytes);
  }
  if ((tag & CLASS) !== 0) return tag;
  if (number === 0) {
    throw derRefusal("expected a type, found end-of-contents or a reserved tag", offsetBytes);
  }
  const form = CONSTRUCTED_TYPES.has(number) ? CONSTRUCTED : 0;
  if ((tag & CLASS_AND_FORM) !== form) {
    throw derRefusal(
      `expected tag ${hexByte(form | number)}, found the other form ${hexByte(tag)}`,
      offsetBytes
    );
  }
  return tag;
}
function parseLength(bytes, offsetBytes) {
  const first = bytes[1];
  if (first === void 0) throw derRefusal("expected a length, found the end", offsetBytes);
  if (first < LONG_LENGTH) return { length: first, lengthBytes: 1 };
  const count = first - LONG_LENGTH;
  if (count === 0) {
    throw derRefusal("expected a definite length, found an indefinite one", offsetBytes);
  }
  if (count > LENGTH_MAX_BYTES) {
    throw derRefusal(
      `expected a length of at most ${LENGTH_MAX_BYTES} bytes, found ${count}`,
      offsetBytes
    );
  }
  const digits = bytes.subarray(2, 2 + count);
  if (digits.length < count) {
    throw derRefusal(`expected a length of ${count} bytes, found ${digits.length}`, offsetBytes);
  }
  const length = digits.reduce((value, digit) => value * 256 + digit, 0);
  if (digits[0] === 0 || length < LONG_LENGTH) {
    throw derRefusal(`expected the shortest form of length ${length}`, offsetBytes);
  }
  return { length, lengthBytes: 1 + count };
}
function hexByte(byte) {
  return `0x${encodeHex(Uint8Array.of(byte))}`;
}

// src/format/der-values.ts
var ARC_MAX_BYTES = 19;
var COUNT_MAX_BYTES = 6;
function booleanOf(element, what) {
  confirmTag(element, TAG.boolean, what);
  const [byte] = element.content;
  if (element.content.length !== 1 || byte !== 0 && byte !== 255) {
    throw refusal(element, `${what}: expected one byte 00 or ff`);
  }
  return byte === 255;
}
function integerBytes(element, what) {
  confirmTag(element, TAG.integer, what);
  const [first, second] = element.content;
  if (first === void 0) throw refusal(element, `${what}: expected an integer, found no bytes`);
  if (second !== void 0 && first === (second > 127 ? 255 : 0)) {
    throw refusal(element, `${what}: expected the shortest form of an integer`);
  }
  return element.content;
}
function countOf(element, what) {
  const bytes = integerBytes(element, what);
  if (bytes.length > COUNT_MAX_BYTES || (bytes[0] ?? 0) > 127) {
    throw refusal(element, `${what}: expected an integer from 0 to 2^47 - 1`);
  }
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}
function objectIdentifierOf(element, what) {
  confirmTag(element, TAG.objectIdentifier, what);
  const { content, contentOffsetBytes } = element;
  const last = content.at(-1);
  if (last === void 0) throw refusal(element, `${what}: expected arcs, found no bytes`);
  if (last > 127) throw refusal(element, `${what}: expected the last arc to end`);
  const arcs = [];
  let start = 0;
  for (let i = 0; i < content.length; i++) {
    const byte = content[i] ?? 0;
    if (i === start && byte === 128 || i - start >= ARC_MAX_BYTES) {
      throw derRefusal(
        `${what}: expected an arc of at most ${ARC_MAX_BYTES} bytes in its shortest form`,
        contentOffsetBytes + start
      );
    }
    if (byte < 128) {
      arcs.push(arcOf(content.subarray(start, i + 1)));
      start = i + 1;
    }
  }
  const [head = 0, ...rest] = arcs;
  if (typeof head === "bigint") return [2, head - 80n, ...rest].join(".");
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - 40 * first, ...rest].join(".");
}
function arcOf(bytes) {
  if (bytes.length <= 6) return bytes.reduce((arc, byte) => arc * 128 + (byte & 127), 0);
  return bytes.reduce((arc, byte) => arc << 7n | BigInt(byte & 127), 0n);
}
function bitStringOf(element, what) {
  confirmTag(element, TAG.bitString, what);
  const [unusedBits] = element.content;
  const bytes = element.content.subarray(1);
  if (unusedBits === void 0 || unusedBits > Math.min(7, 8 * bytes.length)) {
    throw refusal(
      element,
      `${what}: expected 0 to 7 unused bits, found ${unusedBits ?? "no bytes"}`
    );
  }
  if (((bytes.at(-1) ?? 0) & (1 << unusedBits) - 1) !== 0) {
    throw refusal(element, `${what}: expected unused bits of zero`);
  }
  return { bytes, unusedBits };
}
function wholeBitStringOf(element, what) {
  const { bytes, unusedBits } = bitStringOf(element, what);
  if (unusedBits !== 0) {
    throw refusal(element, `${what}: expected no unused bits, found ${unusedBits}`);
  }
  return bytes;
}
function timeOf(element, what) {
  const short = element.tag === TAG.utcTime;
  if (!short && element.tag !== TAG.generalizedTime) {
    throw refusal(element, `${what}: expected UTCTime or GeneralizedTime`);
  }
  const text = String.fromCharCode(...element.content.subarray(0, 16));
  const form = short ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = form.exec(text)?.slice(1).map(Number) ?? [];
  const century = year < 50 ? 2e3 : 1900;
  const instant = instantOf(short ? century + year : year, month, day, hour, minute, second);
  if (instant === void 0 || !short && year < 2050) {
    const expected = short ? "YYMMDDHHMMSSZ" : "YYYYMMDDHHMMSSZ from 2050 on";
    throw refusal(element, `${what}: expected a date ${expected}, found ${JSON.stringify(text)}`);
  }
  return instant;
}
function refusal(element, message) {
  return derRefusal(message, element.offsetBytes);
}

// src/format/distinguished-name.ts
function nameOf(element, what) {
  confirmTag(element, TAG.sequence, what);
  return { der: element.encoded, rdns: element.children.map((set) => rdnOf(set, what)) };
}
function rdnOf(set, what) {
  const fields = new DerFields(set, TAG.set, what);
  const first = attributeOf(fields.take("an attribute"), what);
  return [first, ...set.children.slice(1).map((pair) => attributeOf(pair, what))];
}
function attributeOf(pair, what) {
  const fields = new DerFields(pair, TAG.sequence, what);
  const oid = objectIdentifierOf(fields.take("an attribute type"), what);
  const value = fields.take("an attribute value");
  fields.end();
  return { oid, value };
}
var KEYWORDS = /* @__PURE__ */ new Map([
  ["2.5.4.3", "CN"],
  ["2.5.4.7", "L"],
  ["2.5.4.8", "ST"],
  ["2.5.4.10", "O"],
  ["2.5.4.11", "OU"],
  ["2.5.4.6", "C"],
  ["2.5.4.9", "STREET"],
  ["0.9.2342.19200300.100.1.25", "DC"],
  ["0.9.2342.19200300.100.1.1", "UID"]
]);
function nameToRfc4514({ rdns }) {
  return [...rdns].reverse().map((attributes) => attributes.map(attributeText).join("+")).join(",");
}
function attributeText({ oid, value }) {
  const keyword = KEYWORDS.get(oid);
  const text = keyword === void 0 ? void 0 : directoryText(value);
  return `${keyword ?? oid}=${text === void 0 ? `#${encodeHex(value.encoded)}` : escapeValue(text)}`;
}
function escapeValue(text) {
  if (/^[\w.:/@-]+(?: [\w.:/@-]+)*$/.test(text)) return text;
  const characters = [...text];
  return characters.map((character, i) => {
    const special = i === 0 ? /[ #]/ : i === characters.length - 1 ? / / : void 0;
    if (/["+,;<>\\]/.test(character) || special?.test(character)) return `\\${character}`;
    if (!/[\p{C}\p{Zl}\p{Zp}]/u.test(character)) return character;
    return encodeHex(encodeUtf8(character)).toUpperCase().replace(/../g, "\\$&");
  }).join("");
}
var VISIBLE_STRING = 26;
var ONE_BYTE_STRINGS = [
  TAG.numericString,
  TAG.printableString,
  TAG.ia5String,
  TAG.teletexString,
  VISIBLE_STRING
];
function directoryText({ tag, content }) {
  if (ONE_BYTE_STRINGS.includes(tag)) return String.fromCharCode(...content);
  if (tag === TAG.utf8String) return decoded("utf-8", content);
  if (tag === TAG.bmpString && content.length % 2 === 0) return decoded("utf-16be", content);
  if (tag === TAG.universalString && content.length % 4 === 0) return utf32Text(content);
  return void 0;
}
function decoded(encoding, content) {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return void 0;
  }
}
function utf32Text(content) {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  const points = Array.from({ length: content.length / 4 }, (_, i) => view.getUint32(4 * i));
  const valid = points.every((point) => point <= 1114111 && (point < 55296 || point > 57343));
  return valid ? String.fromCodePoint(...points) : void 0;
}

export {
  __require,
  createHash,
  randomUUID,
  availableParallelism,
  tmpdir,
  CodedError,
  FormatError,
  TrustError,
  AdapterError,
  UsageError,
  METADATA_MAX_BYTES,
  SIGNATURE_SECTION_MAX_BYTES,
  JSON_MAX_DEPTH,
  JSON_MAX_VALUES,
  TEXT_FILE_MAX_BYTES,
  CBOR_MAX_DEPTH,
  CBOR_MAX_ITEMS,
  CERTIFICATE_MAX_BYTES,
  PEM_MAX_BYTES,
  DSSE_MAX_BYTES,
  EIF_MAX_BYTES,
  encodeHex,
  decodeHex,
  decodeBase64,
  decodeUtf8,
  encodeUtf8,
  equalBytes,
  DAY_MS,
  parseInstant,
  formatInstant,
  parseDuration,
  TAG,
  parseDer,
  DerFields,
  confirmTag,
  derRefusal,
  booleanOf,
  integerBytes,
  countOf,
  objectIdentifierOf,
  bitStringOf,
  wholeBitStringOf,
  timeOf,
  nameOf,
  nameToRfc4514,
  directoryText,
  ZERO_PCR,
  HASH_ALGORITHM,
  EMPTY_CONTENT_PCR,
  extend,
  pcr8OfCertificate,
  pcr3OfRole,
  rolePathWarning,
  pcr4OfInstance,
  doubleHashedText,
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
