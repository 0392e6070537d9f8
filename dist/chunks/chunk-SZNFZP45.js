import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  AdapterError
} from "./chunk-UHMTJ6P3.js";

// src/adapters/s3-store-errors.ts
var AGAIN = [
  "RequestTimeout",
  "RequestTimeoutException",
  "SlowDown",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "InternalError",
  "ServiceUnavailable"
];
var NOT_SENT = [
  "CredentialsProviderError",
  "TokenProviderError",
  "ProviderError",
  "TypeError",
  "RangeError",
  "SyntaxError"
];
function statusOf(error) {
  const status = error?.$metadata?.httpStatusCode;
  return typeof status === "number" ? status : void 0;
}
function isMissing(error) {
  return statusOf(error) === 404 && nameOf(error) !== "NoSuchBucket";
}
function isConflict(error, isReplacing) {
  return statusOf(error) === 409 || isReplacing && isMissing(error);
}
function isUnclear(error) {
  if (error instanceof AdapterError) return false;
  const status = statusOf(error);
  if (AGAIN.includes(nameOf(error))) return true;
  if (status === void 0) return isError(error) && !NOT_SENT.includes(error.name);
  if (status === 501) return false;
  return status === 408 || status === 429 || status >= 500 || status >= 200 && status < 300;
}
function readError(error, bucket, key) {
  if (error instanceof AdapterError) return error;
  const hint = hintOf(error, "s3:GetObject and s3:ListBucket");
  return new AdapterError("list-unavailable", `cannot read s3://${bucket}/${key}: ${say(error)}`, {
    at: { object: key },
    ...hint === void 0 ? {} : { hint },
    cause: error
  });
}
function writeError(error, bucket, key) {
  if (error instanceof AdapterError) return error;
  if (statusOf(error) === 501) {
    return new AdapterError(
      "store-unsupported",
      `s3://${bucket} cannot hold an allow-list: it does not know preconditions (${say(error)})`,
      { at: { object: key }, cause: error }
    );
  }
  const hint = hintOf(error, "s3:PutObject and s3:GetObject");
  return new AdapterError("list-unavailable", `cannot write s3://${bucket}/${key}: ${say(error)}`, {
    at: { object: key },
    ...hint === void 0 ? {} : { hint },
    cause: error
  });
}
function hintOf(error, permissions) {
  switch (statusOf(error)) {
    case 301:
      return "The bucket is in another region: set AWS_REGION to it.";
    case 403:
      return `The role needs ${permissions} on this bucket, and the key of its encryption if there is one.`;
    default:
      return nameOf(error) === "NoSuchBucket" ? "There is no such bucket." : void 0;
  }
}
function say(error) {
  const status = statusOf(error);
  const name = nameOf(error);
  if (status !== void 0) return `${status} ${name}`;
  const message = isError(error) ? error.message : String(error);
  return message === "" || message === name ? name : `${name}: ${message}`;
}
function nameOf(error) {
  return isError(error) ? error.name : "unknown error";
}
function isError(error) {
  const { name, message } = error ?? {};
  return typeof name === "string" && typeof message === "string";
}

export {
  statusOf,
  isMissing,
  isConflict,
  isUnclear,
  readError,
  writeError
};
