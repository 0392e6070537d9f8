import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  READ_ATTEMPTS,
  awsClientOptions
} from "./chunk-QLAUIWDQ.js";
import "./chunk-R7BLJFAU.js";
import {
  statusOf
} from "./chunk-SZNFZP45.js";
import "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";

// src/adapters/s3-client.ts
var FIRST_REGION = "us-east-1";
var REGION = /^[a-z]{2}[a-z0-9-]{1,30}$/;
async function s3Calls(timeouts) {
  const sdk = await import("../sdk/s3-sdk.js");
  const options = {
    ...awsClientOptions(timeouts),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED"
  };
  const found = new sdk.S3Client(options);
  const region = await found.config.region().catch(() => "") || FIRST_REGION;
  const forcePathStyle = await found.config.serviceConfiguredEndpoint?.() !== void 0;
  const { credentials } = found.config;
  const byRegion = /* @__PURE__ */ new Map();
  const regionOf = /* @__PURE__ */ new Map();
  const clientsOf = (bucket) => {
    const name = regionOf.get(bucket) ?? region;
    const known = byRegion.get(name);
    if (known !== void 0) return known;
    const common = { ...options, region: name, forcePathStyle, credentials };
    const clients = {
      reads: new sdk.S3Client({ ...common, maxAttempts: READ_ATTEMPTS }),
      writes: new sdk.S3Client({ ...common, maxAttempts: 1 })
    };
    byRegion.set(name, clients);
    return clients;
  };
  const following = async (bucket, send) => {
    try {
      return await send(clientsOf(bucket));
    } catch (error) {
      const named = regionNamedBy(error);
      if (named !== void 0 && named !== (regionOf.get(bucket) ?? region)) {
        regionOf.set(bucket, named);
      } else if (!isClockCorrected(error)) throw error;
      return send(clientsOf(bucket));
    }
  };
  return {
    get: ({ bucket, key }) => following(bucket, async ({ reads }) => {
      const command = new sdk.GetObjectCommand({ Bucket: bucket, Key: key });
      const { ETag: etag, ContentLength: sizeBytes, Body: body } = await reads.send(command);
      return { etag, sizeBytes, body: body ?? [] };
    }),
    put: ({ bucket, key, bytes, contentType, cacheControl, checksumSha256, condition }) => following(bucket, async ({ writes }) => {
      const command = new sdk.PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        ...cacheControl === void 0 ? {} : { CacheControl: cacheControl },
        ChecksumSHA256: checksumSha256,
        ..."ifMatch" in condition ? { IfMatch: condition.ifMatch } : { IfNoneMatch: condition.ifNoneMatch }
      });
      await writes.send(command);
    }),
    list: ({ bucket, prefix, startAfter, next }) => following(bucket, async ({ reads }) => {
      const command = new sdk.ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...startAfter === "" ? {} : { StartAfter: startAfter },
        ...next === void 0 ? {} : { ContinuationToken: next }
      });
      const { Contents: objects, NextContinuationToken } = await reads.send(command);
      const keys = (objects ?? []).flatMap(({ Key: key }) => key === void 0 ? [] : [key]);
      return { keys, next: NextContinuationToken };
    })
  };
}
function regionNamedBy(error) {
  const status = statusOf(error);
  const { name, Region, $response } = error;
  const isElsewhere = status === 301 || status === 307 || status === 400 && (name === "AuthorizationHeaderMalformed" || name === "IllegalLocationConstraintException");
  if (!isElsewhere) return void 0;
  const region = $response?.headers?.["x-amz-bucket-region"] ?? Region;
  return typeof region === "string" && REGION.test(region) ? region : void 0;
}
function isClockCorrected(error) {
  return error.$metadata?.clockSkewCorrected === true;
}
export {
  s3Calls
};
