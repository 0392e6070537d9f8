import { verifyWithKey } from '../base/ecdsa.js';
import { equalBytes } from '../base/encoding.js';
import { FormatError, TrustError } from '../base/errors.js';
import { CABUNDLE_MAX_CERTIFICATES } from '../base/size-limits.js';
import { derToRaw } from '../format/ecdsa-signature.js';
import { type Certificate, parseCertificate } from '../format/x509.js';
import {
  chainError,
  requireAuthority,
  requireLeaf,
  requireNamedIssuer,
  requireProfile,
} from './certificate-rules.js';
import { CertifiedKey } from './certified-key.js';
import type { ChainCache } from './chain-cache.js';
import type { DocumentPayload } from './document-payload.js';
import type { NitroRoot } from './nitro-root.js';

/** A certificate, and its place in the document. */
export interface Link {
  readonly certificate: Certificate;
  readonly path: string;
  readonly certified: CertifiedKey;
  /** The key that signed it, where the cache knows it. */
  readonly signedBy?: Uint8Array;
}

/** A chain with correct names, constraints and signatures. `requireChainTime` checks its dates. */
export interface Chain {
  /** From the pinned root to the leaf. */
  readonly links: readonly Link[];
  readonly leaf: CertifiedKey;
}

/**
 * Verifies the chain of a document (RFC 5280 section 6, for a single path; AWS Nitro Enclaves NSM API, "Attestation
 * process"). In order: the first certificate of `cabundle` is the root, byte for byte, and the pinned root replaces it from
 * then on (`root-not-trusted`); then `chain-broken` for each of these, root first: not too many certificates; each is one
 * DER certificate, without duplicates; each has the profile of `requireProfile`; each above the leaf is a CA that allows
 * the certificates below it, and the leaf is not a CA; each names the one above it as its issuer; the one above it signed
 * it. The certificates stay in the order of the document: nothing is searched, skipped or sorted.
 *
 * With a cache, a signature that was verified before over the same bytes with the same key is not verified again.
 *
 * Not checked: dates, and revocation, which AWS says not to check.
 *
 * Rejects with TrustError `root-not-trusted` or `chain-broken`, naming the certificate.
 */
export async function verifyChain(
  { certificate, cabundle }: Pick<DocumentPayload, 'certificate' | 'cabundle'>,
  root: NitroRoot,
  cache?: ChainCache,
): Promise<Chain> {
  requireRoot(cabundle[0], root);
  if (cabundle.length > CABUNDLE_MAX_CERTIFICATES) {
    const bound = `expected at most ${CABUNDLE_MAX_CERTIFICATES} certificates`;
    throw chainError('/cabundle', `${bound}, found ${cabundle.length}`);
  }
  requireDistinct([...cabundle, certificate]);
  const authorities = [
    linkOf(new CertifiedKey(root.certificate), '/cabundle/0'),
    ...cabundle.slice(1).map((der, i) => parseLink(der, `/cabundle/${i + 1}`, cache)),
  ];
  const leaf = parseLink(certificate, '/certificate', cache);
  const links = [...authorities, leaf];
  for (const link of links) requireProfile(link.certificate, link.path);
  for (const [i, link] of authorities.entries()) {
    requireAuthority(link.certificate, link.path, authorities.length - 1 - i);
  }
  requireLeaf(leaf.certificate, leaf.path);
  const steps = pairsOf(links);
  for (const [issuer, link] of steps) {
    requireNamedIssuer(link.certificate, issuer.certificate, link.path);
  }
  for (const [issuer, link] of steps) await requireSigned(link, issuer, cache);
  return { links, leaf: leaf.certified };
}

function requireRoot(first: Uint8Array | undefined, root: NitroRoot): void {
  if (first !== undefined && equalBytes(first, root.certificate.der)) return;
  throw new TrustError(
    'root-not-trusted',
    `expected a chain that begins with the root ${root.name}, found another certificate`,
    { at: { path: '/cabundle/0' } },
  );
}

function requireDistinct(certificates: readonly Uint8Array[]): void {
  const twice = certificates.findIndex((der, i) =>
    certificates.slice(0, i).some((other) => equalBytes(der, other)),
  );
  if (twice < 0) return;
  const path = twice === certificates.length - 1 ? '/certificate' : `/cabundle/${twice}`;
  throw chainError(path, 'duplicate certificate');
}

function linkOf(certified: CertifiedKey, path: string): Link {
  return { certificate: certified.certificate, path, certified };
}

function parseLink(der: Uint8Array, path: string, cache: ChainCache | undefined): Link {
  const found = cache?.find(der);
  if (found !== undefined) {
    return { ...linkOf(found.certified, path), signedBy: found.issuerSpkiDer };
  }
  try {
    return linkOf(new CertifiedKey(parseCertificate(der)), path);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw chainError(path, cause.message, cause);
  }
}

function pairsOf(links: readonly Link[]): readonly (readonly [Link, Link])[] {
  return links.flatMap((link, i) => {
    const issuer = links[i - 1];
    return issuer === undefined ? [] : [[issuer, link] as const];
  });
}

async function requireSigned(
  { certificate, path, certified, signedBy }: Link,
  issuer: Link,
  cache: ChainCache | undefined,
): Promise<void> {
  const issuerSpkiDer = issuer.certificate.publicKey.spkiDer;
  if (signedBy !== undefined && equalBytes(signedBy, issuerSpkiDer)) return;
  let signed: boolean;
  try {
    const signature = derToRaw(certificate.signature, 'P-384');
    signed = await verifyWithKey(await issuer.certified.key(), certificate.tbsDer, signature);
  } catch (cause) {
    if (!(cause instanceof FormatError)) throw cause;
    throw chainError(path, cause.message, cause);
  }
  if (!signed) throw chainError(path, `expected a signature by ${issuer.path}, found another`);
  cache?.add({ certified, issuerSpkiDer });
}
