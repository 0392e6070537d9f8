import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { UsageError, type Warning } from '../base/errors.js';
import { PCR_BYTES, type PcrValue, type PcrValues } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Hashing } from './hashing.js';

/** The measurements of an image. PCR8 is present exactly when the image is signed. */
export interface Measurements {
  readonly [ENCLAVE.image]: PcrValue;
  readonly [ENCLAVE.boot]: PcrValue;
  readonly [ENCLAVE.application]: PcrValue;
  readonly [ENCLAVE.signer]?: PcrValue;
}

/** The value of `HashAlgorithm`. It differs between versions of AWS's tools, so it is written and never compared. */
export const HASH_ALGORITHM = 'Sha384 { ... }';

/** PCR2 of an image with no second ramdisk: the register after extending with the digest of nothing. */
export const EMPTY_CONTENT_PCR: PcrValue =
  '21b9efbc184807662e966d34f390821309eeac6802309798826296bf3e8bec7c10edb30948c90ba67310f7b964fc500a';

/**
 * A zeroed register after one extend with `data`: SHA-384(48 zero bytes ‖ data), as lower-case hex (EIF specification,
 * "PCR calculation"). PCR0, 1, 2 and 8 extend with a 48-byte digest; PCR3 and PCR4 with the text itself.
 */
export function extend(data: Uint8Array, hashing: Hashing): PcrValue {
  const hash = hashing.sha384();
  hash.update(new Uint8Array(PCR_BYTES));
  hash.update(data);
  return encodeHex(hash.digest());
}

/** The SHA-384 of a content, extended: the form of PCR0, 1, 2 and 8. */
function extendDigestOf(content: Uint8Array, hashing: Hashing): PcrValue {
  const hash = hashing.sha384();
  hash.update(content);
  return extend(hash.digest(), hashing);
}

/** PCR8 of images signed with this certificate. The exact DER counts, so a reissued certificate gives another PCR8. */
export function pcr8OfCertificate(der: Uint8Array, hashing: Hashing): PcrValue {
  return extendDigestOf(der, hashing);
}

/**
 * PCR3 of an enclave on a parent instance with this IAM role: SHA-384(48 zero bytes ‖ the ARN as text), with no inner hash
 * (AWS Nitro Enclaves User Guide, "Where to get an enclave's measurements").
 *
 * Throws UsageError, with the right form, for an instance profile, an assumed role, white space, and anything else that is
 * not `arn:<partition>:iam::<12 digits>:role/<name>`.
 */
export function pcr3OfRole(roleArn: string, hashing: Hashing): PcrValue {
  requireRoleArn(roleArn);
  return extend(encodeUtf8(roleArn), hashing);
}

/** The warning for a role with a path, because no source proves which text the hypervisor extends for it. */
export function rolePathWarning(roleArn: string): Warning | undefined {
  if (roleArn.split('/').length <= 2) return undefined;
  return {
    code: 'pcr3-path-unproven',
    message: `${roleArn} has a path. Compare its PCR3 with an attestation document before you rely on it.`,
  };
}

/**
 * PCR4 of an enclave on this instance: SHA-384(48 zero bytes ‖ the instance id as text), with no inner hash (same section).
 * Throws UsageError for anything but `i-` and 8 or 17 lower-case hexadecimal digits.
 */
export function pcr4OfInstance(instanceId: string, hashing: Hashing): PcrValue {
  if (!/^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(instanceId)) {
    throw new UsageError(
      `expected an instance id such as i-1234567890abcdef0, found ${JSON.stringify(instanceId)}`,
    );
  }
  return extend(encodeUtf8(instanceId), hashing);
}

/**
 * The output of `nitro-cli pcr --input` for a text. It hashes the text first, so the value looks like a register but is not
 * one.
 */
export function doubleHashedText(text: string, hashing: Hashing): PcrValue {
  return extendDigestOf(encodeUtf8(text), hashing);
}

function requireRoleArn(text: string): void {
  if (/^arn:aws[a-z0-9-]*:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/.test(text))
    return;
  const shown = JSON.stringify(text);
  if (/\s/.test(text))
    throw new UsageError(`role ARN ${shown} holds white space, which would change PCR3`);
  const assumed = /^arn:([^:]+):sts::(\d{12}):assumed-role\/([^/]+)\//.exec(text);
  if (assumed !== null) {
    throw new UsageError(`${shown} is an assumed role, but PCR3 is computed from the role`, {
      hint: `Give arn:${assumed[1]}:iam::${assumed[2]}:role/${assumed[3]}, with the role's path if it has one.`,
    });
  }
  if (/^arn:[^:]+:iam::\d{12}:instance-profile\//.test(text)) {
    throw new UsageError(
      `${shown} is an instance profile, but PCR3 is computed from the role inside it`,
      {
        hint: 'Give the role ARN, such as arn:aws:iam::111122223333:role/NAME. aws iam get-instance-profile shows it.',
      },
    );
  }
  throw new UsageError(
    `expected a role ARN such as arn:aws:iam::111122223333:role/NAME, found ${shown}`,
  );
}

/** One register that differs between two sets of PCR values. */
export type PcrDifference =
  | {
      readonly kind: 'different';
      readonly pcr: string;
      readonly expected: PcrValue;
      readonly found: PcrValue;
    }
  | { readonly kind: 'missing'; readonly pcr: string; readonly expected: PcrValue }
  | { readonly kind: 'extra'; readonly pcr: string; readonly found: PcrValue };

/**
 * Compares in both directions: a register that is expected but not found is `missing`, one that is found but not expected
 * is `extra`. Equal sets give an empty list. The case of the digits does not count.
 */
export function comparePcrs(expected: PcrValues, found: PcrValues): readonly PcrDifference[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort(byIndex);
  return names.flatMap((pcr): PcrDifference[] => {
    const wanted = expected[pcr]?.toLowerCase();
    const seen = found[pcr]?.toLowerCase();
    if (wanted === seen) return [];
    if (seen === undefined) return [{ kind: 'missing', pcr, expected: wanted ?? '' }];
    if (wanted === undefined) return [{ kind: 'extra', pcr, found: seen }];
    return [{ kind: 'different', pcr, expected: wanted, found: seen }];
  });
}

function byIndex(a: string, b: string): number {
  return Number(a.slice(3)) - Number(b.slice(3));
}
