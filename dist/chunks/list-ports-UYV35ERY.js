import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  systemNow
} from "./chunk-EF6U3Z7I.js";
import {
  openImage
} from "./chunk-UJT33H5X.js";
import {
  generateKeyPair
} from "./chunk-3M6NBLUM.js";
import "./chunk-BJLSW7HD.js";
import {
  fileExists,
  readBinaryFile,
  readTextFile,
  writeNewFile,
  writeTextFile
} from "./chunk-RED47MN7.js";
import "./chunk-JJPC5VQQ.js";
import "./chunk-Y5JD6MO5.js";
import "./chunk-545SHK5C.js";
import {
  encodeUtf8
} from "./chunk-POKFQCOA.js";
import {
  setTimeout
} from "./chunk-TPO23M2P.js";
import {
  dirname,
  join,
  relative,
  resolve
} from "./chunk-RWTYO2DT.js";
import "./chunk-52V52ITK.js";
import "./chunk-PSIR7QIB.js";
import {
  randomBytes
} from "./chunk-DUTF5YP6.js";
import {
  AdapterError,
  UsageError
} from "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";

// src/adapters/build-environment.ts
function observedOrigin(environment) {
  const { GITHUB_REPOSITORY: repository, GITHUB_SHA: commit, GITHUB_REF: ref } = environment;
  const workflow = environment["GITHUB_WORKFLOW_REF"] || environment["GITHUB_WORKFLOW"];
  const { GITHUB_RUN_ID: run, GITHUB_RUN_ATTEMPT: attempt } = environment;
  const runner = environment["RUNNER_ENVIRONMENT"];
  const source = repository && ref && commit !== void 0 && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? { repository, commit, ref } : void 0;
  const build = workflow && run && runner && attempt !== void 0 && /^[1-9]\d{0,8}$/.test(attempt) ? { workflow, run, attempt: Number(attempt), runner } : void 0;
  if (source === void 0 && build === void 0) return void 0;
  return {
    ...source === void 0 ? {} : { source },
    ...build === void 0 ? {} : { build }
  };
}

// src/adapters/open-store.ts
async function openStore(address, baseDirectory) {
  if (address.startsWith("s3:")) {
    const { parseS3Address, s3Store } = await import("./s3-store-OXOYEU43.js");
    const { s3Calls } = await import("./s3-client-RAU2YXXR.js");
    const parsed = parseS3Address(address);
    const name = `s3://${parsed.bucket}/${parsed.prefix}`.replace(/\/$/, "");
    return { store: s3Store(await s3Calls(), parsed), name };
  }
  const path = filePathOf(address);
  if (path === void 0) {
    throw new UsageError(`expected a store as file:PATH or s3://bucket/prefix, found ${address}`);
  }
  const { openFolderStore } = await import("./folder-store-PH3VZGJD.js");
  const folder = resolve(baseDirectory, path);
  return { store: openFolderStore(folder), name: `file:${folder}` };
}
function filePathOf(address) {
  return /^file:(?!\/\/)([^\0]+)$/.exec(address)?.[1];
}

// src/adapters/open-signer.ts
async function openSigner(address, baseDirectory) {
  if (address.startsWith("awskms:")) {
    const { openKmsSigner, parseKmsAddress } = await import("./kms-signer-ZXWMMXX2.js");
    const { kmsCalls } = await import("./kms-client-ABEB4BR6.js");
    const { region } = parseKmsAddress(address);
    return { ...await openKmsSigner(address, await kmsCalls(region)), warnings: [] };
  }
  const path = filePathOf(address);
  if (path === void 0) {
    throw new UsageError(
      `expected a signing key as file:KEY.pem, awskms:alias/NAME or awskms:ARN, found ${address}`
    );
  }
  const { openKeyFile } = await import("./key-file-signer-MJ7GWTDF.js");
  return { ...await openKeyFile(resolve(baseDirectory, path)), address };
}

// src/adapters/store-probe.ts
var PROBE_NAME = "probe.txt";
var PROBE = encodeUtf8("pcr-allowlist wrote this to see that the store honours preconditions.\n");
var WRONG_TAG = '"00000000000000000000000000000000"';
var TRIES = 4;
async function requirePreconditions(store, storeName) {
  const absent = () => store.putIfAbsent(PROBE_NAME, PROBE);
  await answer(absent, ["conflict", "unclear"], storeName);
  if (await answer(absent, ["conflict", "unclear"], storeName) !== "exists") {
    throw unsupported(storeName, "it writes over an object that must not be there yet");
  }
  const wrong = () => store.putIfMatch(PROBE_NAME, PROBE, WRONG_TAG);
  if (await answer(wrong, ["unclear"], storeName) !== "conflict") {
    throw unsupported(storeName, "it replaces an object that is another one than expected");
  }
  if (await store.get(PROBE_NAME) === void 0) {
    throw unsupported(storeName, "it does not show what was just written");
  }
}
async function answer(put, again, storeName) {
  for (let i = 0; i < TRIES; i++) {
    const outcome = await put();
    if (!again.includes(outcome)) return outcome;
  }
  throw new AdapterError(
    "list-unavailable",
    `${storeName} gave no clear answer to a write with a precondition`,
    { at: { object: PROBE_NAME } }
  );
}
function unsupported(storeName, why) {
  return new AdapterError("store-unsupported", `${storeName} cannot hold an allow-list: ${why}`, {
    at: { object: PROBE_NAME },
    hint: "Use Amazon S3, another store that honours If-Match and If-None-Match, or a folder."
  });
}

// src/adapters/list-ports.ts
function listPorts(onProgress) {
  return {
    now: systemNow(),
    readText: readTextFile,
    readBytes: readBinaryFile,
    resolve: (file, name) => resolveBeside(file, name),
    relative: (file, path) => relative(resolve(dirname(file)), resolve(path)) || ".",
    exists: fileExists,
    writeText: writeTextFile,
    writeNew: writeNewFile,
    async openStore(address, file) {
      const { store, name } = await openStore(address, folderOf(file));
      return { store, name, requirePreconditions: () => requirePreconditions(store, name) };
    },
    openSigner: (address, file) => openSigner(address, folderOf(file)),
    openImage: (name, sha256) => openImage(name, sha256 === void 0 ? {} : { sha256 }),
    origin: () => observedOrigin(process.env),
    generateKeyPair,
    randomBytes: (count) => new Uint8Array(randomBytes(count)),
    random: () => randomBytes(4).readUInt32BE() / 2 ** 32,
    sleep: (durationMs) => setTimeout(durationMs),
    ...onProgress === void 0 ? {} : { onProgress }
  };
}
function folderOf(file) {
  return file === "" ? resolve(".") : resolve(dirname(file));
}
function resolveBeside(file, name) {
  const folder = dirname(file);
  return name.startsWith("/") ? name : join(folder, name);
}
export {
  listPorts
};
