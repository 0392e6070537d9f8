import { TrustError, UsageError } from '../base/errors.js';
import type { Instant } from '../base/instant.js';
import { type Appraisal, appraise } from './appraise.js';
import type { ChainCache } from './chain-cache.js';
import { isChannelBound, reasonsOf } from './document-finding.js';
import { evidenceFindings } from './evidence-findings.js';
import { requireKnownNames } from './expectation-rules.js';
import { type Expectations, type ListExpectations, requireExpectations } from './expectations.js';
import type { NitroRoot } from './nitro-root.js';
import type { ReferenceRelease, ReferenceValues } from './reference-values.js';
import { type VerifiedEvidence, verifyArchived, verifyLive } from './verify-attestation.js';

/** The inputs of verification besides the expectations. */
export interface DocumentTrust {
  readonly root: NitroRoot;
  /** Only for archived documents: the instant of judgment. The document's own timestamp by default. */
  readonly at?: Instant;
  /** Certificate signatures that were verified before. */
  readonly cache?: ChainCache;
}

/** A document that was not compared with an allow-list. It is genuine, and may be of any image. */
export interface UnappraisedDocument {
  readonly evidence: VerifiedEvidence;
  readonly fresh: boolean;
  readonly channelBound: boolean;
}

/** A document that was compared with an allow-list. The evidence is genuine whether it is accepted or not. */
export interface AppraisedDocument<Release extends ReferenceRelease = ReferenceRelease> {
  readonly evidence: VerifiedEvidence;
  readonly appraisal: Appraisal<Release>;
}

/**
 * Verifies a document without an allow-list. It proves that an enclave made the document, and not that the image is
 * accepted. In order: `verifyLive`, or `verifyArchived` where the maximum age is `archived`; then every expectation. Throws
 * TrustError with the code of the first expectation that is not met, and UsageError for incomplete expectations.
 */
export async function verifyDocument(
  bytes: Uint8Array,
  trust: DocumentTrust,
  expectations: Expectations,
): Promise<UnappraisedDocument> {
  const evidence = await genuineEvidence(bytes, trust, expectations);
  const findings = evidenceFindings(evidence, expectations);
  const [reason] = reasonsOf(findings);
  if (reason !== undefined) {
    const { code, message, expected, found } = reason;
    throw new TrustError(code, `${message}: expected ${expected}, found ${found}`);
  }
  return { evidence, fresh: evidence.fresh, channelBound: isChannelBound(findings) };
}

/**
 * Verifies a document and appraises it. In order: `verifyLive`, or `verifyArchived` where the maximum age is `archived`,
 * which throw for the first broken rule, because only genuine evidence is appraised; then `appraise`, which returns every
 * reason. The nonce is one of the expectations, so that it does not hide the others.
 *
 * Throws FormatError, TrustError and UsageError as those functions do.
 */
export async function appraiseDocument<Release extends ReferenceRelease>(
  bytes: Uint8Array,
  trust: DocumentTrust,
  referenceValues: ReferenceValues<Release>,
  expectations: Expectations & ListExpectations,
): Promise<AppraisedDocument<Release>> {
  const evidence = await genuineEvidence(bytes, trust, expectations);
  return { evidence, appraisal: appraise(evidence, referenceValues, expectations) };
}

/**
 * The evidence of a document: `verifyLive`, or `verifyArchived` where the maximum age is `archived`. Throws UsageError for
 * incomplete expectations or trust, and for an instant together with a maximum age.
 */
export async function genuineEvidence(
  bytes: Uint8Array,
  trust: DocumentTrust,
  expectations: Expectations,
): Promise<VerifiedEvidence> {
  requireKnownNames(trust, ['root', 'at', 'cache']);
  requireExpectations(expectations);
  const { root, at, cache } = trust;
  const { now, maxAgeMs } = expectations;
  const given = cache === undefined ? { root } : { root, cache };
  if (maxAgeMs !== 'archived') {
    if (at !== undefined)
      throw new UsageError('at is for archived documents: give either at or an age');
    return verifyLive(bytes, { ...given, now, maxAgeMs, nonce: 'not-required' });
  }
  return verifyArchived(bytes, at === undefined ? given : { ...given, at });
}
