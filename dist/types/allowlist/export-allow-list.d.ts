import { type Instant } from '../base/instant.js';
import { envShape, evervaultShape, flashbotsShape, kmsConditionShape, nitroCliShape, pcrFlagsShape, prowlerShape, rvpsShape } from './export-shapes.js';
import type { VerifiedAllowList } from './verify-allow-list.js';
/** What is accepted now, in another reader's shape. */
export interface ExportedAllowList {
    readonly target: ExportTarget;
    /** Ends with a line feed; only ASCII. */
    readonly text: string;
    /** What the list says and the shape cannot hold, each as a sentence for people. Never empty. */
    readonly lost: readonly string[];
}
declare const SHAPES: {
    readonly 'nitro-cli': {
        readonly render: typeof nitroCliShape;
        readonly sets: 'one';
        readonly holds: readonly [];
    };
    readonly 'kms-condition': {
        readonly render: typeof kmsConditionShape;
        readonly sets: 'kept';
        readonly holds: readonly ["retirement", "roles"];
    };
    readonly prowler: {
        readonly render: typeof prowlerShape;
        readonly sets: 'mixed';
        readonly holds: readonly ["role-pcrs"];
    };
    readonly evervault: {
        readonly render: typeof evervaultShape;
        readonly sets: 'kept';
        readonly holds: readonly ["enclave"];
    };
    readonly 'pcr-flags': {
        readonly render: typeof pcrFlagsShape;
        readonly sets: 'mixed';
        readonly holds: readonly [];
    };
    readonly rvps: {
        readonly render: typeof rvpsShape;
        readonly sets: 'mixed';
        readonly holds: readonly [];
    };
    readonly flashbots: {
        readonly render: typeof flashbotsShape;
        readonly sets: 'kept';
        readonly holds: readonly ["ids"];
    };
    readonly env: {
        readonly render: typeof envShape;
        readonly sets: 'kept';
        readonly holds: readonly [];
    };
};
export type ExportTarget = keyof typeof SHAPES;
/** Every target by its name, as docs/exports.md lists them. */
export declare const EXPORT_TARGETS: readonly ExportTarget[];
/**
 * What the list accepts at `now`, in the shape of another reader (docs/exports.md), with what that shape loses. A
 * retiring release is in it while it is accepted. In order: the target is known (`usage`); the list is in force
 * (`list-expired`); something is accepted, and the release that `release` names is (`not-allowed`): an empty list of
 * values reads as "compare nothing" in some of them; one release alone where the shape holds one set (`usage`); where
 * the shape holds roles and the verifier insists on approvals, the projection has them (`approval-missing`).
 *
 * Not decided here: whether the reader compares as we do. The text carries no signature and no expiry.
 */
export declare function exportAllowList(verified: VerifiedAllowList, target: string, now: Instant, { release }?: {
    readonly release?: string;
}): ExportedAllowList;
export {};
