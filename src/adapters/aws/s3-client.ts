import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import { type AwsTimeouts, awsClientOptions, READ_ATTEMPTS } from './aws-client.js';
import { awsErrorStatus } from './aws-errors.js';
import { limitResponses } from './response-limit.js';
import type { S3Calls, S3Object } from './s3-store.js';
import type { ServiceClock } from './service-clock.js';

/** The default region. It knows the regions of all buckets. */
const FIRST_REGION = 'us-east-1';

/** The form of a region. A region becomes part of a host name, so no other characters are allowed. */
const REGION = /^[a-z]{2}[a-z0-9-]{1,30}$/;

/** Two clients of one region. */
interface Clients {
  /** Retries requests without an answer and throttled requests. */
  readonly reads: S3Client;
  /** Sends once. A lost answer must be visible, because a repeated write would find its own success. */
  readonly writes: S3Client;
}

/**
 * S3 through the AWS SDK, which this call loads.
 *
 * Region: AWS_REGION or the profile's, else us-east-1; an answer that names the bucket's own region is followed once,
 * and remembered for that bucket. An endpoint of the environment or the profile (AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL)
 * gets path style addresses, because few S3-compatible stores have a name in the DNS for each bucket. Reads are sent up
 * to READ_ATTEMPTS times, writes once, and once more where the answer says that nothing was written: another region, or
 * a clock that the SDK has corrected by then. Checksums are those of the caller: the SDK adds none, and compares none,
 * since whatever is read has a signature or a hash of its own.
 *
 * `clock` sees the dates of answers. Calls reject with the SDK's errors: `$metadata.httpStatusCode` where there was an
 * answer, and `name`.
 */
export async function s3Calls(timeouts?: AwsTimeouts, clock?: ServiceClock): Promise<S3Calls> {
  const sdk = await import('./s3-sdk.js');
  const options: S3ClientConfig = {
    ...awsClientOptions(timeouts),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
  const found = new sdk.S3Client(options);
  const region = (await found.config.region().catch(() => '')) || FIRST_REGION;
  const forcePathStyle = (await found.config.serviceConfiguredEndpoint?.()) !== undefined;
  const { credentials } = found.config;
  const byRegion = new Map<string, Clients>();
  const regionOf = new Map<string, string>();

  const clientsOf = (bucket: string): Clients => {
    const name = regionOf.get(bucket) ?? region;
    const known = byRegion.get(name);
    if (known !== undefined) return known;
    const common = { ...options, region: name, forcePathStyle, credentials };
    const client = (maxAttempts: number): S3Client => {
      const limited = limitResponses(new sdk.S3Client({ ...common, maxAttempts }));
      return clock?.watch(limited) ?? limited;
    };
    const clients = { reads: client(READ_ATTEMPTS), writes: client(1) };
    byRegion.set(name, clients);
    return clients;
  };

  /** Sends the request, and repeats it once if its answer says that it had no effect and why. */
  const following = async <Answer>(
    bucket: string,
    send: (clients: Clients) => Promise<Answer>,
  ): Promise<Answer> => {
    try {
      return await send(clientsOf(bucket));
    } catch (error) {
      const named = regionNamedBy(error);
      if (named !== undefined && named !== (regionOf.get(bucket) ?? region)) {
        regionOf.set(bucket, named);
      } else if (!isClockCorrected(error)) throw error;
      return send(clientsOf(bucket));
    }
  };

  return {
    get: ({ bucket, key }) =>
      following(bucket, async ({ reads }): Promise<S3Object> => {
        const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key });
        const answer = await reads.send(command);
        const { ETag: etag, ContentLength: sizeBytes, Body: body, LastModified } = answer;
        const discard = () => void (body as { destroy?: () => void } | undefined)?.destroy?.();
        const modifiedAt = LastModified?.getTime();
        const chunks = (body ?? []) as AsyncIterable<Uint8Array>;
        return { etag, modifiedAt, sizeBytes, body: chunks, discard };
      }),
    put: ({ bucket, key, bytes, contentType, cacheControl, checksumSha256, condition }) =>
      following(bucket, async ({ writes }) => {
        const command = new sdk.PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: bytes,
          ContentType: contentType,
          ...(cacheControl === undefined ? {} : { CacheControl: cacheControl }),
          ChecksumSHA256: checksumSha256,
          ...('ifMatch' in condition
            ? { IfMatch: condition.ifMatch }
            : { IfNoneMatch: condition.ifNoneMatch }),
        });
        await writes.send(command);
      }),
    list: ({ bucket, prefix, startAfter, next }) =>
      following(bucket, async ({ reads }) => {
        const command = new sdk.ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(startAfter === '' ? {} : { StartAfter: startAfter }),
          ...(next === undefined ? {} : { ContinuationToken: next }),
        });
        const { Contents: objects, NextContinuationToken } = await reads.send(command);
        const keys = (objects ?? []).flatMap(({ Key: key }) => (key === undefined ? [] : [key]));
        return { keys, next: NextContinuationToken };
      }),
  };
}

/**
 * The bucket's own region, where an answer refuses a request for having gone to another one (S3 user guide, "Making
 * requests", "Request redirection"): 301 PermanentRedirect and 307 TemporaryRedirect name it in a header, and 400
 * AuthorizationHeaderMalformed in its text.
 */
function regionNamedBy(error: unknown): string | undefined {
  const status = awsErrorStatus(error);
  const { name, Region, $response } = error as {
    readonly name?: unknown;
    readonly Region?: unknown;
    readonly $response?: { readonly headers?: { readonly [name: string]: string } };
  };
  const isElsewhere =
    status === 301 ||
    status === 307 ||
    (status === 400 &&
      (name === 'AuthorizationHeaderMalformed' || name === 'IllegalLocationConstraintException'));
  if (!isElsewhere) return undefined;
  const region = $response?.headers?.['x-amz-bucket-region'] ?? Region;
  return typeof region === 'string' && REGION.test(region) ? region : undefined;
}

/** S3 refuses a request with a wrong time, and the SDK then knows the difference. */
function isClockCorrected(error: unknown): boolean {
  return (
    (error as { $metadata?: { clockSkewCorrected?: boolean } }).$metadata?.clockSkewCorrected ===
    true
  );
}
