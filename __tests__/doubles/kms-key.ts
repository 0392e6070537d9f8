import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID, sign } from 'node:crypto';
import { signDigest } from './ecdsa-digest.js';
import { ServiceError } from './wire-message.js';

/** The key specs of which the double makes keys, with what KMS says of them. */
const SPECS = {
  ECC_NIST_P256: { curve: 'prime256v1', hash: 'sha256', algorithm: 'ECDSA_SHA_256', bytes: 32 },
  ECC_NIST_P384: { curve: 'secp384r1', hash: 'sha384', algorithm: 'ECDSA_SHA_384', bytes: 48 },
} as const;

/** KMS API reference, Sign: `Message` of RAW. */
const RAW_MAX_BYTES = 4096;

export interface KmsGrant {
  readonly GrantId: string;
  readonly KeyId: string;
  readonly GranteePrincipal: string;
  readonly Operations: readonly string[];
  readonly IssuingAccount: string;
  readonly CreationDate: number;
  readonly Name?: string;
}

/** One KMS key: its material, its grants, and its policy, which is read late where that is wanted. */
export class KmsKeyState {
  readonly id: string;
  readonly arn: string;
  readonly spec: string;
  readonly usage: string;
  readonly account: string;
  readonly region: string;
  /** Keys of one multi-Region set share this list, the primary first. */
  readonly set: KmsKeyState[] | undefined;
  readonly grants: KmsGrant[] = [];
  /** Every policy that was ever put, the newest last. */
  readonly policies: string[];
  keyState = 'Enabled';
  private readonly createdAt = Math.floor(Date.now() / 1000);
  private readonly pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | null;
  /** So many of the next reads still see the policy before the newest. */
  staleReads = 0;
  /** Decisions that are still made by the policy before the newest. */
  private lateDecisions = 0;

  constructor(options: {
    readonly account: string;
    readonly region: string;
    readonly spec: string;
    readonly usage: string;
    readonly policy: string;
    /** A fresh one unless stated. */
    readonly id?: string;
    /** A primary has a set of its own; a replica joins that of its primary. */
    readonly multiRegion?: 'primary' | KmsKeyState;
  }) {
    const { account, region, spec, usage, policy, id = randomUUID(), multiRegion } = options;
    this.id =
      multiRegion === undefined
        ? id
        : multiRegion === 'primary'
          ? `mrk-${randomBytes(16).toString('hex')}`
          : multiRegion.id;
    this.set = multiRegion === 'primary' ? [] : multiRegion?.set;
    this.set?.push(this);
    this.region = region;
    this.arn = `arn:aws:kms:${region}:${account}:key/${this.id}`;
    this.account = account;
    this.spec = spec;
    this.usage = usage;
    this.policies = [policy];
    this.pair = isSigningSpec(spec)
      ? generateKeyPairSync('ec', { namedCurve: SPECS[spec].curve })
      : null;
  }

  metadata() {
    return {
      AWSAccountId: this.account,
      KeyId: this.id,
      Arn: this.arn,
      CreationDate: this.createdAt,
      Enabled: this.keyState === 'Enabled',
      Description: '',
      KeyUsage: this.usage,
      KeyState: this.keyState,
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      KeySpec: this.spec,
      CustomerMasterKeySpec: this.spec,
      ...(isSigningSpec(this.spec)
        ? { SigningAlgorithms: [SPECS[this.spec].algorithm] }
        : { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] }),
      MultiRegion: this.set !== undefined,
      ...(this.set === undefined ? {} : { MultiRegionConfiguration: this.configuration(this.set) }),
    };
  }

  private configuration(set: readonly KmsKeyState[]) {
    const [primary, ...replicas] = set.map(({ arn, region }) => ({ Arn: arn, Region: region }));
    return {
      MultiRegionKeyType: set[0] === this ? 'PRIMARY' : 'REPLICA',
      PrimaryKey: primary,
      ReplicaKeys: replicas,
    };
  }

  publicKey() {
    const { pair, spec } = this.signing();
    return {
      KeyId: this.arn,
      PublicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
      KeySpec: this.spec,
      CustomerMasterKeySpec: this.spec,
      KeyUsage: this.usage,
      SigningAlgorithms: [spec.algorithm],
    };
  }

  sign(message: Uint8Array, messageType: string, algorithm: string) {
    const { pair, spec } = this.signing();
    this.requireEnabled();
    if (algorithm !== spec.algorithm) {
      const text = `Algorithm ${algorithm} is incompatible with key spec ${this.spec}.`;
      throw new ServiceError('InvalidKeyUsageException', 400, text);
    }
    const signature = signatureOf(message, messageType, spec, pair.privateKey);
    return { KeyId: this.arn, Signature: signature, SigningAlgorithm: algorithm };
  }

  /** The policy as a read sees it. */
  readPolicy(): string {
    const isLate = this.staleReads > 0 && this.policies.length > 1;
    if (isLate) this.staleReads--;
    return this.policies.at(isLate ? -2 : -1) ?? '';
  }

  /** The policy by which the next request is decided. */
  decidingPolicy(): string {
    const isLate = this.lateDecisions > 0 && this.policies.length > 1;
    if (isLate) this.lateDecisions--;
    return this.policies.at(isLate ? -2 : -1) ?? '';
  }

  putPolicy(policy: string, late: { readonly reads: number; readonly decisions: number }): void {
    this.policies.push(policy);
    this.staleReads = late.reads;
    this.lateDecisions = late.decisions;
  }

  private signing() {
    if (this.pair === null || !isSigningSpec(this.spec)) {
      const message = `${this.arn} key usage is ${this.usage} which is not valid for this operation.`;
      throw new ServiceError('InvalidKeyUsageException', 400, message);
    }
    return { pair: this.pair, spec: SPECS[this.spec] };
  }

  private requireEnabled(): void {
    if (this.keyState === 'Enabled') return;
    if (this.keyState === 'Disabled') {
      throw new ServiceError('DisabledException', 400, `${this.arn} is disabled.`);
    }
    const message = `${this.arn} is pending deletion.`;
    throw new ServiceError('KMSInvalidStateException', 400, message);
  }
}

function signatureOf(
  message: Uint8Array,
  messageType: string,
  { algorithm, hash, bytes }: (typeof SPECS)[keyof typeof SPECS],
  key: KeyObject,
): string {
  if (messageType === 'DIGEST') {
    if (message.length === bytes) return Buffer.from(signDigest(key, message)).toString('base64');
    const text = `Digest is invalid length for algorithm ${algorithm}.`;
    throw new ServiceError('ValidationException', 400, text);
  }
  if (messageType !== 'RAW') throw outOfSet('messageType', '[RAW, DIGEST]');
  if (message.length >= 1 && message.length <= RAW_MAX_BYTES) {
    return sign(hash, message, { key, dsaEncoding: 'der' }).toString('base64');
  }
  const rule = message.length === 0 ? 'greater than or equal to 1' : 'less than or equal to 4096';
  const text = `1 validation error detected: Value at 'message' failed to satisfy constraint: Member must have length ${rule}`;
  throw new ServiceError('ValidationException', 400, text);
}

/** What KMS answers to a value outside of an enumeration. */
export function outOfSet(member: string, values: string): ServiceError {
  const message = `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must satisfy enum value set: ${values}`;
  return new ServiceError('ValidationException', 400, message);
}

export function isKeySpec(spec: string): boolean {
  return spec === 'SYMMETRIC_DEFAULT' || isSigningSpec(spec);
}

function isSigningSpec(spec: string): spec is keyof typeof SPECS {
  return Object.hasOwn(SPECS, spec);
}
