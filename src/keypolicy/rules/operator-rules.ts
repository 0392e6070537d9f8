import { isNegated, takesWildcards } from '../../iam/condition-operators.js';
import { hasWildcard } from '../../iam/pattern.js';
import type { Condition, PolicyStatement } from '../../iam/policy.js';
import type { Hit, Rule, RuleFacts } from './rule.js';
import {
  allowsOf,
  atLeast,
  attestationConditions,
  dataActionsOf,
  deniesOf,
  effectOf,
  isAttested,
} from './statement-facts.js';

const PLAIN =
  'Use StringEqualsIgnoreCase with full values of 96 hexadecimal digits, without IfExists and without a set operator.';

/** R03 to R09: operators that restrict less than they appear to. */
export const OPERATOR_RULES: readonly Rule[] = [
  {
    id: 'R03',
    name: 'attestation-if-exists',
    safeForm: PLAIN,
    find: (facts) =>
      inAllows(
        facts,
        ({ ifExists }) => ifExists,
        ({ key }) => `${key} with IfExists matches without an attestation document`,
      ),
  },
  {
    id: 'R04',
    name: 'attestation-for-all-values',
    safeForm: PLAIN,
    find: (facts) =>
      inAllows(
        facts,
        ({ qualifier, key }, { conditions }) =>
          qualifier === 'ForAllValues' && !conditions.some((one) => demandsPresence(one, key)),
        ({ key }) => `ForAllValues on ${key} matches without an attestation document`,
      ),
  },
  {
    id: 'R05',
    name: 'measurement-wildcard',
    safeForm: PLAIN,
    find: (facts) =>
      inAllows(
        facts,
        ({ values }) => values.some(hasWildcard),
        (condition) =>
          takesWildcards(condition)
            ? `a wildcard in ${condition.key} admits measurements that the policy does not name`
            : `${condition.operator} compares a wildcard literally: ${condition.key} never matches`,
      ),
  },
  {
    id: 'R06',
    name: 'negated-in-allow',
    safeForm: PLAIN,
    find: (facts) =>
      inAllows(
        facts,
        isNegated,
        ({ operator, key }) =>
          `${operator} on ${key} matches without an attestation document, and for any other image`,
      ),
  },
  {
    id: 'R07',
    name: 'any-document',
    safeForm: `Name the measurements. ${PLAIN}`,
    find: (facts) =>
      allowsOf(facts)
        .filter(isAttested)
        .filter((statement) => attestationConditions(statement).every(isNull))
        .map((statement) => ({
          statement,
          severity: atLeast(effectOf(statement, facts), 'warning'),
          why: 'it requires some attestation document, and any enclave has one',
        })),
  },
  {
    id: 'R08',
    name: 'guard-any-document',
    safeForm: 'Write one Deny statement for each attestation key, with StringNotEqualsIgnoreCase.',
    find: (facts) =>
      deniesOf(facts)
        .filter((statement) => isAttested(statement) && dataActionsOf(statement, facts).length > 0)
        .filter((statement) => attestationConditions(statement).every(isNull))
        .map((statement) => ({
          statement,
          severity: 'warning',
          why: 'it denies only requests without an attestation document, and any enclave has one',
        })),
  },
  {
    id: 'R09',
    name: 'guard-several-keys',
    safeForm: 'Write one Deny statement for each attestation key.',
    find: (facts) =>
      deniesOf(facts)
        .filter((statement) => attestationConditions(statement).filter(isNegated).length > 1)
        .map((statement) => ({
          statement,
          severity: 'warning',
          why: 'it denies only when all of its registers differ: one matching register is enough to pass',
        })),
  },
];

/** One finding for each attestation condition of an Allow for which `isSo` holds. */
function inAllows(
  facts: RuleFacts,
  isSo: (condition: Condition, statement: PolicyStatement) => boolean,
  why: (condition: Condition) => string,
): readonly Hit[] {
  return allowsOf(facts).flatMap((statement) =>
    attestationConditions(statement)
      .filter((condition) => isSo(condition, statement))
      .map((condition) => ({
        statement,
        severity: atLeast(effectOf(statement, facts), 'warning'),
        why: why(condition),
      })),
  );
}

function isNull({ operator }: Condition): boolean {
  return operator.toLowerCase() === 'null';
}

function demandsPresence(condition: Condition, key: string): boolean {
  return (
    isNull(condition) &&
    condition.key.toLowerCase() === key.toLowerCase() &&
    condition.values.every((value) => value.toLowerCase() === 'false')
  );
}
