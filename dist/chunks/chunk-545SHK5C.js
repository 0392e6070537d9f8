import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  decodeBase64,
  encodeBase64
} from "./chunk-POKFQCOA.js";
import {
  PEM_MAX_BYTES
} from "./chunk-PSIR7QIB.js";
import {
  FormatError
} from "./chunk-UHMTJ6P3.js";

// src/format/pem.ts
var LINE_CHARACTERS = 64;
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
function encodePem(label, der) {
  const lines = encodeBase64(der).match(new RegExp(`.{1,${LINE_CHARACTERS}}`, "g")) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
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
  parseCertificatePem,
  parsePem,
  encodePem
};
