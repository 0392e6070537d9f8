import { type KeyPolicy } from '../iam/policy.js';
import { type Proof } from '../iam/prove.js';
import type { PlanFinding } from './plan-finding.js';
import type { Assessment } from './plan-refusals.js';
import type { LintFacts, Severity } from './rules/rule.js';
/** What is known of a key, and what the list and the configuration say of it. */
export type AssessFacts = Omit<LintFacts, 'policy' | 'proof'>;
/** Lint and proof of one document. */
export interface PolicyAssessment extends Assessment {
    readonly findings: readonly (PlanFinding & {
        readonly name: string;
        readonly severity: Severity;
    })[];
    readonly proof: Proof;
}
/**
 * Lint and proof of a key policy as one list of findings: R01 to R43 (`lintKeyPolicy`), and of the proof what no critical
 * finding of a rule says of the same statement or grant: P01, it opens the data; P02, whether it does is unknown;
 * P03, somebody who is no administrator has authority; P04, it admits what the list does not name. `policyWriters` are the
 * holders of kms:PutKeyPolicy, an account by its root ARN. P05: guards hold what it gives, and that is wider than the list. `accepted-but-denied` names the statements that stop
 * accepted releases.
 *
 * `policy` is what the text says, where somebody has parsed it. Throws FormatError `json-format` for an invalid document.
 */
export declare function assessKeyPolicy(text: string, facts: AssessFacts, policy?: KeyPolicy): PolicyAssessment;
