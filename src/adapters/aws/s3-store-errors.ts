import { AdapterError } from '../../base/errors.js';
import { awsErrorMessage, awsErrorName, awsErrorStatus, isNotSent } from './aws-errors.js';

/** The codes of S3 for a request that may be sent again, with any status ("Error responses"). */
const AGAIN = [
  'RequestTimeout',
  'RequestTimeoutException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'InternalError',
  'ServiceUnavailable',
];

/** Whether the object is missing or deleted. A missing bucket is a fault. */
export function isMissing(error: unknown): boolean {
  return awsErrorStatus(error) === 404 && awsErrorName(error) !== 'NoSuchBucket';
}

/** Whether another writer is active (409), or the object to replace is missing (404). */
export function isConflict(error: unknown, isReplacing: boolean): boolean {
  return awsErrorStatus(error) === 409 || (isReplacing && isMissing(error));
}

/** Whether a write may have taken effect, or may take effect later: no answer, or an answer that says so. */
export function isUnclear(error: unknown): boolean {
  if (error instanceof AdapterError) return false;
  const status = awsErrorStatus(error);
  if (AGAIN.includes(awsErrorName(error))) return true;
  if (status === undefined) return !isNotSent(error);
  if (status === 501) return false;
  // 2xx: the answer arrived, but could not be read.
  return status === 408 || status === 429 || status >= 500 || (status >= 200 && status < 300);
}

/** The error of a `get` or a `list`. */
export function readError(error: unknown, bucket: string, key: string): AdapterError {
  if (error instanceof AdapterError) return error;
  const hint = hintOf(error, 's3:GetObject and s3:ListBucket');
  return new AdapterError('list-unavailable', `cannot read s3://${bucket}/${key}: ${say(error)}`, {
    at: { object: key },
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

/** The error of a write that a retry cannot repair. 501: the store does not support preconditions. */
export function writeError(error: unknown, bucket: string, key: string): AdapterError {
  if (error instanceof AdapterError) return error;
  if (awsErrorStatus(error) === 501) {
    return new AdapterError(
      'store-unsupported',
      `s3://${bucket} cannot hold an allow-list: it does not support preconditions (${say(error)})`,
      { at: { object: key }, cause: error },
    );
  }
  const hint = hintOf(error, 's3:PutObject and s3:GetObject');
  return new AdapterError('list-unavailable', `cannot write s3://${bucket}/${key}: ${say(error)}`, {
    at: { object: key },
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

function hintOf(error: unknown, permissions: string): string | undefined {
  switch (awsErrorStatus(error)) {
    case 301:
      return 'The bucket is in another region. Set AWS_REGION to that region.';
    case 403:
      return `The role needs ${permissions} on this bucket, and access to its encryption key if there is one.`;
    default:
      return awsErrorName(error) === 'NoSuchBucket' ? 'The bucket does not exist.' : undefined;
  }
}

function say(error: unknown): string {
  const status = awsErrorStatus(error);
  const name = awsErrorName(error);
  if (status !== undefined) return `${status} ${name}`;
  const message = awsErrorMessage(error);
  return message === '' || message === name ? name : `${name}: ${message}`;
}
