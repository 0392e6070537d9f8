import type { DurationMs, Instant } from '../base/instant.js';
/** Throws UsageError for what is no instant. */
export declare function requireInstant(instant: Instant, name: string): void;
/** Throws UsageError for what is no number of milliseconds above zero. */
export declare function requireMaxAge(maxAgeMs: DurationMs): void;
/** Throws UsageError for what is neither a nonce of at least NONCE_MIN_BYTES nor the choice to have none. */
export declare function requireNonceOption(nonce: Uint8Array | 'not-required'): void;
/** Throws UsageError for a name that is none of these: what is misspelt would be expected of nothing. */
export declare function requireKnownNames(options: object, names: readonly string[]): void;
