import type { PolicyStatement } from '../iam/policy.js';
import type { LintFacts, Severity } from './rules/rule.js';
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
export declare function lintKeyPolicy(facts: LintFacts): readonly PolicyFinding[];
/** The same as long as the statement says the same, wherever it stands: findings are accepted by it. */
export declare function nameInFindings(statement: PolicyStatement): string;
