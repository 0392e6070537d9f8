import { attestationKeyOf, looksAttested } from './attestation-keys.js';

/** Condition keys of KMS beside those of attestation (AWS KMS, Service Authorization Reference, 2026-09), in lower case. */
const KMS_KEYS: ReadonlySet<string> = new Set(
  (
    'BypassPolicyLockoutSafetyCheck CallerAccount CustomerMasterKeySpec CustomerMasterKeyUsage DataKeyPairSpec ' +
    'EncryptionAlgorithm EncryptionContextKeys ExpirationModel GrantConstraintSourceArn GrantConstraintType ' +
    'GrantIsForAWSResource GrantOperations GranteePrincipal GranteeServicePrincipal KeyAgreementAlgorithm KeyOrigin ' +
    'KeySpec KeyUsage MacAlgorithm MessageType MultiRegion MultiRegionKeyType PrimaryRegion ReEncryptOnSameKey ' +
    'ReplicaRegion RequestAlias ResourceAliases RetiringPrincipal RetiringServicePrincipal RotationPeriodInDays ' +
    'ScheduleKeyDeletionPendingWindowInDays SigningAlgorithm TrailingDaysWithoutKeyUsage ValidTo ViaService ' +
    'WrappingAlgorithm WrappingKeySpec'
  )
    .split(' ')
    .map((name) => `kms:${name}`.toLowerCase()),
);

/** Whether a condition on the key can ever apply to a request to KMS; of `aws:` keys each counts as one. */
export function isConditionKey(key: string): boolean {
  const name = key.toLowerCase();
  if (looksAttested(name)) return attestationKeyOf(name) !== undefined;
  return KMS_KEYS.has(name) || /^(?:kms:encryptioncontext:|aws:)./.test(name);
}
