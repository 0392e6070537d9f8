import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';

/**
 * The maximum size of an answer that the SDK reads whole: an error, a listing, a policy. A page of 1,000 names takes
 * about 500 KB.
 */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;

type Stack = S3Client['middlewareStack'];

/**
 * Bounds the answers that an AWS client reads, because the SDK reads an error or a listing of any length into memory.
 * Objects are not bounded here: their readers count bytes. A call with a longer answer rejects, and is not sent again.
 * A plugin, for clients that other code creates.
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

/** Adds BOUNDED_ANSWERS to a client. */
export function limitResponses<Client extends object>(client: Client): Client {
  RESPONSE_LIMIT.applyToStack((client as unknown as S3Client).middlewareStack);
  return client;
}

/** The pieces of an answer. The connection is closed when they exceed the limit. */
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
