import { createHash } from 'node:crypto';
import type { DoubleS3 } from './s3.js';
import { versionHeader } from './s3.js';
import type { S3BucketState, S3Condition, S3Version } from './s3-bucket.js';
import { errorDocument, listingDocument } from './s3-xml.js';
import { ServiceError, type WireAnswer, type WireRequest } from './wire-message.js';

/** What a write says of an object and a read brings back. */
const KEPT_HEADERS = /^(?:content-type|cache-control|x-amz-checksum-sha256|x-amz-meta-.+)$/;

let requests = 0;

/**
 * The HTTP door of S3, by path (`/BUCKET/KEY`): CreateBucket, HeadBucket, PutBucketVersioning, PutObject, GetObject,
 * HeadObject, DeleteObject, ListObjectsV2. It answers 501 to everything else. It checks neither signatures nor rights.
 */
export function answerS3(s3: DoubleS3, request: WireRequest): WireAnswer {
  const id = `double-${++requests}`;
  const ids = { server: 'double', 'x-amz-request-id': id };
  try {
    const answer = route(s3, request);
    return { ...answer, headers: { ...ids, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const body = request.method === 'HEAD' ? '' : errorDocument(error, request.path, id);
    const headers = { ...ids, 'content-type': 'application/xml', ...error.headers };
    return { status: error.status, headers, body: Buffer.from(body) };
  }
}

function route(s3: DoubleS3, request: WireRequest): WireAnswer {
  const { method, query } = request;
  const [, name = '', key = ''] = /^\/([^/]*)(?:\/(.*))?$/s.exec(request.path) ?? [];
  if (key === '') {
    if (method === 'PUT' && query.size === 0) return putBucket(s3, name);
    const bucket = s3.bucket(name);
    if (method === 'PUT' && query.has('versioning')) return putVersioning(bucket, request);
    if (method === 'HEAD') return empty(200, { 'x-amz-bucket-region': bucket.region });
    if (method === 'GET' && query.get('list-type') === '2') return list(s3, bucket, query);
    throw notImplemented('a request for a bucket that the double does not know');
  }
  const bucket = s3.bucket(name);
  const known = new Set(['x-id', 'versionId']);
  if ([...query.keys()].some((parameter) => !known.has(parameter))) {
    throw notImplemented('a request for an object that the double does not know');
  }
  if (method === 'GET' || method === 'HEAD') return read(s3, bucket, key, request);
  if (method === 'PUT') return put(s3, bucket, key, request);
  if (method === 'DELETE') return remove(bucket, key, request);
  throw notImplemented(`${method} of an object`);
}

function putBucket(s3: DoubleS3, name: string): WireAnswer {
  if (s3.buckets.has(name) && s3.region !== 'us-east-1') {
    const message = 'Your previous request to create the named bucket succeeded and you own it.';
    throw new ServiceError('BucketAlreadyOwnedByYou', 409, message, { BucketName: name });
  }
  if (!s3.buckets.has(name)) s3.createBucket(name);
  return empty(200, { location: `/${name}` });
}

function put(
  s3: DoubleS3,
  bucket: S3BucketState,
  key: string,
  { headers, body }: WireRequest,
): WireAnswer {
  requireNothingUnknown(headers);
  const condition = conditionOf(headers);
  requireSignedPayload(headers, body);
  const kept = Object.entries(headers).filter(([header]) => KEPT_HEADERS.test(header));
  const checksum = headers['x-amz-checksum-sha256'];
  const { id, content } = s3.put(bucket, {
    key,
    bytes: body,
    headers: Object.fromEntries(kept),
    condition,
    checksumSha256: checksum,
  });
  return empty(200, {
    etag: content.etag,
    ...versionHeader(bucket, id),
    ...(checksum === undefined ? {} : { 'x-amz-checksum-sha256': checksum }),
  });
}

function list(s3: DoubleS3, bucket: S3BucketState, query: URLSearchParams): WireAnswer {
  if (query.has('delimiter') || query.has('encoding-type')) throw notImplemented('a delimiter');
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token');
  const after =
    token === null
      ? (query.get('start-after') ?? '')
      : Buffer.from(token, 'base64url').toString('utf8');
  const asked = Number(query.get('max-keys') ?? 1000);
  const { keys, isLast } = s3.list(bucket, { prefix, after, maxKeys: asked });
  const next = isLast ? undefined : Buffer.from(keys.at(-1) ?? '').toString('base64url');
  const objects = keys.map((key) => ({ key, content: s3.get(bucket, key).content }));
  const text = listingDocument({ bucket: bucket.name, prefix, asked, objects, next });
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: Buffer.from(text) };
}

function read(
  s3: DoubleS3,
  bucket: S3BucketState,
  key: string,
  { method, query, headers }: WireRequest,
): WireAnswer {
  for (const header of ['range', 'if-match', 'if-none-match']) {
    if (header in headers) throw notImplemented(`a read with ${header}`);
  }
  const { id, content } = s3.get(bucket, key, query.get('versionId') ?? undefined);
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
      ...versionHeader(bucket, id),
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

/** The SHA-256 of the signed payload, where the request states it. */
function requireSignedPayload(headers: WireRequest['headers'], body: Uint8Array): void {
  const signed = headers['x-amz-content-sha256'];
  if (signed === undefined || !/^[0-9a-f]{64}$/.test(signed)) return;
  if (signed === createHash('sha256').update(body).digest('hex')) return;
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  throw new ServiceError('XAmzContentSHA256Mismatch', 400, message);
}

function requireNothingUnknown(headers: WireRequest['headers']): void {
  if ('x-amz-copy-source' in headers) throw notImplemented('CopyObject');
  if (headers['content-encoding']?.includes('aws-chunked') === true) {
    throw notImplemented('a body in signed chunks');
  }
}

function empty(status: number, headers: Readonly<Record<string, string>> = {}): WireAnswer {
  return { status, headers, body: new Uint8Array() };
}

function notImplemented(message: string): ServiceError {
  return new ServiceError('NotImplemented', 501, message);
}
