import { looksAttested } from '../../iam/attestation-keys.js';
import { isAdministrator } from '../../iam/holder-names.js';
import { authorityActions } from '../../iam/kms-actions.js';
import type { PolicyStatement } from '../../iam/policy.js';
import { coversAction } from '../../iam/statement-scope.js';
import type { Hit, Rule, RuleFacts } from './rule.js';
import {
  accountsOf,
  allowsOf,
  atLeast,
  dataActionsOf,
  effectOf,
  isAttested,
  isEverybody,
  listed,
  ownAccount,
  principalsOf,
  statementReach,
} from './statement-facts.js';

const ACCOUNT_KEYS =
  /^(?:kms:calleraccount|aws:principalaccount|aws:principalorgid|aws:principalarn)$/i;
const NETWORK_KEYS =
  /^aws:(?:sourceaccount|sourceip|sourcevpc|sourcevpce|vpcsourceip|principalorgid|sourcearn|principaltag\/.*|via.*)$/i;

/** R01, R02, R12 to R14, R37 and R41: the principals that a statement admits. */
export const PRINCIPAL_RULES: readonly Rule[] = [
  {
    id: 'R01',
    name: 'account-unattested',
    safeForm:
      'Give the account only administrative actions, by name and without kms:CreateGrant, or add the attestation condition.',
    find: (facts) =>
      unattested(facts)
        .filter((statement) => accountsOf(statement).some((account) => isOwn(account, facts)))
        .map((statement) => ({
          statement,
          severity: effectOf(statement, facts),
          why: remaining(statement, facts, {
            open: (actions) => `any IAM policy of the account can give ${actions} to anybody in it`,
            closed: (actions) => `it gives the account ${actions} without an attestation condition`,
          }),
        })),
  },
  {
    id: 'R02',
    name: 'allow-unattested',
    safeForm: 'Add the attestation condition to the statement, or remove these actions from it.',
    find: (facts) =>
      unattested(facts)
        .filter((statement) => namesSomebody(statement))
        .map((statement) => ({
          statement,
          severity: effectOf(statement, facts),
          why: remaining(statement, facts, {
            open: (actions) => `it allows ${actions} without an attestation condition`,
            closed: (actions) => `it gives ${actions} without an attestation condition`,
          }),
        })),
  },
  {
    id: 'R12',
    name: 'negated-element-in-allow',
    safeForm: 'Name the principals by ARN, and use "*" as the resource.',
    find: (facts) =>
      allowsOf(facts)
        .filter(
          ({ notPrincipals, notResources }) =>
            notPrincipals !== undefined || notResources !== undefined,
        )
        .map((statement) => ({
          statement,
          severity: atLeast(effectOf(statement, facts), 'warning'),
          why:
            statement.notPrincipals === undefined
              ? 'NotResource in an Allow means every other key'
              : 'NotPrincipal in an Allow means everybody else',
        })),
  },
  {
    id: 'R13',
    name: 'everybody',
    safeForm:
      'Name the principals by ARN. For many accounts, also require aws:PrincipalOrgID or kms:CallerAccount.',
    find: (facts) =>
      allowsOf(facts)
        .filter(
          (statement) => reaches(statement, facts) && principalsOf(statement).some(isEverybody),
        )
        .filter(
          (statement) =>
            !isAttested(statement) ||
            !statement.conditions.some(({ key }) => ACCOUNT_KEYS.test(key)),
        )
        .map((statement) => everybodyHit(statement, facts)),
  },
  {
    id: 'R14',
    name: 'other-account',
    safeForm: 'Name the role of the other account by ARN.',
    find: (facts) =>
      allowsOf(facts)
        .filter((statement) => reaches(statement, facts))
        .filter((statement) => accountsOf(statement).some((account) => !isOwn(account, facts)))
        .map((statement) => ({
          statement,
          severity: atLeast(effectOf(statement, facts), 'warning'),
          why: `the administrators of ${listed(accountsOf(statement).filter((account) => !isOwn(account, facts)))} choose who gets access`,
        })),
  },
  {
    id: 'R37',
    name: 'network-is-no-attestation',
    safeForm:
      'Also add the attestation condition: the parent instance shares account, address and network with the enclave.',
    find: (facts) =>
      unattested(facts)
        .filter(({ conditions }) => conditions.some(({ key }) => NETWORK_KEYS.test(key)))
        .map((statement) => ({
          statement,
          severity: effectOf(statement, facts) === 'info' ? 'info' : 'warning',
          why: 'it checks where the request comes from, not what runs there',
        })),
  },
  {
    id: 'R41',
    name: 'iam-policies-elsewhere',
    safeForm:
      'Check the IAM policies of the account that name this key or every key, with IAM Access Analyzer or iam:SimulatePrincipalPolicy.',
    find: (facts) =>
      allowsOf(facts)
        .filter((statement) => accountsOf(statement).length > 0 && !isAttested(statement))
        .filter((statement) => reaches(statement, facts))
        .filter(
          (statement) =>
            dataActionsOf(statement, facts).length > 0 || !isOfAdministrators(statement, facts),
        )
        .map((statement) => ({
          statement,
          severity: 'unknown',
          why: `IAM policies of ${listed(accountsOf(statement))}, which are not in this document, decide who gets these actions`,
        })),
  },
];

/**
 * The effect of a statement without an attestation condition: the actions that it opens, and those for which the proof
 * could not tell. If there are neither, the effect that the rest of the document leaves it.
 */
function remaining(
  statement: PolicyStatement,
  facts: RuleFacts,
  say: Readonly<Record<'open' | 'closed', (actions: string) => string>>,
): string {
  const { open, doubtful, attested } = statementReach(statement, facts);
  if (open.length === 0 && doubtful.length === 0) {
    const all = say.closed(listed(dataActionsOf(statement, facts)));
    return attested.length === 0
      ? `${all}, but the rest of the policy denies every request`
      : `${all}, but the rest of the policy admits only measured documents`;
  }
  const unsure =
    doubtful.length === 0
      ? []
      : [
          open.length === 0
            ? `${say.closed(listed(doubtful))}; could not tell whether the policy allows a request`
            : `could not tell whether ${listed(doubtful)} is open too`,
        ];
  return [...(open.length === 0 ? [] : [say.open(listed(open))]), ...unsure].join('; ');
}

/** The actions that a statement to everybody allows, together with the rest of the document. */
function everybodyHit(statement: PolicyStatement, facts: RuleFacts): Hit {
  const { open, doubtful, attested } = statementReach(statement, facts);
  const held = facts.proof.authority.holders
    .flatMap(({ by }) => by)
    .filter(({ source }) => source.kind === 'statement' && source.index === statement.index)
    .flatMap(({ actions }) => actions);
  const free = [...open, ...new Set(held)];
  const keys = keysOf(statement);
  const who =
    keys.length === 0
      ? 'anybody in any account'
      : `anybody who meets the conditions on ${listed(keys)}`;
  const runs =
    keys.length === 0
      ? 'from any account, whoever runs an image that the policy admits'
      : `whoever runs an image that the policy admits, and meets the conditions on ${listed(keys)},`;
  const may = [
    ...(free.length === 0 ? [] : [`${who} may call ${listed(free)}`]),
    ...(attested.length === 0 ? [] : [`${runs} may call ${listed(attested)}`]),
    ...(doubtful.length === 0
      ? []
      : [`could not tell whether ${who} may call ${listed(doubtful)}`]),
  ];
  return may.length === 0
    ? {
        statement,
        severity: 'info',
        why: 'the principal is everybody, but the rest of the policy denies every request',
      }
    : {
        statement,
        severity: atLeast(effectOf(statement, facts), 'warning'),
        why: `the principal is everybody: ${may.join('; ')}`,
      };
}

/** An account under administrators needs no such finding: its owners know that its IAM policies decide. */
function isOfAdministrators({ index }: PolicyStatement, facts: RuleFacts): boolean {
  return facts.proof.authority.holders
    .filter(({ by }) =>
      by.some(({ source }) => source.kind === 'statement' && source.index === index),
    )
    .every((holder) => isAdministrator(holder, facts.administrators));
}

/** Condition keys other than the attestation keys. */
function keysOf({ conditions }: PolicyStatement): readonly string[] {
  const keys = conditions.map(({ key }) => key).filter((key) => !looksAttested(key));
  return [...new Set(keys)];
}

/** Allows of data actions without any attestation condition. */
function unattested(facts: RuleFacts): readonly PolicyStatement[] {
  return allowsOf(facts).filter(
    (statement) => !isAttested(statement) && dataActionsOf(statement, facts).length > 0,
  );
}

/** Whether it allows any action on data or authority. */
function reaches(statement: PolicyStatement, facts: RuleFacts): boolean {
  return (
    dataActionsOf(statement, facts).length > 0 ||
    authorityActions(facts.description).some((action) => coversAction(statement, action))
  );
}

/** A principal that is neither an account nor everybody. Those two have their own rules. */
function namesSomebody(statement: PolicyStatement): boolean {
  const accounts = accountsOf(statement).length;
  return principalsOf(statement).filter((one) => !isEverybody(one)).length > accounts;
}

function isOwn(account: string, facts: RuleFacts): boolean {
  const own = ownAccount(facts);
  return own === undefined || own === account;
}
