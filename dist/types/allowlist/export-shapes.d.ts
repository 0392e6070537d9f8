import type { Projection, Release } from './allow-list.js';
/** What a shape is written from: at least one release, accepted now. */
export interface ExportSource {
    readonly enclave: string;
    readonly releases: readonly [Release, ...Release[]];
    readonly instanceRoles: Projection['instanceRoles'];
}
/** What `nitro-cli build-enclave` prints, and `describe-eif` among other facts: `Measurements` of the one set. */
export declare function nitroCliShape({ releases: [{ measurements }] }: ExportSource): string;
/**
 * Principal and Condition for statements of a KMS key policy: one element for each set and role, each for a statement
 * of its own, because several values in one condition would also admit their mixed pairs (AWS KMS Developer Guide, "AWS
 * KMS condition keys for AWS Nitro Enclaves"; IAM User Guide, "Multiple keys or values"). Effect and Action are left to whoever writes the policy, so that nothing is
 * granted by pasting; without a role there is no Principal either.
 */
export declare function kmsConditionShape({ releases, instanceRoles }: ExportSource): string;
/** The `aws` part of prowler's config.yaml, in YAML 1.2; values quoted, so that no run of digits is read as a number. */
export declare function prowlerShape({ releases, instanceRoles }: ExportSource): string;
/** Evervault's SDKs: for each enclave the sets of which one has to match, in lower case. */
export declare function evervaultShape({ enclave, releases }: ExportSource): string;
/** `--pcr` of the Cape CLI: any of the values of each register. */
export declare function pcrFlagsShape({ releases }: ExportSource): string;
/** A message for `rvps-tool register` of Confidential Containers' Trustee, in its `sample` form; the names are ours. */
export declare function rvpsShape({ releases }: ExportSource): string;
/** The measurements file of flashbots' cvm-reverse-proxy, schema 2; the attestation type is ours. */
export declare function flashbotsShape({ releases }: ExportSource): string;
/**
 * NAME=VALUE lines for a shell, an env file or GITHUB_ENV: `PCR0` and so on for one set, `PCR_SETS` and `PCR0_1` and so
 * on for several. Names and values are letters, digits and `_` alone, so that no reader has to unquote them.
 */
export declare function envShape({ releases }: ExportSource): string;
