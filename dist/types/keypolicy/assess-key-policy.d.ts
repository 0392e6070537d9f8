import { type KeyPolicy } from '../iam/policy.js';
import { type Proof } from '../iam/prove.js';
import type { PlanFinding } from './plan-finding.js';
import type { Assessment } from './plan-refusals.js';
import type { LintFacts, Severity } from './rules/rule.js';
/** The facts about a key, from KMS, the list and the configuration. */
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
 * Lint and proof of a key policy as one list of findings: R01 to R43 (`lintKeyPolicy`), and the findings of the proof, unless a
 * critical finding of a rule reports the same for the same statement or grant. P01: it opens the data. P02: could not tell
 * whether it opens the data. P03: a principal outside the administrators has authority. P04: it admits access that the list
 * does not name. P05: guards restrict its access, but that is wider than the list. `accepted-but-denied` names the statements
 * that stop accepted releases. `policyWriters` are the holders of kms:PutKeyPolicy, with an account as its root ARN.
 *
 * `policy` is the parsed text, if a caller has it. Throws FormatError `json-format` for an invalid document.
 */
export declare function assessKeyPolicy(text: string, facts: AssessFacts, policy?: KeyPolicy): PolicyAssessment;
