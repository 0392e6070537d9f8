import { sha256Of } from '../base/digest.js';
import { type Curve, verifyEcdsa } from '../base/ecdsa.js';
import { encodeHex } from '../base/encoding.js';
import { FormatError, TrustError, UsageError } from '../base/errors.js';
import { TRUST_MAX_KEYS } from '../base/size-limits.js';
import {
  type DsseEnvelope,
  type DsseSignature,
  parseDsse,
  preAuthenticationEncoding,
} from '../format/dsse.js';
import { derToRaw } from '../format/ecdsa-signature.js';
import { keyIdOf, type PublicKey } from '../format/public-key.js';
import { STATEMENT_PAYLOAD_TYPE } from '../format/statement.js';
import { type PcrManifest, parseManifest } from './manifest.js';

/** Whose signatures count, and how many of them it takes. Pinned by the verifier, never read from a store. */
export interface EnvelopeTrust {
  readonly keys: readonly PublicKey[];
  /** Distinct keys that must have signed: at least 1. */
  readonly threshold: number;
}

/** An envelope whose signatures meet a threshold. Only `payload` was signed: use it, and never the envelope again. */
export interface VerifiedEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** SHA-256 of the payload, lower-case hex. A further signature does not change it. */
  readonly payloadSha256: string;
  /** The key ids, computed from the keys, of all trusted keys that signed; in the order of the trust. */
  readonly signers: readonly string[];
}

declare const verified: unique symbol;

/** A PCR manifest that trusted keys signed. `verifyManifest` alone makes one. */
export interface VerifiedManifest {
  readonly [verified]: true;
  readonly manifest: PcrManifest;
  readonly payloadSha256: string;
  readonly signers: readonly string[];
}

/**
 * Verifies an envelope (DSSE 1.0.2, protocol.md; ECDSA in FIPS 186-5). In order: the trust names 1 to TRUST_MAX_KEYS
 * keys and a threshold that they can meet (`usage`); the envelope's structure (`statement-format`); each trusted key,
 * once however often it is named, against one signature (`candidate`); that enough distinct keys signed
 * (`signature-threshold`). Signatures under other key ids, and signatures that do not verify, count for nothing and are
 * no fault. A key id only saves work: it never counts. Signatures are ASN.1 DER; r followed by s is refused.
 *
 * Not checked: what the payload says, and its type beyond that it was signed.
 *
 * Rejects with UsageError, FormatError, TrustError, and FormatError `encoding` where a key's point is not on its curve.
 */
export async function verifyEnvelope(
  bytes: Uint8Array,
  trust: EnvelopeTrust,
): Promise<VerifiedEnvelope> {
  const keys = distinctKeys(trust);
  const envelope = parseDsse(bytes);
  const digest = sha256Of(envelope.payload);
  const encoding = preAuthenticationEncoding(envelope.payloadType, envelope.payload);
  const signers: string[] = [];
  for (const [keyid, key] of keys) {
    const signature = candidate(envelope, keyid);
    if (signature !== undefined && (await verifySignature(key, encoding, signature.sig))) {
      signers.push(keyid);
    }
  }
  if (signers.length < trust.threshold) {
    const count = envelope.signatures.length;
    throw new TrustError(
      'signature-threshold',
      `expected signatures of ${trust.threshold} trusted keys, found ${signers.length} among ${count} signatures`,
      { hint: `Trusted are ${[...keys.keys()].join(', ')}.` },
    );
  }
  const { payloadType, payload } = envelope;
  return { payloadType, payload, payloadSha256: encodeHex(await digest), signers };
}

/**
 * Verifies a signed PCR manifest. In order: what `verifyEnvelope` checks; that the payload is an in-toto statement by
 * its type (in-toto attestation framework 1.2, envelope.md; `statement-format`); what `parseManifest` checks.
 *
 * Not checked: any instant. A manifest does not expire; the allow-list says what is accepted now.
 */
export async function verifyManifest(
  bytes: Uint8Array,
  trust: EnvelopeTrust,
): Promise<VerifiedManifest> {
  const { payload, payloadType, payloadSha256, signers } = await verifyEnvelope(bytes, trust);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new FormatError(
      'statement-format',
      `expected payload type ${STATEMENT_PAYLOAD_TYPE}, found ${JSON.stringify(payloadType)}`,
      { at: { path: '/payloadType' } },
    );
  }
  return { manifest: parseManifest(payload), payloadSha256, signers } as VerifiedManifest;
}

/**
 * The trusted keys by key id, each once. Throws UsageError where there is none or more than TRUST_MAX_KEYS, and where
 * the threshold is no whole number from 1 to their number.
 */
export function distinctKeys({ keys, threshold }: EnvelopeTrust): ReadonlyMap<string, PublicKey> {
  if (keys.length < 1 || keys.length > TRUST_MAX_KEYS) {
    throw new UsageError(`expected 1 to ${TRUST_MAX_KEYS} trusted keys, found ${keys.length}`);
  }
  const distinct = new Map(keys.map((key) => [keyIdOf(key.spkiDer), key]));
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > distinct.size) {
    throw new UsageError(
      `expected a threshold from 1 to the number of distinct trusted keys, ${distinct.size}, found ${threshold}`,
    );
  }
  return distinct;
}

/** Whether the signature, ASN.1 DER, is the key's over the encoding. False for any fault of the signature. */
export async function verifySignature(
  { curve, spkiDer }: PublicKey,
  data: Uint8Array,
  der: Uint8Array,
): Promise<boolean> {
  return verifyEcdsa({ curve, spkiDer, data, signature: rawOrNothing(der, curve) });
}

/** The signature that a key is tried on: the first under its key id, else the first without any. */
function candidate({ signatures }: DsseEnvelope, keyid: string): DsseSignature | undefined {
  return (
    signatures.find((signature) => signature.keyid === keyid) ??
    signatures.find((signature) => signature.keyid === undefined)
  );
}

/** The raw signature. Empty for anything but a signature in DER, and then it verifies under no key. */
function rawOrNothing(der: Uint8Array, curve: Curve): Uint8Array {
  try {
    return derToRaw(der, curve);
  } catch (error) {
    if (error instanceof FormatError) return new Uint8Array(0);
    throw error;
  }
}
