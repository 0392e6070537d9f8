import { errorDocument } from '../doubles/s3-xml.js';
import { ServiceError } from '../doubles/wire-message.js';
import type { FaultStatus } from './fault-proxy.js';

/** S3 API reference, "Error responses": list of error codes. 429 is of stores that speak S3. */
const S3_CODES: Readonly<Record<FaultStatus, string>> = {
  409: 'ConditionalRequestConflict',
  412: 'PreconditionFailed',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'SlowDown',
};

/** KMS answers its own errors with 400 mostly; these are the ones that fit the statuses. */
const KMS_CODES: Readonly<Record<FaultStatus, string>> = {
  409: 'KMSInvalidStateException',
  412: 'ValidationException',
  429: 'ThrottlingException',
  500: 'KMSInternalException',
  503: 'DependencyTimeoutException',
};

/** An answer of the status, in the shape of KMS where its operation is named, of S3 where not. */
export function refusal(status: FaultStatus, target: string | undefined) {
  const message = 'programmed by the test';
  if (target !== undefined) {
    const body = Buffer.from(JSON.stringify({ __type: KMS_CODES[status], message }));
    return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
  }
  const error = new ServiceError(S3_CODES[status], status, message);
  const body = Buffer.from(errorDocument(error, '/', 'programmed'));
  return { status, headers: { 'content-type': 'application/xml' }, body };
}
