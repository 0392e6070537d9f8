import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { der, hex, oid, sequence, set, text } from './der-maker.js';

/** What a certificate of the test PKI is made of; each part can be replaced by something wrong. */
export interface CertificatePlan {
  readonly subject: string;
  readonly issuer: string;
  /** The key that signs. */
  readonly issuerKey: KeyPair;
  readonly key: KeyPair;
  readonly notBefore: number;
  readonly notAfter: number;
  /** Bytes in hex. */
  readonly serial?: string;
  readonly version?: 1 | 3;
  /** null leaves the extension out. */
  readonly basicConstraints?: { ca: boolean; pathLength?: number; critical?: boolean } | null;
  /** First byte of the bit string: 0x80 digitalSignature, 0x04 keyCertSign. null leaves the extension out. */
  readonly keyUsage?: number | null;
  readonly subjectKeyId?: string;
  readonly authorityKeyId?: string;
  readonly furtherExtensions?: readonly Uint8Array[];
  readonly hash?: 'sha256' | 'sha384';
}

export interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function newKey(namedCurve = 'P-384'): KeyPair {
  return generateKeyPairSync('ec', { namedCurve });
}

const ECDSA_WITH = {
  sha256: sequence(oid('2a8648ce3d040302')),
  sha384: sequence(oid('2a8648ce3d040303')),
};
const BOOLEAN_TRUE = der(0x01, [0xff]);

export function extension(type: string, critical: boolean, value: Uint8Array): Uint8Array {
  return sequence(oid(type), ...(critical ? [BOOLEAN_TRUE] : []), der(0x04, value));
}

function nameOf(commonName: string): Uint8Array {
  return sequence(set(sequence(oid('550403'), text(0x0c, commonName))));
}

function timeOf(instant: number): Uint8Array {
  const digits = `${new Date(instant).toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return digits < '2050' ? text(0x17, digits.slice(2)) : text(0x18, digits);
}

function extensionsOf(plan: CertificatePlan): readonly Uint8Array[] {
  const { basicConstraints, keyUsage, subjectKeyId, authorityKeyId } = plan;
  const list: Uint8Array[] = [];
  if (basicConstraints) {
    const { ca, pathLength, critical = true } = basicConstraints;
    const parts = [
      ...(ca ? [BOOLEAN_TRUE] : []),
      ...(pathLength === undefined ? [] : [der(0x02, [pathLength])]),
    ];
    list.push(extension('551d13', critical, sequence(...parts)));
  }
  if (keyUsage != null) list.push(extension('551d0f', true, der(0x03, [0, keyUsage])));
  if (subjectKeyId) list.push(extension('551d0e', false, der(0x04, hex(subjectKeyId))));
  if (authorityKeyId) {
    list.push(extension('551d23', false, sequence(der(0x80, hex(authorityKeyId)))));
  }
  return [...list, ...(plan.furtherExtensions ?? [])];
}

/** A certificate in DER, signed as the plan says. */
export function makeCertificate(plan: CertificatePlan): Uint8Array {
  const { version = 3, hash = 'sha384' } = plan;
  const tbs = sequence(
    ...(version === 3 ? [der(0xa0, der(0x02, [2]))] : []),
    der(0x02, hex(plan.serial ?? '01')),
    ECDSA_WITH[hash],
    nameOf(plan.issuer),
    sequence(timeOf(plan.notBefore), timeOf(plan.notAfter)),
    nameOf(plan.subject),
    Uint8Array.from(plan.key.publicKey.export({ type: 'spki', format: 'der' })),
    ...(version === 3 ? [der(0xa3, sequence(...extensionsOf(plan)))] : []),
  );
  const signature = createSign(hash).update(tbs).sign(plan.issuerKey.privateKey);
  return sequence(tbs, ECDSA_WITH[hash], der(0x03, [0], signature));
}
