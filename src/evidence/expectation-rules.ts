import { UsageError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { NONCE_MIN_BYTES } from '../base/size-limits.js';

/*
 * The rules for expectations, before any document is read. A value that is missing by mistake is refused with `usage`,
 * because it must not pass for an expectation that every document meets.
 */

/** Throws UsageError for an invalid instant. */
export function requireInstant(instant: Instant, name: string): void {
  // The range of a Date.
  if (Number.isSafeInteger(instant) && Math.abs(instant) <= 8.64e15) return;
  throw new UsageError(`expected ${name} in milliseconds since 1970, found ${String(instant)}`);
}

/** Throws UsageError for anything but a number of milliseconds above zero. */
export function requireMaxAge(maxAgeMs: DurationMs): void {
  if (Number.isSafeInteger(maxAgeMs) && maxAgeMs > 0) return;
  throw new UsageError(`expected a maximum age in milliseconds, found ${String(maxAgeMs)}`);
}

/** Throws UsageError for anything but a nonce of at least NONCE_MIN_BYTES or `not-required`. */
export function requireNonceOption(nonce: Uint8Array | 'not-required'): void {
  if (nonce === 'not-required') return;
  if (nonce instanceof Uint8Array && nonce.length >= NONCE_MIN_BYTES) return;
  const found = nonce instanceof Uint8Array ? `${nonce.length} bytes` : typeof nonce;
  throw new UsageError(
    `expected a nonce of at least ${NONCE_MIN_BYTES} bytes, or not-required, found ${found}`,
  );
}

/**
 * Throws UsageError for an unknown name, and for a name with the value undefined: a misspelled expectation, or one that the
 * caller failed to read, would check nothing.
 */
export function requireKnownNames(options: object, names: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new UsageError(`expected an object with ${names.join(', ')}`);
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(`unknown option ${JSON.stringify(unknown)}`, {
      hint: `Options: ${names.join(', ')}.`,
    });
  }
  const [empty] = Object.entries(options).find(([, value]) => value === undefined) ?? [];
  if (empty !== undefined) throw new UsageError(`expected a value for ${empty}, found undefined`);
}
