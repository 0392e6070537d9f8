import type { S3Content } from './s3-bucket.js';
import type { ServiceError } from './wire-message.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** S3 API reference, "Error responses". */
export function errorDocument(error: ServiceError, resource: string, requestId: string): string {
  const members = {
    Code: error.code,
    Message: error.message,
    ...error.details,
    Resource: resource,
    RequestId: requestId,
  };
  return `${DECLARATION}<Error>${elements(members)}</Error>`;
}

/** S3 API reference, ListObjectsV2, "Response syntax". */
export function listingDocument(listing: {
  readonly bucket: string;
  readonly prefix: string;
  readonly asked: number;
  readonly objects: readonly { readonly key: string; readonly content: S3Content }[];
  readonly next: string | undefined;
}): string {
  const { bucket, prefix, asked, objects, next } = listing;
  const head = elements({
    Name: bucket,
    Prefix: prefix,
    MaxKeys: String(asked),
    KeyCount: String(objects.length),
    IsTruncated: String(next !== undefined),
    ...(next === undefined ? {} : { NextContinuationToken: next }),
  });
  const contents = objects.map(({ key, content }) =>
    elements({
      Key: key,
      LastModified: content.modifiedAt.toISOString(),
      ETag: content.etag,
      Size: String(content.bytes.length),
      StorageClass: 'STANDARD',
    }),
  );
  const body = contents.map((text) => `<Contents>${text}</Contents>`).join('');
  return `${DECLARATION}<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${head}${body}</ListBucketResult>`;
}

function elements(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, text]) => `<${name}>${escapeXml(text)}</${name}>`)
    .join('');
}

export function escapeXml(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\r': '&#13;',
  };
  return text.replace(/[&<>"\r]/g, (character) => escapes[character] ?? character);
}
