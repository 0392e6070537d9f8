import type { AllowList, ProjectedKey } from '../../allowlist/allow-list.js';
import type { Instant } from '../../base/instant.js';
import type { KeyDescription, ListedGrants } from '../../iam/kms-key.js';
import type { KeyPolicy, PolicyStatement } from '../../iam/policy.js';
import type { Proof } from '../../iam/prove.js';
import type { OwnStatement } from '../own-statement.js';
/**
 * `critical`: somebody gets at the data, or can, whom no measurement holds. `warning`: it looks like protection and is
 * less, or it will stop production. `info`: worth knowing, and harmless as the document stands. `unknown`: it cannot be
 * decided from what is here; the finding says what to look at.
 */
export type Severity = 'critical' | 'warning' | 'info' | 'unknown';
/** All that rules decide from. */
export interface LintFacts {
    readonly policy: KeyPolicy;
    /** Undefined for a key in a file, and where it could not be read. */
    readonly description: KeyDescription | undefined;
    /** Undefined where they could not be read. */
    readonly grants: ListedGrants | undefined;
    /** ARNs of those who may hold authority over the key. */
    readonly administrators: readonly string[];
    readonly list: Pick<AllowList, 'list' | 'projection' | 'releases' | 'removed'>;
    /** As the list projects it; undefined for a key that no list has. */
    readonly key: ProjectedKey | undefined;
    /** What other lists want on the key (`otherStatements`): recognized, and no finding. None where it is left out. */
    readonly others?: readonly OwnStatement[];
    readonly now: Instant;
    readonly proof: Proof;
}
/** With what several rules ask of each statement, by its place. */
export interface RuleFacts extends LintFacts {
    /** The data actions that keys of this kind have and the statement means, those unknown to this version included. */
    readonly dataActions: readonly (readonly string[])[];
    /** The statements that may let somebody do something (`allowsIn`). */
    readonly allows: readonly PolicyStatement[];
}
/** What a rule says of one place; the rule's number, name and safe form are added. */
export interface Hit {
    readonly statement?: PolicyStatement;
    readonly grantId?: string;
    readonly severity: Severity;
    readonly why: string;
    /** In place of the rule's own. */
    readonly safeForm?: string;
}
export interface Rule {
    readonly id: string;
    readonly name: string;
    readonly safeForm: string;
    readonly find: (facts: RuleFacts) => readonly Hit[];
}
