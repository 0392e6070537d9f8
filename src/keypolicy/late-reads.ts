import type { Instant } from '../base/instant.js';
import { LATE_READ_MAX_MS, LEASE_MAX_REPLACED } from './key-policy-limits.js';
import type { LastPut } from './lease-record.js';

/**
 * Whether a read may show a document from before the last put. While the put is unconfirmed: any other document than the put
 * one, and also the put one if reads could show it before. Afterwards, for LATE_READ_MAX_MS: a document that the put is known
 * to have replaced.
 */
export function isLate(lastPut: LastPut | null, digest: string, now: Instant): boolean {
  if (lastPut === null) return false;
  const { policy, at, confirmed, replaced } = lastPut;
  if (!confirmed) return digest !== policy || replaced.includes(digest);
  return digest !== policy && now < at + LATE_READ_MAX_MS && replaced.includes(digest);
}

/** The documents that late reads may show instead of a put: the one that it replaced, and earlier ones. */
export function replacedBy(digest: string, before: LastPut | null): readonly string[] {
  const earlier = before === null ? [] : [before.policy, ...before.replaced];
  return [...new Set([digest, ...earlier])].slice(0, LEASE_MAX_REPLACED);
}
