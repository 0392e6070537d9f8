import * as z from 'zod/mini';
import type { DurationMs, Instant } from '../base/instant.js';
import { type PublicKey } from '../format/public-key.js';
import type { Approval, Projection } from './document.js';
import type { StagedProjection, StagedRelease } from './staged.js';
import type { ListPin } from './trust.js';
/** `predicateType` of an approval by a key; docs/approval.md is its specification. */
export declare const APPROVAL_PREDICATE_TYPE = "https://pcr-allowlist.github.io/approval/v1";
declare const APPROVAL: z.ZodMiniObject<{
    list: z.ZodMiniString<string>;
    enclave: z.ZodMiniString<string>;
    staged: z.ZodMiniString<string>;
    release: z.ZodMiniExactOptional<z.ZodMiniObject<{
        id: z.ZodMiniString<string>;
        PCR0: z.ZodMiniString<string>;
        manifest: z.ZodMiniString<string>;
    }, z.core.$strict>>;
    projection: z.ZodMiniString<string>;
    approvedAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
    expiresAt: z.ZodMiniCodec<z.ZodMiniString<string>, z.ZodMiniNumber<number>>;
}, z.core.$strict>;
export type KeyApproval = Extract<Approval, {
    source: 'key';
}>;
/** The JSON Schema (draft 2020-12) of an approval statement, from the schema that `verifyApproval` holds. */
export declare function approvalJsonSchema(): object;
/** The folder of a store in which the approvals of a staged record lie: by PCR0, those of projections together. */
export declare function approvalFolder(staged: StagedRelease | StagedProjection): string;
/**
 * The payload of a statement that approves one staged record, for `lifeMs` from `now` on. `current` is the projection
 * of the list as it is; where a projection is approved, its own counts.
 */
export declare function encodeApproval(staged: StagedRelease | StagedProjection, current: Projection, now: Instant, lifeMs: DurationMs): Uint8Array<ArrayBuffer>;
/** The projection that an approval of this record names: its own, or the one that the release will run under. */
export declare function approvedProjection(staged: StagedRelease | StagedProjection, current: Projection): string;
/**
 * Verifies an approval. In order: that at least one of the approval keys signed (`signature-threshold`); payload and
 * predicate type (`statement-format`); the pinned list and enclave (`wrong-list`); its form. The result is one approval
 * for each key that signed.
 *
 * Not checked: times, and what it approves (`approvesRelease`).
 */
export declare function verifyApproval(envelope: Uint8Array, pin: ListPin, keys: readonly PublicKey[]): Promise<{
    readonly statement: ApprovalStatement;
    readonly approvals: readonly KeyApproval[];
}>;
export type ApprovalStatement = z.output<typeof APPROVAL>;
/** Whether the statement approves this very staging of this release, with this image and this manifest. */
export declare function approvesRelease({ staged, release }: ApprovalStatement, expected: ApprovedRelease & {
    readonly sha256: string;
}): boolean;
/** An approval as it is carried in a list, as the bytes that were signed. */
export declare function approvalEnvelope({ envelope }: KeyApproval): Uint8Array<ArrayBuffer>;
/** The name of an approval: by the SHA-256 of its file. */
export declare function approvalName(staged: StagedRelease | StagedProjection, envelope: Uint8Array): string;
/** What of a release an approval names. */
interface ApprovedRelease {
    readonly id: string;
    readonly measurements: {
        readonly PCR0: string;
    };
    readonly manifest: {
        readonly sha256: string;
    };
}
/** Whether the key is one of those whose approvals count. */
export declare function isApprovalKey(key: PublicKey, keys: readonly PublicKey[]): boolean;
export {};
