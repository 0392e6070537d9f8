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
  'Use StringEqualsIgnoreCase with full values of 96 hexadecimal digits, and neither IfExists nor a set operator.';

/** R03 to R09: operators that do not hold what they seem to. */
export const OPERATOR_RULES: readonly Rule[] = [
  {
    id: 'R03',
    name: 'attestation-if-exists',
    safeForm: PLAIN,
    find: (facts) =>
      inAllows(
        facts,
        ({ ifExists }) => ifExists,
        ({ key }) => `${key} with IfExists holds without an attestation document`,
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
        ({ key }) => `ForAllValues on ${key} holds without an attestation document`,
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
            ? `a wildcard in ${condition.key} admits measurements that nobody named`
            : `in ${condition.operator} a wildcard is a character like others: ${condition.key} never matches`,
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
          `${operator} on ${key} holds without an attestation document, and for any other image`,
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
          why: 'it asks for some attestation document, and an enclave of anybody has one',
        })),
  },
  {
    id: 'R08',
    name: 'guard-any-document',
    safeForm:
      'Deny with StringNotEqualsIgnoreCase on one attestation key, one statement for each key.',
    find: (facts) =>
      deniesOf(facts)
        .filter((statement) => isAttested(statement) && dataActionsOf(statement, facts).length > 0)
        .filter((statement) => attestationConditions(statement).every(isNull))
        .map((statement) => ({
          statement,
          severity: 'warning',
          why: 'it denies only requests without an attestation document, and an enclave of anybody has one',
        })),
  },
  {
    id: 'R09',
    name: 'guard-several-keys',
    safeForm: 'One Deny statement for each attestation key.',
    find: (facts) =>
      deniesOf(facts)
        .filter((statement) => attestationConditions(statement).filter(isNegated).length > 1)
        .map((statement) => ({
          statement,
          severity: 'warning',
          why: 'it fires only where all of its registers differ: one that matches is enough to pass',
        })),
  },
];

/** Attestation conditions of Allows that are so. */
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
