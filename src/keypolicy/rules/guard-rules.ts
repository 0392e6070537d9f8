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

/** R10, R25, R35 and R43: guards that hold less than they seem to. */
export const GUARD_RULES: readonly Rule[] = [
  {
    id: 'R10',
    name: 'guard-with-gaps',
    safeForm:
      'Deny to principal "*", without exceptions, every data action that an Allow or a grant gives.',
    find: (facts) =>
      deniesOf(facts)
        // Ours cover what the list projects; what is open beside them the proof says.
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
      'Bind kms:RecipientAttestation:PCR0, or deny the data actions while kms:RecipientAttestation:ImageSha384 is 96 zeros.',
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
        const why = `KMS takes a statement without ${listed(missing)}, and it does nothing`;
        return [{ statement, severity: statement.effect === 'Allow' ? 'info' : 'warning', why }];
      }),
  },
  {
    id: 'R43',
    name: 'unknown-action',
    safeForm:
      'Take the action out until a version of this program knows it: a guard denies the actions that it names, and no others.',
    find: (facts) =>
      allowsOf(facts).flatMap((statement) => {
        const unknown = (statement.actions ?? []).filter(isUnknownAction);
        if (unknown.length === 0) return [];
        const why = `this version knows the actions of KMS as of ${REFERENCE_DATE}, and not ${listed(unknown)}: could not tell what it gives out`;
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
      ? ['it does not deny to everybody']
      : []),
    ...(excepts.length > 0
      ? [`it makes an exception by ${listed(excepts.map(({ key }) => key))}`]
      : []),
  ];
}
