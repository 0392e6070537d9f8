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

/**
 * The trusted keys, and how many of them must sign. Pinned by the verifier, never read from a store.
 */
export interface EnvelopeTrust {
  readonly keys: readonly PublicKey[];
  /** The number of distinct keys that must sign, at least 1. */
  readonly threshold: number;
}

/** An envelope with signatures that meet the threshold. Only `payload` is signed: use it, and not the envelope. */
export interface VerifiedEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** SHA-256 of the payload, lower-case hex. Another signature does not change it. */
  readonly payloadSha256: string;
  /** The key ids of all trusted keys that signed, computed from the keys, in the order of the trust. */
  readonly signers: readonly string[];
}

declare const verified: unique symbol;

/** A PCR manifest that trusted keys signed. Only `verifyManifest` makes one. */
export interface VerifiedManifest {
  readonly [verified]: true;
  readonly manifest: PcrManifest;
  readonly payloadSha256: string;
  readonly signers: readonly string[];
}

/**
 * Verifies an envelope (DSSE 1.0.2, protocol.md; ECDSA in FIPS 186-5). In order: the trust names 1 to TRUST_MAX_KEYS keys
 * and a threshold that they can meet (`usage`); the envelope's structure (`statement-format`); each distinct trusted key
 * against one signature (`candidate`); that enough distinct keys signed (`signature-threshold`). Signatures under other key
 * ids, and signatures that do not verify, do not count and are not a fault. A key id only saves work and decides nothing.
 * Signatures are ASN.1 DER; r followed by s is refused.
 *
 * Not checked: the content of the payload, and its type, which is only known to be signed.
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
      `expected signatures by ${trust.threshold} trusted keys, found ${signers.length} among ${count} signatures`,
      { hint: `Trusted keys: ${[...keys.keys()].join(', ')}.` },
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
 * The trusted keys by key id, without duplicates. Throws UsageError for no keys or more than TRUST_MAX_KEYS, and for a
 * threshold that is not a whole number from 1 to their number.
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

/** Whether the signature, in ASN.1 DER, verifies over the encoding under the key. False for any fault of the signature. */
export async function verifySignature(
  { curve, spkiDer }: PublicKey,
  data: Uint8Array,
  der: Uint8Array,
): Promise<boolean> {
  return verifyEcdsa({ curve, spkiDer, data, signature: rawOrNothing(der, curve) });
}

/** The signature to try with a key: the first with its key id, else the first without a key id. */
function candidate({ signatures }: DsseEnvelope, keyid: string): DsseSignature | undefined {
  return (
    signatures.find((signature) => signature.keyid === keyid) ??
    signatures.find((signature) => signature.keyid === undefined)
  );
}

/** The raw signature. Empty for anything but a signature in DER, so that it verifies under no key. */
function rawOrNothing(der: Uint8Array, curve: Curve): Uint8Array {
  try {
    return derToRaw(der, curve);
  } catch (error) {
    if (error instanceof FormatError) return new Uint8Array(0);
    throw error;
  }
}
