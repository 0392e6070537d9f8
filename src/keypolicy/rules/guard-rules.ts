import { REFERENCE_DATE } from '../../iam/condition-keys.js';
import { isNegated } from '../../iam/condition-operators.js';
import { isUnknownAction } from '../../iam/kms-actions.js';
import { DEBUG_DOUBT } from '../../iam/measured-image.js';
import type { PolicyStatement } from '../../iam/policy.js';
import type { Rule, RuleFacts } from './rule.js';
import {
  allowsOf,
  attestationConditions,
  dataActionsOf,
  deniesOf,
  isEverybody,
  isOfList,
  listed,
  missingElements,
  principalsOf,
} from './statement-facts.js';

const EXCEPTIONS = /^aws:(?:principal.*|userid|username)$/i;

/** R10, R25, R35 and R43: guards that protect less than they appear to. */
export const GUARD_RULES: readonly Rule[] = [
  {
    id: 'R10',
    name: 'guard-with-gaps',
    safeForm:
      'Deny every data action that an Allow or a grant gives, to principal "*" and without exceptions.',
    find: (facts) =>
      deniesOf(facts)
        // Our guards cover the projected actions. The proof reports other actions that are open.
        .filter((statement) => !isOfList(statement, facts))
        .filter((statement) => attestationConditions(statement).some(isNegated))
        .flatMap((statement) => {
          const why = gapsOf(statement, facts);
          return why.length === 0
            ? []
            : [{ statement, severity: 'warning', why: why.join('; ') } as const];
        }),
  },
  {
    id: 'R25',
    name: 'debug-not-denied',
    safeForm:
      'Bind kms:RecipientAttestation:PCR0, or deny the data actions when kms:RecipientAttestation:ImageSha384 is 96 zeros.',
    find: ({ policy, proof }) =>
      proof.data.doubts.flatMap(({ source, why }) => {
        if (source?.kind !== 'statement' || !why.includes(DEBUG_DOUBT)) return [];
        const statement = policy.statements[source.index];
        return statement === undefined
          ? []
          : [
              {
                statement,
                severity: 'warning',
                why: 'it may admit an enclave in debug mode, which anybody on the instance can read',
              },
            ];
      }),
  },
  {
    id: 'R35',
    name: 'statement-without-effect',
    safeForm: 'Give the statement Effect, Principal, Action and Resource, or remove it.',
    find: ({ policy }) =>
      policy.statements.flatMap((statement) => {
        const missing = missingElements(statement);
        if (missing.length === 0) return [];
        const why = `KMS accepts a statement without ${listed(missing)}, but the statement has no effect`;
        return [{ statement, severity: statement.effect === 'Allow' ? 'info' : 'warning', why }];
      }),
  },
  {
    id: 'R43',
    name: 'unknown-action',
    safeForm:
      'Remove the action until a version of this program knows it. A guard denies only the actions that it names.',
    find: (facts) =>
      allowsOf(facts).flatMap((statement) => {
        const unknown = (statement.actions ?? []).filter(isUnknownAction);
        if (unknown.length === 0) return [];
        const why = `could not tell what ${listed(unknown)} gives out: this version knows the actions of KMS as of ${REFERENCE_DATE}`;
        return [{ statement, severity: 'unknown', why } as const];
      }),
  },
];

function gapsOf(statement: PolicyStatement, facts: RuleFacts): readonly string[] {
  const denied = dataActionsOf(statement, facts);
  const granted = new Set(allowsOf(facts).flatMap((allow) => dataActionsOf(allow, facts)));
  const others = deniesOf(facts)
    .filter((one) => one.conditions.length === 0 && principalsOf(one).some(isEverybody))
    .flatMap((one) => dataActionsOf(one, facts));
  const left = [...granted].filter((action) => ![...denied, ...others].includes(action));
  const excepts = statement.conditions.filter(({ key }) => EXCEPTIONS.test(key));
  return [
    ...(left.length > 0 ? [`it does not deny ${listed(left)}, which an Allow gives`] : []),
    ...(statement.notPrincipals !== undefined || !principalsOf(statement).some(isEverybody)
      ? ['it does not apply to everybody']
      : []),
    ...(excepts.length > 0
      ? [`it makes an exception by ${listed(excepts.map(({ key }) => key))}`]
      : []),
  ];
}
