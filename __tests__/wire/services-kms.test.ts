import { createHash, createPublicKey, randomBytes, verify } from 'node:crypto';
import {
  CreateAliasCommand,
  CreateGrantCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type KMSClient,
  ListGrantsCommand,
  ListKeyPoliciesCommand,
  PutKeyPolicyCommand,
  SignCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDouble } from '../doubles/aws.js';
import { kmsClient } from './clients.js';
import { type AwsServices, signsDigestsRight, startAwsServices } from './services.js';

const ACCOUNT = '123456789012';
const ROOT = {
  Sid: 'Root',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

let services: AwsServices;
let double: Awaited<ReturnType<typeof startDouble>>;
let aliases = 0;

beforeAll(async () => {
  [services, double] = await Promise.all([startAwsServices(), startDouble()]);
});
afterAll(() => Promise.all([services.stop(), double.stop()]));

async function keyOf(kms: KMSClient, KeySpec?: KeySpec): Promise<string> {
  const signing = KeySpec === undefined ? {} : { KeySpec, KeyUsage: 'SIGN_VERIFY' as const };
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(signing));
  return KeyMetadata?.Arn ?? '';
}

async function publicKeyOf(kms: KMSClient, KeyId: string) {
  const { PublicKey = new Uint8Array() } = await kms.send(new GetPublicKeyCommand({ KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' });
}

const nameOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: Error) => error.name,
  );

const targets = [
  ['the services that were started', () => services.endpoint, () => services.kind],
  ['the double over loopback', () => double.endpoint, () => 'double'],
] as const;

/** Where moto 5.2.5 differs from the double and from KMS, beside what it does to digests. */
const MOTO = { signsLongMessages: true };

describe.each(targets)('%s', (_name, endpoint, kind) => {
  let kms: KMSClient;
  beforeAll(() => {
    kms = kmsClient(endpoint());
  });
  afterAll(() => kms.destroy());

  test.each([
    ['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256'],
    ['ECC_NIST_P384', 'ECDSA_SHA_384', 'sha384'],
  ] as const)('%s signs messages', async (spec, SigningAlgorithm, hash) => {
    const KeyId = await keyOf(kms, spec);
    const publicKey = await publicKeyOf(kms, KeyId);
    const Message = randomBytes(4096);
    const { Signature = new Uint8Array() } = await kms.send(
      new SignCommand({ KeyId, Message, MessageType: 'RAW', SigningAlgorithm }),
    );
    expect(verify(hash, Message, publicKey, Signature)).toBe(true);
    expect(verify(hash, randomBytes(4096), publicKey, Signature)).toBe(false);
  });

  test('a message over 4096 bytes and one for another algorithm are refused', async () => {
    const KeyId = await keyOf(kms, 'ECC_NIST_P256');
    const sign = (Message: Uint8Array, SigningAlgorithm: 'ECDSA_SHA_256' | 'ECDSA_SHA_384') =>
      nameOf(kms.send(new SignCommand({ KeyId, Message, MessageType: 'RAW', SigningAlgorithm })));
    const isTaken = kind() === 'moto' && MOTO.signsLongMessages;
    const expected = isTaken ? 'done' : 'ValidationException';
    expect(await sign(randomBytes(4097), 'ECDSA_SHA_256')).toBe(expected);
    expect(await sign(randomBytes(10), 'ECDSA_SHA_384')).not.toBe('done');
  });

  test('a key is known by id, ARN and alias; its policy not by alias', async () => {
    const arn = await keyOf(kms);
    const alias = `alias/test-${++aliases}`;
    await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: arn }));
    for (const KeyId of [arn, arn.split('/')[1] ?? '', alias]) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      expect(KeyMetadata).toMatchObject({ Arn: arn, KeyState: 'Enabled', Origin: 'AWS_KMS' });
    }
    const KeyId = 'alias/nobody';
    expect(await nameOf(kms.send(new DescribeKeyCommand({ KeyId })))).toBe('NotFoundException');
    const get = new GetKeyPolicyCommand({ KeyId: alias, PolicyName: 'default' });
    expect(await nameOf(kms.send(get))).toBe('NotFoundException');
  });

  test('a policy is read back as it was put', async () => {
    const KeyId = await keyOf(kms);
    const Policy = policyOf(ROOT, { ...ROOT, Sid: 'Second', Action: 'kms:Decrypt' });
    await kms.send(new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy }));
    const read = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
    expect(JSON.parse(read.Policy ?? '')).toEqual(JSON.parse(Policy));
    const { PolicyNames } = await kms.send(new ListKeyPoliciesCommand({ KeyId }));
    expect(PolicyNames).toEqual(['default']);
  });

  test('grants by pages', async () => {
    const KeyId = await keyOf(kms);
    const made = new Set<string | undefined>();
    for (const letter of ['a', 'b', 'c']) {
      const GranteePrincipal = `arn:aws:iam::${ACCOUNT}:role/${letter}`;
      const grant = { KeyId, GranteePrincipal, Operations: ['Decrypt' as const] };
      made.add((await kms.send(new CreateGrantCommand(grant))).GrantId);
    }
    const found = new Set<string | undefined>();
    let Marker: string | undefined;
    do {
      const page = await kms.send(new ListGrantsCommand({ KeyId, Limit: 2, Marker }));
      for (const grant of page.Grants ?? []) {
        expect(grant.Operations).toEqual(['Decrypt']);
        found.add(grant.GrantId);
      }
      Marker = page.Truncated === true ? page.NextMarker : undefined;
    } while (Marker !== undefined);
    expect(found).toEqual(made);
  });
});

describe('digests', () => {
  test('the services name an endpoint that signs them as they are: their own where it does', async () => {
    const isRight = await signsDigestsRight(services.endpoint);
    const named = await services.digestEndpoint();
    expect(await signsDigestsRight(named)).toBe(true);
    expect(named === services.endpoint).toBe(isRight);
    expect(await services.digestEndpoint()).toBe(named);
    expect(services.kind === 'moto' || isRight).toBe(true);
  });
});

describe('what the double knows beyond moto', () => {
  let kms: KMSClient;
  beforeAll(() => {
    kms = kmsClient(double.endpoint);
  });
  afterAll(() => kms.destroy());
  const put = (KeyId: string, Policy: string) =>
    nameOf(kms.send(new PutKeyPolicyCommand({ KeyId, Policy })));

  test.each([
    ['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256'],
    ['ECC_NIST_P384', 'ECDSA_SHA_384', 'sha384'],
  ] as const)('digests, %s', async (spec, SigningAlgorithm, hash) => {
    const KeyId = await keyOf(kms, spec);
    const publicKey = await publicKeyOf(kms, KeyId);
    const sign = (Message: Uint8Array) =>
      kms.send(new SignCommand({ KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm }));
    for (let round = 0; round < 8; round++) {
      const message = randomBytes(5000);
      const { Signature } = await sign(createHash(hash).update(message).digest());
      expect(verify(hash, message, publicKey, Signature ?? new Uint8Array())).toBe(true);
    }
    expect(await nameOf(sign(randomBytes(20)))).toBe('ValidationException');
  });

  test('a policy that nobody could replace, that is none, or that is too long, is refused', async () => {
    const key = await keyOf(kms);
    const decryptOnly = { ...ROOT, Action: ['kms:Decrypt'] };
    const denied = { ...ROOT, Effect: 'Deny', Principal: '*', Action: 'kms:Put*' };
    const conditional = { ...ROOT, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    for (const policy of [
      policyOf(decryptOnly),
      policyOf(ROOT, denied),
      policyOf(conditional),
      policyOf({ ...ROOT, Resource: undefined }),
      policyOf(),
      '{',
      'null',
    ]) {
      expect(await put(key, policy)).toBe('MalformedPolicyDocumentException');
    }
    const long = policyOf(ROOT, { ...ROOT, Sid: 'x'.repeat(32_768) });
    expect(await put(key, long)).toBe('LimitExceededException');
    const role = `arn:aws:iam::${ACCOUNT}:role/gone`;
    double.double.kms.missingPrincipals.add(role);
    const invalid = policyOf(ROOT, { ...decryptOnly, Principal: { AWS: [role] } });
    expect(await put(key, invalid)).toBe('MalformedPolicyDocumentException');
    expect(double.double.kms.bypassAsked).toBe(false);
    expect(await put(key, policyOf(ROOT))).toBe('done');
  });

  test('late reads: after a put the older policy is read so many times', async () => {
    const KeyId = await keyOf(kms);
    const [first, second] = [policyOf(ROOT), policyOf(ROOT, { ...ROOT, Sid: 'Second' })];
    await put(KeyId, first);
    double.double.kms.lateReads = 2;
    await put(KeyId, second);
    double.double.kms.lateReads = 0;
    const reads: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      reads.push((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy);
    }
    expect(reads).toEqual([first, first, second, second]);
  });

  test('a marker of nobody, a policy of another name, an operation that it does not know', async () => {
    const KeyId = await keyOf(kms);
    const marked = kms.send(new ListGrantsCommand({ KeyId, Marker: 'nobody' }));
    expect(await nameOf(marked)).toBe('InvalidMarkerException');
    const named = kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'other' }));
    expect(await nameOf(named)).toBe('NotFoundException');
    const headers = { 'x-amz-target': 'TrentService.ReEncrypt' };
    const unknown = await fetch(double.endpoint, { method: 'POST', headers, body: '{}' });
    expect(await unknown.json()).toMatchObject({ __type: 'UnknownOperationException' });
  });
});
