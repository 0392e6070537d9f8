import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import type { PcrValue, PcrValues } from '../format/pcr-value.js';
import { PLATFORMS, type Platform } from '../format/platform.js';
import type { Subject } from '../format/statement.js';

/** The list itself, as a subject: by its name, and by the SHA-256 of that name. */
export function listSubject(list: string): Subject {
  const name = `pcr-allowlist:${list}`;
  return { name, digest: { sha256: encodeHex(sha256(encodeUtf8(name))) } };
}

/** An image as a subject: by the SHA-256 of its file, and by the register that names it. */
export function imageSubject(
  name: string,
  platform: Platform,
  fileSha256: string,
  measurements: object,
): Subject {
  const { subjectDigest } = PLATFORMS[platform];
  const value = imageValueOf(platform, measurements);
  return { name, digest: { sha256: fileSha256, [subjectDigest]: value } };
}

/** The value of the register that names the image. */
export function imageValueOf(platform: Platform, measurements: object): PcrValue {
  const values = measurements as PcrValues;
  return values[PLATFORMS[platform].image] ?? '';
}
