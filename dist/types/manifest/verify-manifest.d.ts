import { type PublicKey } from '../format/public-key.js';
import { type PcrManifest } from './manifest.js';
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
export declare function verifyEnvelope(bytes: Uint8Array, trust: EnvelopeTrust): Promise<VerifiedEnvelope>;
/**
 * Verifies a signed PCR manifest. In order: what `verifyEnvelope` checks; that the payload is an in-toto statement by
 * its type (in-toto attestation framework 1.2, envelope.md; `statement-format`); what `parseManifest` checks.
 *
 * Not checked: any instant. A manifest does not expire; the allow-list says what is accepted now.
 */
export declare function verifyManifest(bytes: Uint8Array, trust: EnvelopeTrust): Promise<VerifiedManifest>;
/**
 * The trusted keys by key id, each once. Throws UsageError where there is none or more than TRUST_MAX_KEYS, and where
 * the threshold is no whole number from 1 to their number.
 */
export declare function distinctKeys({ keys, threshold }: EnvelopeTrust): ReadonlyMap<string, PublicKey>;
/** Whether the signature, ASN.1 DER, is the key's over the encoding. False for any fault of the signature. */
export declare function verifySignature({ curve, spkiDer }: PublicKey, data: Uint8Array, der: Uint8Array): Promise<boolean>;
export {};
