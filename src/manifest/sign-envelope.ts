import { TrustError } from '../base/errors.js';
import { type DsseSignature, encodeDsse, preAuthenticationEncoding } from '../format/dsse.js';
import { keyIdOf } from '../format/public-key.js';
import { STATEMENT_PAYLOAD_TYPE } from '../format/statement.js';
import { encodeManifest, type PcrManifest, parseManifest } from './manifest.js';
import type { Signer } from './signer.js';
import {
  distinctKeys,
  type EnvelopeTrust,
  verifyEnvelope,
  verifySignature,
} from './verify-manifest.js';

/**
 * Signs a payload into an envelope that verifies under the trust (DSSE 1.0.2). In order: the trust itself (`usage`, as in
 * `verifyEnvelope`); every signer's key is trusted, and their distinct keys reach the threshold (`threshold-not-met`),
 * before any key is used; each key signs once, and its signature verifies (`signature-invalid`); the encoded envelope
 * passes `verifyEnvelope` with its size limit (`statement-format`).
 *
 * Rejects with UsageError, TrustError, FormatError, and with any error of a signer.
 */
export async function signEnvelope(
  payloadType: string,
  payload: Uint8Array,
  signers: readonly Signer[],
  trust: EnvelopeTrust,
): Promise<Uint8Array> {
  const byKeyId = requireThreshold(signers, trust);
  const encoding = preAuthenticationEncoding(payloadType, payload);
  const signatures: DsseSignature[] = [];
  for (const [keyid, signer] of byKeyId) {
    const sig = await signer.sign(encoding);
    if (!(await verifySignature(signer.publicKey, encoding, sig))) {
      throw new TrustError(
        'signature-invalid',
        `the signature that key ${keyid} made does not verify under it`,
        {
          hint: 'The signer uses a key other than the one it reports, another hash, or a format other than ASN.1 DER.',
        },
      );
    }
    signatures.push({ keyid, sig });
  }
  const bytes = encodeDsse({ payloadType, payload, signatures });
  await verifyEnvelope(bytes, trust);
  return bytes;
}

/**
 * Signs a PCR manifest. In order: the encoded manifest passes `parseManifest` (`statement-format`), so that readers accept
 * what is signed; then as `signEnvelope`.
 */
export async function signManifest(
  manifest: PcrManifest,
  signers: readonly Signer[],
  trust: EnvelopeTrust,
): Promise<Uint8Array> {
  const payload = encodeManifest(manifest);
  parseManifest(payload);
  return signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, signers, trust);
}

/**
 * The signers by key id, one for each distinct key. Throws TrustError `threshold-not-met` where a key is not trusted or the
 * keys cannot reach the threshold. Call it before any write.
 */
export function requireThreshold(
  signers: readonly Signer[],
  trust: EnvelopeTrust,
): ReadonlyMap<string, Signer> {
  const trusted = distinctKeys(trust);
  const byKeyId = new Map(signers.map((signer) => [keyIdOf(signer.publicKey.spkiDer), signer]));
  for (const keyid of byKeyId.keys()) {
    if (trusted.has(keyid)) continue;
    throw new TrustError(
      'threshold-not-met',
      `the signing key ${keyid} is not among the trusted keys ${[...trusted.keys()].join(', ')}`,
      { hint: 'Add its public key to the trusted keys, or sign with a trusted key.' },
    );
  }
  if (byKeyId.size < trust.threshold) {
    throw new TrustError(
      'threshold-not-met',
      `expected signatures by ${trust.threshold} of the keys ${[...trusted.keys()].join(', ')}, found signers for ${byKeyId.size}. No verifier would accept the result`,
    );
  }
  return byKeyId;
}
