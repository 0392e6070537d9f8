import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { type BindableName, ENCLAVE } from '../format/platform.js';
import type { DocumentFormat } from '../format/statement.js';
import type { Measurements } from '../measure/pcr.js';
import type { ApprovalPolicy } from './approval/approval-policy-words.js';
/** Which images run, and how they are projected onto keys: one version of the only source of truth. */
export interface AllowList {
    /** The format that it is written in; the next version keeps it, unless it is moved. */
    readonly format: DocumentFormat;
    /** 32 lower-case hex, drawn once: what a verifier pins. */
    readonly list: string;
    readonly enclave: string;
    /** 1, and one more at every change. */
    readonly version: number;
    readonly issuedAt: Instant;
    readonly expiresAt: Instant;
    /** The latest `expiresAt` of this version and of those before it; exactly in format v2. */
    readonly latestExpiresAt?: Instant;
    /** The version before, by the SHA-256 of its DSSE payload; null at version 1. */
    readonly previous: VersionId | null;
    readonly projection: ListProjection;
    /** Sorted by id (UTF-16 code units). */
    readonly releases: readonly Release[];
    /** Oldest first. */
    readonly removed: readonly Removed[];
    /** SHA-256 of evidence that GitHub showed and that served, oldest first: it never serves again. */
    readonly usedApprovals?: readonly string[];
}
/** One version by its content. */
export interface VersionId {
    readonly version: number;
    /** SHA-256 of the DSSE payload, lower-case hex: a further signature does not change it. */
    readonly sha256: string;
}
/** What a key policy is made of, beside the releases. */
export interface Projection {
    readonly instanceRoles: readonly {
        readonly arn: string;
        readonly [ENCLAVE.role]: PcrValue;
    }[];
    readonly certificates: readonly {
        readonly [ENCLAVE.signer]: PcrValue;
        /** Of the certificate's DER. */
        readonly sha256: string;
        readonly notAfter: Instant;
    }[];
    readonly keys: readonly ProjectedKey[];
    /** Which approvals the list asks for; absent where it asks for none, and in format v1. */
    readonly approval?: ApprovalPolicy;
}
export interface ProjectedKey {
    readonly key: string;
    readonly actions: readonly string[];
    /** PCR3 is among them, and PCR0 or PCR8. */
    readonly bind: readonly BindableName<ListedPlatform>[];
    /**
     * Whether its policy denies what is not attested so: the actions that the guards deny by name, `true` for those of
     * `actions` alone (lists from before guards named their actions), or `false`.
     */
    readonly guard: boolean | readonly string[];
    /** It left the projection, and our statements were not yet read back as gone from its policy. */
    readonly detached?: true;
}
/** The projection in a list, with where it came from. */
export interface ListProjection extends Projection {
    /** The staged records that were approved, by the SHA-256 of the file; the last is the current one's. */
    readonly staged: readonly string[];
    readonly approvals: readonly Approval[];
    /** Approvals of the last change of the approval policy, whose `carriesOver` leaves releases approved. */
    readonly carryOvers?: readonly Approval[];
}
/** An image as an approval of a changed policy carries it over. */
export interface CarriedImage {
    readonly id: string;
    readonly platform: ListedPlatform;
    readonly [ENCLAVE.image]: PcrValue;
}
/** The one platform whose releases are judged today; a list that has another one is refused with `not-supported`. */
export type ListedPlatform = 'nitro-enclave';
interface ReleaseFields {
    readonly id: string;
    readonly platform: ListedPlatform;
    readonly measurements: Measurements;
    /** What `user_data` of a document has to be, in lower-case hex; in format v2 alone. KMS cannot compare it. */
    readonly userData?: string;
    readonly image: {
        readonly name: string;
        readonly sha256: string;
    };
    readonly manifest: {
        readonly path: string;
        readonly sha256: string;
    };
    /** Seen in the builder's environment, not proved by the image. */
    readonly source?: {
        readonly observed: true;
        readonly repository: string;
        readonly commit: string;
        readonly ref: string;
    };
    /** When the first version that accepts the image was issued; exactly in format v2. */
    readonly accepted?: {
        readonly first: Instant;
    };
    /** The staged record that was approved, by the SHA-256 of the file. */
    readonly staged: string;
    /** Empty where the configuration demanded none. */
    readonly approvals: readonly Approval[];
    /** Oldest first. */
    readonly changes: readonly ReleaseChange[];
}
export type Release = (ReleaseFields & {
    readonly state: 'active';
}) | (ReleaseFields & {
    readonly state: 'retiring';
    readonly retireAt: Instant;
});
export interface ReleaseChange {
    readonly what: 'approved' | 'approved-again' | 'retired';
    /** The version of the list that made it so. */
    readonly version: number;
    readonly at: Instant;
}
/** Who approved one staging. `envelope` is proof for everybody; `observed` is what the Action saw. */
export type Approval = {
    /** The staged record, by the SHA-256 of the file. */
    readonly staged: string;
    /** Of the evidence itself: the envelope's payload, or what was observed. */
    readonly sha256: string;
    /** A key id, or a login. */
    readonly by: string;
    readonly approvedAt: Instant;
    readonly expiresAt: Instant;
} & ({
    readonly source: 'key';
    /**
     * The projection that was approved, or under which the release was, as `projectionSha256` says it. Absent in lists
     * in format v2, where the envelope says it.
     */
    readonly projection?: string;
    readonly envelope: {
        readonly payload: string;
        readonly payloadType: string;
        readonly signatures: readonly {
            readonly keyid?: string;
            readonly sig: string;
        }[];
    };
} | {
    readonly source: 'github-environment' | 'github-pull-request';
    readonly observed: true;
    readonly url: string;
});
/** What is no longer accepted. A revoked one is a tombstone: its PCR0 is in no release of the list. */
export type Removed = {
    readonly id: string;
    readonly platform: ListedPlatform;
    readonly [ENCLAVE.image]: PcrValue;
    readonly when: Instant;
    readonly staged: string;
    /**
     * Since when a version accepted the image, and the latest instant at which a version that does is in force. Absent in
     * format v1, and of what was removed before the list moved to v2.
     */
    readonly accepted?: {
        readonly first: Instant;
        readonly last: Instant;
    };
} & ({
    readonly why: 'retired';
} | {
    readonly why: 'revoked';
    readonly reason: string;
});
/** Whether a release counts at the instant: active, or retiring and not yet at its end. */
export declare function isAcceptedAt(release: Release, now: Instant): boolean;
export {};
