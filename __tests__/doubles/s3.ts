import { createHash } from 'node:crypto';
import {
  noSuchKey,
  S3BucketState,
  type S3Condition,
  type S3Content,
  type S3Version,
} from './s3-bucket.js';
import { errorDocument, listingDocument } from './s3-xml.js';
import { ServiceError, type WireAnswer, type WireRequest } from './wire-message.js';

/** The names of a page at most (S3 API reference, ListObjectsV2). */
const PAGE_MAX_KEYS = 1000;
/** What a write says of an object and a read brings back. */
const KEPT_HEADERS = /^(?:content-type|cache-control|x-amz-checksum-sha256|x-amz-meta-.+)$/;

/**
 * S3 by path (`/BUCKET/KEY`), in memory: CreateBucket, HeadBucket, PutBucketVersioning, PutObject with preconditions and
 * SHA-256 checksums, GetObject, HeadObject, DeleteObject, ListObjectsV2. Everything else is answered 501. Signatures and
 * rights are not looked at.
 */
export class DoubleS3 {
  readonly buckets = new Map<string, S3BucketState>();
  /** The region that this endpoint serves: a bucket of another one is answered with a redirect. */
  readonly region: string;
  /** So many of the next conditional writes meet a concurrent one: 409, without effect. */
  conflicts = 0;
  /** A page is never longer, whatever the request says: as S3, which may return fewer. */
  pageMaxKeys = PAGE_MAX_KEYS;
  private requests = 0;

  constructor(region = 'us-east-1') {
    this.region = region;
  }

  createBucket(name: string, region: string = this.region): S3BucketState {
    const bucket = new S3BucketState(name, region);
    this.buckets.set(name, bucket);
    return bucket;
  }

  answer(request: WireRequest): WireAnswer {
    const id = `double-${++this.requests}`;
    const ids = { server: 'double', 'x-amz-request-id': id };
    try {
      const answer = this.route(request);
      return { ...answer, headers: { ...ids, ...answer.headers } };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const body = request.method === 'HEAD' ? '' : errorDocument(error, request.path, id);
      const headers = { ...ids, 'content-type': 'application/xml', ...error.headers };
      return { status: error.status, headers, body: Buffer.from(body) };
    }
  }

  private route(request: WireRequest): WireAnswer {
    const { method, query } = request;
    const [, name = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(request.path) ?? [];
    if (key === '') {
      if (method === 'PUT' && query.size === 0) return this.putBucket(name);
      const bucket = this.bucket(name);
      if (method === 'PUT' && query.has('versioning')) return putVersioning(bucket, request);
      if (method === 'HEAD') return empty(200, { 'x-amz-bucket-region': bucket.region });
      if (method === 'GET' && query.get('list-type') === '2') return this.list(bucket, query);
      throw notImplemented('a request for a bucket that the double does not know');
    }
    const bucket = this.bucket(name);
    const known = new Set(['x-id', 'versionId']);
    if ([...query.keys()].some((parameter) => !known.has(parameter))) {
      throw notImplemented('a request for an object that the double does not know');
    }
    if (method === 'GET' || method === 'HEAD') return read(bucket, key, request);
    if (method === 'PUT') return this.put(bucket, key, request);
    if (method === 'DELETE') return remove(bucket, key, request);
    throw notImplemented(`${method} of an object`);
  }

  private bucket(name: string): S3BucketState {
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

  private putBucket(name: string): WireAnswer {
    if (this.buckets.has(name) && this.region !== 'us-east-1') {
      const message = 'Your previous request to create the named bucket succeeded and you own it.';
      throw new ServiceError('BucketAlreadyOwnedByYou', 409, message, { BucketName: name });
    }
    if (!this.buckets.has(name)) this.createBucket(name);
    return empty(200, { location: `/${name}` });
  }

  private put(bucket: S3BucketState, key: string, { headers, body }: WireRequest): WireAnswer {
    requireNothingUnknown(headers);
    const condition = conditionOf(headers);
    requireChecksums(headers, body);
    if (condition !== undefined && this.conflicts > 0) {
      this.conflicts--;
      throw new ServiceError(
        'ConditionalRequestConflict',
        409,
        'The conditional request cannot succeed due to a conflicting operation against this resource.',
        { Condition: 'ifMatch' in condition ? 'If-Match' : 'If-None-Match', Key: key },
      );
    }
    const kept = Object.entries(headers).filter(([header]) => KEPT_HEADERS.test(header));
    const { id, content } = bucket.put(key, body, Object.fromEntries(kept), condition);
    const checksum = content.headers['x-amz-checksum-sha256'];
    return empty(200, {
      etag: content.etag,
      ...versionHeader(bucket, id),
      ...(checksum === undefined ? {} : { 'x-amz-checksum-sha256': checksum }),
    });
  }

  private list(bucket: S3BucketState, query: URLSearchParams): WireAnswer {
    if (query.has('delimiter') || query.has('encoding-type')) throw notImplemented('a delimiter');
    const prefix = query.get('prefix') ?? '';
    const token = query.get('continuation-token');
    const after =
      token === null
        ? (query.get('start-after') ?? '')
        : Buffer.from(token, 'base64url').toString('utf8');
    const asked = Number(query.get('max-keys') ?? PAGE_MAX_KEYS);
    const maxKeys = Math.min(asked, this.pageMaxKeys);
    const isAfter = (key: string) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0;
    const found = bucket.keys().filter((key) => key.startsWith(prefix) && isAfter(key));
    const page = found.slice(0, maxKeys);
    const last = page.at(-1);
    const next =
      last === undefined || page.length === found.length
        ? undefined
        : Buffer.from(last).toString('base64url');
    const objects = page.map((key) => ({
      key,
      content: bucket.current(key)?.content as S3Content,
    }));
    const text = listingDocument({ bucket: bucket.name, prefix, asked, objects, next });
    return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) };
  }
}

function read(bucket: S3BucketState, key: string, { method, query, headers }: WireRequest) {
  for (const header of ['range', 'if-match', 'if-none-match']) {
    if (header in headers) throw notImplemented(`a read with ${header}`);
  }
  const id = query.get('versionId');
  const version = id === null ? bucket.current(key) : bucket.version(key, id);
  if (version === undefined) throw noSuchKey(key);
  const { content } = version;
  if (content === null) {
    throw noSuchKey(key, { 'x-amz-delete-marker': 'true', ...versionHeader(bucket, version.id) });
  }
  const { 'x-amz-checksum-sha256': checksum, ...kept } = content.headers;
  const asksChecksum = headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  return {
    status: 200,
    headers: {
      'content-type': 'binary/octet-stream',
      ...kept,
      ...(checksum === undefined || !asksChecksum ? {} : { 'x-amz-checksum-sha256': checksum }),
      etag: content.etag,
      'last-modified': content.modifiedAt.toUTCString(),
      'content-length': String(content.bytes.length),
      ...versionHeader(bucket, version.id),
    },
    body: method === 'HEAD' ? new Uint8Array() : content.bytes,
  };
}

function remove(bucket: S3BucketState, key: string, { query, headers }: WireRequest): WireAnswer {
  if ('if-match' in headers) throw notImplemented('a deletion with if-match');
  const marker = bucket.delete(key, query.get('versionId') ?? undefined);
  return empty(204, markerHeaders(bucket, marker));
}

function markerHeaders(bucket: S3BucketState, marker: S3Version | undefined) {
  if (marker === undefined) return {};
  return { 'x-amz-delete-marker': 'true', ...versionHeader(bucket, marker.id) };
}

function putVersioning(bucket: S3BucketState, { body }: WireRequest): WireAnswer {
  const [, status] = /<Status>(\w+)<\/Status>/.exec(Buffer.from(body).toString('utf8')) ?? [];
  if (status !== 'Enabled') throw notImplemented('versioning that is not enabled');
  bucket.versioned = true;
  return empty(200);
}

/** S3 user guide, "How to prevent object overwrites with conditional writes"; other forms are answered 501. */
function conditionOf(headers: WireRequest['headers']): S3Condition {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  const isOdd = ifMatch === '*' || (ifNoneMatch !== undefined && ifNoneMatch !== '*');
  if (isOdd || (ifMatch !== undefined && ifNoneMatch !== undefined)) {
    throw notImplemented('A header you provided implies functionality that is not implemented');
  }
  if (ifMatch !== undefined) return { ifMatch };
  return ifNoneMatch === undefined ? undefined : { ifNoneMatch: '*' };
}

/** The SHA-256 of the bytes, where the request says one: as a checksum of the object, or of the signed payload. */
function requireChecksums(headers: WireRequest['headers'], body: Uint8Array): void {
  const digest = createHash('sha256').update(body).digest();
  const checksum = headers['x-amz-checksum-sha256'];
  if (checksum !== undefined && Buffer.from(checksum, 'base64').length !== 32) {
    const message = 'Value for x-amz-checksum-sha256 header is invalid.';
    throw new ServiceError('InvalidRequest', 400, message);
  }
  if (checksum !== undefined && checksum !== digest.toString('base64')) {
    const message = 'The SHA256 you specified did not match the calculated checksum.';
    throw new ServiceError('BadDigest', 400, message);
  }
  const signed = headers['x-amz-content-sha256'];
  if (signed !== undefined && /^[0-9a-f]{64}$/.test(signed) && signed !== digest.toString('hex')) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new ServiceError('XAmzContentSHA256Mismatch', 400, message);
  }
}

function requireNothingUnknown(headers: WireRequest['headers']): void {
  if ('x-amz-copy-source' in headers) throw notImplemented('CopyObject');
  if (headers['content-encoding']?.includes('aws-chunked') === true) {
    throw notImplemented('a body in signed chunks');
  }
}

function versionHeader(bucket: S3BucketState, id: string): Record<string, string> {
  return bucket.versioned ? { 'x-amz-version-id': id } : {};
}

function empty(status: number, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status, headers, body: new Uint8Array() };
}

function notImplemented(message: string): ServiceError {
  return new ServiceError('NotImplemented', 501, message);
}
