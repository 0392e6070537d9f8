import type { KeyDescription } from './kms-key.js';
import type { KeyPolicy } from './policy.js';
/** Why the question whether a key is locked to attested enclaves has no answer. */
export interface NotApplicable {
    /** `key-usage`: no action of such a key takes an attestation document. `no-principal`: it is an IAM policy. */
    readonly code: 'key-usage' | 'no-principal';
    readonly message: string;
}
/** Whether the question does not apply to the key or to the document; undefined where it does. */
export declare function notApplicable({ statements }: KeyPolicy, description: KeyDescription | undefined): NotApplicable | undefined;
