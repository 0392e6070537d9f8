import { AdapterError } from '../../base/errors.js';
import { awsErrorMessage, awsErrorName, awsErrorStatus, isNotSent } from './aws-errors.js';

/** Codes of S3 for a request that may be sent again, whatever status they come with ("Error responses"). */
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

/** No such object, which a delete marker says too; a bucket that is missing is a fault. */
export function isMissing(error: unknown): boolean {
  return awsErrorStatus(error) === 404 && awsErrorName(error) !== 'NoSuchBucket';
}

/** Another writer is at it (409), or the object that was to be replaced is gone (404). */
export function isConflict(error: unknown, isReplacing: boolean): boolean {
  return awsErrorStatus(error) === 409 || (isReplacing && isMissing(error));
}

/** Whether a write may have taken effect all the same, or may yet: no answer, or one that says so. */
export function isUnclear(error: unknown): boolean {
  if (error instanceof AdapterError) return false;
  const status = awsErrorStatus(error);
  if (AGAIN.includes(awsErrorName(error))) return true;
  if (status === undefined) return !isNotSent(error);
  if (status === 501) return false;
  // 2xx: the answer came, and what it says could not be read.
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

/** The error of a write that a retry cannot mend. 501: the store knows no preconditions. */
export function writeError(error: unknown, bucket: string, key: string): AdapterError {
  if (error instanceof AdapterError) return error;
  if (awsErrorStatus(error) === 501) {
    return new AdapterError(
      'store-unsupported',
      `s3://${bucket} cannot hold an allow-list: it does not know preconditions (${say(error)})`,
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
      return 'The bucket is in another region: set AWS_REGION to it.';
    case 403:
      return `The role needs ${permissions} on this bucket, and the key of its encryption if there is one.`;
    default:
      return awsErrorName(error) === 'NoSuchBucket' ? 'There is no such bucket.' : undefined;
  }
}

function say(error: unknown): string {
  const status = awsErrorStatus(error);
  const name = awsErrorName(error);
  if (status !== undefined) return `${status} ${name}`;
  const message = awsErrorMessage(error);
  return message === '' || message === name ? name : `${name}: ${message}`;
}
