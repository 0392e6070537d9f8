import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  encodePublicKeyPem,
  parsePublicKeyDer
} from "./chunk-BJLSW7HD.js";
import {
  promisify,
  readTextFile
} from "./chunk-NUEOL5Q4.js";
import {
  stat
} from "./chunk-JJPC5VQQ.js";
import {
  inputError
} from "./chunk-ZPN63QK5.js";
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign
} from "./chunk-DUTF5YP6.js";
import {
  FormatError,
  UsageError
} from "./chunk-UHMTJ6P3.js";

// src/adapters/key-file-signer.ts
var HASH = { "P-256": "sha256", "P-384": "sha384" };
var NODE_CURVE = {
  "P-256": "prime256v1",
  "P-384": "secp384r1"
};
var GROUP_AND_OTHERS = 63;
var BOUNDARY = /-----(?:BEGIN|END) ([A-Z0-9 ]+)-----/g;
var MAKE_A_KEY = "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 makes one.";
var signAsync = promisify(
  sign
);
async function openKeyFile(path) {
  const pem = await readTextFile(path);
  const signer = signerOf(privateKeyOf(pem, path), path);
  const { mode } = await stat(path).catch((error) => {
    throw inputError(path, error);
  });
  const isShared = process.platform !== "win32" && (mode & GROUP_AND_OTHERS) !== 0;
  const warning = {
    code: "key-file-permissions",
    message: `${path} can be used by others than its owner: chmod 600 keeps the key to you.`
  };
  return { signer, warnings: isShared ? [warning] : [] };
}
function generateKeyPair(curve) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: NODE_CURVE[curve] });
  const parsed = parsePublicKeyDer(spkiOf(publicKey));
  return {
    privateKeyPem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(),
    publicKeyPem: encodePublicKeyPem(parsed),
    publicKey: parsed
  };
}
function privateKeyOf(pem, path) {
  const labels = [...pem.matchAll(BOUNDARY)].map(([, label]) => label);
  if (labels.includes("ENCRYPTED PRIVATE KEY") || /^Proc-Type:.*ENCRYPTED/m.test(pem)) {
    throw refusal(
      path,
      "expected a key that is not encrypted",
      "openssl pkey -in KEY decrypts it."
    );
  }
  if (labels.includes("EC PRIVATE KEY") || labels.includes("RSA PRIVATE KEY")) {
    throw refusal(
      path,
      "expected PKCS#8, found the older form of its algorithm",
      "openssl pkcs8 -topk8 -nocrypt -in KEY converts an EC key."
    );
  }
  if (labels.includes("PUBLIC KEY") || labels.includes("CERTIFICATE")) {
    throw refusal(path, "expected a private key alone, found something public");
  }
  const isOneBlock = /^\s*-----BEGIN PRIVATE KEY-----\r?\n[^-]+-----END PRIVATE KEY-----\s*$/;
  if (!isOneBlock.test(pem)) {
    throw refusal(path, "expected one PRIVATE KEY block in PEM and nothing else", MAKE_A_KEY);
  }
  try {
    return createPrivateKey({ key: pem, format: "pem" });
  } catch {
    throw refusal(path, "expected a private key in PKCS#8, found what OpenSSL cannot read");
  }
}
function signerOf(privateKey, path) {
  const publicKey = publicKeyOf(privateKey);
  if (publicKey === void 0) {
    throw refusal(
      path,
      "expected an EC key on P-256 or P-384, uncompressed and with its curve by name",
      MAKE_A_KEY
    );
  }
  const hash = HASH[publicKey.curve];
  return {
    publicKey,
    sign: (encoding) => signAsync(hash, encoding, { key: privateKey, dsaEncoding: "der" })
  };
}
function publicKeyOf(privateKey) {
  if (privateKey.asymmetricKeyType !== "ec") return void 0;
  try {
    return parsePublicKeyDer(spkiOf(createPublicKey(privateKey)));
  } catch (error) {
    if (error instanceof FormatError) return void 0;
    throw error;
  }
}
function spkiOf(publicKey) {
  return new Uint8Array(publicKey.export({ format: "der", type: "spki" }));
}
function refusal(path, message, hint) {
  return new UsageError(`signing key ${path}: ${message}`, {
    at: { file: path },
    ...hint === void 0 ? {} : { hint }
  });
}

export {
  openKeyFile,
  generateKeyPair
};
