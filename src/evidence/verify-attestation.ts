import { verifyWithKey } from '../base/ecdsa.js';
import { equalInConstantTime } from '../base/encoding.js';
import { FormatError, TrustError } from '../base/errors.js';
import type { DurationMs, Instant } from '../base/instant.js';
import { sigStructure } from '../format/cose-sign1.js';
import { nameToRfc4514 } from '../format/distinguished-name.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { PLATFORMS, registerNumber } from '../format/platform.js';
import { type Chain, verifyChain } from './certificate-chain.js';
import type { ChainCache } from './chain-cache.js';
import { type EnclavePayload, requireEnclave } from './document-kind.js';
import type { Registers } from './document-payload.js';
import { enclaveStartOf } from './enclave-start.js';
import { requireInstant, requireMaxAge, requireNonceOption } from './expectation-rules.js';
import { type NitroRoot, requireRoot } from './nitro-root.js';
import {
  CLOCK_BEHIND_MAX_MS,
  requireChainTime,
  requireNotFromFuture,
  requireRecent,
} from './time-rules.js';
import { parseDocument, type UnverifiedDocument } from './unverified-document.js';

declare const verified: unique symbol;

/**
 * The statements of an enclave that is not in debug mode, under a chain to the named root. Only `verifyLive` and
 * `verifyArchived` make it. It shows which image runs. Appraisal decides whether the image is accepted.
 */
export interface VerifiedEvidence {
  readonly [verified]: true;
  readonly moduleId: string;
  readonly timestamp: Instant;
  readonly digest: 'SHA384';
  readonly pcrs: Registers;
  readonly nonce: Uint8Array | null;
  readonly userData: Uint8Array | null;
  readonly publicKey: Uint8Array | null;
  /** The start of the enclave, or null where the document does not show it. Only for reports. */
  readonly startedAt: Instant | null;
  /** `aws`, or the name of a root that is not AWS's. */
  readonly root: string;
  /**
   * Together with the timestamp, this identifies a document. Its bytes do not, because anybody can derive a second valid
   * signature from the first.
   */
  readonly signer: { readonly issuer: string; readonly serialNumber: string };
  /** Verified live, within the maximum age. Never true for archived evidence. */
  readonly fresh: boolean;
}

/** The expectations for a live document. The required ones have no default. */
export interface LiveExpectations {
  readonly now: Instant;
  readonly root: NitroRoot;
  readonly maxAgeMs: DurationMs;
  /** The random bytes of the request for this document, at least 16, or the choice not to bind it to a request. */
  readonly nonce: Uint8Array | 'not-required';
  /** Certificate signatures that were verified before. Times are checked again. */
  readonly cache?: ChainCache;
}

export interface ArchivedExpectations {
  readonly root: NitroRoot;
  /** The instant of judgment. The document's own timestamp by default. */
  readonly at?: Instant;
  readonly cache?: ChainCache;
}

/**
 * Verifies the document of an enclave that runs now. The order is that of `verifyArchived`, with these rules for times:
 * every certificate is valid at `now`, where the clock may be CLOCK_BEHIND_MAX_MS behind notBefore (`chain-expired`,
 * `chain-not-yet-valid`); the document is not from later than that (`document-from-future`) and at most `maxAgeMs` old
 * (`document-too-old`). The nonce comes after debug mode, compared as bytes: the document has one (`nonce-missing`) and it
 * is the expected one (`nonce-mismatch`). The result is fresh. Without a nonce it may still be a copy of another caller's
 * document.
 *
 * Rejects with UsageError `usage`, before anything else, for an instant or an age that is not a number of milliseconds, for
 * a nonce that is neither at least 16 bytes nor `not-required`, and for a root that `requireRoot` refuses.
 */
export async function verifyLive(
  bytes: Uint8Array,
  { now, root, maxAgeMs, nonce, cache }: LiveExpectations,
): Promise<VerifiedEvidence> {
  requireInstant(now, 'now');
  requireMaxAge(maxAgeMs);
  requireNonceOption(nonce);
  const { document, chain } = await verifySigned(bytes, root, cache);
  requireChainTime(chain, now, CLOCK_BEHIND_MAX_MS);
  requireNotFromFuture(document.timestamp, now, CLOCK_BEHIND_MAX_MS);
  requireRecent(document.timestamp, now, maxAgeMs);
  requireProduction(document);
  if (nonce !== 'not-required') requireNonce(document, nonce);
  return evidenceOf(document, chain, root, true);
}

/**
 * Verifies an archived document. In order: the envelope (`envelope-format`) and the payload (`payload-format`); that an
 * enclave made it (`not-an-enclave`); the chain to the root (`root-not-trusted`, `chain-broken`); the signature, ES384 over
 * the bytes as received (`document-signature`); that every certificate is valid at the document's own time, and at `at` if
 * present (`chain-expired`, `chain-not-yet-valid`), without leeway, and that the document is not later than `at`
 * (`document-from-future`); that PCR0, PCR1 and PCR2 are not zero (`debug-mode`). The result is not fresh: it proves what
 * ran then. (RFC 9052 section 4.4; AWS Nitro Enclaves NSM API, "Attestation process".)
 *
 * Rejects with the error of the first broken rule, and with UsageError `usage` for an invalid `at` and for a root that
 * `requireRoot` refuses.
 */
export async function verifyArchived(
  bytes: Uint8Array,
  { root, at, cache }: ArchivedExpectations,
): Promise<VerifiedEvidence> {
  if (at !== undefined) requireInstant(at, 'at');
  const { document, chain } = await verifySigned(bytes, root, cache);
  requireChainTime(chain, document.timestamp, 0);
  if (at !== undefined) {
    requireChainTime(chain, at, 0);
    requireNotFromFuture(document.timestamp, at, 0);
  }
  requireProduction(document);
  return evidenceOf(document, chain, root, false);
}

type EnclaveDocument = UnverifiedDocument & EnclavePayload;

async function verifySigned(
  bytes: Uint8Array,
  root: NitroRoot,
  cache: ChainCache | undefined,
): Promise<{ document: EnclaveDocument; chain: Chain }> {
  requireRoot(root);
  // Shares no memory with `bytes`, so that nobody can change the document while a signature is verified.
  const document = parseDocument(bytes);
  requireEnclave(document);
  const chain = await verifyChain(document, root, cache);
  await requireSignature(document, chain);
  return { document, chain };
}

async function requireSignature({ envelope }: UnverifiedDocument, { leaf }: Chain): Promise<void> {
  let signed: boolean;
  try {
    const { signature } = envelope;
    signed = await verifyWithKey(await leaf.key(), sigStructure(envelope), signature);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw signatureRefused('the key of its certificate cannot be used', cause);
  }
  if (!signed) throw signatureRefused('the key of its certificate did not sign it');
}

function signatureRefused(message: string, cause?: unknown): TrustError {
  return new TrustError('document-signature', `attestation document: ${message}`, { cause });
}

/** Debug mode leaves all registers of the image zero. A single zero register is refused too. */
function requireProduction({ pcrs }: EnclavePayload): void {
  const zero = PLATFORMS['nitro-enclave'].debug.filter(
    (name) => (pcrs.get(registerNumber(name)) ?? ZERO_PCR) === ZERO_PCR,
  );
  if (zero.length === 0) return;
  throw new TrustError(
    'debug-mode',
    `the enclave runs in debug mode, as zeros in ${zero.join(', ')} show`,
    {
      at: { path: '/pcrs' },
      hint: 'Start the enclave without --debug-mode, which lets the host read what the enclave does.',
    },
  );
}

function requireNonce({ nonce: found }: EnclavePayload, expected: Uint8Array): void {
  const at = { path: '/nonce' };
  if (found === null) {
    throw new TrustError('nonce-missing', 'expected a document with a nonce, found none', { at });
  }
  if (found.length === 0 || !equalInConstantTime(found, expected)) {
    throw new TrustError('nonce-mismatch', 'expected the nonce of the request, found another', {
      at,
      hint: 'This document answers another request. It may be old.',
    });
  }
}

function evidenceOf(
  document: EnclaveDocument,
  { leaf }: Chain,
  root: NitroRoot,
  fresh: boolean,
): VerifiedEvidence {
  const { moduleId, timestamp, digest, pcrs, nonce, userData, publicKey } = document;
  return {
    moduleId,
    timestamp,
    digest,
    pcrs,
    nonce,
    userData,
    publicKey,
    startedAt: enclaveStartOf(document, leaf.certificate),
    root: root.name,
    signer: signerOf(leaf),
    fresh,
  } as VerifiedEvidence;
}

function signerOf({
  certificate: { issuer, serialNumber },
}: Chain['leaf']): VerifiedEvidence['signer'] {
  return { issuer: nameToRfc4514(issuer), serialNumber };
}
