import type { Instant } from '../base/instant.js';
import type { KeyDescription, ListedGrants } from '../iam/kms-key.js';

/** Where a key is, as the names of backups and leases have it. */
export interface KeyPlace {
  readonly account: string;
  readonly region: string;
  readonly keyId: string;
}

/**
 * How a write ended. `done`: KMS took it; reads may still show the old one. `unclear`: it may have taken effect or not
 * (a lost answer). What had no effect, and what a retry cannot mend, is thrown.
 */
export type PolicyPut = 'done' | 'unclear';

/**
 * The policy of one key. Reads may be late: they may show a document from before a write that ended, and the order of
 * arrays and some principals may be written in another way than they were put.
 *
 * Methods reject with AdapterError `key-unavailable` where the key does not answer or the permission is missing; `write`
 * also with TrustError `policy-lock-out`, `policy-too-large` and `policy-unsafe` (a document that KMS refuses).
 */
export interface KeyPolicyPort {
  /** As the list names it: an ARN, or `file:…`. */
  readonly key: string;
  readonly place: KeyPlace;
  /** The document as it is stored. */
  readPolicy(): Promise<string>;
  /** Undefined for a key in a file: nothing is known of it but its policy. */
  describe(): Promise<KeyDescription | undefined>;
  /** All pages; `assumed-none` for a key in a file, which has no list of them. */
  listGrants(): Promise<ListedGrants>;
  /** Replaces the document. Nothing is sent, again or at first, at or after `notAfter`. */
  write(policy: string, notAfter: Instant): Promise<PolicyPut>;
}

/** The object that holds a policy from before we replaced it. */
export function backupName({ account, region, keyId }: KeyPlace, sha256: string): string {
  return `policies/${account}/${region}/${keyId}/${sha256}.json`;
}

/** The object that says who may write to a key's policy. */
export function leaseName({ account, region, keyId }: KeyPlace): string {
  return `leases/${account}-${region}-${keyId}.json`;
}
