import type { AllowList, ProjectedKey } from '../../allowlist/allow-list.js';
import type { Instant } from '../../base/instant.js';
import type { KeyDescription, ListedGrants } from '../../iam/kms-key.js';
import type { KeyPolicy, PolicyStatement } from '../../iam/policy.js';
import type { Proof } from '../../iam/prove.js';
import type { OwnStatement } from '../own-statement.js';
/**
 * `critical`: somebody can reach the data, or can give access to it, without an accepted measurement. `warning`: it protects
 * less than it appears to, or it will stop production. `info`: harmless in this document. `unknown`: the facts do not decide
 * it, and the finding names what to check.
 */
export type Severity = 'critical' | 'warning' | 'info' | 'unknown';
/** The facts from which rules decide. */
export interface LintFacts {
    readonly policy: KeyPolicy;
    /** Undefined for a key in a file, and if the description could not be read. */
    readonly description: KeyDescription | undefined;
    /** Undefined if the grants could not be read. */
    readonly grants: ListedGrants | undefined;
    /** ARNs of the principals that may hold authority over the key. */
    readonly administrators: readonly string[];
    readonly list: Pick<AllowList, 'list' | 'projection' | 'releases' | 'removed'>;
    /** The key in the projection. Undefined for a key that no list names. */
    readonly key: ProjectedKey | undefined;
    /** The statements that other lists require on the key (`otherStatements`). They cause no finding. Absent: none. */
    readonly others?: readonly OwnStatement[];
    readonly now: Instant;
    readonly proof: Proof;
}
/** The facts, with answers by statement index that several rules share. */
export interface RuleFacts extends LintFacts {
    /** The data actions of this kind of key that the statement names, including actions unknown to this version. */
    readonly dataActions: readonly (readonly string[])[];
    /** The statements that may allow something (`allowsIn`). */
    readonly allows: readonly PolicyStatement[];
}
/** The finding of a rule at one place, before the number, name and safe form of the rule are added. */
export interface Hit {
    readonly statement?: PolicyStatement;
    readonly grantId?: string;
    readonly severity: Severity;
    readonly why: string;
    /** Replaces the safe form of the rule. */
    readonly safeForm?: string;
}
export interface Rule {
    readonly id: string;
    readonly name: string;
    readonly safeForm: string;
    readonly find: (facts: RuleFacts) => readonly Hit[];
}
