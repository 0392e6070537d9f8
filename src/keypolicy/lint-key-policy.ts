import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { dataActions } from '../iam/kms-actions.js';
import type { PolicyStatement } from '../iam/policy.js';
import { normalStatementText } from '../iam/policy-normal-form.js';
import { coversAction } from '../iam/statement-scope.js';
import { RULES } from './rules/all-rules.js';
import type { LintFacts, RuleFacts, Severity } from './rules/rule.js';
import { allowsIn } from './rules/statement-facts.js';

/** The finding of a rule, with the number, name and safe form of the rule. */
export interface PolicyFinding {
  /** R01 to R43. */
  readonly rule: string;
  /** The rule in words, stable, such as `attestation-if-exists`. */
  readonly name: string;
  readonly severity: Severity;
  /** The name of the statement: its Sid, or `unnamed-` and a digest of its content if it has none. */
  readonly sid?: string;
  readonly grantId?: string;
  /** Why it matters here. */
  readonly why: string;
  readonly safeForm: string;
}

/**
 * Runs the rules R01 to R43 on one key policy (docs/key-policy-rules.md), in numerical order, each once for a statement. The
 * severity depends on the proof: a statement that would open data is `info` if a Deny takes that back. Rules recognize forms
 * that often go wrong. Only the proof shows that nothing is open, not the absence of findings.
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

/** A cache: each finding asks for the name of its statement, which may hold hundreds of principals. */
const UNNAMED = new WeakMap<PolicyStatement, string>();

/** The name depends only on the content of the statement, not on its index, because findings are accepted by it. */
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
