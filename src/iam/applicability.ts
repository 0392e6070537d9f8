import type { KeyDescription } from './kms-key.js';
import type { KeyPolicy } from './policy.js';

/** The reason why the question whether a key is locked to attested enclaves does not apply. */
export interface NotApplicable {
  /** `key-usage`: no action of such a key takes an attestation document. `no-principal`: the document is an IAM policy. */
  readonly code: 'key-usage' | 'no-principal';
  readonly message: string;
}

/** Key usages without an action that takes an attestation document (AWS KMS API, the parameter `Recipient`). */
const WITHOUT_DOCUMENT = ['SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'ENCAPSULATE_DECAPSULATE'];

/** The reason why the question does not apply to the key or to the document. Undefined where it applies. */
export function notApplicable(
  { statements }: KeyPolicy,
  description: KeyDescription | undefined,
): NotApplicable | undefined {
  const { keyUsage = '', keySpec = '' } = description ?? {};
  if (WITHOUT_DOCUMENT.includes(keyUsage)) {
    return {
      code: 'key-usage',
      message: `no action of a key with usage ${keyUsage} (${keySpec}) takes an attestation document`,
    };
  }
  const isIamPolicy =
    statements.some(
      ({ effect, actions, notActions }) =>
        effect !== 'missing' && (actions ?? notActions) !== undefined,
    ) && statements.every((one) => one.principals === undefined && one.notPrincipals === undefined);
  return isIamPolicy
    ? {
        code: 'no-principal',
        message: 'no statement has a Principal, so this is an IAM policy and not a key policy',
      }
    : undefined;
}
