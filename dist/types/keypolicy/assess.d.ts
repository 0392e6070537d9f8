import type { AllowList, ProjectedKey } from '../allowlist/document.js';
import type { Instant } from '../base/instant.js';
import { type KeyPolicy } from '../format/iam-policy.js';
import { type Severity } from './lint.js';
import type { Assessment, PlanFinding } from './plan-refusals.js';
import type { KeyDescription, KeyGrant } from './port.js';
import { type Proof } from './prove.js';
/** What is known of a key, and what the list and the configuration say of it. */
export interface AssessFacts {
    /** Undefined for a key in a file, and where it could not be read. */
    readonly description: KeyDescription | undefined;
    /** Undefined where they could not be read. */
    readonly grants: readonly KeyGrant[] | undefined;
    /** ARNs of those who may hold authority over the key. */
    readonly administrators: readonly string[];
    readonly list: Pick<AllowList, 'list' | 'projection' | 'releases' | 'removed'>;
    /** Undefined for a key that the list does not project. */
    readonly key: ProjectedKey | undefined;
    readonly now: Instant;
}
/** Lint and proof of one document. */
export interface PolicyAssessment extends Assessment {
    readonly findings: readonly (PlanFinding & {
        readonly name: string;
        readonly severity: Severity;
    })[];
    readonly proof: Proof;
}
/**
 * Lint and proof of a key policy as one list of findings: R01 to R42 (`lintKeyPolicy`), and of the proof what no critical
 * finding of a rule says of the same statement or grant: P01, it opens the data; P02, whether it does could not be told;
 * P03, somebody who is no administrator has authority; P04, it admits what the list does not name. `policyWriters` are the
 * holders of kms:PutKeyPolicy, an account by its root ARN.
 *
 * `policy` is what the text says, where somebody has parsed it. Throws FormatError `json-format` for a document that is none.
 */
export declare function assessKeyPolicy(text: string, facts: AssessFacts, policy?: KeyPolicy): PolicyAssessment;
