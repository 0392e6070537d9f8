import { TrustError } from '../../base/errors.js';
import { keyIdOf } from '../../format/public-key.js';
import { requireThreshold } from '../../manifest/sign-envelope.js';
import type { EnvelopeTrust } from '../../manifest/verify-manifest.js';
import type { OpenedSigner } from '../ports.js';
import { keyFileNames, type NamedKeyFile } from './configuration.js';

/** The fields of a configuration that apply to a signer, as a refusal names them. */
export interface SignerFields {
  /** The field that holds the address of the signer. */
  readonly signer: string;
  /** The field with the trusted keys, and the keys. */
  readonly trust: string;
  readonly keys: readonly NamedKeyFile[];
}

/**
 * Throws TrustError `threshold-not-met` if the key of a signer is not trusted, or cannot reach the threshold alone. The
 * message names the fields of the configuration, so that whoever changed an address sees the keys that it must match.
 * Other errors of `requireThreshold` are thrown unchanged.
 */
export function requireTrustedSigner(
  { signer, address }: OpenedSigner,
  trust: EnvelopeTrust,
  fields: SignerFields,
): void {
  const names = keyFileNames(fields.keys);
  const keyid = keyIdOf(signer.publicKey.spkiDer);
  if (!trust.keys.some(({ spkiDer }) => keyIdOf(spkiDer) === keyid)) {
    throw new TrustError(
      'threshold-not-met',
      `${fields.signer} is ${address}, whose public key (${keyid}) is not among ${fields.trust}: ${names}`,
      {
        hint: `If ${fields.signer} was changed, restore its earlier address, or add the new public key to ${fields.trust}.`,
      },
    );
  }
  if (trust.threshold > 1) {
    throw new TrustError(
      'threshold-not-met',
      `expected signatures by ${trust.threshold} of the keys ${names}, and one run signs only with ${address}, so no verifier would accept the result`,
      { hint: 'Set trust.threshold to 1, because one run signs with one key.' },
    );
  }
  requireThreshold([signer], trust);
}
