import { attestationKeyOf, looksAttested } from './attestation-keys.js';

/** The day of the AWS references from which the tables of actions and condition keys are taken. */
export const REFERENCE_DATE = '2026-09-26';

/** Condition keys of KMS except those of attestation (Service Authorization Reference, "AWS KMS", of REFERENCE_DATE). */
const KMS_NAMES =
  'BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec ' +
  'EncryptionAlgorithm EncryptionContextKeys ExpirationModel GrantConstraintSourceArn GrantConstraintType ' +
  'GrantIsForAWSResource GrantOperations GranteePrincipal GranteeServicePrincipal KeyAgreementAlgorithm KeyOrigin ' +
  'KeySpec KeyUsage MacAlgorithm MessageType MultiRegion MultiRegionKeyType PrimaryRegion ReEncryptOnSameKey ' +
  'ReplicaRegion RequestAlias ResourceAliases RetiringPrincipal RetiringServicePrincipal RotationPeriodInDays ' +
  'ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm TrailingDaysWithoutKeyUsage ValidTo ViaService ' +
  'WrappingAlgorithm WrappingKeySpec';

/** Global condition keys (IAM User Guide, "AWS global condition context keys", of REFERENCE_DATE). */
const GLOBAL_NAMES =
  'AssumedRoot CalledVia CalledViaAWSMCP CalledViaFirst CalledViaLast ChatbotSourceArn CurrentTime ' +
  'Ec2InstanceSourcePrivateIPv4 Ec2InstanceSourceVpc EpochTime FederatedProvider IsMcpServiceAction ' +
  'MultiFactorAuthAge MultiFactorAuthPresent PrincipalAccount PrincipalArn PrincipalIsAWSService PrincipalOrgID ' +
  'PrincipalOrgPaths PrincipalServiceName PrincipalServiceNamesList PrincipalType RequestedRegion ResourceAccount ' +
  'ResourceOrgID ResourceOrgPaths SecureTransport SignInSessionArn SourceAccount SourceArn SourceIdentity SourceIp ' +
  'SourceOrgID SourceOrgPaths SourceOwner SourceVpc SourceVpcArn SourceVpce TagKeys TokenIssueTime UserAgent ' +
  'ViaAWSMCPService ViaAWSService VpcSourceIp VpceAccount VpceOrgID VpceOrgPaths referer userid username';

/**
 * Keys of other services that AWS puts into the requests of the sessions which those services make, to KMS too (IAM User
 * Guide, "Properties of a role session", of REFERENCE_DATE).
 */
const SESSION_KEYS = [
  ...['codebuild:BuildArn', 'codebuild:ProjectArn', 'ec2:RoleDelivery', 'ec2:SourceInstanceArn'],
  ...['glue:CredentialIssuingService', 'glue:RoleAssumedBy', 'identitystore:UserId'],
  ...['lambda:SourceFunctionArn', 'ssm:SourceInstanceArn'],
];

/** The condition keys that a request to KMS may have, except those with names that end in a name of the caller's choice. */
export const REQUEST_KEYS: readonly string[] = [
  ...KMS_NAMES.split(' ').map((name) => `kms:${name}`),
  ...GLOBAL_NAMES.split(' ').map((name) => `aws:${name}`),
  ...SESSION_KEYS,
];

const KNOWN: ReadonlySet<string> = new Set(REQUEST_KEYS.map((key) => key.toLowerCase()));

/** Keys that end in a tag or in a key of the encryption context. */
const NAMED = /^(?:kms:encryptioncontext:|aws:(?:principaltag|requesttag|resourcetag)\/)./s;

/**
 * Keys of an identity provider, by its host name or `saml`: AWS carries some of them from AssumeRoleWithWebIdentity or
 * AssumeRoleWithSAML into the requests of the session (IAM User Guide, "IAM and AWS STS condition context keys").
 */
const FEDERATED = /^(?:saml|[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[^:]*)?):./s;

/**
 * Whether a request to KMS can have the condition key, in any case: those of KMS, of attestation, global ones, and
 * those of sessions. A condition on any other key sees no value in any request.
 */
export function isConditionKey(key: string): boolean {
  const name = key.toLowerCase();
  if (looksAttested(name)) return attestationKeyOf(name) !== undefined;
  return KNOWN.has(name) || NAMED.test(name) || FEDERATED.test(name);
}
