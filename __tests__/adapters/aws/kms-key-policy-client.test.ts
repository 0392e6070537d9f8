import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { KeyPolicyCalls } from '../../../src/adapters/aws/kms-key-policy.js';
import {
  openKeyPolicyCalls,
  resolveKmsKeyArn,
} from '../../../src/adapters/aws/kms-key-policy-client.js';
import { bodyOf, type LoopbackServer, listenOnLoopback } from '../../doubles/loopback.js';
import { setAwsEnvironment } from '../../doubles/scripted-server.js';

const ACCOUNT = 'arn:aws:kms:us-east-1:111122223333';
const KEY = `${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

interface Answer {
  readonly status?: number;
  readonly body: object;
}

/** One address that speaks the AWS JSON 1.1 protocol: what was asked for, and the answers in their order. */
const asked: { readonly target: string; readonly body: object; readonly scope: string }[] = [];
const answers: Answer[] = [];
let server: LoopbackServer;
let calls: KeyPolicyCalls;
let restore: () => void;

beforeAll(async () => {
  server = await listenOnLoopback(async (request, response) => {
    const [, scope = ''] =
      /Credential=[^/]+\/\d+\/([^,]+)/.exec(request.headers.authorization ?? '') ?? [];
    const body = JSON.parse((await bodyOf(request)).toString());
    asked.push({ target: String(request.headers['x-amz-target']), body, scope });
    const answer = answers.shift() ?? { status: 500, body: {} };
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer.body));
  });
  restore = setAwsEnvironment({});
  calls = await openKeyPolicyCalls({ region: 'us-east-1', endpoint: server.endpoint });
});
afterEach(() => {
  asked.length = 0;
  answers.length = 0;
});
afterAll(async () => {
  restore();
  await server.stop();
});

describe('the client of KMS', () => {
  test('always names the one policy that there is', async () => {
    answers.push({ body: { Policy: '{}', PolicyName: 'default' } }, { body: {} });
    expect(await calls.getKeyPolicy({ keyId: KEY })).toBe('{}');
    await calls.putKeyPolicy({ keyId: KEY, policy: '{}' });
    expect(asked).toEqual([
      {
        target: 'TrentService.GetKeyPolicy',
        body: { KeyId: KEY, PolicyName: 'default' },
        scope: 'us-east-1/kms/aws4_request',
      },
      {
        target: 'TrentService.PutKeyPolicy',
        body: { KeyId: KEY, PolicyName: 'default', Policy: '{}' },
        scope: 'us-east-1/kms/aws4_request',
      },
    ]);
  });

  test('asks once, and hands its errors on with name and status', async () => {
    const throttled = { __type: 'ThrottlingException', message: 'slower' };
    answers.push({ status: 400, body: throttled }, { body: { Policy: '{}' } });
    await expect(calls.getKeyPolicy({ keyId: KEY })).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(asked).toHaveLength(1);
  });

  test('describes a key, its primary and replicas, and takes nothing for granted', async () => {
    const metadata = {
      KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      Arn: KEY,
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
    };
    const replica = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1';
    const multi = {
      MultiRegionConfiguration: {
        MultiRegionKeyType: 'PRIMARY',
        PrimaryKey: { Arn: KEY, Region: 'us-east-1' },
        ReplicaKeys: [{ Arn: replica, Region: 'eu-west-1' }],
      },
    };
    answers.push(
      { body: { KeyMetadata: { ...metadata, ...multi } } },
      { body: { KeyMetadata: { KeyId: metadata.KeyId, Arn: KEY } } },
      { body: {} },
    );
    expect(await calls.describeKey({ keyId: KEY })).toEqual({
      keyId: metadata.KeyId,
      arn: KEY,
      account: '111122223333',
      region: 'us-east-1',
      keyState: 'Enabled',
      keyUsage: 'ENCRYPT_DECRYPT',
      keySpec: 'SYMMETRIC_DEFAULT',
      origin: 'AWS_KMS',
      keyManager: 'CUSTOMER',
      multiRegion: { type: 'PRIMARY', keys: [KEY, replica] },
    });
    expect(await calls.describeKey({ keyId: KEY })).toMatchObject({
      keyState: 'unknown',
      origin: 'unknown',
    });
    await expect(calls.describeKey({ keyId: KEY })).toRejectWithCode('key-unavailable');
  });

  test('follows an alias to the key', async () => {
    answers.push({ body: { KeyMetadata: { KeyId: 'x', Arn: KEY } } });
    expect(await resolveKmsKeyArn(calls, `${ACCOUNT}:alias/one`)).toBe(KEY);
    expect(asked[0]?.body).toEqual({ KeyId: `${ACCOUNT}:alias/one` });
  });

  test('lists grants page by page, and refuses a page that hides the next', async () => {
    const grant = {
      GrantId: 'g',
      GranteePrincipal: 'arn:aws:iam::111122223333:role/x',
      Operations: ['Decrypt'],
      Constraints: { EncryptionContextSubset: { a: 'b' } },
      IssuingAccount: 'arn:aws:iam::111122223333:root',
    };
    const service = { GrantId: 's', GranteeServicePrincipal: 'ec2.amazonaws.com' };
    answers.push(
      { body: { Grants: [grant], Truncated: true, NextMarker: 'm' } },
      { body: { Grants: [service], Truncated: false } },
      { body: { Grants: [], Truncated: true } },
    );
    const first = await calls.listGrants({ keyId: KEY, limit: 100, next: undefined });
    expect(first).toEqual({
      next: 'm',
      grants: [
        {
          grantId: 'g',
          granteePrincipal: 'arn:aws:iam::111122223333:role/x',
          operations: ['Decrypt'],
          constraints: { EncryptionContextSubset: { a: 'b' } },
          issuingAccount: 'arn:aws:iam::111122223333:root',
        },
      ],
    });
    const second = await calls.listGrants({ keyId: KEY, limit: 100, next: 'm' });
    expect(second).toEqual({
      next: undefined,
      grants: [{ grantId: 's', granteePrincipal: 'ec2.amazonaws.com', operations: [] }],
    });
    expect(asked.map(({ body }) => body)).toEqual([
      { KeyId: KEY, Limit: 100 },
      { KeyId: KEY, Limit: 100, Marker: 'm' },
    ]);
    const hidden = calls.listGrants({ keyId: KEY, limit: 100, next: undefined });
    await expect(hidden).toRejectWithCode('key-unavailable');
  });
});
