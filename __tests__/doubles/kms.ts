import { kmsAllows, registersOf } from './kms-decision.js';
import { createGrant, listGrants, revokeGrant } from './kms-grants.js';
import { type Input, text } from './kms-input.js';
import { isKeySpec, KmsKeyState, outOfSet } from './kms-key.js';
import { defaultPolicy, requirePolicy } from './kms-policy.js';
import { rewritten, withUniqueIds } from './kms-reads.js';
import { ServiceError } from './wire-message.js';

/** Who asks, and the region that the request is signed for. */
export interface KmsOrigin {
  /** ARN of a role or a user. */
  readonly caller: string;
  readonly account: string;
  readonly region: string;
}

/**
 * KMS in memory: CreateKey, CreateAlias, DescribeKey, DisableKey, EnableKey, GetPublicKey, Sign, GetKeyPolicy,
 * PutKeyPolicy, ListKeyPolicies, CreateGrant, ListGrants, RevokeGrant, ReplicateKey, Decrypt. It has two doors:
 * `kms-http.ts` answers requests of the wire, `kms-calls.ts` calls in this process.
 *
 * Signatures are real ones. Of all requests Decrypt alone is decided by policies; a ciphertext is its own plaintext. A
 * key belongs to the region that a request is signed for and to its caller's account, and its policy is reached from
 * there alone.
 */
export class DoubleKms {
  readonly account: string;
  readonly region: string;
  readonly keys = new Map<string, KmsKeyState>();
  readonly aliases = new Map<string, KmsKeyState>();
  /** Who calls with credentials of no session. */
  caller: string;
  /** The operations that were asked for, in order. */
  readonly requests: string[] = [];
  /** Every policy that was put through a request. */
  readonly puts: { readonly key: string; readonly policy: string }[] = [];
  /** A page of grants is never longer, whatever the request says. */
  grantPageMax = Number.POSITIVE_INFINITY;
  /** After each put, so many reads of the policy still see the one before. */
  lateReads = 0;
  /** Principals that policies name and that do not exist. */
  readonly missingPrincipals = new Set<string>();
  /** After each put, so many requests are still decided by the policy before. */
  lateDecisions = 0;
  /** Whether reads show a policy in another order and form than it was put. */
  rewrites = false;
  /** So many of the next requests of an operation are throttled, by its name. */
  readonly throttled = new Map<string, number>();
  /** IAM policies by the ARN of the role that has them. */
  readonly identityPolicies = new Map<string, readonly object[]>();
  /** Whether any put asked for the bypass of the lock-out check. */
  bypassAsked = false;

  constructor(region = 'us-east-1', account = '123456789012') {
    this.region = region;
    this.account = account;
    this.caller = `arn:aws:iam::${account}:root`;
  }

  /** A key of this ARN, as if it had been created with it. */
  addKey(
    arn: string,
    {
      policy,
      spec = 'SYMMETRIC_DEFAULT',
    }: { readonly policy?: string; readonly spec?: string } = {},
  ): KmsKeyState {
    const [, , , region = '', account = '', resource = ''] = arn.split(':');
    const key = new KmsKeyState({
      account,
      region,
      spec,
      usage: spec === 'SYMMETRIC_DEFAULT' ? 'ENCRYPT_DECRYPT' : 'SIGN_VERIFY',
      policy: policy ?? defaultPolicy(account),
      id: resource.replace('key/', ''),
    });
    this.keys.set(key.arn, key);
    return key;
  }

  /** Puts a policy as somebody does who sends no request through a door. */
  overwrite(arn: string, policy: string): void {
    const key = this.keys.get(arn);
    if (key === undefined) throw new Error(`no key ${arn}`);
    key.putPolicy(policy, { reads: this.lateReads, decisions: this.lateDecisions });
  }

  /** Answers one operation with the members of its response. Throws the ServiceError that KMS answers with. */
  ask(operation: string, input: Input, from: KmsOrigin): object | Promise<object> {
    this.requests.push(operation);
    this.throttle(operation);
    return this.run(operation, input, from);
  }

  private throttle(operation: string): void {
    const left = this.throttled.get(operation) ?? 0;
    if (left === 0) return;
    this.throttled.set(operation, left - 1);
    throw new ServiceError('ThrottlingException', 400, 'Rate exceeded');
  }

  private run(operation: string, input: Input, from: KmsOrigin): object | Promise<object> {
    switch (operation) {
      case 'CreateKey':
        return this.createKey(input, from);
      case 'CreateAlias':
        return this.createAlias(input, from);
      case 'DescribeKey':
        return { KeyMetadata: this.key(input, from).metadata() };
      case 'DisableKey':
        this.keyById(input, from).keyState = 'Disabled';
        return {};
      case 'EnableKey':
        this.keyById(input, from).keyState = 'Enabled';
        return {};
      case 'GetPublicKey':
        return this.key(input, from).publicKey();
      case 'Sign':
        return this.key(input, from).sign(
          Buffer.from(text(input, 'Message'), 'base64'),
          text(input, 'MessageType', 'RAW'),
          text(input, 'SigningAlgorithm'),
        );
      case 'GetKeyPolicy':
        requireDefault(input);
        return { Policy: this.shown(this.ownKey(input, from)), PolicyName: 'default' };
      case 'PutKeyPolicy':
        return this.putKeyPolicy(input, from);
      case 'Decrypt':
        return this.decrypt(input, from);
      case 'ReplicateKey':
        return this.replicateKey(input, from);
      case 'ListKeyPolicies':
        this.keyById(input, from);
        return { PolicyNames: ['default'], Truncated: false };
      case 'CreateGrant':
        return createGrant(this.keyById(input, from), input);
      case 'ListGrants':
        return listGrants(this.keyById(input, from), input, this.grantPageMax);
      case 'RevokeGrant':
        return revokeGrant(this.keyById(input, from), input);
      default:
        throw new ServiceError(
          'UnknownOperationException',
          400,
          `the double knows no ${operation}`,
        );
    }
  }

  private createKey(input: Input, from: KmsOrigin): object {
    const spec = text(input, 'KeySpec', 'SYMMETRIC_DEFAULT');
    if (!isKeySpec(spec)) {
      throw outOfSet('keySpec', '[SYMMETRIC_DEFAULT, ECC_NIST_P256, ECC_NIST_P384]');
    }
    const usage = text(input, 'KeyUsage', 'ENCRYPT_DECRYPT');
    const isSigning = spec !== 'SYMMETRIC_DEFAULT';
    if ((usage === 'SIGN_VERIFY') !== isSigning) {
      const message = `KeyUsage ${usage} is not compatible with KeySpec ${spec}`;
      throw new ServiceError('ValidationException', 400, message);
    }
    const { account, region } = from;
    const policy = text(input, 'Policy', defaultPolicy(account));
    this.requirePolicy(policy, input, from);
    const multiRegion = input['MultiRegion'] === true ? { multiRegion: 'primary' as const } : {};
    const key = new KmsKeyState({ account, region, spec, usage, policy, ...multiRegion });
    this.keys.set(key.arn, key);
    return { KeyMetadata: key.metadata() };
  }

  private replicateKey(input: Input, from: KmsOrigin): object {
    const primary = this.ownKey(input, from);
    if (primary.set === undefined) {
      const message = `${primary.arn} is not a multi-Region primary key.`;
      throw new ServiceError('UnsupportedOperationException', 400, message);
    }
    const { account, spec, usage } = primary;
    const policy = text(input, 'Policy', defaultPolicy(account));
    const region = text(input, 'ReplicaRegion');
    const key = new KmsKeyState({ account, region, spec, usage, policy, multiRegion: primary });
    this.keys.set(key.arn, key);
    return { ReplicaKeyMetadata: key.metadata(), ReplicaPolicy: policy };
  }

  /** A policy as a read shows it. */
  private shown(key: KmsKeyState): string {
    const policy = withUniqueIds(key.readPolicy(), this.missingPrincipals);
    return this.rewrites ? rewritten(policy) : policy;
  }

  private async decrypt(input: Input, from: KmsOrigin): Promise<object> {
    const key = this.key(input, from);
    const isDry = input['DryRun'] === true;
    const modifiers = (input['DryRunModifiers'] as readonly string[] | undefined) ?? [];
    const isBlank = isDry && modifiers.includes('IGNORE_CIPHERTEXT');
    if (modifiers.length > 0 && !isBlank) {
      throw new ServiceError('ValidationException', 400, 'DryRunModifiers are for DryRun alone.');
    }
    const ciphertext = isBlank ? '' : text(input, 'CiphertextBlob');
    const { AttestationDocument: document } = (input['Recipient'] ?? {}) as Input;
    const request = {
      caller: from.caller,
      identityPolicies: this.identityPolicies.get(from.caller) ?? [],
      action: 'kms:Decrypt',
      key: key.arn,
      policy: withUniqueIds(key.decidingPolicy(), this.missingPrincipals),
      grants: key.grants,
      registers: typeof document === 'string' ? registersOf(document) : undefined,
    };
    if (!(await kmsAllows(request))) {
      const message = `User: ${from.caller} is not authorized to perform: kms:Decrypt on this resource`;
      throw new ServiceError('AccessDeniedException', 400, message);
    }
    if (isDry)
      throw new ServiceError('DryRunOperationException', 412, 'The request would succeed.');
    const answer = document === undefined ? 'Plaintext' : 'CiphertextForRecipient';
    return { KeyId: key.arn, [answer]: ciphertext, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  }

  private createAlias(input: Input, from: KmsOrigin): object {
    const name = text(input, 'AliasName');
    if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
      throw new ServiceError('ValidationException', 400, 'Invalid identifier');
    }
    if (this.aliases.has(name)) {
      const arn = `arn:aws:kms:${from.region}:${from.account}:${name}`;
      const message = `An alias with the name ${arn} already exists`;
      throw new ServiceError('AlreadyExistsException', 400, message);
    }
    this.aliases.set(name, this.keyById(input, from, 'TargetKeyId'));
    return {};
  }

  private putKeyPolicy(input: Input, from: KmsOrigin): object {
    requireDefault(input);
    const key = this.ownKey(input, from);
    const policy = text(input, 'Policy');
    this.requirePolicy(policy, input, from);
    this.overwrite(key.arn, policy);
    this.puts.push({ key: key.arn, policy });
    return {};
  }

  private requirePolicy(policy: string, input: Input, { caller, account }: KmsOrigin): void {
    const bypass = input['BypassPolicyLockoutSafetyCheck'] === true;
    if (bypass) this.bypassAsked = true;
    const { missingPrincipals: missing } = this;
    requirePolicy(policy, { caller, account, missing, bypass });
  }

  /** A key by id, ARN, alias or the alias's ARN. */
  private key(input: Input, from: KmsOrigin): KmsKeyState {
    const named = text(input, 'KeyId');
    const alias = /^(?:arn:aws:kms:[^:]*:\d*:)?(alias\/.+)$/.exec(named)?.[1];
    if (alias === undefined) return this.keyById(input, from);
    const key = this.aliases.get(alias);
    if (key !== undefined) return key;
    const arn = `arn:aws:kms:${from.region}:${from.account}:${alias}`;
    throw new ServiceError('NotFoundException', 400, `Alias ${arn} is not found.`);
  }

  /** A key whose policy may be read and put from here: not one of another account (KMS API reference, PutKeyPolicy). */
  private ownKey(input: Input, from: KmsOrigin): KmsKeyState {
    const key = this.keyById(input, from);
    if (key.account === from.account) return key;
    const message = `User: ${from.caller} is not authorized to access this resource`;
    throw new ServiceError('AccessDeniedException', 400, message);
  }

  /** A key by id or ARN: what reads or writes its policy or its grants takes no alias. */
  private keyById(input: Input, from: KmsOrigin, member = 'KeyId'): KmsKeyState {
    const named = text(input, member);
    if (named.includes('alias/')) {
      throw new ServiceError('NotFoundException', 400, `Invalid keyId ${named}`);
    }
    const arn = named.startsWith('arn:')
      ? named
      : `arn:aws:kms:${from.region}:${from.account}:key/${named}`;
    const key = this.keys.get(arn);
    if (key?.region === from.region) return key;
    throw new ServiceError('NotFoundException', 400, `Key '${arn}' does not exist`);
  }
}

function requireDefault(input: Input): void {
  if (text(input, 'PolicyName', 'default') === 'default') return;
  throw new ServiceError('NotFoundException', 400, 'No such policy exists');
}
