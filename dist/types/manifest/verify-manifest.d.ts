import { type PublicKey } from '../format/public-key.js';
import { type PcrManifest } from './manifest.js';
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
export declare function verifyEnvelope(bytes: Uint8Array, trust: EnvelopeTrust): Promise<VerifiedEnvelope>;
/**
 * Verifies a signed PCR manifest. In order: what `verifyEnvelope` checks; that the payload is an in-toto statement by
 * its type (in-toto attestation framework 1.2, envelope.md; `statement-format`); what `parseManifest` checks.
 *
 * Not checked: any instant. A manifest does not expire; the allow-list says what is accepted now.
 */
export declare function verifyManifest(bytes: Uint8Array, trust: EnvelopeTrust): Promise<VerifiedManifest>;
/**
 * The trusted keys by key id, without duplicates. Throws UsageError for no keys or more than TRUST_MAX_KEYS, and for a
 * threshold that is not a whole number from 1 to their number.
 */
export declare function distinctKeys({ keys, threshold }: EnvelopeTrust): ReadonlyMap<string, PublicKey>;
/** Whether the signature, in ASN.1 DER, verifies over the encoding under the key. False for any fault of the signature. */
export declare function verifySignature({ curve, spkiDer }: PublicKey, data: Uint8Array, der: Uint8Array): Promise<boolean>;
export {};
