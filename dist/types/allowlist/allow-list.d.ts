import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { type BindableName, ENCLAVE } from '../format/platform.js';
import type { DocumentFormat } from '../format/statement.js';
import type { Measurements } from '../measure/pcr.js';
import type { ApprovalPolicy } from './approval/approval-policy-words.js';
/** One version of the allow-list: the images that may run, and the roles, certificates and keys that they apply to. */
export interface AllowList {
    /** The format of the document. The next version keeps it, unless an operation moves the list to another format. */
    readonly format: DocumentFormat;
    /** 32 random lower-case hex digits, generated once. A verifier pins this id. */
    readonly list: string;
    readonly enclave: string;
    /** Begins at 1 and increases by 1 with every change. */
    readonly version: number;
    readonly issuedAt: Instant;
    readonly expiresAt: Instant;
    /** The latest `expiresAt` of this and all earlier versions. Present exactly in format v2. */
    readonly latestExpiresAt?: Instant;
    /** The SHA-256 of the DSSE payload of the previous version. Null at version 1. */
    readonly previous: VersionId | null;
    readonly projection: ListProjection;
    /** Sorted by id (UTF-16 code units). */
    readonly releases: readonly Release[];
    /** Oldest first. */
    readonly removed: readonly Removed[];
    /** SHA-256 of used evidence from GitHub, oldest first. It cannot be used again. */
    readonly usedApprovals?: readonly string[];
}
/** One version by its content. */
export interface VersionId {
    readonly version: number;
    /** SHA-256 of the DSSE payload, lower-case hex. A further signature does not change it. */
    readonly sha256: string;
}
/** The roles, certificates and KMS keys that the releases are applied to. */
export interface Projection {
    readonly instanceRoles: readonly {
        readonly arn: string;
        readonly [ENCLAVE.role]: PcrValue;
    }[];
    readonly certificates: readonly {
        readonly [ENCLAVE.signer]: PcrValue;
        /** SHA-256 of the certificate in DER. */
        readonly sha256: string;
        readonly notAfter: Instant;
    }[];
    readonly keys: readonly ProjectedKey[];
    /** The approvals that the list requires. Absent if it requires none, and in format v1. */
    readonly approval?: ApprovalPolicy;
}
export interface ProjectedKey {
    readonly key: string;
    readonly actions: readonly string[];
    /** Always contains PCR3, and PCR0 or PCR8. */
    readonly bind: readonly BindableName<ListedPlatform>[];
    /**
     * The actions that the guards of its policy deny without an accepted measurement: a list of names, `true` for exactly
     * `actions` (in lists from before guards named their actions), or `false` for no guard.
     */
    readonly guard: boolean | readonly string[];
    /** The key left the projection, but a read of its policy has not yet shown that our statements are gone. */
    readonly detached?: true;
}
/** The projection of a list, with its origin. */
export interface ListProjection extends Projection {
    /** The SHA-256 of the file of each approved staged record. The last one belongs to the current projection. */
    readonly staged: readonly string[];
    readonly approvals: readonly Approval[];
    /** Approvals of the last change of the approval policy. Their `carriesOver` keeps releases approved. */
    readonly carryOvers?: readonly Approval[];
}
/** An image that an approval of a changed policy carries over. */
export interface CarriedImage {
    readonly id: string;
    readonly platform: ListedPlatform;
    readonly [ENCLAVE.image]: PcrValue;
}
/** The only supported platform. A list with another platform is refused with `not-supported`. */
export type ListedPlatform = 'nitro-enclave';
interface ReleaseFields {
    readonly id: string;
    readonly platform: ListedPlatform;
    readonly measurements: Measurements;
    /** The required `user_data` of a document, in lower-case hex. Only in format v2. KMS cannot compare it. */
    readonly userData?: string;
    readonly image: {
        readonly name: string;
        readonly sha256: string;
    };
    readonly manifest: {
        readonly path: string;
        readonly sha256: string;
    };
    /** Reported by the build environment. The image does not prove it. */
    readonly source?: {
        readonly observed: true;
        readonly repository: string;
        readonly commit: string;
        readonly ref: string;
    };
    /** When the first version that accepts the image was issued. Present exactly in format v2. */
    readonly accepted?: {
        readonly first: Instant;
    };
    /** The SHA-256 of the file of the approved staged record. */
    readonly staged: string;
    /** Empty if the configuration required none. */
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
    /** The version of the list with this change. */
    readonly version: number;
    readonly at: Instant;
}
/** An approval of one staged record. `envelope` is proof for everybody. `observed` is what the Action saw. */
export type Approval = {
    /** The SHA-256 of the file of the staged record. */
    readonly staged: string;
    /** SHA-256 of the evidence: of the payload of the envelope, or of the observation. */
    readonly sha256: string;
    /** A key id, or a login. */
    readonly by: string;
    readonly approvedAt: Instant;
    readonly expiresAt: Instant;
} & ({
    readonly source: 'key';
    /**
     * The approved projection, or the projection under which the release was approved (`projectionSha256`). Absent in
     * lists in format v2, where the envelope names it.
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
/** A release that is no longer accepted. A revoked one is a tombstone: no release of the list may have its PCR0. */
export type Removed = {
    readonly id: string;
    readonly platform: ListedPlatform;
    readonly [ENCLAVE.image]: PcrValue;
    readonly when: Instant;
    readonly staged: string;
    /**
     * When a version first accepted the image, and the latest instant at which a version that accepts it is in force. Absent
     * in format v1, and for entries that were removed before the list moved to v2.
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
/** Whether a release is accepted at the instant: it is active, or retiring and not yet at its end. */
export declare function isAcceptedAt(release: Release, now: Instant): boolean;
export {};
