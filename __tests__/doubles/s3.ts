import { createHash } from 'node:crypto';
import { noSuchKey, S3BucketState, type S3Condition, type S3Version } from './s3-bucket.js';
import { ServiceError } from './wire-message.js';

/** The names of a page at most (S3 API reference, ListObjectsV2). */
const PAGE_MAX_KEYS = 1000;

/** A version of an object that has content. */
export type S3ObjectVersion = S3Version & { readonly content: NonNullable<S3Version['content']> };

export interface S3PutRequest {
  readonly key: string;
  readonly bytes: Uint8Array;
  /** What a read brings back, by lower-case header name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly condition: S3Condition;
  /** SHA-256 of the bytes in base64, where the request states it. */
  readonly checksumSha256: string | undefined;
}

export interface S3ListRequest {
  readonly prefix: string;
  /** The page begins behind this name. */
  readonly after: string;
  readonly maxKeys?: number;
}

/**
 * S3 in memory: buckets of a region, objects with preconditions, checksums and versions, listings by page. It has two
 * doors: `s3-http.ts` answers requests of the wire, `s3-calls.ts` calls in this process.
 *
 * Operations throw the ServiceError that S3 answers with.
 */
export class DoubleS3 {
  readonly buckets = new Map<string, S3BucketState>();
  /** The region that this endpoint serves: a bucket of another one is answered with a redirect. */
  readonly region: string;
  /** So many of the next conditional writes meet a concurrent one: 409, without effect. */
  conflicts = 0;
  /** A page is never longer, whatever the request says: as S3, which may return fewer. */
  pageMaxKeys = PAGE_MAX_KEYS;
  /** Stores that speak S3 and know no preconditions ignore them. */
  honoursPreconditions = true;

  constructor(region = 'us-east-1') {
    this.region = region;
  }

  createBucket(name: string, region: string = this.region): S3BucketState {
    const bucket = new S3BucketState(name, region);
    this.buckets.set(name, bucket);
    return bucket;
  }

  /** A bucket of this region. */
  bucket(name: string): S3BucketState {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) {
      const message = 'The specified bucket does not exist';
      throw new ServiceError('NoSuchBucket', 404, message, { BucketName: name });
    }
    if (bucket.region === this.region) return bucket;
    throw new ServiceError(
      'PermanentRedirect',
      301,
      'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      { Bucket: name, Endpoint: `${name}.s3.${bucket.region}.amazonaws.com` },
      { 'x-amz-bucket-region': bucket.region },
    );
  }

  /** The newest version of an object, or the one of this id. */
  get(bucket: S3BucketState, key: string, id?: string): S3ObjectVersion {
    const version = id === undefined ? bucket.current(key) : bucket.version(key, id);
    if (version === undefined) throw noSuchKey(key);
    const { content } = version;
    if (content !== null) return { ...version, content };
    throw noSuchKey(key, { 'x-amz-delete-marker': 'true', ...versionHeader(bucket, version.id) });
  }

  put(bucket: S3BucketState, request: S3PutRequest): S3ObjectVersion {
    const { key, bytes, headers, condition, checksumSha256 } = request;
    requireChecksum(checksumSha256, bytes);
    if (condition !== undefined && this.conflicts > 0) {
      this.conflicts--;
      throw new ServiceError(
        'ConditionalRequestConflict',
        409,
        'The conditional request cannot succeed due to a conflicting operation against this resource.',
        { Condition: 'ifMatch' in condition ? 'If-Match' : 'If-None-Match', Key: key },
      );
    }
    return bucket.put(key, bytes, headers, this.honoursPreconditions ? condition : undefined);
  }

  list(
    bucket: S3BucketState,
    { prefix, after, maxKeys = PAGE_MAX_KEYS }: S3ListRequest,
  ): { readonly keys: readonly string[]; readonly isLast: boolean } {
    const isAfter = (key: string) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;
    const found = bucket.keys().filter((key) => key.startsWith(prefix) && isAfter(key));
    const keys = found.slice(0, Math.min(maxKeys, this.pageMaxKeys));
    return { keys, isLast: keys.length === 0 || keys.length === found.length };
  }
}

export function versionHeader(bucket: S3BucketState, id: string): Record<string, string> {
  return bucket.versioned ? { 'x-amz-version-id': id } : {};
}

function requireChecksum(checksum: string | undefined, bytes: Uint8Array): void {
  if (checksum === undefined) return;
  if (Buffer.from(checksum, 'base64').length !== 32) {
    const message = 'Value for x-amz-checksum-sha256 header is invalid.';
    throw new ServiceError('InvalidRequest', 400, message);
  }
  if (checksum === createHash('sha256').update(bytes).digest('base64')) return;
  const message = 'The SHA256 you specified did not match the calculated checksum.';
  throw new ServiceError('BadDigest', 400, message);
}
