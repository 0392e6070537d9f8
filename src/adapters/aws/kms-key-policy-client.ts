import type { GrantListEntry, KeyMetadata, KMSClientConfig } from '@aws-sdk/client-kms';
import { AdapterError } from '../../base/errors.js';
import type { KeyDescription, KeyGrant } from '../../iam/kms-key.js';
import type { RoleCredentials } from './assume-role.js';
import { awsClientOptions } from './aws-client.js';
import { type KeyPolicyCalls, parseKmsKeyArn } from './kms-key-policy.js';
import { limitResponses } from './response-limit.js';

/** The one name that a key policy can have. */
const POLICY_NAME = 'default';

/** Shorter than what is left of a lease when a put may last begin, so that none arrives after its end. */
const TIMEOUTS = { connectMs: 5_000, answerMs: 15_000, idleMs: 15_000 };

export interface KmsClientOptions {
  readonly region: string;
  /** Of a role in the key's account; else those that the environment has. */
  readonly credentials?: RoleCredentials;
  /** Another address than AWS's, for tests against a server of one's own. */
  readonly endpoint?: string;
}

/** A client of KMS, loaded when first used. Every call is made once: `kmsKeyPolicy` decides what is asked again. */
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
 * The ARN of the key that an ARN of an alias points to now (KMS DescribeKey), or the ARN of a key as it is. A policy
 * belongs to the key, and an alias may move: the list names the key.
 */
export async function resolveKmsKeyArn(calls: KeyPolicyCalls, name: string): Promise<string> {
  const { arn } = await calls.describeKey({ keyId: name });
  parseKmsKeyArn(arn);
  return arn;
}

/** What KMS leaves out is `unknown`: nobody is to take it for the harmless value. */
function descriptionOf(found: KeyMetadata | undefined, keyId: string): KeyDescription {
  if (found?.Arn === undefined || found.KeyId === undefined) {
    throw new AdapterError('key-unavailable', `${keyId}: the answer of KMS describes no key`);
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

/** A page that promises another and does not say where it begins would hide the rest of the grants. */
function requireMarker(marker: string | undefined, keyId: string): string {
  if (marker !== undefined && marker !== '') return marker;
  throw new AdapterError('key-unavailable', `${keyId}: a page of grants has no marker of the next`);
}
