import type { Instant } from '../base/instant.js';
import type { KeyDescription, ListedGrants } from '../iam/kms-key.js';

/** The place of a key, as in the names of backups and leases. */
export interface KeyPlace {
  readonly account: string;
  readonly region: string;
  readonly keyId: string;
}

/**
 * The outcome of a write. `done`: KMS accepted it, but reads may still show the old policy. `unclear`: it may have taken effect
 * or not (a lost answer). A write without effect, and an error that a retry cannot fix, are thrown.
 */
export type PolicyPut = 'done' | 'unclear';

/**
 * The policy of one key. Reads may be late: they may show the document before a completed write. KMS may also change the order
 * of arrays and the form of some principals.
 *
 * Methods reject with AdapterError `key-unavailable` if the key does not answer or the permission is missing. `write` also
 * rejects with TrustError `policy-lock-out`, `policy-too-large` and `policy-unsafe` (a document that KMS refuses).
 */
export interface KeyPolicyPort {
  /** The name of the key in the list: an ARN, or `file:…`. */
  readonly key: string;
  readonly place: KeyPlace;
  /** The stored document. */
  readPolicy(): Promise<string>;
  /** Undefined for a key in a file, which has only a policy. */
  describe(): Promise<KeyDescription | undefined>;
  /** All pages of grants. `assumed-none` for a key in a file, which has no list of grants. */
  listGrants(): Promise<ListedGrants>;
  /** Replaces the document. Sends no request and no retry at or after `notAfter`. */
  write(policy: string, notAfter: Instant): Promise<PolicyPut>;
}

/** The object with the backup of a policy that we replaced. */
export function backupName({ account, region, keyId }: KeyPlace, sha256: string): string {
  return `policies/${account}/${region}/${keyId}/${sha256}.json`;
}

/** The object with the lease on the policy of a key. */
export function leaseName({ account, region, keyId }: KeyPlace): string {
  return `leases/${account}-${region}-${keyId}.json`;
}
