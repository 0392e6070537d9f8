import type { GrantListEntry, KeyMetadata, KMSClientConfig } from '@aws-sdk/client-kms';
import { AdapterError } from '../../base/errors.js';
import type { KeyDescription, KeyGrant } from '../../iam/kms-key.js';
import type { RoleCredentials } from './assume-role.js';
import { awsClientOptions } from './aws-client.js';
import { type KeyPolicyCalls, parseKmsKeyArn } from './kms-key-policy.js';
import { limitResponses } from './response-limit.js';

/** The only name of a key policy. */
const POLICY_NAME = 'default';

/** Shorter than the rest of a lease when the last put may begin, so that no put arrives after the end of the lease. */
const TIMEOUTS = { connectMs: 5_000, answerMs: 15_000, idleMs: 15_000 };

export interface KmsClientOptions {
  readonly region: string;
  /** The credentials of a role in the account of the key. Undefined: the credentials of the environment. */
  readonly credentials?: RoleCredentials;
  /** The address of a test server instead of AWS. */
  readonly endpoint?: string;
}

/** A client of KMS, loaded on first use. Every call is sent once: `kmsKeyPolicy` decides about retries. */
export async function openKeyPolicyCalls(options: KmsClientOptions): Promise<KeyPolicyCalls> {
  const kms = await import('./kms-sdk.js');
  const client = limitResponses(new kms.KMSClient(clientConfig(options)));
  return {
    async getKeyPolicy({ keyId }) {
      const request = { KeyId: keyId, PolicyName: POLICY_NAME };
      return (await client.send(new kms.GetKeyPolicyCommand(request))).Policy;
    },
    async putKeyPolicy({ keyId, policy }) {
      const request = { KeyId: keyId, PolicyName: POLICY_NAME, Policy: policy };
      await client.send(new kms.PutKeyPolicyCommand(request));
    },
    async describeKey({ keyId }) {
      const { KeyMetadata } = await client.send(new kms.DescribeKeyCommand({ KeyId: keyId }));
      return descriptionOf(KeyMetadata, keyId);
    },
    async listGrants({ keyId, limit, next }) {
      const page = await client.send(
        new kms.ListGrantsCommand({
          KeyId: keyId,
          Limit: limit,
          ...(next === undefined ? {} : { Marker: next }),
        }),
      );
      return {
        grants: (page.Grants ?? []).map(grantOf),
        next: page.Truncated === true ? requireMarker(page.NextMarker, keyId) : undefined,
      };
    },
  };
}

function clientConfig({ region, credentials, endpoint }: KmsClientOptions): KMSClientConfig {
  return {
    ...awsClientOptions(TIMEOUTS),
    region,
    maxAttempts: 1,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/**
 * Resolves the ARN of an alias to the ARN of its current key (KMS DescribeKey). Returns the ARN of a key unchanged. The
 * list names the key, because a policy belongs to a key and an alias may move.
 */
export async function resolveKmsKeyArn(calls: KeyPolicyCalls, name: string): Promise<string> {
  const { arn } = await calls.describeKey({ keyId: name });
  parseKmsKeyArn(arn);
  return arn;
}

/** A field that KMS omits is `unknown`, so that nobody takes it for the harmless value. */
function descriptionOf(found: KeyMetadata | undefined, keyId: string): KeyDescription {
  if (found?.Arn === undefined || found.KeyId === undefined) {
    throw new AdapterError(
      'key-unavailable',
      `${keyId}: the answer of KMS does not describe a key`,
    );
  }
  const { account, region } = parseKmsKeyArn(found.Arn);
  const { MultiRegionKeyType, PrimaryKey, ReplicaKeys } = found.MultiRegionConfiguration ?? {};
  const keys = [PrimaryKey, ...(ReplicaKeys ?? [])].flatMap((key) => key?.Arn ?? []);
  return {
    keyId: found.KeyId,
    arn: found.Arn,
    account,
    region,
    keyState: found.KeyState ?? 'unknown',
    keyUsage: found.KeyUsage ?? 'unknown',
    keySpec: found.KeySpec ?? 'unknown',
    origin: found.Origin ?? 'unknown',
    keyManager: found.KeyManager ?? 'unknown',
    ...(MultiRegionKeyType === undefined
      ? {}
      : { multiRegion: { type: MultiRegionKeyType, keys } }),
  };
}

function grantOf(found: GrantListEntry): KeyGrant {
  return {
    grantId: found.GrantId ?? 'unknown',
    granteePrincipal: found.GranteePrincipal ?? found.GranteeServicePrincipal ?? 'unknown',
    operations: found.Operations ?? [],
    ...(found.RetiringPrincipal === undefined
      ? {}
      : { retiringPrincipal: found.RetiringPrincipal }),
    ...(found.IssuingAccount === undefined ? {} : { issuingAccount: found.IssuingAccount }),
    ...(found.Constraints === undefined ? {} : { constraints: found.Constraints }),
  };
}

/** A page that announces another page without its marker would hide the other grants. */
function requireMarker(marker: string | undefined, keyId: string): string {
  if (marker !== undefined && marker !== '') return marker;
  throw new AdapterError(
    'key-unavailable',
    `${keyId}: a page of grants has no marker for the next page`,
  );
}
