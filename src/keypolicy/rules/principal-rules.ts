import { authorityActions } from '../../iam/kms-actions.js';
import type { PolicyStatement } from '../../iam/policy.js';
import { coversAction } from '../../iam/statement-scope.js';
import type { Rule, RuleFacts } from './rule.js';
import {
  accountsOf,
  allowsOf,
  atLeast,
  dataActionsOf,
  effectOf,
  isAttested,
  isEverybody,
  isForAdministrators,
  listed,
  ownAccount,
  principalsOf,
} from './statement-facts.js';

const ACCOUNT_KEYS =
  /^(?:kms:calleraccount|aws:principalaccount|aws:principalorgid|aws:principalarn)$/i;
const NETWORK_KEYS =
  /^aws:(?:sourceaccount|sourceip|sourcevpc|sourcevpce|vpcsourceip|principalorgid|sourcearn|principaltag\/.*|via.*)$/i;

/** R01, R02, R12 to R14, R37 and R41: whom a statement lets in. */
export const PRINCIPAL_RULES: readonly Rule[] = [
  {
    id: 'R01',
    name: 'account-unattested',
    safeForm:
      'Give the account administrative actions alone, by name and without kms:CreateGrant, or put the attestation condition on it.',
    find: (facts) =>
      unattested(facts)
        .filter((statement) => accountsOf(statement).some((account) => isOwn(account, facts)))
        .map((statement) => ({
          statement,
          severity: effectOf(statement, facts),
          why: `every IAM policy of the account can give ${listed(dataActionsOf(statement, facts))} to anybody in it`,
        })),
  },
  {
    id: 'R02',
    name: 'allow-unattested',
    safeForm: 'Put the attestation condition on the statement, or take these actions out of it.',
    find: (facts) =>
      unattested(facts)
        .filter((statement) => namesSomebody(statement))
        .map((statement) => ({
          statement,
          severity: effectOf(statement, facts),
          why: `${listed(dataActionsOf(statement, facts))} without an attestation condition: the weakest way counts`,
        })),
  },
  {
    id: 'R12',
    name: 'negated-element-in-allow',
    safeForm: 'Name the principals by ARN, and "*" as the resource.',
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
      'Name the role by ARN; where many accounts are meant, also demand aws:PrincipalOrgID or kms:CallerAccount.',
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
        .map((statement) => ({
          statement,
          severity: atLeast(effectOf(statement, facts), 'warning'),
          why: 'the principal is everybody: whoever can run the image may call, from any account',
        })),
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
          why: `the administrators of ${listed(accountsOf(statement).filter((account) => !isOwn(account, facts)))} choose who it is`,
        })),
  },
  {
    id: 'R37',
    name: 'network-is-no-attestation',
    safeForm:
      'Put the attestation condition beside it: the parent instance shares account, address and network with the enclave.',
    find: (facts) =>
      unattested(facts)
        .filter(({ conditions }) => conditions.some(({ key }) => NETWORK_KEYS.test(key)))
        .map((statement) => ({
          statement,
          severity: effectOf(statement, facts) === 'info' ? 'info' : 'warning',
          why: 'it is held by where the request comes from, which is not what runs there',
        })),
  },
  {
    id: 'R41',
    name: 'iam-policies-elsewhere',
    safeForm:
      'Look at the IAM policies of the account that name this key or every key: IAM Access Analyzer, or iam:SimulatePrincipalPolicy.',
    find: (facts) =>
      allowsOf(facts)
        .filter((statement) => accountsOf(statement).length > 0 && !isAttested(statement))
        .filter((statement) => reaches(statement, facts))
        .filter((statement) => !isDelegatedToAdministrators(statement, facts))
        .map((statement) => ({
          statement,
          severity: 'unknown',
          why: `IAM policies of ${listed(accountsOf(statement))} say who has what it gives, and they are not in this document`,
        })),
  },
];

/** Allows of data actions without any attestation condition. */
function unattested(facts: RuleFacts): readonly PolicyStatement[] {
  return allowsOf(facts).filter(
    (statement) => !isAttested(statement) && dataActionsOf(statement, facts).length > 0,
  );
}

/** Whether it lets somebody do anything with data or authority. */
function reaches(statement: PolicyStatement, facts: RuleFacts): boolean {
  return (
    dataActionsOf(statement, facts).length > 0 ||
    authorityActions(facts.description).some((action) => coversAction(statement, action))
  );
}

/** Whether it gives no data action, and only to accounts that are administrators: their IAM policies are trusted. */
function isDelegatedToAdministrators(statement: PolicyStatement, facts: RuleFacts): boolean {
  return dataActionsOf(statement, facts).length === 0 && isForAdministrators(statement, facts);
}

/** A principal that is neither an account nor everybody: those have rules of their own. */
function namesSomebody(statement: PolicyStatement): boolean {
  const accounts = accountsOf(statement).length;
  return principalsOf(statement).filter((one) => !isEverybody(one)).length > accounts;
}

function isOwn(account: string, facts: RuleFacts): boolean {
  const own = ownAccount(facts);
  return own === undefined || own === account;
}
