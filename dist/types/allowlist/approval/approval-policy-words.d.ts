/** The approvals that a list requires, in words: at least one source. */
export interface PolicyWords {
    /** Keys that may approve, with names for people, and the number of distinct keys that must. */
    readonly keys?: {
        readonly threshold: number;
        /** `publicKey` is the SubjectPublicKeyInfo in DER, in base64, so that the approvals of a removed key still verify. */
        readonly keys: readonly {
            readonly name: string;
            readonly publicKey: string;
        }[];
    };
    readonly github?: GitHubWords;
}
/** The requirements for approvals on GitHub. Counts are of distinct people. */
export interface GitHubWords {
    readonly repository?: string;
    readonly environment?: {
        readonly name: string;
        readonly reviewers: number;
        readonly preventSelfReview: boolean;
        /** The only branches that the rule of the environment may allow. */
        readonly branches?: readonly string[];
    };
    /** Base branches. Default: the default branch. */
    readonly pullRequest?: {
        readonly reviewers: number;
        readonly branches?: readonly string[];
    };
    /** Whether a comparison of commits that GitHub cannot complete may pass. */
    readonly incompleteComparison?: 'allowed';
}
/** An approval policy in words, with the SHA-256 of their canonical JSON (`recordedPolicy`). */
export interface ApprovalPolicy {
    readonly policy: PolicyWords | 'none';
    readonly sha256: string;
}
