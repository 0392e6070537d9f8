import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  instantOf
} from "./chunk-SJ5BL4BR.js";
import {
  encodeHex,
  encodeUtf8
} from "./chunk-POKFQCOA.js";
import {
  DER_MAX_DEPTH
} from "./chunk-PSIR7QIB.js";
import {
  FormatError,
  UsageError
} from "./chunk-UHMTJ6P3.js";

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
  let arc = 0n;
  let start = 0;
  for (const [i, byte] of content.entries()) {
    if (i === start && byte === 128 || i - start >= ARC_MAX_BYTES) {
      throw derRefusal(
        `${what}: expected an arc of at most ${ARC_MAX_BYTES} bytes in its shortest form`,
        contentOffsetBytes + start
      );
    }
    arc = arc << 7n | BigInt(byte & 127);
    if (byte < 128) {
      arcs.push(arc);
      arc = 0n;
      start = i + 1;
    }
  }
  const [head = 0n, ...rest] = arcs;
  const first = head < 80n ? head / 40n : 2n;
  return [first, head - 40n * first, ...rest].join(".");
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

// src/measure/pcr.ts
var HASH_ALGORITHM = "Sha384 { ... }";
var PCR_BYTES = 48;
var ZERO_PCR = "0".repeat(2 * PCR_BYTES);
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

export {
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
  HASH_ALGORITHM,
  ZERO_PCR,
  EMPTY_CONTENT_PCR,
  extend,
  pcr8OfCertificate,
  pcr3OfRole,
  rolePathWarning,
  pcr4OfInstance,
  doubleHashedText
};
