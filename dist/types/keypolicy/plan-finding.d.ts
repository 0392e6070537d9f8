/** What a plan has to know of a finding of lint or proof. */
export interface PlanFinding {
    readonly rule: string;
    readonly severity: string;
    /** The statement or the grant that it is about; neither where it is about the key. */
    readonly sid?: string;
    readonly grantId?: string;
    readonly message: string;
    /** The safe replacement. */
    readonly fix?: string;
}
