import type { Projection, Release } from './allow-list.js';
/** The input of a shape: at least one accepted release. */
export interface ExportSource {
    readonly enclave: string;
    readonly releases: readonly [Release, ...Release[]];
    readonly instanceRoles: Projection['instanceRoles'];
}
/** `Measurements` of the one set, as `nitro-cli build-enclave` and `describe-eif` print them. */
export declare function nitroCliShape({ releases: [{ measurements }] }: ExportSource): string;
/**
 * Principal and Condition for statements of a KMS key policy. Each set and role has its own element, for its own statement,
 * because several values in one condition would also admit their mixed pairs (AWS KMS Developer Guide, "AWS KMS condition keys
 * for AWS Nitro Enclaves"; IAM User Guide, "Multiple keys or values"). Effect and Action are left out, so that pasting the
 * text grants nothing. Without a role there is no Principal either.
 */
export declare function kmsConditionShape({ releases, instanceRoles }: ExportSource): string;
/** The `aws` part of prowler's config.yaml, in YAML 1.2. Values are quoted, so that digits are not read as a number. */
export declare function prowlerShape({ releases, instanceRoles }: ExportSource): string;
/** Evervault's SDKs: the sets of each enclave, in lower case. One of them must match. */
export declare function evervaultShape({ enclave, releases }: ExportSource): string;
/** `--pcr` of the Cape CLI: each register may have any of its values. */
export declare function pcrFlagsShape({ releases }: ExportSource): string;
/** A message for `rvps-tool register` of Confidential Containers' Trustee, in its `sample` form; the names are ours. */
export declare function rvpsShape({ releases }: ExportSource): string;
/** The measurements file of flashbots' cvm-reverse-proxy, schema 2; the attestation type is ours. */
export declare function flashbotsShape({ releases }: ExportSource): string;
/**
 * NAME=VALUE lines for a shell, an env file or GITHUB_ENV: `PCR0` and so on for one set, `PCR_SETS` and `PCR0_1` and so
 * on for several. Names and values have only letters, digits and `_`, so that no reader needs to unquote them.
 */
export declare function envShape({ releases }: ExportSource): string;
