import type { KeyDescription } from './kms-key.js';
import { hasWildcard, matchesAction, matchesPattern } from './pattern.js';
import type { PolicyStatement } from './policy.js';

/**
 * Every action of KMS that this version knows: those of the Service Authorization Reference ("AWS KMS", of REFERENCE_DATE
 * in condition-keys.ts), and Decapsulate and Encapsulate of the AWS KMS API Reference, which the former does not have yet.
 */
const KNOWN_NAMES =
  'CancelKeyDeletion ConnectCustomKeyStore CreateAlias CreateCustomKeyStore CreateGrant CreateKey Decapsulate Decrypt ' +
  'DeleteAlias DeleteCustomKeyStore DeleteImportedKeyMaterial DeriveSharedSecret DescribeCustomKeyStores DescribeKey ' +
  'DisableKey DisableKeyRotation DisconnectCustomKeyStore EnableKey EnableKeyRotation Encapsulate Encrypt ' +
  'GenerateDataKey GenerateDataKeyPair GenerateDataKeyPairWithoutPlaintext GenerateDataKeyWithoutPlaintext GenerateMac ' +
  'GenerateRandom GetKeyLastUsage GetKeyPolicy GetKeyRotationStatus GetParametersForImport GetPublicKey ' +
  'ImportKeyMaterial ListAliases ListGrants ListKeyPolicies ListKeyRotations ListKeys ListResourceTags ' +
  'ListRetirableGrants PutKeyPolicy ReEncryptFrom ReEncryptTo ReplicateKey RetireGrant RevokeGrant RotateKeyOnDemand ' +
  'ScheduleKeyDeletion Sign SynchronizeMultiRegionKey TagResource UntagResource UpdateAlias UpdateCustomKeyStore ' +
  'UpdateKeyDescription UpdatePrimaryRegion Verify VerifyMac';

export const KNOWN_ACTIONS: readonly string[] = KNOWN_NAMES.split(' ').map((name) => `kms:${name}`);

/** Actions that give out what the key protects. */
export const DATA_ACTIONS: readonly string[] = [
  ...['kms:Decrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair', 'kms:DeriveSharedSecret'],
  ...['kms:ReEncryptFrom', 'kms:Decapsulate'],
];

/** Data actions that do not give out data that the key protects already. */
const NEW_DATA_ACTIONS: readonly string[] = ['kms:GenerateDataKey', 'kms:GenerateDataKeyPair'];

/** What a caller reaches: existing data, or only data keys that are made from now on. */
export type Reach = 'existing-data' | 'new-data-keys';

/** What data actions reach together. An unknown action counts as the worst. */
export function reachOf(actions: readonly string[]): Reach {
  const isNew = actions.every((action) => NEW_DATA_ACTIONS.includes(action));
  return isNew ? 'new-data-keys' : 'existing-data';
}

/** Actions that let a caller give the data actions to anybody. */
export const AUTHORITY_ACTIONS: readonly string[] = [
  ...['kms:PutKeyPolicy', 'kms:CreateGrant', 'kms:RevokeGrant', 'kms:ReplicateKey'],
  ...['kms:UpdatePrimaryRegion', 'kms:ImportKeyMaterial'],
];

/**
 * This action takes an attestation document, but uses no key and so consults no key policy (AWS KMS API Reference,
 * "GenerateRandom").
 */
export const KEYLESS_ACTION = 'kms:GenerateRandom';

/** Actions with a `Recipient`. Only their requests have the attestation keys. */
export const RECIPIENT_ACTIONS: ReadonlySet<string> = new Set([
  ...['kms:Decrypt', 'kms:DeriveSharedSecret', 'kms:GenerateDataKey', 'kms:GenerateDataKeyPair'],
  KEYLESS_ACTION,
]);

const KNOWN = new Set(KNOWN_ACTIONS.map((action) => action.toLowerCase()));
const UNKNOWN_SUFFIX = 'ActionOfAnotherTime';

/** A data action, and how a policy names it. */
export interface DataAction {
  readonly name: string;
  /** `later`: no such action is known, but a wildcard around data actions would cover it if KMS adds it. */
  readonly kind: 'known' | 'named' | 'later';
}

/**
 * The data actions that matter to a policy: those of keys of this kind, every unknown KMS action that the policy names, and
 * later actions that a wildcard around data actions would cover.
 */
export function dataActions(
  statements: readonly PolicyStatement[],
  description: KeyDescription | undefined,
): readonly DataAction[] {
  const known = DATA_ACTIONS.filter((name) => isForKey(name, description));
  const patterns = statements.flatMap(({ actions = [] }) => actions);
  const named = patterns.filter((one) => !hasWildcard(one) && isUnknownAction(one));
  const later = patterns
    .filter((one) => hasWildcard(one) && DATA_ACTIONS.some((name) => matchesAction([one], name)))
    .map((one) => one.replaceAll('*', UNKNOWN_SUFFIX).replaceAll('?', 'X'))
    .map((one) => (one.includes(':') ? one : `kms:${one}`));
  const negated = statements.some(({ notActions }) => notActions !== undefined);
  const all: readonly DataAction[] = [
    ...known.map((name) => ({ name, kind: 'known' as const })),
    ...unique(named).map((name) => ({ name, kind: 'named' as const })),
    ...unique([...later, ...(negated ? [`kms:${UNKNOWN_SUFFIX}`] : [])])
      .filter((name) => matchesPattern('kms:*', name.toLowerCase()))
      .map((name) => ({ name, kind: 'later' as const })),
  ];
  return all;
}

/** The authority actions of keys of this kind. */
export function authorityActions(description: KeyDescription | undefined): readonly string[] {
  return AUTHORITY_ACTIONS.filter((name) => isForKey(name, description));
}

/** Whether this version does not know the KMS action. */
export function isUnknownAction(name: string): boolean {
  const lower = name.toLowerCase();
  return lower.startsWith('kms:') && !hasWildcard(lower) && !KNOWN.has(lower);
}

/** Whether keys of this kind have the action (AWS KMS, "Key type reference"). True where nothing is known about the key. */
function isForKey(action: string, description: KeyDescription | undefined): boolean {
  if (description === undefined) return true;
  const { keyUsage, keySpec, origin, multiRegion } = description;
  const usages = [
    ...['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'],
    'ENCAPSULATE_DECAPSULATE',
  ];
  const hasUsage = (usage: string) => keyUsage === usage || !usages.includes(keyUsage);
  switch (action) {
    case 'kms:Decrypt':
    case 'kms:ReEncryptFrom':
      return hasUsage('ENCRYPT_DECRYPT');
    case 'kms:GenerateDataKey':
    case 'kms:GenerateDataKeyPair':
      return hasUsage('ENCRYPT_DECRYPT') && !/^(?:RSA|ECC|SM2)_?/.test(keySpec);
    case 'kms:DeriveSharedSecret':
      return hasUsage('KEY_AGREEMENT');
    case 'kms:Decapsulate':
      return hasUsage('ENCAPSULATE_DECAPSULATE');
    case 'kms:ReplicateKey':
    case 'kms:UpdatePrimaryRegion':
      return multiRegion !== undefined;
    case 'kms:ImportKeyMaterial':
      return origin === 'EXTERNAL';
    default:
      return true;
  }
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Map(texts.map((text) => [text.toLowerCase(), text])).values()];
}
