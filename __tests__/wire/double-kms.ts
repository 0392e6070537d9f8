import { randomBytes } from 'node:crypto';
import { isKeySpec, type KmsGrant, KmsKeyState, outOfSet } from './double-kms-key.js';
import { defaultPolicy, requirePolicy } from './double-kms-policy.js';
import { ServiceError, type WireAnswer, type WireRequest } from './wire.js';

const PREFIX = 'TrentService.';
/** KMS API reference, ListGrants: without a limit. */
const GRANTS_PAGE = 50;

type Input = Readonly<Record<string, unknown>>;

/**
 * KMS as JSON 1.1, in memory: CreateKey, CreateAlias, DescribeKey, DisableKey, EnableKey, GetPublicKey, Sign,
 * GetKeyPolicy, PutKeyPolicy, ListKeyPolicies, CreateGrant, ListGrants, RevokeGrant. Signatures are real ones, and no
 * policy is enforced.
 */
export class DoubleKms {
  readonly account: string;
  readonly region: string;
  readonly keys = new Map<string, KmsKeyState>();
  readonly aliases = new Map<string, KmsKeyState>();
  /** Who calls, for the lock-out check alone. */
  caller: string;
  /** After each put, so many reads of the policy still see the one before. */
  lateReads = 0;
  /** Principals that policies name and that do not exist. */
  readonly missingPrincipals = new Set<string>();
  /** Whether any put asked for the bypass of the lock-out check. */
  bypassAsked = false;

  constructor(region = 'us-east-1', account = '123456789012') {
    this.region = region;
    this.account = account;
    this.caller = `arn:aws:iam::${account}:root`;
  }

  answer(request: WireRequest): WireAnswer {
    try {
      const input = JSON.parse(Buffer.from(request.body).toString('utf8') || '{}') as Input;
      const output = this.run(request.headers['x-amz-target'] ?? '', input);
      return json(200, output);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return json(error.status, { __type: error.code, message: error.message });
    }
  }

  private run(target: string, input: Input): object {
    switch (target.startsWith(PREFIX) ? target.slice(PREFIX.length) : target) {
      case 'CreateKey':
        return this.createKey(input);
      case 'CreateAlias':
        return this.createAlias(input);
      case 'DescribeKey':
        return { KeyMetadata: this.key(input).metadata() };
      case 'DisableKey':
        this.keyById(input).keyState = 'Disabled';
        return {};
      case 'EnableKey':
        this.keyById(input).keyState = 'Enabled';
        return {};
      case 'GetPublicKey':
        return this.key(input).publicKey();
      case 'Sign':
        return this.key(input).sign(
          Buffer.from(text(input, 'Message'), 'base64'),
          text(input, 'MessageType', 'RAW'),
          text(input, 'SigningAlgorithm'),
        );
      case 'GetKeyPolicy':
        requireDefault(input);
        return { Policy: this.keyById(input).readPolicy(), PolicyName: 'default' };
      case 'PutKeyPolicy':
        return this.putKeyPolicy(input);
      case 'ListKeyPolicies':
        this.keyById(input);
        return { PolicyNames: ['default'], Truncated: false };
      case 'CreateGrant':
        return this.createGrant(input);
      case 'ListGrants':
        return this.listGrants(input);
      case 'RevokeGrant':
        return this.revokeGrant(input);
      default:
        throw new ServiceError('UnknownOperationException', 400, `the double knows no ${target}`);
    }
  }

  private createKey(input: Input): object {
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
    const { account, region } = this;
    const policy = text(input, 'Policy', defaultPolicy(account));
    this.requirePolicy(policy, input);
    const key = new KmsKeyState({ account, region, spec, usage, policy });
    this.keys.set(key.id, key);
    return { KeyMetadata: key.metadata() };
  }

  private createAlias(input: Input): object {
    const name = text(input, 'AliasName');
    if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name)) {
      throw new ServiceError('ValidationException', 400, 'Invalid identifier');
    }
    if (this.aliases.has(name)) {
      const arn = `arn:aws:kms:${this.region}:${this.account}:${name}`;
      const message = `An alias with the name ${arn} already exists`;
      throw new ServiceError('AlreadyExistsException', 400, message);
    }
    this.aliases.set(name, this.keyById(input, 'TargetKeyId'));
    return {};
  }

  private putKeyPolicy(input: Input): object {
    requireDefault(input);
    const key = this.keyById(input);
    const policy = text(input, 'Policy');
    this.requirePolicy(policy, input);
    key.putPolicy(policy, this.lateReads);
    return {};
  }

  private requirePolicy(policy: string, input: Input): void {
    const bypass = input['BypassPolicyLockoutSafetyCheck'] === true;
    if (bypass) this.bypassAsked = true;
    const { caller, account, missingPrincipals: missing } = this;
    requirePolicy(policy, { caller, account, missing, bypass });
  }

  private createGrant(input: Input): object {
    const key = this.keyById(input);
    const grant: KmsGrant = {
      GrantId: randomBytes(32).toString('hex'),
      KeyId: key.arn,
      GranteePrincipal: text(input, 'GranteePrincipal'),
      Operations: input['Operations'] as readonly string[],
      IssuingAccount: `arn:aws:iam::${this.account}:root`,
      CreationDate: Math.floor(Date.now() / 1000),
      ...(input['Name'] === undefined ? {} : { Name: text(input, 'Name') }),
    };
    key.grants.push(grant);
    return { GrantId: grant.GrantId, GrantToken: Buffer.from(grant.GrantId).toString('base64') };
  }

  private listGrants(input: Input): object {
    const key = this.keyById(input);
    const limit = (input['Limit'] as number | undefined) ?? GRANTS_PAGE;
    const wanted = key.grants.filter(
      ({ GrantId, GranteePrincipal }) =>
        (input['GrantId'] ?? GrantId) === GrantId &&
        (input['GranteePrincipal'] ?? GranteePrincipal) === GranteePrincipal,
    );
    const marker = input['Marker'];
    const begin =
      marker === undefined ? 0 : wanted.findIndex(({ GrantId }) => GrantId === marker) + 1;
    if (marker !== undefined && begin === 0) {
      throw new ServiceError('InvalidMarkerException', 400, 'Could not deserialize marker');
    }
    const page = wanted.slice(begin, begin + limit);
    const last = page.at(-1)?.GrantId;
    const isLast = begin + page.length >= wanted.length;
    return { Grants: page, Truncated: !isLast, ...(isLast ? {} : { NextMarker: last }) };
  }

  private revokeGrant(input: Input): object {
    const key = this.keyById(input);
    const index = key.grants.findIndex(({ GrantId }) => GrantId === input['GrantId']);
    if (index < 0) {
      throw new ServiceError('NotFoundException', 400, `Grant ID ${input['GrantId']} not found`);
    }
    key.grants.splice(index, 1);
    return {};
  }

  /** A key by id, ARN, alias or the alias's ARN. */
  private key(input: Input): KmsKeyState {
    const named = text(input, 'KeyId');
    const alias = /^(?:arn:aws:kms:[^:]*:\d*:)?(alias\/.+)$/.exec(named)?.[1];
    if (alias === undefined) return this.keyById(input);
    const key = this.aliases.get(alias);
    if (key !== undefined) return key;
    const arn = `arn:aws:kms:${this.region}:${this.account}:${alias}`;
    throw new ServiceError('NotFoundException', 400, `Alias ${arn} is not found.`);
  }

  /** A key by id or ARN: what reads or writes its policy or its grants takes no alias. */
  private keyById(input: Input, member = 'KeyId'): KmsKeyState {
    const named = text(input, member);
    if (named.includes('alias/')) {
      throw new ServiceError('NotFoundException', 400, `Invalid keyId ${named}`);
    }
    const prefix = `arn:aws:kms:${this.region}:${this.account}:key/`;
    const key = this.keys.get(named.startsWith(prefix) ? named.slice(prefix.length) : named);
    if (key !== undefined) return key;
    const arn = named.startsWith('arn:') ? named : `${prefix}${named}`;
    throw new ServiceError('NotFoundException', 400, `Key '${arn}' does not exist`);
  }
}

function requireDefault(input: Input): void {
  if (text(input, 'PolicyName', 'default') === 'default') return;
  throw new ServiceError('NotFoundException', 400, 'No such policy exists');
}

function text(input: Input, member: string, absent?: string): string {
  const value = input[member] ?? absent;
  if (typeof value === 'string') return value;
  const name = member.charAt(0).toLowerCase() + member.slice(1);
  const message = `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must not be null`;
  throw new ServiceError('ValidationException', 400, message);
}

function json(status: number, value: object): WireAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'double' };
  return { status, headers, body: Buffer.from(JSON.stringify(value)) };
}
