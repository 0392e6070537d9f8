import { type DurationMs, type Instant } from '../base/instant.js';
import type { Chain } from './chain.js';
/** How far the clock of a live verifier may be behind: a new leaf is used 3 seconds after it becomes valid. */
export declare const CLOCK_BEHIND_MAX_MS: DurationMs;
/**
 * That every certificate, the root included, is valid at `at` (RFC 5280 section 4.1.2.5), root first. `behindMs` is
 * leeway on notBefore alone; notAfter has none. Throws TrustError `chain-not-yet-valid` or `chain-expired`, naming the
 * certificate.
 */
export declare function requireChainTime({ links }: Chain, at: Instant, behindMs: DurationMs): void;
/** That the document is not from after `at`, with this leeway. Throws TrustError `document-from-future`. */
export declare function requireNotFromFuture(timestamp: Instant, at: Instant, behindMs: DurationMs): void;
/** That the document is at most this old at `now`. Throws TrustError `document-too-old`. */
export declare function requireRecent(timestamp: Instant, now: Instant, maxAgeMs: DurationMs): void;
