import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  parsePublicKeyDer
} from "./chunk-BJLSW7HD.js";
import "./chunk-545SHK5C.js";
import "./chunk-POKFQCOA.js";
import "./chunk-PSIR7QIB.js";
import {
  createHash
} from "./chunk-DUTF5YP6.js";
import {
  AdapterError,
  FormatError,
  UsageError
} from "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";

// src/adapters/kms-signer-errors.ts
var WRONG_KIND = ["UnsupportedOperationException", "InvalidKeyUsageException"];
var CREDENTIALS = [
  "CredentialsProviderError",
  "TokenProviderError",
  "ExpiredTokenException",
  "UnrecognizedClientException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "IncompleteSignature",
  "MissingAuthenticationToken"
];
function keyError(error, permission, key, expected) {
  const { name, message } = namesOf(error);
  const context = { at: { object: key }, cause: error };
  if (WRONG_KIND.includes(name)) {
    return new UsageError(`signing key ${key}: ${expected}, found another kind (${name})`, context);
  }
  if (message === "Region is missing") {
    return new UsageError(`signing key ${key}: expected a region to look for it in, found none`, {
      ...context,
      hint: "Set AWS_REGION, or name the key by its ARN."
    });
  }
  const hint = hintOf(name, permission);
  return new AdapterError("key-unavailable", `cannot use signing key ${key}: ${name}: ${message}`, {
    ...context,
    ...hint === void 0 ? {} : { hint }
  });
}
function hintOf(name, permission) {
  if (CREDENTIALS.includes(name)) {
    return "AWS takes no credentials from here: in a workflow, aws-actions/configure-aws-credentials gives them.";
  }
  switch (name) {
    case "AccessDeniedException":
      return `The role needs ${permission} on this key, from the key policy, or from an IAM policy where the key policy lets IAM decide.`;
    case "NotFoundException":
      return "There is no such key or alias in this region and account: compare with AWS_REGION and the credentials.";
    case "DisabledException":
      return "The key is disabled: aws kms enable-key makes it usable.";
    case "KMSInvalidStateException":
      return "The key is pending deletion or not ready: aws kms describe-key shows its state, cancel-key-deletion and enable-key bring it back.";
    case "KeyUnavailableException":
    case "DependencyTimeoutException":
    case "KMSInternalException":
    case "ThrottlingException":
      return "Run it again.";
    default:
      return void 0;
  }
}
function namesOf(error) {
  const { name, message } = error ?? {};
  return {
    name: typeof name === "string" ? name : "unknown error",
    message: typeof message === "string" ? message : String(error)
  };
}

// src/adapters/kms-signer.ts
var RAW_MAX_BYTES = 4096;
var ALGORITHM = {
  ECC_NIST_P256: "ECDSA_SHA_256",
  ECC_NIST_P384: "ECDSA_SHA_384"
};
var SPEC = {
  "P-256": "ECC_NIST_P256",
  "P-384": "ECC_NIST_P384"
};
var HASH = {
  ECDSA_SHA_256: "sha256",
  ECDSA_SHA_384: "sha384"
};
var EXPECTED = "expected an asymmetric key for SIGN_VERIFY of ECC_NIST_P256 or ECC_NIST_P384";
var ARN = /^arn:aws[a-z-]*:kms:([a-z]{2}[a-z0-9-]{1,30}):\d{12}:(key\/[A-Za-z0-9-]{1,256}|alias\/[A-Za-z0-9/_-]{1,250})$/;
function parseKmsAddress(address) {
  const keyId = address.startsWith("awskms:") ? address.slice("awskms:".length) : "";
  const region = ARN.exec(keyId)?.[1];
  if (region !== void 0 || /^alias\/[A-Za-z0-9/_-]{1,250}$/.test(keyId))
    return { keyId, region };
  throw new UsageError(
    `expected a KMS key as awskms:alias/NAME or awskms:arn:aws:kms:REGION:ACCOUNT:key/ID, found ${address}`
  );
}
async function openKmsSigner(address, calls) {
  const { keyId } = parseKmsAddress(address);
  const found = await calls.getPublicKey(keyId).catch((error) => {
    throw keyError(error, "kms:GetPublicKey", address, EXPECTED);
  });
  const arn = arnOf(found, keyId, address);
  const { publicKey, algorithm } = usableKey(found, address);
  const signer = {
    publicKey,
    sign: (encoding) => signWith(calls, arn, algorithm, encoding)
  };
  return { signer, address: `awskms:${arn}` };
}
async function signWith(calls, arn, algorithm, encoding) {
  const isRaw = encoding.length <= RAW_MAX_BYTES;
  const message = isRaw ? encoding : new Uint8Array(createHash(HASH[algorithm]).update(encoding).digest());
  const messageType = isRaw ? "RAW" : "DIGEST";
  const made = await calls.sign({ keyId: arn, algorithm, messageType, message }).catch((error) => {
    throw keyError(error, "kms:Sign", arn, EXPECTED);
  });
  if (made.keyId !== arn || made.algorithm !== algorithm || made.signature === void 0) {
    throw unavailable(
      arn,
      `expected a signature of this key by ${algorithm}, found ${made.algorithm ?? "none"} of ${made.keyId ?? "no key"}`
    );
  }
  return made.signature;
}
function arnOf({ keyId: arn }, asked, address) {
  const isKey = arn !== void 0 && ARN.exec(arn)?.[2]?.startsWith("key/") === true;
  const account = asked.startsWith("arn:") ? asked.replace(/(?<=:)alias\/.*$/, "key/") : "";
  if (isKey && (asked.includes(":key/") ? arn === asked : arn.startsWith(account))) return arn;
  throw unavailable(address, `expected the ARN of its key, found ${arn ?? "none"}`);
}
function usableKey({ usage, spec, algorithms, spkiDer }, address) {
  const algorithm = ALGORITHM[spec ?? ""];
  if (usage !== "SIGN_VERIFY" || algorithm === void 0 || !algorithms.includes(algorithm)) {
    throw new UsageError(
      `signing key ${address}: ${EXPECTED}, found ${spec ?? "no specification"} for ${usage ?? "no usage"}`,
      {
        at: { object: address },
        hint: "aws kms create-key --key-spec ECC_NIST_P256 --key-usage SIGN_VERIFY makes one."
      }
    );
  }
  const publicKey = publicKeyOf(spkiDer ?? new Uint8Array(), address);
  if (SPEC[publicKey.curve] !== spec) {
    throw unavailable(address, `expected a public key of ${spec}, found one on ${publicKey.curve}`);
  }
  return { publicKey, algorithm };
}
function publicKeyOf(spkiDer, address) {
  try {
    return parsePublicKeyDer(spkiDer);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw unavailable(address, `the public key in the answer: ${error.message}`, error);
  }
}
function unavailable(key, why, cause) {
  return new AdapterError("key-unavailable", `signing key ${key}: ${why}`, {
    at: { object: key },
    cause
  });
}
export {
  RAW_MAX_BYTES,
  openKmsSigner,
  parseKmsAddress
};
