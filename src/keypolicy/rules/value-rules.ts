import { ENCLAVE } from '../../format/platform.js';
import { attestationKeyOf } from '../../iam/attestation-keys.js';
import { isConditionKey, REFERENCE_DATE } from '../../iam/condition-keys.js';
import {
  conditionHolds,
  familyOf,
  isNegated,
  takesWildcards,
} from '../../iam/condition-operators.js';
import { hasWildcard } from '../../iam/pattern.js';
import type { Condition, PolicyStatement } from '../../iam/policy.js';
import { isOperator } from '../../iam/policy-elements.js';
import { portableHashing } from '../../measure/hashing.js';
import { doubleHashedText, pcr3OfRole } from '../../measure/pcr.js';
import type { Hit, Rule, RuleFacts } from './rule.js';
import { allowsOf, atLeast, effectOf, isZeroUnsafe, pinsOf } from './statement-facts.js';

const ROLE = /^arn:aws[a-z0-9-]*:iam::\d{12}:role\/(?:[\x21-\x7e]+\/)?[\w+=,.@-]{1,64}$/;

/** R24, R26 to R28 and R42: values and names with another meaning than they appear to have. */
export const VALUE_RULES: readonly Rule[] = [
  {
    id: 'R24',
    name: 'zero-measurement',
    safeForm:
      'Remove the value. Zeros mean debug mode (PCR0 to PCR2), no role (PCR3) or no signature (PCR8).',
    find: (facts) =>
      allowsOf(facts).flatMap((statement) =>
        statement.conditions.flatMap((condition) => {
          const register = attestationKeyOf(condition.key)?.register ?? '';
          const isZero = condition.values.some((value) => isZeroUnsafe(register, value));
          if (!isZero || isNegated(condition)) return [];
          const severity = atLeast(effectOf(statement, facts), 'warning');
          return [
            {
              statement,
              severity,
              why: `${condition.key} with 96 zeros trusts an enclave without a measurement`,
            },
          ];
        }),
      ),
  },
  {
    id: 'R26',
    name: 'malformed-measurement',
    safeForm: 'Write 96 hexadecimal digits, as nitro-cli prints them.',
    find: (facts) =>
      inStatements(facts, (condition) => {
        if (attestationKeyOf(condition.key) === undefined || familyOf(condition) !== 'text')
          return [];
        const faults = condition.values.flatMap((value) => {
          const fault = valueFault(value, condition);
          return fault === undefined ? [] : [`${shortened(value)} ${fault}`];
        });
        const [first] = faults;
        return first === undefined ? [] : [malformed(condition, first, faults.length)];
      }),
  },
  {
    id: 'R27',
    name: 'upper-case-measurement',
    safeForm: 'Write the value in lower case, or use StringEqualsIgnoreCase.',
    find: (facts) =>
      inStatements(facts, ({ operator, key, values }) =>
        attestationKeyOf(key) !== undefined &&
        /^string(?:not)?(?:equals|like)$/i.test(operator) &&
        values.some((value) => /[A-F]/.test(value) && measurementFault(value) === undefined)
          ? [
              `${operator} is case-sensitive, and KMS compares attestation documents in lower case: ${key} never matches`,
            ]
          : [],
      ),
  },
  {
    id: 'R28',
    name: 'unknown-name',
    safeForm:
      'Use a condition key and an operator that AWS documents, such as kms:RecipientAttestation:PCR0.',
    find: (facts) => [
      ...inStatements(facts, (condition) => {
        const { key, operator } = condition;
        return [
          ...(isOperator(operator) ? [] : [`${operator} is not an operator of IAM`]),
          ...(isConditionKey(key)
            ? []
            : [
                `AWS documents no condition key ${key} for requests to KMS (${REFERENCE_DATE})${unlessKnown(condition)}`,
              ]),
        ];
      }),
      ...facts.policy.statements.flatMap((statement) =>
        statement.notUnderstood
          .filter(({ message }) => message !== 'expected an operator of IAM')
          .map(
            ({ path, message }): Hit => ({
              statement,
              severity: 'warning',
              why: `${elementOf(path)}: ${message}`,
            }),
          ),
      ),
    ],
  },
  {
    id: 'R42',
    name: 'role-measurement',
    safeForm:
      'PCR3 is SHA-384 over 48 zero bytes and the role’s ARN as text. Compute it with `measure --role-arn`.',
    find: (facts) => allowsOf(facts).flatMap((statement) => roleHits(statement, facts)),
  },
];

/** One finding for each sentence about a condition of an Allow or a Deny. */
function inStatements(
  { policy }: RuleFacts,
  say: (condition: Condition) => readonly string[],
): readonly Hit[] {
  return policy.statements.flatMap((statement) =>
    statement.conditions.flatMap((condition) =>
      say(condition).map((why): Hit => ({ statement, severity: 'warning', why })),
    ),
  );
}

/** For a key that no request carries, whether the condition is always or never true. */
function unlessKnown(condition: Condition): string {
  if (!isOperator(condition.operator)) return '';
  const always = conditionHolds(condition, undefined) === true ? 'always' : 'never';
  return `, so ${nameOfOperator(condition)} on it is ${always} true`;
}

function nameOfOperator({ qualifier, operator, ifExists, values }: Condition): string {
  const value = /^null$/i.test(operator) ? ` ${values.join(', ')}` : '';
  return `${qualifier === undefined ? '' : `${qualifier}:`}${operator}${ifExists ? 'IfExists' : ''}${value}`;
}

/** The effect of values that no register has. */
function malformed(condition: Condition, first: string, count: number): string {
  const { key, values } = condition;
  const name = `${nameOfOperator(condition)} on ${key}`;
  if (count < values.length) return `a value of ${name} never matches: ${first}`;
  return isNegated(condition)
    ? `${name} is true for every document, since no document has the value: ${first}`
    : `${name} never matches: ${first}`;
}

/** What is wrong with a value. Undefined for a measurement, a pattern that may match one, and a policy variable. */
function valueFault(value: string, condition: Condition): string | undefined {
  if (value.includes('${')) return undefined;
  if (!hasWildcard(value)) return measurementFault(value);
  if (!takesWildcards(condition)) return 'has a wildcard, which this operator compares literally';
  const literal = value.replaceAll(/[*?]/g, '');
  if (/^0x/i.test(literal)) return 'begins with 0x';
  if (!/^[0-9a-f]*$/i.test(literal)) return 'is not hexadecimal';
  const isLength = value.includes('*') ? literal.length <= 96 : value.length === 96;
  return isLength ? undefined : `matches no value of 96 digits`;
}

function shortened(value: string): string {
  return value.length <= 20 ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, 16))}…`;
}

/** What is wrong with a value. Undefined for a measurement. */
function measurementFault(value: string): string | undefined {
  if (/^[0-9a-f]{96}$/i.test(value)) return undefined;
  if (value === '') return 'is empty';
  if (/^\s|\s$/.test(value)) return 'has white space around it';
  if (/^0x/i.test(value)) return 'begins with 0x';
  if (/^[0-9a-f]{64}$/i.test(value)) return 'is a SHA-256 digest';
  if (/^[A-Za-z0-9+/]{64}$/.test(value)) return 'is base64, as CloudTrail writes it';
  if (/^[0-9a-f]+$/i.test(value)) return `has ${value.length} digits instead of 96`;
  return 'is not hexadecimal';
}

/** The path inside the statement. The index of the statement is left out, since it differs between documents. */
function elementOf(path: string): string {
  return path.split('/').slice(3).join('/') || 'the statement';
}

function roleHits(statement: PolicyStatement, { list }: RuleFacts): readonly Hit[] {
  const values = pinsOf(statement).get(ENCLAVE.role);
  if (values === undefined) return [];
  return (statement.principals ?? []).flatMap(({ kind, value: arn }): readonly Hit[] => {
    if (kind !== 'AWS' || !ROLE.test(arn)) return [];
    const listed = list.projection.instanceRoles.filter((one) => one.arn === arn);
    if (listed.some((role) => values.includes(role[ENCLAVE.role]))) return [];
    if (values.includes(pcr3OfRole(arn, portableHashing))) return [];
    const why = values.includes(doubleHashedText(arn, portableHashing))
      ? `the value of PCR3 comes from a digest of ${arn}, and no enclave has it`
      : `PCR3 lacks the value of ${arn}: it never matches, or it binds another role`;
    return [{ statement, severity: 'warning', why }];
  });
}
