import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { parseKeyPolicy } from './policy.js';
import { normalKeyPolicyText } from './policy-normal-form.js';

/** SHA-256 of a policy's text, lower-case hex: identifies the input of a plan, and names a backup. */
export function policySha256(policy: string): string {
  return encodeHex(sha256(encodeUtf8(policy)));
}

/**
 * SHA-256 of a policy's normal form, lower-case hex. It is equal exactly for policies that KMS may rewrite into each other.
 * Throws FormatError `json-format` for an invalid policy.
 */
export function policyDigest(policy: string): string {
  return policySha256(normalKeyPolicyText(parseKeyPolicy(policy)));
}

/** The size of a document as KMS counts it. */
export function policySizeBytes(policy: string): number {
  return encodeUtf8(policy).length;
}
