/** Facts about a key besides its policy (KMS DescribeKey). */
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
/** The grants of a key. `assumed-none`: they cannot be listed, as for a key in a file, and are assumed to be none. */
export type ListedGrants = readonly KeyGrant[] | 'assumed-none';
/** A grant on a key (KMS ListGrants). */
export interface KeyGrant {
    readonly grantId: string;
    readonly granteePrincipal: string;
    readonly operations: readonly string[];
    readonly retiringPrincipal?: string;
    readonly issuingAccount?: string;
    /** The JSON of its constraints, if any. */
    readonly constraints?: unknown;
}
