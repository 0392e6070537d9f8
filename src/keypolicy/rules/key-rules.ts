import { isDeletedPrincipal } from '../../iam/callers.js';
import {
  DATA_ACTIONS,
  dataActions,
  isUnknownAction,
  KNOWN_ACTIONS,
} from '../../iam/kms-actions.js';
import type { KeyGrant } from '../../iam/kms-key.js';
import { coversAction } from '../../iam/statement-scope.js';
import type { Hit, Rule, RuleFacts } from './rule.js';
import { allowsOf, isForAdministrators, isGuarded, listed } from './statement-facts.js';

const STEERING =
  /^(?:aws:(?:resourcetag|requesttag)\/.*|aws:tagkeys|kms:(?:requestalias|resourcealiases))$/i;
const IMPORTS = ['kms:ImportKeyMaterial', 'kms:GetParametersForImport'];

/** R18, R21, R38 and R39: the key itself, its grants, its tags and its aliases. */
export const KEY_RULES: readonly Rule[] = [
  {
    id: 'R18',
    name: 'grant',
    safeForm: 'Revoke the grant, or turn guard on. Only a Deny overrides a grant.',
    find: (facts) => [
      ...(facts.grants === undefined
        ? [
            {
              severity: 'unknown' as const,
              why: 'the grants of the key could not be read',
              safeForm: 'Allow kms:ListGrants.',
            },
          ]
        : listedGrants(facts).flatMap((grant) => grantHits(grant, facts))),
    ],
  },
  {
    id: 'R21',
    name: 'imported-material',
    safeForm: 'Use a key with the origin AWS_KMS.',
    find: (facts) => [
      ...originHits(facts),
      ...(facts.description === undefined || facts.description.origin === 'EXTERNAL'
        ? allowsOf(facts)
            .filter((statement) => IMPORTS.some((action) => coversAction(statement, action)))
            .filter((statement) => !isForAdministrators(statement, facts))
            .filter(
              (statement) =>
                facts.description !== undefined || namesImport(statement.actions ?? []),
            )
            .map(
              (statement): Hit => ({
                statement,
                severity: 'warning',
                why: `${listed(IMPORTS.filter((action) => coversAction(statement, action)))} lets the caller import key material that they know`,
              }),
            )
        : []),
    ],
  },
  {
    id: 'R38',
    name: 'key-not-usable',
    safeForm: 'Use the ARN of an enabled customer managed key that supports the projected actions.',
    find: keyHits,
  },
  {
    id: 'R39',
    name: 'steered-by-tag-or-alias',
    safeForm:
      'Check who has kms:TagResource, kms:UntagResource, kms:CreateAlias and kms:UpdateAlias, in this policy and in IAM. Tags need up to five minutes to take effect.',
    find: (facts) =>
      facts.policy.statements.flatMap((statement) => {
        const keys = statement.conditions.map(({ key }) => key).filter((key) => STEERING.test(key));
        if (keys.length === 0) return [];
        const why = `whoever tags the key or moves its alias decides ${listed(keys)}`;
        return [{ statement, severity: 'unknown', why } as const];
      }),
  },
];

/** Where the key material exists outside KMS (AWS KMS Developer Guide, "Key stores", "Importing key material"). */
const ORIGINS: Readonly<Record<string, string>> = {
  EXTERNAL: 'the key’s material was imported: whoever has a copy can use it without KMS',
  AWS_CLOUDHSM:
    'the key’s material is in an AWS CloudHSM cluster: whoever controls the cluster can use it without KMS',
  EXTERNAL_KEY_STORE:
    'the key’s material is in a key manager outside AWS: whoever controls the key manager can use it without KMS',
};

function originHits({ description }: RuleFacts): readonly Hit[] {
  const why = description === undefined ? undefined : ORIGINS[description.origin];
  return why === undefined ? [] : [{ severity: 'warning', why }];
}

function listedGrants({ grants }: RuleFacts): readonly KeyGrant[] {
  return typeof grants === 'object' ? grants : [];
}

function grantHits(grant: KeyGrant, facts: RuleFacts): readonly Hit[] {
  const { proof } = facts;
  const { grantId } = grant;
  if (isDeletedPrincipal(grant.granteePrincipal)) return [];
  const names = grant.operations.map((name) => `kms:${name}`);
  const dangerous = names.filter(
    (name) => DATA_ACTIONS.includes(name) || name === 'kms:CreateGrant' || isUnknownAction(name),
  );
  if (dangerous.length === 0) return [];
  const isOf = ({ source }: { readonly source?: { readonly kind: string } }) =>
    source !== undefined && 'grantId' in source && source.grantId === grantId;
  const isOpen =
    proof.data.openings.some(isOf) || dangerous.some((name) => !DATA_ACTIONS.includes(name));
  const severity = isOpen ? 'critical' : proof.data.doubts.some(isOf) ? 'warning' : 'info';
  const why = `${grant.granteePrincipal} has ${listed(dangerous)}, and the attestation conditions of the policy do not apply to grants`;
  const isOn = dangerous.every((action) => isGuarded(action, facts));
  return [{ grantId, severity, why, ...(isOn ? { safeForm: 'Revoke the grant.' } : {}) }];
}

function keyHits({ description, key }: RuleFacts): readonly Hit[] {
  const isFile = key?.key.startsWith('file:') ?? true;
  if (description === undefined) {
    if (isFile) return [];
    return [
      {
        severity: 'unknown',
        why: 'the key’s description could not be read',
        safeForm: 'Allow kms:DescribeKey.',
      },
    ];
  }
  const { keyState, keyManager, arn } = description;
  const usable = dataActions([], description).map(({ name }) => name);
  const missing = (key?.actions ?? []).filter(
    (action) =>
      KNOWN_ACTIONS.includes(action) && DATA_ACTIONS.includes(action) && !usable.includes(action),
  );
  const isOther = key !== undefined && /^arn:.*:key\//.test(key.key) && key.key !== arn;
  return [
    ...(keyManager === 'AWS'
      ? [
          {
            severity: 'critical' as const,
            why: 'AWS manages the key, and its policy cannot be changed',
          },
        ]
      : []),
    ...(keyState === 'Enabled'
      ? []
      : [{ severity: 'warning' as const, why: `the key’s state is ${keyState}` }]),
    ...(missing.length > 0
      ? [
          {
            severity: 'warning' as const,
            why: `a key for ${description.keyUsage} of ${description.keySpec} has no ${listed(missing)}`,
          },
        ]
      : []),
    ...(isOther ? [{ severity: 'warning' as const, why: `${key.key} resolves to ${arn}` }] : []),
  ];
}

/** If the kind of the key is unknown, `kms:*` does not show how the key is used. */
function namesImport(actions: readonly string[]): boolean {
  return actions.some((one) =>
    IMPORTS.some((action) => one.toLowerCase() === action.toLowerCase()),
  );
}
