import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  openFileSource
} from "./chunk-ZPN63QK5.js";
import {
  createHash
} from "./chunk-DUTF5YP6.js";
import {
  TrustError,
  UsageError
} from "./chunk-UHMTJ6P3.js";

// src/adapters/open-image.ts
var PIECE_BYTES = 1024 * 1024;
async function openImage(name, options = {}, ports) {
  const { sha256 } = options;
  if (sha256 !== void 0 && !/^[0-9a-f]{64}$/.test(sha256)) {
    throw new UsageError(`expected a SHA-256 as 64 digits 0-9a-f, found ${sha256}`);
  }
  const { source, found } = await open(name, options, ports);
  try {
    if (sha256 !== void 0) requireSha256(sha256, found ?? await sha256Of(source), source.name);
    return source;
  } catch (error) {
    await source.close();
    throw error;
  }
}
async function open(name, { onProgress }, ports) {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(name)?.[1];
  if (scheme === void 0) return { source: await openFileSource(name) };
  if (!/^(?:s3|https)$/i.test(scheme)) {
    throw new UsageError(
      `expected an image as a path, s3://bucket/key or https://host/path, found ${scheme}://\u2026`
    );
  }
  const { fetchImage } = await import("./remote-image-WXUN3GMB.js");
  const { source, sha256 } = await fetchImage(name, onProgress, ports);
  return { source, found: sha256 };
}
function requireSha256(expected, found, name) {
  if (expected === found) return;
  throw new TrustError("sha256-mismatch", `${name}: expected SHA-256 ${expected}, found ${found}`, {
    at: { file: name },
    hint: "This is another image than the one that was pinned, or another digest was meant."
  });
}
async function sha256Of(source) {
  const hash = createHash("sha256");
  const piece = new Uint8Array(Math.min(PIECE_BYTES, source.sizeBytes));
  for (let offset = 0; offset < source.sizeBytes; offset += piece.length) {
    const part = piece.subarray(0, Math.min(piece.length, source.sizeBytes - offset));
    await source.read(offset, part);
    hash.update(part);
  }
  return hash.digest("hex");
}

export {
  openImage
};
