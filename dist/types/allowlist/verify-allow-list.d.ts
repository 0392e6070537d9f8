import { TrustError } from '../base/errors.js';
import { type Instant } from '../base/instant.js';
import { type EnvelopeTrust } from '../manifest/verify-manifest.js';
import type { AllowList, VersionId } from './allow-list.js';
import { type Unapproved } from './approval/missing-approvals.js';
import type { ListPin, ListTrust } from './list-trust.js';
declare const verified: unique symbol;
/** An allow-list that trusted keys signed, of the pinned name and no older than remembered. `verifyAllowList` alone makes one. */
export interface VerifiedAllowList {
    readonly [verified]: true;
    readonly list: AllowList;
    /** What a reader remembers: the version and the SHA-256 of the payload. */
    readonly id: VersionId;
    readonly signers: readonly string[];
    /** What the approval keys of the trust did not approve; nothing where it names none. Never accepted. */
    readonly unapproved: Unapproved;
    /** Releases of images that the reader knows as revoked, and that nothing newer brought back. Never accepted. */
    readonly revived: ReadonlySet<string>;
}
/**
 * Verifies an allow-list, for readers and writers alike. In order: the signatures (`verifyEnvelope`); that the
 * payload is an in-toto statement by its type, of this predicate type (`statement-format`); that it is the pinned list,
 * of the pinned enclave where one is (`wrong-list`), before anything else in it is used; its form (`parseAllowList`);
 * that it is not issued more than ISSUED_AHEAD_MAX_MS ahead of `now` (`list-expired`); no lower version than the floor
 * and than remembered, no other payload at the remembered version, and at the next version no other predecessor
 * (`rollback`, the rollback and fork attacks); which releases lack the approvals that the trust insists on, and which are
 * of images that are remembered or pinned as revoked (`revivedReleases`), which is no refusal of the list.
 *
 * Not checked: `expiresAt`. Whoever accepts an image judges it at every call (`acceptance`); a writer may go on from an
 * expired list.
 */
export declare function verifyAllowList(envelope: Uint8Array, { pin, listKeys, remembered, minVersion, approval, revoked }: ListTrust, now: Instant): Promise<VerifiedAllowList>;
/** A list with its signatures, name and form verified, and neither time nor version: one version of the history. */
export declare function openAllowList(envelope: Uint8Array, pin: ListPin, listKeys: EnvelopeTrust): Promise<{
    list: AllowList;
    id: VersionId;
    payload: Uint8Array;
    signers: readonly string[];
}>;
/** An old list that was put back, or a second history. */
export declare function rollbackError(message: string): TrustError;
export {};
