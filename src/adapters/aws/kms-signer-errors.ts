import { type CodedError, UsageError } from '../../base/errors.js';
import { awsErrorMessage, awsErrorName } from './aws-errors.js';
import { kmsUnavailable } from './kms-errors.js';

/** Codes of KMS for a key that has no public half or serves another purpose. */
const WRONG_KIND = ['UnsupportedOperationException', 'InvalidKeyUsageException'];

/** The error of a call about a signing key. `permission` is the one that the call takes, `expected` what a key has to be. */
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
    return new UsageError(`signing key ${key}: expected a region to look for it in, found none`, {
      ...context,
      hint: 'Set AWS_REGION, or name the key by its ARN.',
    });
  }
  return kmsUnavailable(error, {
    key,
    action: permission,
    accessHint: `The role needs ${permission} on this key, from the key policy, or from an IAM policy where the key policy lets IAM decide.`,
  });
}
