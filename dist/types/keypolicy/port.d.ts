import type { Instant } from '../base/instant.js';
/** Where a key is, as the names of backups and leases have it. */
export interface KeyPlace {
    readonly account: string;
    readonly region: string;
    readonly keyId: string;
}
/** What is known of a key beside its policy (KMS DescribeKey). */
export interface KeyDescription {
    readonly keyId: string;
    readonly arn: string;
    readonly account: string;
    readonly region: string;
    /** As KMS writes them: `Enabled`, `ENCRYPT_DECRYPT`, `SYMMETRIC_DEFAULT`, `AWS_KMS`, `CUSTOMER`. */
    readonly keyState: string;
    readonly keyUsage: string;
    readonly keySpec: string;
    readonly origin: string;
    readonly keyManager: string;
    readonly multiRegion?: {
        readonly type: 'PRIMARY' | 'REPLICA';
        /** ARNs of all keys of the set, the primary first. */
        readonly keys: readonly string[];
    };
}
/** A grant on a key (KMS ListGrants). */
export interface KeyGrant {
    readonly grantId: string;
    readonly granteePrincipal: string;
    readonly operations: readonly string[];
    readonly retiringPrincipal?: string;
    readonly issuingAccount?: string;
    /** The JSON of its constraints, where it has any. */
    readonly constraints?: unknown;
}
/**
 * How a write ended. `done`: KMS took it; reads may still show the old one. `unclear`: it may have taken effect or not
 * (a lost answer). What had no effect, and what a retry cannot mend, is thrown.
 */
export type PolicyPut = 'done' | 'unclear';
/**
 * The policy of one key. Reads may be late: they may show a document from before a write that ended, and the order of
 * arrays and some principals may be written in another way than they were put.
 *
 * Methods reject with AdapterError `key-unavailable` where the key does not answer or the permission is missing; `write`
 * also with TrustError `policy-lock-out`, `policy-too-large` and `policy-unsafe` (a document that KMS refuses).
 */
export interface KeyPolicyPort {
    /** As the list names it: an ARN, or `file:…`. */
    readonly key: string;
    readonly place: KeyPlace;
    /** The document as it is stored. */
    readPolicy(): Promise<string>;
    /** Undefined for a key in a file: nothing is known of it but its policy. */
    describe(): Promise<KeyDescription | undefined>;
    /** All pages. */
    listGrants(): Promise<readonly KeyGrant[]>;
    /** Replaces the document. Nothing is sent, again or at first, at or after `notAfter`. */
    write(policy: string, notAfter: Instant): Promise<PolicyPut>;
}
/** The object that holds a policy from before we replaced it. */
export declare function backupName({ account, region, keyId }: KeyPlace, sha256: string): string;
/** The object that says who may write to a key's policy. */
export declare function leaseName({ account, region, keyId }: KeyPlace): string;
