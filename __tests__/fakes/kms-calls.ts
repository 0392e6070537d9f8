import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { SigningCalls } from '../../src/adapters/aws/kms-signer.js';

/** An error as a client of KMS rejects with it. */
export function kmsError(name: string): Error {
  return Object.assign(new Error(`KMS says ${name}`), { name, $metadata: { httpStatusCode: 400 } });
}

/** Keys on P-256 and P-384 as KMS keeps them: by ARN, with aliases that can be moved. */
export class KmsKeys implements SigningCalls {
  readonly aliases = new Map<string, string>();
  readonly calls: string[] = [];
  readonly messages: { readonly messageType: string; readonly message: Uint8Array }[] = [];
  private readonly keys = new Map<
    string,
    { readonly spec: string; readonly privateKey: KeyObject; readonly spkiDer: Uint8Array }
  >();

  add(arn: string, spec: 'ECC_NIST_P256' | 'ECC_NIST_P384'): void {
    const namedCurve = spec === 'ECC_NIST_P256' ? 'P-256' : 'P-384';
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    const spkiDer = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
    this.keys.set(arn, { spec, privateKey, spkiDer });
  }

  getPublicKey: SigningCalls['getPublicKey'] = async (keyId) => {
    this.calls.push(`GetPublicKey ${keyId}`);
    const { arn, key } = this.find(keyId);
    return {
      keyId: arn,
      usage: 'SIGN_VERIFY',
      spec: key.spec,
      algorithms: [key.spec === 'ECC_NIST_P256' ? 'ECDSA_SHA_256' : 'ECDSA_SHA_384'],
      spkiDer: key.spkiDer,
    };
  };

  /** RAW messages are hashed, of 4096 bytes at most; of DIGEST the size is that of the hash, and it is not hashed. */
  sign: SigningCalls['sign'] = async ({ keyId, algorithm, messageType, message }) => {
    this.calls.push(`Sign ${keyId}`);
    this.messages.push({ messageType, message });
    const { arn, key } = this.find(keyId);
    const hash = algorithm === 'ECDSA_SHA_256' ? 'sha256' : 'sha384';
    if (messageType === 'RAW') {
      if (message.length < 1 || message.length > 4096) throw kmsError('ValidationException');
      return {
        keyId: arn,
        algorithm,
        signature: new Uint8Array(sign(hash, message, key.privateKey)),
      };
    }
    const size = createHash(hash).digest().length;
    if (message.length !== size) throw kmsError('ValidationException');
    return { keyId: arn, algorithm, signature: signDigest(hash, message, key.privateKey) };
  };

  private find(keyId: string) {
    const arn = this.aliases.get(keyId) ?? keyId;
    const key = this.keys.get(arn);
    if (key === undefined) throw kmsError('NotFoundException');
    return { arn, key };
  }
}

/** Node has no signing of a digest: the digest of what is known is signed as what it is the digest of. */
const knownMessages = new Map<string, Uint8Array>();

/** Makes the fake able to sign the digest of these bytes. */
export function knowMessage(hash: string, message: Uint8Array): void {
  knownMessages.set(createHash(hash).update(message).digest('hex'), message);
}

function signDigest(hash: string, digest: Uint8Array, privateKey: KeyObject): Uint8Array {
  const message = knownMessages.get(Buffer.from(digest).toString('hex'));
  if (message === undefined) throw kmsError('a digest of nothing known');
  return new Uint8Array(sign(hash, message, privateKey));
}
