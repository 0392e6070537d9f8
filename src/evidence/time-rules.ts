import { TrustError } from '../base/errors.js';
import { type DurationMs, formatInstant, type Instant } from '../base/instant.js';
import type { Chain } from './certificate-chain.js';

/** How far the clock of a live verifier may be behind. Enclaves use a new leaf 3 seconds after it becomes valid. */
export const CLOCK_BEHIND_MAX_MS: DurationMs = 60_000;

/**
 * Checks that every certificate, including the root, is valid at `at` (RFC 5280 section 4.1.2.5), root first. `behindMs` is
 * leeway for notBefore only. Throws TrustError `chain-not-yet-valid` or `chain-expired`, naming the certificate.
 */
export function requireChainTime({ links }: Chain, at: Instant, behindMs: DurationMs): void {
  for (const { certificate, path } of links) {
    const { notBefore, notAfter } = certificate;
    if (!(at >= notBefore - behindMs)) {
      throw new TrustError(
        'chain-not-yet-valid',
        `certificate chain: ${path} is valid from ${formatInstant(notBefore)}, which is after ${formatInstant(at)}`,
        { at: { path }, hint: 'Check the clock of this machine.' },
      );
    }
    if (!(at <= notAfter)) {
      throw new TrustError(
        'chain-expired',
        `certificate chain: ${path} was valid until ${formatInstant(notAfter)}, which is before ${formatInstant(at)}`,
        {
          at: { path },
          hint: 'The certificates of a document are valid for about three hours. Verify an older document as archived.',
        },
      );
    }
  }
}

/** Checks that the document is not later than `at`, with this leeway. Throws TrustError `document-from-future`. */
export function requireNotFromFuture(timestamp: Instant, at: Instant, behindMs: DurationMs): void {
  if (timestamp <= at + behindMs) return;
  throw new TrustError(
    'document-from-future',
    `expected a document from before ${formatInstant(at)}, found one from ${formatInstant(timestamp)}`,
    {
      at: { path: '/timestamp' },
      hint: 'Check the clock of this machine.',
    },
  );
}

/** Checks that the document is at most `maxAgeMs` old at `now`. Throws TrustError `document-too-old`. */
export function requireRecent(timestamp: Instant, now: Instant, maxAgeMs: DurationMs): void {
  if (now - timestamp <= maxAgeMs) return;
  throw new TrustError(
    'document-too-old',
    `expected a document at most ${maxAgeMs} ms old, found one ${now - timestamp} ms old`,
    { at: { path: '/timestamp' }, hint: 'Ask the enclave for a new document.' },
  );
}
