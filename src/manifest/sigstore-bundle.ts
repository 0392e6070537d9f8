import { decodeBase64, encodeHex } from '../base/encoding.js';
import { FormatError } from '../base/errors.js';
import { type DsseEnvelope, dsseJson } from '../format/dsse.js';

/** `mediaType` of a Sigstore bundle (sigstore/protobuf-specs, sigstore_bundle.proto). */
const BUNDLE_MEDIA_TYPE = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** One signature of an envelope as a Sigstore bundle. */
export interface SigstoreBundle {
  readonly keyid: string;
  /** The first 16 hexadecimal digits of the key's SHA-256: the part of the file name that distinguishes the bundles. */
  readonly keyid16: string;
  /** JSON on one line, without a line end, because gh reads one bundle per line. */
  readonly text: string;
}

/**
 * One Sigstore bundle v0.3 for each signature of the envelope, because a bundle holds exactly one (sigstore_bundle.proto,
 * `dsse_envelope`). `publicKey.hint` is the signature's key id. The signature inside carries none, as in the bundles that
 * cosign writes: cosign skips a signature with a key id that is not the SSH fingerprint of the key (go-securesystemslib
 * 0.11, dsse/verify.go). There is no log entry and no timestamp. `cosign verify-blob-attestation --key KEY.pem
 * --insecure-ignore-tlog=true` accepts it for keys on P-256. For P-384, cosign needs the key by its KMS address.
 *
 * The envelope must be made or verified here, because this function verifies nothing. Throws FormatError `statement-format`
 * for a signature with a key id that is not base64 of 32 bytes.
 */
export function sigstoreBundles(envelope: DsseEnvelope): SigstoreBundle[] {
  return envelope.signatures.map((signature, index) => {
    const { keyid } = signature;
    const digest = keyid === undefined ? undefined : keyDigest(keyid);
    if (keyid === undefined || digest?.length !== 32) {
      throw new FormatError(
        'statement-format',
        'Sigstore bundle: expected a key id of base64 SHA-256',
        { at: { path: `/signatures/${index}/keyid` } },
      );
    }
    const bundle = {
      mediaType: BUNDLE_MEDIA_TYPE,
      verificationMaterial: { publicKey: { hint: keyid }, timestampVerificationData: {} },
      dsseEnvelope: dsseJson({ ...envelope, signatures: [{ ...signature, keyid: undefined }] }),
    };
    return { keyid, keyid16: encodeHex(digest).slice(0, 16), text: JSON.stringify(bundle) };
  });
}

function keyDigest(keyid: string): Uint8Array | undefined {
  try {
    return decodeBase64(keyid);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
