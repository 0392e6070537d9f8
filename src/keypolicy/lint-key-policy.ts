import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { dataActions } from '../iam/kms-actions.js';
import type { PolicyStatement } from '../iam/policy.js';
import { normalStatementText } from '../iam/policy-normal-form.js';
import { coversAction } from '../iam/statement-scope.js';
import { RULES } from './rules/all-rules.js';
import type { LintFacts, RuleFacts, Severity } from './rules/rule.js';
import { allowsIn } from './rules/statement-facts.js';

/** What a rule found, with the rule's number, name and safe form. */
export interface PolicyFinding {
  /** R01 to R43. */
  readonly rule: string;
  /** The rule in words, stable, such as `attestation-if-exists`. */
  readonly name: string;
  readonly severity: Severity;
  /** The statement: its Sid, or `unnamed-` and a digest of what it says where it has none. */
  readonly sid?: string;
  readonly grantId?: string;
  /** Why it matters here. */
  readonly why: string;
  readonly safeForm: string;
}

/**
 * Every rule of R01 to R43 on one key policy (docs/key-policy-rules.md), in the order of their numbers, each once for a
 * statement. Severity counts with the proof: what a statement would open and a Deny takes back is `info`. Rules are about
 * forms that go wrong; that nothing is open is what the proof says, not that no rule found anything.
 */
export function lintKeyPolicy(facts: LintFacts): readonly PolicyFinding[] {
  const ruleFacts = {
    ...facts,
    dataActions: actionsByStatement(facts),
    allows: allowsIn(facts.policy),
  };
  return RULES.flatMap(({ id, name, safeForm: safe, find }) => {
    const seen = new Set<string>();
    return find(ruleFacts).flatMap(({ statement, grantId, severity, why, safeForm = safe }) => {
      const sid = statement === undefined ? undefined : nameInFindings(statement);
      const place = JSON.stringify([statement?.index, grantId, why]);
      if (seen.has(place)) return [];
      seen.add(place);
      return [
        {
          rule: id,
          name,
          severity,
          ...(sid === undefined ? {} : { sid }),
          ...(grantId === undefined ? {} : { grantId }),
          why,
          safeForm,
        },
      ];
    });
  });
}

/** A statement is asked for its name by each of its findings, and may hold hundreds of principals. */
const UNNAMED = new WeakMap<PolicyStatement, string>();

/** The same as long as the statement says the same, wherever it stands: findings are accepted by it. */
export function nameInFindings(statement: PolicyStatement): string {
  if (statement.sid !== undefined) return statement.sid;
  const there = UNNAMED.get(statement);
  if (there !== undefined) return there;
  const digest = encodeHex(sha256(encodeUtf8(normalStatementText(statement))));
  const name = `unnamed-${digest.slice(0, 12)}`;
  UNNAMED.set(statement, name);
  return name;
}

function actionsByStatement({ policy, description }: LintFacts): RuleFacts['dataActions'] {
  const names = dataActions(policy.statements, description)
    .filter(({ kind }) => kind !== 'later')
    .map(({ name }) => name);
  return policy.statements.map((statement) =>
    names.filter((name) => coversAction(statement, name)),
  );
}
