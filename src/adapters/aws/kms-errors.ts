import { AdapterError, type ErrorContext } from '../../base/errors.js';
import { awsErrorName, awsErrorText } from './aws-errors.js';

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

/** A call to KMS that failed. */
export interface FailedKmsCall {
  /** The key as it was named. */
  readonly key: string;
  /** The permission that the call takes, such as `kms:Sign`. */
  readonly action: string;
  /** What to do where that permission is missing. */
  readonly accessHint: string;
}

/** An error of a call to KMS as `key-unavailable`, with what to do about it where that is known. */
export function kmsUnavailable(
  error: unknown,
  { key, action, accessHint }: FailedKmsCall,
): AdapterError {
  const hint = hintOf(awsErrorName(error), accessHint);
  const context: ErrorContext = { at: { object: key }, cause: error };
  return new AdapterError('key-unavailable', `${key}: ${action} failed: ${awsErrorText(error)}`, {
    ...context,
    ...(hint === undefined ? {} : { hint }),
  });
}

function hintOf(name: string, accessHint: string): string | undefined {
  if (CREDENTIALS.includes(name)) {
    return 'AWS accepts no credentials of this run. In a workflow, aws-actions/configure-aws-credentials provides them.';
  }
  switch (name) {
    case 'AccessDeniedException':
      return accessHint;
    case 'NotFoundException':
      return 'There is no such key or alias in this region and account. Compare the key with AWS_REGION and the credentials.';
    case 'DisabledException':
      return 'The key is disabled. aws kms enable-key enables it.';
    case 'KMSInvalidStateException':
      return 'The key is pending deletion or not ready. aws kms describe-key shows its state; cancel-key-deletion and enable-key restore it.';
    case 'KeyUnavailableException':
    case 'DependencyTimeoutException':
    case 'KMSInternalException':
    case 'ThrottlingException':
      return 'Run it again.';
    default:
      return undefined;
  }
}
