import type { S3Calls, S3Put } from '../../src/adapters/aws/s3-store.js';
import { asClientError, clientError } from './client-error.js';
import { DoubleS3 } from './s3.js';

/** What goes wrong with one call: it never arrives, its answer is lost, or it is answered with an error at once. */
export type S3Fault = 'unsent' | 'lost' | { readonly status?: number; readonly name: string };

/** The door of S3 in this process: what `s3Store` calls, with faults as a test programs them. */
export class S3InProcess implements S3Calls {
  readonly s3: DoubleS3;
  /** Every write that was sent, in order. */
  readonly puts: S3Put[] = [];
  /** Of the next calls, one after the other. */
  readonly faults: S3Fault[] = [];
  /** Pages that were listed. */
  pages = 0;

  constructor(s3: DoubleS3) {
    this.s3 = s3;
  }

  /** S3 with one empty bucket, whose listings have short pages. */
  static ofBucket(name: string): S3InProcess {
    const s3 = new DoubleS3();
    s3.createBucket(name);
    s3.pageMaxKeys = 2;
    return new S3InProcess(s3);
  }

  get: S3Calls['get'] = ({ bucket, key }) =>
    this.call(() => {
      const { etag, bytes, modifiedAt } = this.s3.get(this.s3.bucket(bucket), key).content;
      return {
        etag,
        modifiedAt: modifiedAt.getTime(),
        sizeBytes: bytes.length,
        body: inChunks(bytes),
      };
    });

  put: S3Calls['put'] = (put) =>
    this.call(() => {
      const { bucket, key, bytes, contentType, cacheControl, checksumSha256, condition } = put;
      this.puts.push(put);
      const headers = {
        'content-type': contentType,
        ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
      };
      this.s3.put(this.s3.bucket(bucket), { key, bytes, headers, condition, checksumSha256 });
    });

  list: S3Calls['list'] = ({ bucket, prefix, startAfter, next }) =>
    this.call(() => {
      this.pages++;
      const request = { prefix, after: next ?? startAfter };
      const { keys, isLast } = this.s3.list(this.s3.bucket(bucket), request);
      return { keys, next: isLast ? undefined : keys.at(-1) };
    });

  private async call<Answer>(effect: () => Answer): Promise<Answer> {
    const fault = this.faults.shift();
    if (fault === 'unsent') throw clientError('TimeoutError');
    if (typeof fault === 'object') throw clientError(fault.name, fault.status);
    try {
      const answer = effect();
      if (fault === 'lost') throw clientError('ECONNRESET');
      return answer;
    } catch (error) {
      throw asClientError(error);
    }
  }
}

async function* inChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += 5) yield bytes.slice(offset, offset + 5);
}
