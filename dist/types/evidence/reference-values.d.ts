import type { Instant } from '../base/instant.js';
import type { PcrValue } from '../format/pcr-value.js';
import { ENCLAVE } from '../format/platform.js';
import type { Measurements } from '../measure/pcr.js';
import type { Reason } from './document-finding.js';
import type { Registers } from './document-payload.js';
/** One version of an allow-list: its number, and the SHA-256 of what was signed. */
export interface ListVersion {
    readonly version: number;
    readonly sha256: string;
}
/** The release that an image is accepted as. */
export interface ReferenceRelease {
    readonly id: string;
    readonly measurements: Measurements;
    /** What `user_data` has to be, in lower-case hex; anything where it is not there. */
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
 * Reference Values: what a verified allow-list says of images and of who runs them. `referenceValuesOf` in `allowlist/`
 * alone makes them, from a list whose signatures were verified. There are none without a list.
 */
export interface ReferenceValues<Release extends ReferenceRelease = ReferenceRelease> {
    readonly [ofAVerifiedList]: true;
    readonly version: ListVersion;
    /** The roles of parent instances; none where any may be. `unapproved` where nobody may rely on what the list says. */
    readonly instanceRoles: readonly {
        readonly arn: string;
        readonly [ENCLAVE.role]: PcrValue;
    }[] | 'unapproved';
    /** What the list says of the image with these registers, judged at `now`: whole tuples, revocations, states, expiry. */
    readonly verdictOn: (pcrs: Registers, now: Instant) => ImageVerdict<Release>;
}
export {};
