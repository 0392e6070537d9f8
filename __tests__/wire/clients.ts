import { Readable } from 'node:stream';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type { AwsDouble } from '../doubles/aws.js';
import { bodyOf } from '../doubles/loopback.js';
import { wireRequest } from '../doubles/wire-message.js';

/** What AWS's own documents use as examples; nothing on loopback looks at them. */
export const CREDENTIALS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' };

const COMMON = { region: 'us-east-1', credentials: CREDENTIALS, maxAttempts: 1 };

/** The environment of a program that finds the services at these endpoints. */
export function awsEnvironment(endpoints: {
  readonly s3?: string;
  readonly kms?: string;
  readonly sts?: string;
}): Readonly<Record<string, string>> {
  const found = Object.entries(endpoints).map(([service, endpoint]) => [
    `AWS_ENDPOINT_URL_${service.toUpperCase()}`,
    endpoint,
  ]);
  return {
    AWS_REGION: COMMON.region,
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
    ...Object.fromEntries(found),
  };
}

/** A client that asks once: what it meets is what the wire says. */
export const s3Client = (endpoint: string): S3Client =>
  new S3Client({ ...COMMON, endpoint, forcePathStyle: true });

export const kmsClient = (endpoint: string): KMSClient => new KMSClient({ ...COMMON, endpoint });

/** The double in process: `new S3Client({ ..., requestHandler: inProcess(double) })` opens no socket. */
export function inProcess(double: AwsDouble) {
  return {
    async handle(request: {
      readonly method: string;
      readonly path: string;
      readonly query?: Readonly<Record<string, string | string[] | null>>;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }) {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries(request.query ?? {})) {
        for (const one of [value ?? ''].flat()) query.append(name, one);
      }
      const { method, path, headers } = request;
      const body = await bytesOf(request.body);
      const answer = await double.answer(wireRequest(method, `${path}?${query}`, headers, body));
      return {
        response: {
          statusCode: answer.status,
          headers: { ...answer.headers },
          body: streamOf(answer.body),
        },
      };
    },
  };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : bodyOf(body as AsyncIterable<Uint8Array>);
}

/** The clients read answers as Node's streams. */
const streamOf = (bytes: Uint8Array): Readable => Readable.from([Buffer.from(bytes)]);
