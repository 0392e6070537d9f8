import { AdapterError, UsageError } from '../../base/errors.js';
import { type RemoteBody, unreadableImageError } from '../remote-image-body.js';
import { awsErrorStatus } from './aws-errors.js';
import { s3Calls } from './s3-client.js';
import { isBucketName, type S3Calls } from './s3-store.js';

/** The maximum length of an S3 key in bytes. */
const KEY_MAX_BYTES = 1024;

/**
 * Opens the object at `s3://bucket/key`. The characters of the key are taken literally. In order: the address
 * (`usage`); the object exists (`input-not-found`) and can be read (`input-not-readable`).
 */
export async function getS3Image(
  address: string,
  connect: (() => Promise<S3Calls>) | undefined,
): Promise<RemoteBody> {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]*)\/(.+)$/is.exec(address) ?? [];
  if (!isBucketName(bucket) || key.endsWith('/') || Buffer.byteLength(key) > KEY_MAX_BYTES) {
    throw new UsageError(`expected an image as s3://bucket/key, found ${address}`);
  }
  const calls = await (connect ?? s3Calls)();
  try {
    const { sizeBytes, body } = await calls.get({ bucket, key });
    return { name: address, sizeBytes, body };
  } catch (error) {
    throw imageError(error, address);
  }
}

function imageError(error: unknown, address: string): AdapterError {
  const status = awsErrorStatus(error);
  const { name, message } = error as { readonly name?: unknown; readonly message?: unknown };
  if (status === 404) {
    const what = name === 'NoSuchBucket' ? 'bucket' : 'object';
    return new AdapterError('input-not-found', `no such ${what}: ${address}`, {
      at: { file: address },
      cause: error,
    });
  }
  const why = status === undefined ? `${name}: ${message}` : `${status} ${name}`;
  const hint =
    'The role needs s3:GetObject on the object, and s3:ListBucket on the bucket. Without s3:ListBucket, a missing object is also 403.';
  return unreadableImageError(address, why, { cause: error, ...(status === 403 ? { hint } : {}) });
}
