import { generateKeyPairSync, sign } from 'node:crypto';
import { type KeyCurve, keyIdOf, parsePublicKeyDer } from '../../src/format/public-key.js';
import type { Signer } from '../../src/manifest/signer.js';

export interface MemorySigner extends Signer {
  readonly keyid: string;
  /** The same as `sign`, at once. */
  signDer(data: Uint8Array): Uint8Array;
  /** The same signature as r followed by s, which no envelope of ours holds. */
  signRaw(data: Uint8Array): Uint8Array;
}

/** A signer with a fresh key that lives as long as the test. */
export function memorySigner(curve: KeyCurve = 'P-256'): MemorySigner {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const hash = curve === 'P-256' ? 'sha256' : 'sha384';
  const parsed = parsePublicKeyDer(publicKey.export({ format: 'der', type: 'spki' }));
  const signed = (data: Uint8Array, dsaEncoding: 'der' | 'ieee-p1363') =>
    new Uint8Array(sign(hash, data, { key: privateKey, dsaEncoding }));
  return {
    publicKey: parsed,
    keyid: keyIdOf(parsed.spkiDer),
    sign: async (data) => signed(data, 'der'),
    signDer: (data) => signed(data, 'der'),
    signRaw: (data) => signed(data, 'ieee-p1363'),
  };
}
