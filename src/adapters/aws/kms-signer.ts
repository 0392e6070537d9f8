import { createHash } from 'node:crypto';
import { AdapterError, FormatError, UsageError } from '../../base/errors.js';
import { type KeyCurve, type PublicKey, parsePublicKeyDer } from '../../format/public-key.js';
import type { Signer } from '../../manifest/signer.js';
import { signingKeyError } from './kms-signer-errors.js';

/** The maximum message that `Sign` accepts without a prior hash (KMS API, "Sign", `Message`). */
export const RAW_MAX_BYTES = 4096;

/** The algorithm of KMS for each key specification that verifiers support. */
const ALGORITHM: { readonly [spec: string]: KmsAlgorithm } = {
  ECC_NIST_P256: 'ECDSA_SHA_256',
  ECC_NIST_P384: 'ECDSA_SHA_384',
};
const SPEC: { readonly [curve in KeyCurve]: string } = {
  'P-256': 'ECC_NIST_P256',
  'P-384': 'ECC_NIST_P384',
};
const HASH: { readonly [algorithm in KmsAlgorithm]: string } = {
  ECDSA_SHA_256: 'sha256',
  ECDSA_SHA_384: 'sha384',
};

const EXPECTED = 'expected an asymmetric key for SIGN_VERIFY of ECC_NIST_P256 or ECC_NIST_P384';

export type KmsAlgorithm = 'ECDSA_SHA_256' | 'ECDSA_SHA_384';

/** The parts of a KMS address. */
export interface KmsKeyAddress {
  /** The key id for KMS: `alias/NAME`, or the ARN of a key or alias. */
  readonly keyId: string;
  /** The region of the ARN. Undefined for a bare alias, whose region comes from the environment. */
  readonly region: string | undefined;
}

/** The answer of `GetPublicKey`, as far as it is used. */
export interface KmsPublicKey {
  readonly keyId: string | undefined;
  readonly usage: string | undefined;
  readonly spec: string | undefined;
  readonly algorithms: readonly string[];
  /** SubjectPublicKeyInfo in DER. */
  readonly spkiDer: Uint8Array | undefined;
}

export interface KmsSignature {
  readonly keyId: string | undefined;
  readonly algorithm: string | undefined;
  /** `ECDSA-Sig-Value` in DER. */
  readonly signature: Uint8Array | undefined;
}

/**
 * The calls that a signer needs from a client of KMS. They reject with the errors of the client. Their `name` is the
 * code of KMS.
 */
export interface SigningCalls {
  getPublicKey(keyId: string): Promise<KmsPublicKey>;
  sign(request: {
    readonly keyId: string;
    readonly algorithm: KmsAlgorithm;
    readonly messageType: 'RAW' | 'DIGEST';
    readonly message: Uint8Array;
  }): Promise<KmsSignature>;
}

export interface KmsSigner {
  readonly signer: Signer;
  /** The address to record: `awskms:` and the ARN of the key, which does not move like an alias. */
  readonly address: string;
}

const ARN =
  /^arn:aws[a-z-]*:kms:([a-z]{2}[a-z0-9-]{1,30}):\d{12}:(key\/[A-Za-z0-9-]{1,256}|alias\/[A-Za-z0-9/_-]{1,250})$/;

/** Parses `awskms:alias/NAME`, or `awskms:` and the ARN of a key or alias. Throws UsageError. */
export function parseKmsAddress(address: string): KmsKeyAddress {
  const keyId = address.startsWith('awskms:') ? address.slice('awskms:'.length) : '';
  const region = ARN.exec(keyId)?.[1];
  if (region !== undefined || /^alias\/[A-Za-z0-9/_-]{1,250}$/.test(keyId))
    return { keyId, region };
  throw new UsageError(
    `expected a KMS key as awskms:alias/NAME or awskms:arn:aws:kms:REGION:ACCOUNT:key/ID, found ${address}`,
  );
}

/**
 * Opens a signer with a key in KMS. In order: the address (`parseKmsAddress`); the public key is fetched, which
 * resolves an alias permanently (`key-unavailable`); the answer is for the requested key; the key is for SIGN_VERIFY,
 * has a specification that verifiers support, and the public key is on that curve. `signEnvelope` verifies that the key
 * is trusted before it signs. Rejects with UsageError for an unsuitable key, and AdapterError `key-unavailable` for a
 * key that cannot be reached or used.
 *
 * `sign` sends the ARN, and the encoding up to RAW_MAX_BYTES, or else its hash. An answer for another key or algorithm
 * is `key-unavailable`. The caller verifies the signature.
 */
export async function openKmsSigner(address: string, calls: SigningCalls): Promise<KmsSigner> {
  const { keyId } = parseKmsAddress(address);
  const found = await calls.getPublicKey(keyId).catch((error: unknown) => {
    throw signingKeyError(error, 'kms:GetPublicKey', address, EXPECTED);
  });
  const arn = arnOf(found, keyId, address);
  const { publicKey, algorithm } = usableKey(found, address);
  const signer: Signer = {
    publicKey,
    sign: (encoding) => signWith(calls, arn, algorithm, encoding),
  };
  return { signer, address: `awskms:${arn}` };
}

async function signWith(
  calls: SigningCalls,
  arn: string,
  algorithm: KmsAlgorithm,
  encoding: Uint8Array,
): Promise<Uint8Array> {
  const isRaw = encoding.length <= RAW_MAX_BYTES;
  const message = isRaw
    ? encoding
    : new Uint8Array(createHash(HASH[algorithm]).update(encoding).digest());
  const messageType = isRaw ? 'RAW' : 'DIGEST';
  const made = await calls
    .sign({ keyId: arn, algorithm, messageType, message })
    .catch((error: unknown) => {
      throw signingKeyError(error, 'kms:Sign', arn, EXPECTED);
    });
  if (made.keyId !== arn || made.algorithm !== algorithm || made.signature === undefined) {
    throw unavailable(
      arn,
      `expected a signature of this key by ${algorithm}, found ${made.algorithm ?? 'none'} of ${made.keyId ?? 'no key'}`,
    );
  }
  return made.signature;
}

/** The ARN in the answer. It must be the ARN of the requested key, or of a key in the account of the alias. */
function arnOf({ keyId: arn }: KmsPublicKey, asked: string, address: string): string {
  const isKey = arn !== undefined && ARN.exec(arn)?.[2]?.startsWith('key/') === true;
  const account = asked.startsWith('arn:') ? asked.replace(/(?<=:)alias\/.*$/, 'key/') : '';
  if (isKey && (asked.includes(':key/') ? arn === asked : arn.startsWith(account))) return arn;
  throw unavailable(address, `expected the ARN of its key, found ${arn ?? 'none'}`);
}

function usableKey(
  { usage, spec, algorithms, spkiDer }: KmsPublicKey,
  address: string,
): { readonly publicKey: PublicKey; readonly algorithm: KmsAlgorithm } {
  const algorithm = ALGORITHM[spec ?? ''];
  if (usage !== 'SIGN_VERIFY' || algorithm === undefined || !algorithms.includes(algorithm)) {
    throw new UsageError(
      `signing key ${address}: ${EXPECTED}, found ${spec ?? 'no specification'} for ${usage ?? 'no usage'}`,
      {
        at: { object: address },
        hint: 'aws kms create-key --key-spec ECC_NIST_P256 --key-usage SIGN_VERIFY creates such a key.',
      },
    );
  }
  const publicKey = publicKeyOf(spkiDer ?? new Uint8Array(), address);
  if (SPEC[publicKey.curve] !== spec) {
    throw unavailable(address, `expected a public key of ${spec}, found one on ${publicKey.curve}`);
  }
  return { publicKey, algorithm };
}

function publicKeyOf(spkiDer: Uint8Array, address: string): PublicKey {
  try {
    return parsePublicKeyDer(spkiDer);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw unavailable(address, `the public key in the answer: ${error.message}`, error);
  }
}

function unavailable(key: string, why: string, cause?: unknown): AdapterError {
  return new AdapterError('key-unavailable', `signing key ${key}: ${why}`, {
    at: { object: key },
    cause,
  });
}
