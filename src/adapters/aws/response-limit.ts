import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';

/** One answer that the SDK reads whole: an error, a listing, a policy. A page of 1,000 names takes about 500 KB. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;

type Stack = S3Client['middlewareStack'];

/**
 * Bounds what a client of AWS reads: the SDK takes an error or a listing of any length into memory. Objects are not
 * touched; whoever reads one counts. A call whose answer is longer rejects, and is not sent again. As a plugin, for
 * clients that others make.
 */
export const RESPONSE_LIMIT = {
  applyToStack(stack: Pick<Stack, 'add'>): void {
    stack.add(
      (next, { commandName }) =>
        async (args) => {
          const result = await next(args);
          const response = result.response as { readonly statusCode: number; body?: unknown };
          const isObject = commandName === 'GetObjectCommand' && response.statusCode < 300;
          if (!isObject && response.body instanceof Readable) {
            response.body = Readable.from(bounded(response.body), { objectMode: false });
          }
          return result;
        },
      { step: 'deserialize', priority: 'low', name: 'boundedAnswers' },
    );
  },
};

/** A client with BOUNDED_ANSWERS. */
export function limitResponses<Client extends object>(client: Client): Client {
  RESPONSE_LIMIT.applyToStack((client as unknown as S3Client).middlewareStack);
  return client;
}

/** The pieces of an answer; once there are too many, the connection is closed. */
async function* bounded(body: Readable): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.length;
    if (sizeBytes > ANSWER_MAX_BYTES) {
      throw new Error(`the answer has more than ${ANSWER_MAX_BYTES} bytes`);
    }
    yield chunk;
  }
}
