import { type CodedError, UsageError } from '../../base/errors.js';
import { awsErrorMessage, awsErrorName } from './aws-errors.js';
import { kmsUnavailable } from './kms-errors.js';

/** The codes of KMS for a key without a public key or with another purpose. */
const WRONG_KIND = ['UnsupportedOperationException', 'InvalidKeyUsageException'];

/**
 * Converts an error of a call for a signing key. `permission` is the permission that the call needs, and `expected`
 * describes a usable key.
 */
export function signingKeyError(
  error: unknown,
  permission: string,
  key: string,
  expected: string,
): CodedError {
  const name = awsErrorName(error);
  const context = { at: { object: key }, cause: error };
  if (WRONG_KIND.includes(name)) {
    return new UsageError(`signing key ${key}: ${expected}, found another kind (${name})`, context);
  }
  if (awsErrorMessage(error) === 'Region is missing') {
    return new UsageError(`signing key ${key}: expected a region, found none`, {
      ...context,
      hint: 'Set AWS_REGION, or name the key by its ARN.',
    });
  }
  return kmsUnavailable(error, {
    key,
    action: permission,
    accessHint: `The role needs ${permission} on this key, from the key policy, or from an IAM policy if the key policy delegates to IAM.`,
  });
}
