import { type Instant } from '../base/instant.js';
import { type PcrValues } from '../measure/pcr.js';
import { type Release } from './document.js';
import type { VerifiedAllowList } from './verify.js';
/** Whether the list accepts what was measured, and why not. */
export type Acceptance = {
    readonly accepted: true;
    readonly release: Release;
} | {
    readonly accepted: false;
    readonly code: 'list-expired' | 'revoked' | 'not-allowed' | 'approval-missing';
    readonly message: string;
};
/**
 * Whether the list accepts these PCRs at `now`; asked anew at every use. In order: the list is in force
 * (`list-expired`); PCR0, 1 and 2 are there and no zeros (`not-allowed`); PCR0 is not revoked (`revoked`); all PCRs of
 * one release equal, never some of one and some of another (`not-allowed`); the release has the approvals that the
 * verifier's trust insists on (`approval-missing`). The releases that count are active, or
 * retiring with their end ahead. An unsigned release takes a PCR8 that is absent or all zeros.
 *
 * Not checked: PCR3, PCR4 and every other register; where the PCRs come from.
 */
export declare function acceptance({ list, unapproved }: VerifiedAllowList, pcrs: PcrValues, now: Instant): Acceptance;
/**
 * The releases that a verifier accepts at `now`, in the order of ids. Throws TrustError `list-expired` where the list
 * is not in force.
 */
export declare function acceptedReleases({ list, unapproved }: VerifiedAllowList, now: Instant): readonly Release[];
