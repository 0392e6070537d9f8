import { type Warning } from '../base/errors.js';
import { type PcrValue, type PcrValues } from '../format/pcr-value.js';
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
export declare const HASH_ALGORITHM = "Sha384 { ... }";
/** PCR2 of an image with no second ramdisk: the register after extending with the digest of nothing. */
export declare const EMPTY_CONTENT_PCR: PcrValue;
/**
 * A zeroed register after one extend with `data`: SHA-384(48 zero bytes ‖ data), as lower-case hex (EIF specification,
 * "PCR calculation"). PCR0, 1, 2 and 8 extend with a 48-byte digest; PCR3 and PCR4 with the text itself.
 */
export declare function extend(data: Uint8Array, hashing: Hashing): PcrValue;
/** PCR8 of images signed with this certificate. The exact DER counts, so a reissued certificate gives another PCR8. */
export declare function pcr8OfCertificate(der: Uint8Array, hashing: Hashing): PcrValue;
/**
 * PCR3 of an enclave on a parent instance with this IAM role: SHA-384(48 zero bytes ‖ the ARN as text), with no inner hash
 * (AWS Nitro Enclaves User Guide, "Where to get an enclave's measurements").
 *
 * Throws UsageError, with the right form, for an instance profile, an assumed role, white space, and anything else that is
 * not `arn:<partition>:iam::<12 digits>:role/<name>`.
 */
export declare function pcr3OfRole(roleArn: string, hashing: Hashing): PcrValue;
/** The warning for a role with a path, because no source proves which text the hypervisor extends for it. */
export declare function rolePathWarning(roleArn: string): Warning | undefined;
/**
 * PCR4 of an enclave on this instance: SHA-384(48 zero bytes ‖ the instance id as text), with no inner hash (same section).
 * Throws UsageError for anything but `i-` and 8 or 17 lower-case hexadecimal digits.
 */
export declare function pcr4OfInstance(instanceId: string, hashing: Hashing): PcrValue;
/**
 * The output of `nitro-cli pcr --input` for a text. It hashes the text first, so the value looks like a register but is not
 * one.
 */
export declare function doubleHashedText(text: string, hashing: Hashing): PcrValue;
/** One register that differs between two sets of PCR values. */
export type PcrDifference = {
    readonly kind: 'different';
    readonly pcr: string;
    readonly expected: PcrValue;
    readonly found: PcrValue;
} | {
    readonly kind: 'missing';
    readonly pcr: string;
    readonly expected: PcrValue;
} | {
    readonly kind: 'extra';
    readonly pcr: string;
    readonly found: PcrValue;
};
/**
 * Compares in both directions: a register that is expected but not found is `missing`, one that is found but not expected
 * is `extra`. Equal sets give an empty list. The case of the digits does not count.
 */
export declare function comparePcrs(expected: PcrValues, found: PcrValues): readonly PcrDifference[];
