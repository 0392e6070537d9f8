/** Which approvals a list asks for, in words: at least one source. */
export interface PolicyWords {
    /** Keys whose statements count, with names for people, and how many distinct ones it takes. */
    readonly keys?: {
        readonly threshold: number;
        /** `publicKey` is the SubjectPublicKeyInfo in DER, in base64: whoever left can still be verified. */
        readonly keys: readonly {
            readonly name: string;
            readonly publicKey: string;
        }[];
    };
    readonly github?: GitHubWords;
}
/** What is asked for of GitHub. Counts are of distinct people. */
export interface GitHubWords {
    readonly repository?: string;
    readonly environment?: {
        readonly name: string;
        readonly reviewers: number;
        readonly preventSelfReview: boolean;
        /** Branches that the rule of the environment may let through, and no others. */
        readonly branches?: readonly string[];
    };
    /** Base branches; the default branch where there are none. */
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
