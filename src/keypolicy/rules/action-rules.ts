import { conditionHolds } from '../../iam/condition-operators.js';
import { isAdministrator } from '../../iam/holder-names.js';
import {
  DATA_ACTIONS,
  KEYLESS_ACTION,
  KNOWN_ACTIONS,
  RECIPIENT_ACTIONS,
} from '../../iam/kms-actions.js';
import { hasWildcard, matchesAction } from '../../iam/pattern.js';
import type { PolicyStatement } from '../../iam/policy.js';
import { coversAction } from '../../iam/statement-scope.js';
import { grantLimit } from './grant-limit.js';
import type { Hit, Rule, RuleFacts } from './rule.js';
import {
  allowsOf,
  atLeast,
  attestationConditions,
  dataActionsOf,
  effectOf,
  isAttested,
  isForAdministrators,
  listed,
} from './statement-facts.js';

const NAMES = 'Name the actions one by one.';
const DESTRUCTIVE = ['kms:ScheduleKeyDeletion', 'kms:DisableKey', 'kms:DeleteImportedKeyMaterial'];

/** R11, R15 to R17, R19, R20, R22, R23, R36, R40: the actions that a statement allows. */
export const ACTION_RULES: readonly Rule[] = [
  {
    id: 'R11',
    name: 'not-action-in-allow',
    safeForm: NAMES,
    find: (facts) =>
      allowsOf(facts)
        .filter(({ notActions }) => notActions !== undefined)
        .map((statement) => ({
          statement,
          severity: atLeast(effectOf(statement, facts), 'warning'),
          why: 'NotAction gives every other action, including actions that KMS adds later',
        })),
  },
  {
    id: 'R15',
    name: 'action-wildcard',
    safeForm: NAMES,
    find: (facts) =>
      allowsOf(facts).flatMap((statement) => {
        const wide = (statement.actions ?? []).filter(isWideData);
        if (wide.length === 0) return [];
        const severity = effectOf(statement, facts) === 'info' ? 'info' : 'warning';
        const means = DATA_ACTIONS.filter((action) => matchesAction(wide, action));
        return [
          {
            statement,
            severity,
            why: `${listed(wide)} means ${listed(means)}, and actions that KMS adds later`,
          },
        ];
      }),
  },
  {
    id: 'R16',
    name: 're-encrypt',
    safeForm: 'Remove kms:ReEncryptFrom, or deny it. At least require kms:ReEncryptOnSameKey.',
    find: (facts) =>
      allowsOf(facts)
        .filter((statement) => dataActionsOf(statement, facts).includes('kms:ReEncryptFrom'))
        .filter(
          (statement) => !isAttested(statement) && !isTrue(statement, 'kms:ReEncryptOnSameKey'),
        )
        .map((statement) => ({
          statement,
          // The rule about the principals reports that it is open.
          severity: opensBy(statement, 'kms:ReEncryptFrom', facts) ? 'warning' : 'info',
          why: 'it moves a ciphertext to a key that the caller chooses, without an attestation document',
        })),
  },
  {
    id: 'R17',
    name: 'create-grant',
    safeForm:
      'Remove kms:CreateGrant, or restrict it by kms:GrantIsForAWSResource, kms:GranteePrincipal and harmless kms:GrantOperations.',
    find: (facts) =>
      heldBy(facts, ['kms:CreateGrant']).map(({ principal, ...hit }) => {
        const limit = grantLimit(hit.statement, principal);
        return {
          ...hit,
          severity: limit.isHeld ? 'warning' : limit.isChosen ? 'critical' : hit.severity,
          why: `${hit.why}: ${limit.why}`,
        };
      }),
  },
  {
    id: 'R19',
    name: 'put-key-policy',
    safeForm:
      'Leave kms:PutKeyPolicy to the administrators. Restrict them by a service control policy that forbids kms:BypassPolicyLockoutSafetyCheck, and by an alarm on PutKeyPolicy.',
    find: (facts) =>
      heldBy(facts, ['kms:PutKeyPolicy']).map(({ principal: _, ...hit }) => ({
        ...hit,
        why: `${hit.why}: whoever writes the policy can give anybody access`,
      })),
  },
  {
    id: 'R20',
    name: 'replicas',
    safeForm:
      'Deny kms:ReplicateKey and kms:UpdatePrimaryRegion, or restrict them by kms:ReplicaRegion and to the administrators.',
    find: (facts) =>
      heldBy(facts, ['kms:ReplicateKey', 'kms:UpdatePrimaryRegion']).map(
        ({ principal: _, ...hit }) => ({
          ...hit,
          severity: facts.description === undefined ? 'warning' : hit.severity,
          why: `${hit.why}: a replica has its own policy, which the caller chooses`,
        }),
      ),
  },
  {
    id: 'R22',
    name: 'cannot-be-attested',
    safeForm:
      'Encrypt the secret itself under an encryption key, and sign, derive or decapsulate inside the enclave.',
    find: (facts) => {
      const actions = unattestableActions(facts);
      return allowsOf(facts)
        .filter((statement) => actions.some((action) => isNamed(statement, action, facts)))
        .map((statement) => ({
          statement,
          severity: 'warning',
          why: `a policy cannot require an attestation document for ${listed(actions.filter((action) => coversAction(statement, action)))}`,
        }));
    },
  },
  {
    id: 'R23',
    name: 'encrypt-unattested',
    safeForm:
      'Generate data keys inside the enclave, or bind an encryption context and authenticate the decrypted data.',
    find: (facts) =>
      allowsOf(facts)
        .filter((statement) => coversAction(statement, 'kms:Encrypt') && !isAttested(statement))
        .map((statement) => ({
          statement,
          severity: 'info',
          why: 'whoever can encrypt can give the enclave a plaintext of their choice',
        })),
  },
  {
    id: 'R36',
    name: 'condition-does-not-apply',
    safeForm:
      'Split the statement. Put the attestation condition only on kms:Decrypt, kms:GenerateDataKey, kms:GenerateDataKeyPair and kms:DeriveSharedSecret.',
    find: (facts) =>
      allowsOf(facts).flatMap((statement) => {
        const isWide =
          (statement.actions ?? []).some(hasWildcard) || statement.notActions !== undefined;
        return [
          ...(isAttested(statement) ? deadActions(statement, isWide) : []),
          ...(!isWide && coversAction(statement, KEYLESS_ACTION) ? [keyless(statement)] : []),
        ];
      }),
  },
  {
    id: 'R40',
    name: 'key-destruction',
    safeForm: `Leave ${listed(DESTRUCTIVE)} to the administrators.`,
    find: (facts) =>
      allowsOf(facts)
        .filter((statement) => DESTRUCTIVE.some((action) => coversAction(statement, action)))
        .filter((statement) => !isForAdministrators(statement, facts))
        .map((statement) => ({
          statement,
          severity: 'warning',
          why: `${listed(DESTRUCTIVE.filter((action) => coversAction(statement, action)))} can stop production permanently`,
        })),
  },
];

/** Requests of other actions carry no attestation keys, so a condition that needs one fails for them. */
function deadActions(statement: PolicyStatement, isWide: boolean): readonly Hit[] {
  const needsDocument = attestationConditions(statement).some(
    (condition) => conditionHolds(condition, undefined) === false,
  );
  const dead = KNOWN_ACTIONS.filter(
    (action) => coversAction(statement, action) && !RECIPIENT_ACTIONS.has(action),
  );
  if (dead.length === 0 || !needsDocument) return [];
  const why = `requests of ${listed(dead)} carry no attestation document, so the attestation condition never allows them`;
  return [{ statement, severity: isWide ? 'info' : 'warning', why }];
}

/** AWS KMS API Reference, GenerateRandom: it names no key, so no key policy is consulted. */
function keyless(statement: PolicyStatement): Hit {
  return {
    statement,
    severity: 'info',
    why: `${KEYLESS_ACTION} uses no key, so KMS consults no key policy for it: this statement neither allows nor restricts it`,
    safeForm: `Remove ${KEYLESS_ACTION}, and put the attestation condition into the IAM policies that allow it.`,
  };
}

/** A statement, and the principal that holds the actions by it. */
type HeldHit = Hit & { readonly principal: string };

/** Statements that give one of the actions to a principal outside the administrators, according to the proof. */
function heldBy(facts: RuleFacts, actions: readonly string[]): readonly HeldHit[] {
  const { policy, proof, administrators } = facts;
  return proof.authority.holders
    .filter((holder) => !isAdministrator(holder, administrators))
    .flatMap(({ principal, by, doubts }) =>
      by.flatMap(({ source, actions: held }): readonly HeldHit[] => {
        const names = actions.filter((action) => held.includes(action));
        if (names.length === 0) return [];
        const why = `${principal} has ${listed(names)} and is not an administrator`;
        const severity = doubts.length > 0 ? 'unknown' : 'critical';
        if (source.kind === 'grant') {
          return [{ grantId: source.grantId, severity, why, principal }];
        }
        const statement = policy.statements[source.index];
        return statement === undefined ? [] : [{ statement, severity, why, principal }];
      }),
    );
}

/** Whether a wildcard matches a data action and another action. */
function isWideData(pattern: string): boolean {
  return hasWildcard(pattern) && DATA_ACTIONS.some((action) => matchesAction([pattern], action));
}

/** By the kind of the key. If the kind is unknown: the actions that a policy names for no other purpose. */
function unattestableActions({ description }: RuleFacts): readonly string[] {
  switch (description?.keyUsage) {
    case 'SIGN_VERIFY':
      return ['kms:Sign'];
    case 'GENERATE_VERIFY_MAC':
      return ['kms:GenerateMac'];
    case 'ENCAPSULATE_DECAPSULATE':
      return ['kms:Decapsulate'];
    case 'ENCRYPT_DECRYPT':
    case 'KEY_AGREEMENT':
      return [];
    default:
      return ['kms:Sign', 'kms:GenerateMac', 'kms:Decapsulate'];
  }
}

/** If the kind of the key is unknown, only an action by name counts: `kms:*` does not show how the key is used. */
function isNamed(statement: PolicyStatement, action: string, { description }: RuleFacts): boolean {
  if (description !== undefined) return coversAction(statement, action);
  const names = (statement.actions ?? []).filter((pattern) => !hasWildcard(pattern));
  return matchesAction(names, action);
}

function isTrue({ conditions }: PolicyStatement, key: string): boolean {
  return conditions.some(
    (condition) =>
      condition.key.toLowerCase() === key.toLowerCase() &&
      /^bool$/i.test(condition.operator) &&
      !condition.ifExists &&
      condition.values.every((value) => value.toLowerCase() === 'true'),
  );
}

function opensBy({ index }: PolicyStatement, action: string, { proof }: RuleFacts): boolean {
  return proof.data.openings.some(
    ({ source, actions }) =>
      source.kind === 'statement' && source.index === index && actions.includes(action),
  );
}
