import type { PolicyStatement } from '../iam/policy.js';
import type { LintFacts, Severity } from './rules/rule.js';
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
export declare function lintKeyPolicy(facts: LintFacts): readonly PolicyFinding[];
/** The name depends only on the content of the statement, not on its index, because findings are accepted by it. */
export declare function nameInFindings(statement: PolicyStatement): string;
