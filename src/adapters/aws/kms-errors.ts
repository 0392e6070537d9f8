import { AdapterError, type ErrorContext } from '../../base/errors.js';
import { awsErrorName, awsErrorText } from './aws-errors.js';

/** The codes for refused credentials. */
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
  /** The key as given. */
  readonly key: string;
  /** The permission that the call needs, such as `kms:Sign`. */
  readonly action: string;
  /** The hint for a missing permission. */
  readonly accessHint: string;
}

/** Converts an error of a call to KMS to `key-unavailable`, with a hint if one is known. */
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
    return 'AWS does not accept the credentials of this run. In a workflow, aws-actions/configure-aws-credentials provides credentials.';
  }
  switch (name) {
    case 'AccessDeniedException':
      return accessHint;
    case 'NotFoundException':
      return 'The key or alias does not exist in this region and account. Compare the key with AWS_REGION and the credentials.';
    case 'DisabledException':
      return 'The key is disabled. Enable it with aws kms enable-key.';
    case 'KMSInvalidStateException':
      return 'The key is pending deletion or not ready. aws kms describe-key shows its state. cancel-key-deletion and enable-key restore it.';
    case 'KeyUnavailableException':
    case 'DependencyTimeoutException':
    case 'KMSInternalException':
    case 'ThrottlingException':
      return 'Run the command again.';
    default:
      return undefined;
  }
}
