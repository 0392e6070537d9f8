import { encodeHex, equalBytes } from '../base/encoding.js';
import { TrustError } from '../base/errors.js';
import { nameToRfc4514 } from '../format/distinguished-name.js';
import type { Certificate } from '../format/x509.js';

/** AlgorithmIdentifier of ecdsa-with-SHA384, without parameters (RFC 5758 section 3.2). */
const ECDSA_WITH_SHA384 = '300a06082a8648ce3d040303';

/**
 * Checks the profile of a certificate in a chain (RFC 5280 section 4). In order: version 3; a signature with
 * ecdsa-with-SHA384; a key on P-384; no unknown critical extension, and name constraints count as unknown. Throws
 * TrustError `chain-broken`.
 */
export function requireProfile(certificate: Certificate, path: string): void {
  const { version, signatureAlgorithm, publicKey, extensions } = certificate;
  if (version !== 3) throw chainError(path, `expected version 3, found ${version}`);
  if (encodeHex(signatureAlgorithm.der) !== ECDSA_WITH_SHA384) {
    throw chainError(path, `expected ecdsa-with-SHA384, found ${signatureAlgorithm.oid}`);
  }
  if (publicKey.curve !== 'P-384') {
    const found = publicKey.curve ?? publicKey.algorithmOid;
    throw chainError(path, `expected a key on P-384, found ${found}`);
  }
  const [unknown] = extensions.unknownCritical;
  if (unknown !== undefined) {
    throw chainError(path, `unknown critical extensions ${unknown}`);
  }
}

/**
 * Checks a certificate that may sign others (RFC 5280 sections 4.2.1.9 and 4.2.1.3). In order: critical basicConstraints
 * with cA; a path length, if present, of at least the number of CA certificates below, including self-issued ones; keyUsage
 * with keyCertSign. Throws TrustError `chain-broken`.
 */
export function requireAuthority(certificate: Certificate, path: string, casBelow: number): void {
  const { basicConstraints, keyUsage } = certificate.extensions;
  if (basicConstraints === undefined || !basicConstraints.critical || !basicConstraints.ca) {
    throw chainError(path, 'expected critical basicConstraints that make it a CA');
  }
  const { pathLength } = basicConstraints;
  if (pathLength !== undefined && pathLength < casBelow) {
    throw chainError(path, `expected a path length of ${casBelow} or more, found ${pathLength}`);
  }
  if (!keyUsage?.usages.includes('keyCertSign')) {
    throw chainError(path, 'expected keyUsage with keyCertSign');
  }
}

/**
 * Checks a certificate that signs documents and no certificates. In order: no cA and no path length; keyUsage with
 * digitalSignature and without keyCertSign. The keyUsage of real documents is not critical. Throws TrustError
 * `chain-broken`.
 */
export function requireLeaf(certificate: Certificate, path: string): void {
  const { basicConstraints, keyUsage } = certificate.extensions;
  if (basicConstraints?.ca === true || basicConstraints?.pathLength !== undefined) {
    throw chainError(path, 'expected a certificate that is not a CA');
  }
  if (!keyUsage?.usages.includes('digitalSignature')) {
    throw chainError(path, 'expected keyUsage with digitalSignature');
  }
  if (keyUsage.usages.includes('keyCertSign')) {
    throw chainError(path, 'expected keyUsage without keyCertSign');
  }
}

/**
 * Checks that a certificate names its issuer: its issuer is the issuer's subject, byte for byte, and their key identifiers
 * are equal where both have one. Real certificates of the last two levels have none. Throws TrustError `chain-broken`.
 */
export function requireNamedIssuer(
  certificate: Certificate,
  issuer: Certificate,
  path: string,
): void {
  if (!equalBytes(certificate.issuer.der, issuer.subject.der)) {
    const [expected, found] = [issuer.subject, certificate.issuer].map(nameToRfc4514);
    throw chainError(path, `expected the issuer ${expected}, found ${found}`);
  }
  const { authorityKeyIdentifier: expected } = certificate.extensions;
  const { subjectKeyIdentifier: found } = issuer.extensions;
  if (expected !== undefined && found !== undefined && !equalBytes(expected, found)) {
    throw chainError(path, 'expected the key identifier of the issuer, found another');
  }
}

export function chainError(path: string, message: string, cause?: unknown): TrustError {
  return new TrustError('chain-broken', `certificate chain: ${path}: ${message}`, {
    at: { path },
    cause,
  });
}
