import { createHash } from 'node:crypto';
import {
  type AllowListStore,
  POINTER_NAME,
  type PutOutcome,
} from '../../allowlist/allow-list-store.js';
import { AdapterError, UsageError } from '../../base/errors.js';
import type { Instant } from '../../base/instant.js';
import { DSSE_MAX_BYTES } from '../../base/size-limits.js';
import { compareNames, objectNameParts } from '../object-name.js';
import { awsErrorStatus } from './aws-errors.js';
import { isConflict, isMissing, isUnclear, readError, writeError } from './s3-store-errors.js';

/**
 * The maximum number of names in one listing. Stops a store from filling the memory. The store of a list has some
 * thousands after a year.
 */
const LIST_MAX_NAMES = 200_000;

/** The name determines the content, so a cached copy never becomes stale. */
const IMMUTABLE = 'public, max-age=31536000, immutable';

/** Objects that change, so that caches must not keep them: the current list and the leases. */
const LEASES = 'leases/';

export interface S3Address {
  readonly bucket: string;
  /** Empty, or ends with `/`. */
  readonly prefix: string;
}

export interface S3Object {
  readonly etag: string | undefined;
  /** `LastModified`. */
  readonly modifiedAt?: Instant | undefined;
  /** The size in the header of the answer, if it has one. */
  readonly sizeBytes: number | undefined;
  readonly body: AsyncIterable<Uint8Array>;
  /** Closes the connection of an unread body. */
  readonly discard?: () => void;
}

export interface S3Put {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly cacheControl: string | undefined;
  /** The SHA-256 of the bytes in base64. S3 compares it with the received bytes. */
  readonly checksumSha256: string;
  readonly condition: { readonly ifNoneMatch: '*' } | { readonly ifMatch: string };
}

export interface S3Listing {
  readonly keys: readonly string[];
  /** The marker of the next page. Undefined on the last page. */
  readonly next: string | undefined;
}

/**
 * The calls that the store needs from a client of S3. They reject with the errors of the client:
 * `$metadata.httpStatusCode` if there was an answer, and `name` with its code.
 */
export interface S3Calls {
  get(request: { readonly bucket: string; readonly key: string }): Promise<S3Object>;
  put(request: S3Put): Promise<void>;
  list(request: {
    readonly bucket: string;
    readonly prefix: string;
    readonly startAfter: string;
    readonly next: string | undefined;
  }): Promise<S3Listing>;
}

/** S3 user guide, "General purpose bucket naming rules": 3 to 63 of a-z, 0-9, dot, hyphen, and no IP address. */
export function isBucketName(name: string): boolean {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) && !/\.\.|^[\d.]+$/.test(name);
}

/**
 * `s3://bucket` or `s3://bucket/prefix`. In order: the scheme; a bucket name (`isBucketName`); a prefix whose parts `objectNameParts` takes, with or
 * without a last `/`. Throws UsageError.
 */
export function parseS3Address(url: string): S3Address {
  const [, bucket = '', rest = ''] = /^s3:\/\/([^/]*)(?:\/(.*))?$/s.exec(url) ?? [];
  if (!isBucketName(bucket)) {
    throw new UsageError(
      `expected s3://bucket or s3://bucket/prefix, with a bucket of 3 to 63 of a-z, 0-9, dot and hyphen, found ${url}`,
    );
  }
  if (rest === '') return { bucket, prefix: '' };
  const prefix = rest.endsWith('/') ? rest : `${rest}/`;
  try {
    objectNameParts(prefix.slice(0, -1));
  } catch (cause) {
    throw new UsageError(`the prefix is not valid for a store: ${url}`, { cause });
  }
  return { bucket, prefix };
}

/**
 * A store under a prefix of a bucket. Every write has a precondition and a checksum. What an answer means:
 *
 * | answer | `putIfAbsent` | `putIfMatch` |
 * | --- | --- | --- |
 * | 2xx | `done` | `done` |
 * | 412 | `exists` | `conflict` |
 * | 409 | `conflict` | `conflict` |
 * | 404, but not of the bucket | rejects | `conflict` |
 * | 408, 429, 5xx, their names, none | `unclear` | `unclear` |
 * | 501 | rejects `store-unsupported` | rejects `store-unsupported` |
 * | any other | rejects `list-unavailable` | rejects `list-unavailable` |
 *
 * `get` and `list` reject with `list-unavailable` for anything but an answer, and for an object of more than
 * DSSE_MAX_BYTES, before it is read. What is no fault of S3, such as missing credentials, is `list-unavailable` too.
 */
export function s3Store(calls: S3Calls, { bucket, prefix }: S3Address): AllowListStore {
  const keyOf = (name: string): string => `${prefix}${objectNameParts(name).join('/')}`;
  const put = async (
    name: string,
    bytes: Uint8Array,
    condition: S3Put['condition'],
    refusal: PutOutcome,
  ): Promise<PutOutcome> => {
    const key = keyOf(name);
    requireSize(bytes.length, key);
    try {
      const checksumSha256 = createHash('sha256').update(bytes).digest('base64');
      const contentType = contentTypeOf(name);
      const cacheControl = isMutable(name) ? undefined : IMMUTABLE;
      await calls.put({ bucket, key, bytes, contentType, cacheControl, checksumSha256, condition });
      return 'done';
    } catch (error) {
      if (awsErrorStatus(error) === 412) return refusal;
      if (isConflict(error, 'ifMatch' in condition)) return 'conflict';
      if (isUnclear(error)) return 'unclear';
      throw writeError(error, bucket, key);
    }
  };
  return {
    async get(name) {
      const key = keyOf(name);
      let discard: (() => void) | undefined;
      try {
        const object = await calls.get({ bucket, key });
        const { etag, sizeBytes, body, modifiedAt: storedAt } = object;
        discard = object.discard;
        if (etag === undefined || etag === '') throw unavailable(key, 'its answer has no ETag');
        if (sizeBytes !== undefined) requireSize(sizeBytes, key);
        const bytes = await collect(body, sizeBytes, key);
        return { bytes, etag, ...(storedAt === undefined ? {} : { storedAt }) };
      } catch (error) {
        discard?.();
        if (isMissing(error)) return undefined;
        throw readError(error, bucket, key);
      }
    },
    putIfAbsent: (name, bytes) => put(name, bytes, { ifNoneMatch: '*' }, 'exists'),
    putIfMatch: (name, bytes, etag) => put(name, bytes, { ifMatch: etag }, 'conflict'),
    async list(namePrefix, after) {
      try {
        return await listAll(calls, { bucket, prefix }, namePrefix, after);
      } catch (error) {
        throw readError(error, bucket, `${prefix}${namePrefix}`);
      }
    },
  };
}

/** All pages. The start and the order are enforced here, because not every S3-compatible store does. */
async function listAll(
  calls: S3Calls,
  { bucket, prefix }: S3Address,
  namePrefix: string,
  after: string,
): Promise<readonly string[]> {
  const wanted = `${prefix}${namePrefix}`;
  const names = new Set<string>();
  const seen = new Set<string>();
  const startAfter = after === '' ? '' : `${prefix}${after}`;
  for (let next: string | undefined; ; ) {
    const page = await calls.list({ bucket, prefix: wanted, startAfter, next });
    for (const key of page.keys) {
      const name = key.slice(prefix.length);
      if (key.startsWith(wanted) && compareNames(name, after) > 0) names.add(name);
    }
    next = page.next;
    if (next === undefined) return [...names].sort(compareNames);
    if (names.size > LIST_MAX_NAMES) {
      throw unavailable(wanted, `expected at most ${LIST_MAX_NAMES} objects`);
    }
    if (seen.has(next)) throw unavailable(wanted, 'its listing repeats a page');
    seen.add(next);
  }
}

/** The body. It must have the announced size, if there is one, and never exceeds the limit. */
async function collect(
  body: AsyncIterable<Uint8Array>,
  sizeBytes: number | undefined,
  key: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    requireSize(length, key);
    chunks.push(chunk);
  }
  if (sizeBytes !== undefined && length !== sizeBytes) {
    throw unavailable(key, `expected ${sizeBytes} bytes, found ${length}`);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function requireSize(sizeBytes: number, key: string): void {
  if (sizeBytes <= DSSE_MAX_BYTES) return;
  throw unavailable(key, `expected at most ${DSSE_MAX_BYTES} bytes, found ${sizeBytes}`);
}

function unavailable(key: string, why: string): AdapterError {
  return new AdapterError('list-unavailable', `${key}: ${why}`, { at: { object: key } });
}

function isMutable(name: string): boolean {
  return name === POINTER_NAME || name.startsWith(LEASES);
}

function contentTypeOf(name: string): string {
  if (name.endsWith('.json')) return 'application/json';
  return name.endsWith('.pem') ? 'application/x-pem-file' : 'text/plain; charset=utf-8';
}
