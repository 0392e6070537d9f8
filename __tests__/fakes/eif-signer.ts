import { createPrivateKey, createSign, type KeyObject } from 'node:crypto';
import type { CborValue } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { sigStructure } from '../../src/format/cose-sign1.js';

/** What a signature section is made of; each part can be replaced by something wrong. */
export interface SigningPlan {
  readonly certificatePem: string | Uint8Array;
  readonly key: KeyObject | string;
  readonly protectedBytes?: Uint8Array;
  readonly unprotected?: CborValue;
  readonly payload: Uint8Array;
  readonly signature?: Uint8Array;
  /** Hash of the signature, as its algorithm has it. */
  readonly hash: 'sha256' | 'sha384' | 'sha512';
}

const ALGORITHM: Readonly<Record<string, number>> = { sha256: -7, sha384: -35, sha512: -36 };

/** CBOR of {register_index, register_value}, as AWS's tools sign it. */
export function pcrPayload(pcrHex: string, index = 0): Uint8Array {
  return encodeCbor(
    new Map<string, CborValue>([
      ['register_index', index],
      ['register_value', [...Buffer.from(pcrHex, 'hex')]],
    ]),
  );
}

/** The COSE_Sign1 of a plan, untagged, with an empty unprotected header. */
export function coseSign1(plan: SigningPlan): Uint8Array {
  const { payload, hash } = plan;
  const protectedBytes = plan.protectedBytes ?? encodeCbor(new Map([[1, ALGORITHM[hash] ?? 0]]));
  const signed = sigStructure({ protectedBytes, payload });
  const key = typeof plan.key === 'string' ? createPrivateKey(plan.key) : plan.key;
  const signature =
    plan.signature ??
    new Uint8Array(createSign(hash).update(signed).sign({ key, dsaEncoding: 'ieee-p1363' }));
  return encodeCbor([protectedBytes, plan.unprotected ?? new Map(), payload, signature]);
}

/** One entry of a signature section. */
export function signatureEntry(
  certificatePem: string | Uint8Array,
  cose: Uint8Array,
): Map<string, CborValue> {
  return new Map<string, CborValue>([
    ['signing_certificate', [...Buffer.from(certificatePem)]],
    ['signature', [...cose]],
  ]);
}

/** A signature section as AWS's tools write it. */
export function signatureSection(plan: SigningPlan): Uint8Array {
  return encodeCbor([signatureEntry(plan.certificatePem, coseSign1(plan))]);
}
