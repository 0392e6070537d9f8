import { type Instant } from '../base/instant.js';
import { envShape, evervaultShape, flashbotsShape, kmsConditionShape, nitroCliShape, pcrFlagsShape, prowlerShape, rvpsShape } from './export-shapes.js';
import type { VerifiedAllowList } from './verify-allow-list.js';
/** The currently accepted releases, in the format of another reader. */
export interface ExportedAllowList {
    readonly target: ExportTarget;
    /** ASCII, and ends with a line feed. */
    readonly text: string;
    /** The facts of the list that the shape cannot hold, as sentences for people. Never empty. */
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
 * Exports the releases that the list accepts at `now` in the shape of another reader (docs/exports.md), and reports what the
 * shape loses. Includes a retiring release while it is accepted. In order: the target is known (`usage`); the list is in
 * force (`list-expired`); the list accepts a release, and the one that `release` names (`not-allowed`), since some readers
 * take an empty list of values as "compare nothing"; there is one release if the shape holds one set (`usage`); if the shape
 * holds roles and the verifier requires approvals, the projection has them (`approval-missing`).
 *
 * Not checked: whether the reader compares as we do. The text carries no signature and no expiry.
 */
export declare function exportAllowList(verified: VerifiedAllowList, target: string, now: Instant, { release }?: {
    readonly release?: string;
}): ExportedAllowList;
export {};
