import { DoubleKms } from './kms.js';
import { answerKms } from './kms-http.js';
import { bodyOf, type LoopbackServer, listenOnLoopback } from './loopback.js';
import { DoubleS3 } from './s3.js';
import { answerS3 } from './s3-http.js';
import { DoubleSts } from './sts.js';
import { type WireAnswer, type WireRequest, wireRequest } from './wire-message.js';

/** S3, KMS and STS in memory, by one answer for each request: over loopback, or in process as the handler of an AWS client. */
export class AwsDouble {
  readonly s3: DoubleS3;
  readonly kms: DoubleKms;
  readonly sts = new DoubleSts();

  constructor(region = 'us-east-1') {
    this.s3 = new DoubleS3(region);
    this.kms = new DoubleKms(region);
  }

  /** As AWS's own endpoints are told apart: KMS names its operation in a header, STS is asked by a form. */
  answer(request: WireRequest): WireAnswer | Promise<WireAnswer> {
    const { headers, method, path } = request;
    if ('x-amz-target' in headers) return answerKms(this.kms, this.sts, request);
    const isForm = method === 'POST' && path === '/';
    return isForm ? this.sts.answer(request) : answerS3(this.s3, request);
  }
}

export interface RunningDouble extends LoopbackServer {
  readonly double: AwsDouble;
}

/** A double of its own, on a free port of loopback. */
export async function startDouble(double = new AwsDouble()): Promise<RunningDouble> {
  const server = await listenOnLoopback(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const answer = await double.answer(wireRequest(method, url, headers, await bodyOf(request)));
    const length = answer.headers['content-length'] ?? String(answer.body.length);
    response.writeHead(answer.status, { ...answer.headers, 'content-length': length });
    response.end(answer.body);
  });
  return { ...server, double };
}
