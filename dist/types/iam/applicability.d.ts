import type { KeyDescription } from './kms-key.js';
import type { KeyPolicy } from './policy.js';
/** The reason why the question whether a key is locked to attested enclaves does not apply. */
export interface NotApplicable {
    /** `key-usage`: no action of such a key takes an attestation document. `no-principal`: the document is an IAM policy. */
    readonly code: 'key-usage' | 'no-principal';
    readonly message: string;
}
/** The reason why the question does not apply to the key or to the document. Undefined where it applies. */
export declare function notApplicable({ statements }: KeyPolicy, description: KeyDescription | undefined): NotApplicable | undefined;
