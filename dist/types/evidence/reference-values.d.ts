import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Measurements } from '../measure/pcr.js';
import type { Reason } from './document-finding.js';
import type { Registers } from './document-payload.js';
/** One version of an allow-list: its number, and the SHA-256 of the signed payload. */
export interface ListVersion {
    readonly version: number;
    readonly sha256: string;
}
/** The release of an accepted image. */
export interface ReferenceRelease {
    readonly id: string;
    readonly measurements: Measurements;
    /** The required `user_data`, in lower-case hex. Absent where any user data is accepted. */
    readonly userData?: string;
}
export type ImageVerdict<Release extends ReferenceRelease> = {
    readonly accepted: true;
    readonly release: Release;
} | {
    readonly accepted: false;
    readonly reason: Reason;
};
declare const ofAVerifiedList: unique symbol;
/**
 * Reference Values: what a verified allow-list says about images and about the instances that run them. Only
 * `referenceValuesOf` in `allowlist/` makes them, from a list with verified signatures.
 */
export interface ReferenceValues<Release extends ReferenceRelease = ReferenceRelease> {
    readonly [ofAVerifiedList]: true;
    readonly version: ListVersion;
    /**
     * The allowed roles of parent instances. Empty where any role is allowed. `unapproved` where nobody may rely on the roles
     * of the list.
     */
    readonly instanceRoles: readonly {
        readonly arn: string;
        readonly [ENCLAVE.role]: PcrValue;
    }[] | 'unapproved';
    /**
     * The verdict of the list on the image with these registers at `now`: all its registers together, revocations, states,
     * expiry.
     */
    readonly verdictOn: (pcrs: Registers, now: Instant) => ImageVerdict<Release>;
}
export {};
