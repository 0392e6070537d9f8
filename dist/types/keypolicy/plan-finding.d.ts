/** The parts of a finding of lint or proof that a plan needs. */
export interface PlanFinding {
    readonly rule: string;
    readonly severity: string;
    /** The statement or the grant of the finding. Both are absent for a finding about the key. */
    readonly sid?: string;
    readonly grantId?: string;
    readonly message: string;
    /** The safe replacement. */
    readonly fix?: string;
}
