import { UsageError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { NONCE_MIN_BYTES } from '../base/size-limits.js';

/*
 * What a caller expects of a document, before any document is looked at. A value that is missing by mistake is refused
 * with `usage`: it must not pass for an expectation that everything meets.
 */

/** Throws UsageError for what is no instant. */
export function requireInstant(instant: Instant, name: string): void {
  // What a Date can hold.
  if (Number.isSafeInteger(instant) && Math.abs(instant) <= 8.64e15) return;
  throw new UsageError(`expected ${name} in milliseconds since 1970, found ${String(instant)}`);
}

/** Throws UsageError for what is no number of milliseconds above zero. */
export function requireMaxAge(maxAgeMs: DurationMs): void {
  if (Number.isSafeInteger(maxAgeMs) && maxAgeMs > 0) return;
  throw new UsageError(`expected a maximum age in milliseconds, found ${String(maxAgeMs)}`);
}

/** Throws UsageError for what is neither a nonce of at least NONCE_MIN_BYTES nor the choice to have none. */
export function requireNonceOption(nonce: Uint8Array | 'not-required'): void {
  if (nonce === 'not-required') return;
  if (nonce instanceof Uint8Array && nonce.length >= NONCE_MIN_BYTES) return;
  const found = nonce instanceof Uint8Array ? `${nonce.length} bytes` : typeof nonce;
  throw new UsageError(
    `expected a nonce of at least ${NONCE_MIN_BYTES} bytes, or not-required, found ${found}`,
  );
}

/**
 * Throws UsageError for an unknown name, and for one that is there and undefined: a misspelt expectation, or one that the
 * caller failed to read, would check nothing.
 */
export function requireKnownNames(options: object, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new UsageError(`expected an object with ${names.join(', ')}`);
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`unknown option ${JSON.stringify(unknown)}`, {
      hint: `There are ${names.join(', ')}.`,
    });
  }
  const [empty] = Object.entries(options).find(([, value]) => value === undefined) ?? [];
  if (empty !== undefined) throw new UsageError(`expected a value for ${empty}, found undefined`);
}
