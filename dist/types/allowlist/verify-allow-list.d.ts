import { TrustError } from '../base/errors.js';
import { type Instant } from '../base/instant.js';
import { type EnvelopeTrust } from '../manifest/verify-manifest.js';
import type { AllowList, VersionId } from './allow-list.js';
import { type Unapproved } from './approval/missing-approvals.js';
import type { ListPin, ListTrust } from './list-trust.js';
declare const verified: unique symbol;
/** An allow-list that trusted keys signed, with the pinned name and not older than remembered. Only `verifyAllowList` makes one. */
export interface VerifiedAllowList {
    readonly [verified]: true;
    readonly list: AllowList;
    /** The version and the SHA-256 of the payload, which a reader remembers. */
    readonly id: VersionId;
    readonly signers: readonly string[];
    /** The parts that the approval keys of the trust did not approve. Empty if it names none. Never accepted. */
    readonly unapproved: Unapproved;
    /** Releases of images that the reader knows as revoked, without a newer approval. Never accepted. */
    readonly revived: ReadonlySet<string>;
}
/**
 * Verifies an allow-list, for readers and writers. In order: the signatures (`verifyEnvelope`); the payload is an in-toto
 * statement of this predicate type (`statement-format`); it is the pinned list, and of the pinned enclave if one is pinned
 * (`wrong-list`), before any other content is used; its form (`parseAllowList`); it is not issued more than
 * ISSUED_AHEAD_MAX_MS after `now` (`list-expired`); its version is not lower than the minimum or the remembered version, the
 * payload at the remembered version is the same, and the next version has the remembered predecessor (`rollback`, the rollback
 * and fork attacks). Then finds the releases without the approvals that the trust requires, and those of images that are
 * remembered or pinned as revoked (`revivedReleases`). These do not refuse the list.
 *
 * Not checked: `expiresAt`. `acceptance` checks it at every call, and a writer may continue an expired list.
 */
export declare function verifyAllowList(envelope: Uint8Array, { pin, listKeys, remembered, minVersion, approval, revoked }: ListTrust, now: Instant): Promise<VerifiedAllowList>;
/** A list with verified signatures, name and form, but not time and version. Used for versions of the history. */
export declare function openAllowList(envelope: Uint8Array, pin: ListPin, listKeys: EnvelopeTrust): Promise<{
    list: AllowList;
    id: VersionId;
    payload: Uint8Array;
    signers: readonly string[];
}>;
/** An old list that was restored, or a second history. */
export declare function rollbackError(message: string): TrustError;
export {};
