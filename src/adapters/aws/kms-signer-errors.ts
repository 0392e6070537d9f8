import { AdapterError, type CodedError, UsageError } from '../../base/errors.js';
import { awsErrorMessage, awsErrorName } from './aws-errors.js';

/** Codes of KMS for a key that has no public half or serves another purpose. */
const WRONG_KIND = ['UnsupportedOperationException', 'InvalidKeyUsageException'];

/** The codes with which AWS refuses credentials. */
const CREDENTIALS = [
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
];

/** The error of a call to KMS. `permission` is the one that it takes, `expected` what a key has to be. */
export function signingKeyError(
  error: unknown,
  permission: string,
  key: string,
  expected: string,
): CodedError {
  const name = awsErrorName(error);
  const message = awsErrorMessage(error);
  const context = { at: { object: key }, cause: error };
  if (WRONG_KIND.includes(name)) {
    return new UsageError(`signing key ${key}: ${expected}, found another kind (${name})`, context);
  }
  if (message === 'Region is missing') {
    return new UsageError(`signing key ${key}: expected a region to look for it in, found none`, {
      ...context,
      hint: 'Set AWS_REGION, or name the key by its ARN.',
    });
  }
  const hint = hintOf(name, permission);
  return new AdapterError('key-unavailable', `cannot use signing key ${key}: ${name}: ${message}`, {
    ...context,
    ...(hint === undefined ? {} : { hint }),
  });
}

function hintOf(name: string, permission: string): string | undefined {
  if (CREDENTIALS.includes(name)) {
    return 'AWS takes no credentials from here: in a workflow, aws-actions/configure-aws-credentials gives them.';
  }
  switch (name) {
    case 'AccessDeniedException':
      return `The role needs ${permission} on this key, from the key policy, or from an IAM policy where the key policy lets IAM decide.`;
    case 'NotFoundException':
      return 'There is no such key or alias in this region and account: compare with AWS_REGION and the credentials.';
    case 'DisabledException':
      return 'The key is disabled: aws kms enable-key makes it usable.';
    case 'KMSInvalidStateException':
      return 'The key is pending deletion or not ready: aws kms describe-key shows its state, cancel-key-deletion and enable-key bring it back.';
    case 'KeyUnavailableException':
    case 'DependencyTimeoutException':
    case 'KMSInternalException':
    case 'ThrottlingException':
      return 'Run it again.';
    default:
      return undefined;
  }
}
