import { createHash } from 'node:crypto';
import type { S3Calls, S3Put } from '../../src/adapters/aws/s3-store.js';

/** What goes wrong with one request: it never arrives, its answer is lost, or it is answered with an error at once. */
export type S3Fault = 'unsent' | 'lost' | { readonly status?: number; readonly name: string };

/** An error as a client of S3 rejects with it; without a status none was answered. */
export function s3Error(name: string, status?: number): Error {
  const metadata = status === undefined ? {} : { $metadata: { httpStatusCode: status } };
  return Object.assign(new Error(`the wire says ${name}`), { name, ...metadata });
}

/** A bucket that behaves as S3: preconditions, checksums, delete markers as absence, pages. */
export class S3Bucket implements S3Calls {
  readonly objects = new Map<string, { readonly put: S3Put; readonly etag: string }>();
  readonly puts: S3Put[] = [];
  readonly faults: S3Fault[] = [];
  readonly name: string;
  pages = 0;
  pageSize = 2;
  /** As stores that speak S3 and know no preconditions. */
  honoursPreconditions = true;
  private count = 0;

  constructor(name: string) {
    this.name = name;
  }

  get: S3Calls['get'] = ({ bucket, key }) =>
    this.request(bucket, () => {
      const object = this.objects.get(key);
      if (object === undefined) throw s3Error('NoSuchKey', 404);
      const { bytes } = object.put;
      return { etag: object.etag, sizeBytes: bytes.length, body: inChunks(bytes) };
    });

  put: S3Calls['put'] = (put) =>
    this.request(put.bucket, () => {
      this.puts.push(put);
      const digest = createHash('sha256').update(put.bytes).digest('base64');
      if (digest !== put.checksumSha256) throw s3Error('BadDigest', 400);
      const current = this.objects.get(put.key)?.etag;
      const { condition } = put;
      if (this.honoursPreconditions) {
        if ('ifNoneMatch' in condition && current !== undefined) {
          throw s3Error('PreconditionFailed', 412);
        }
        if ('ifMatch' in condition && current === undefined) throw s3Error('NoSuchKey', 404);
        if ('ifMatch' in condition && condition.ifMatch !== current) {
          throw s3Error('PreconditionFailed', 412);
        }
      }
      const bytes = put.bytes.slice();
      this.objects.set(put.key, { put: { ...put, bytes }, etag: `"${++this.count}"` });
    });

  list: S3Calls['list'] = ({ bucket, prefix, startAfter, next }) =>
    this.request(bucket, () => {
      this.pages++;
      const after = next ?? startAfter;
      const keys = [...this.objects.keys()]
        .sort()
        .filter((key) => key.startsWith(prefix) && key > after);
      const page = keys.slice(0, this.pageSize);
      return { keys: page, next: keys.length > page.length ? page.at(-1) : undefined };
    });

  private async request<Answer>(bucket: string, effect: () => Answer): Promise<Answer> {
    const fault = this.faults.shift();
    if (bucket !== this.name) throw s3Error('NoSuchBucket', 404);
    if (fault === 'unsent') throw s3Error('TimeoutError');
    if (typeof fault === 'object') throw s3Error(fault.name, fault.status);
    const answer = effect();
    if (fault === 'lost') throw s3Error('ECONNRESET');
    return answer;
  }
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += 5) yield bytes.slice(offset, offset + 5);
}
