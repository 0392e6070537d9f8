import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  setTimeout
} from "./chunk-TPO23M2P.js";
import {
  compareNames,
  isObjectName,
  objectNameParts
} from "./chunk-OE3EU23R.js";
import {
  hostname
} from "./chunk-EX5VHNSJ.js";
import {
  dirname,
  join,
  resolve
} from "./chunk-RWTYO2DT.js";
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeSync
} from "./chunk-52V52ITK.js";
import {
  DSSE_MAX_BYTES
} from "./chunk-PSIR7QIB.js";
import {
  createHash,
  randomInt,
  randomUUID
} from "./chunk-DUTF5YP6.js";
import {
  AdapterError
} from "./chunk-UHMTJ6P3.js";
import "./chunk-OEXZQEQP.js";

// src/adapters/folder-store-files.ts
var { O_CREAT, O_EXCL, O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;
var FILE_MODE = 438;
function errorCode(error) {
  const code = error?.code;
  return typeof code === "string" ? code : void 0;
}
function writeSynced(path, bytes) {
  const file = openSync(path, O_WRONLY | O_CREAT | O_EXCL | (O_NOFOLLOW ?? 0), FILE_MODE);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
function syncFolder(path) {
  if (process.platform === "win32") return;
  const folder = openSync(path, O_RDONLY);
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
function readWhole(path, maxBytes) {
  let file;
  try {
    file = openSync(path, O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return void 0;
    if (errorCode(error) === "ELOOP") throw unsafe(path, "a symbolic link");
    throw error;
  }
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw unsafe(path, "no regular file");
    if (stats.size > maxBytes) {
      throw unavailable(path, `expected at most ${maxBytes} bytes, found ${stats.size}`);
    }
    const bytes = new Uint8Array(stats.size);
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(file, bytes, done, bytes.length - done, done);
      if (count === 0) throw unavailable(path, `it became shorter while it was read`);
      done += count;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}
function unsafe(path, what) {
  return unavailable(path, `it is ${what}; a store has regular files and folders alone`);
}
function unavailable(path, why) {
  return new AdapterError("list-unavailable", `${path}: ${why}`, { at: { file: path } });
}

// src/adapters/folder-store-lock.ts
var TRIES = 40;
var WAIT_MAX_MS = 25;
async function withLock(working, base, section) {
  const lock = `${working}/${base}.lock`;
  let attempt = "busy";
  for (let i = 0; i < TRIES; i++) {
    if (i > 0) await setTimeout(randomInt(1, WAIT_MAX_MS + 1));
    const owner = ourselves();
    attempt = acquire(working, lock, owner);
    if (attempt !== "ours") continue;
    try {
      return section(owner.token);
    } finally {
      rmSync(lock, { force: true });
    }
  }
  if (attempt === "busy") return "busy";
  throw new AdapterError("list-unavailable", `${lock} is held from another machine or container`, {
    at: { file: lock },
    hint: "If the process that it names is gone, remove this file."
  });
}
function acquire(working, lock, owner) {
  if (make(working, lock, owner)) return "ours";
  const holder = readOwner(lock);
  if (holder === void 0) return "busy";
  if (holder === "unknown") return "foreign";
  const state = stateOf(holder);
  if (state !== "dead") return state;
  const cleared = clear(working, lock, holder, owner);
  if (cleared !== "cleared") return cleared;
  return make(working, lock, owner) ? "ours" : "busy";
}
function clear(working, path, dead, owner) {
  const claim = `${working}/${dead.token}.claim`;
  if (!make(working, claim, owner)) {
    const claimant = readOwner(claim);
    if (claimant === void 0) return "busy";
    if (claimant === "unknown") return "foreign";
    const state = stateOf(claimant);
    if (state !== "dead") return state;
    const cleared = clear(working, claim, claimant, owner);
    return cleared === "cleared" ? "busy" : cleared;
  }
  try {
    const now = readOwner(path);
    if (now === void 0 || now === "unknown" || now.token !== dead.token) return "busy";
    rmSync(`${working}/${dead.token}.tmp`, { force: true });
    rmSync(path, { force: true });
    return "cleared";
  } finally {
    rmSync(claim, { force: true });
  }
}
function make(working, path, { token, pid, start, place }) {
  const temporary = `${working}/${randomUUID()}.tmp`;
  try {
    writeSynced(temporary, Buffer.from(`${[token, pid, start, place].join("\n")}
`));
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(temporary, { force: true });
  }
}
function readOwner(path) {
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return void 0;
    throw error;
  }
  const [, token, pid, start, place] = /^([0-9a-f-]{36})\n([1-9]\d{0,9})\n(\d*)\n([^\n]*)\n$/.exec(text) ?? [];
  if (token === void 0 || start === void 0 || place === void 0) return "unknown";
  return { token, pid: Number(pid), start, place };
}
function ourselves() {
  const { pid } = process;
  return { token: randomUUID(), pid, start: processStart(pid) ?? "", place: placeOf() };
}
function stateOf({ pid, start, place }) {
  if (place !== placeOf()) return "foreign";
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errorCode(error) === "ESRCH") return "dead";
  }
  const now = processStart(pid);
  return now === void 0 || start === "" || now === start ? "busy" : "dead";
}
function placeOf() {
  if (process.platform !== "linux") return `${process.platform} ${hostname()}`;
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `linux ${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return `linux ${hostname()}`;
  }
}
function processStart(pid) {
  if (process.platform !== "linux") return void 0;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? "" : fields[19];
  } catch {
    return void 0;
  }
}

// src/adapters/folder-store.ts
var WORKING = ".pcr-allowlist";
var NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];
function openFolderStore(path) {
  const root = resolve(path);
  return {
    async get(name) {
      return reading(root, () => {
        const bytes = readObject(root, name);
        return bytes === void 0 ? void 0 : { bytes, etag: etagOf(bytes) };
      });
    },
    async putIfAbsent(name, bytes) {
      return writing(root, () => putIfAbsent(root, name, bytes));
    },
    async putIfMatch(name, bytes, etag) {
      return writing(root, () => putIfMatch(root, name, bytes, etag));
    },
    async list(prefix, after) {
      return reading(root, () => {
        const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
        return [...namesIn(root, folder)].filter((name) => name.startsWith(prefix) && compareNames(name, after) > 0).sort(compareNames);
      });
    }
  };
}
function putIfAbsent(root, name, bytes) {
  const target = prepare(root, name, bytes);
  const temporary = join(workingFolder(root), `${randomUUID()}.tmp`);
  try {
    writeSynced(temporary, bytes);
    linkSync(temporary, target);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    readWhole(target, DSSE_MAX_BYTES);
    return "exists";
  } finally {
    rmSync(temporary, { force: true });
  }
  return onDisk(target);
}
async function putIfMatch(root, name, bytes, etag) {
  const target = prepare(root, name, bytes);
  const working = workingFolder(root);
  const replace = (token) => {
    const current = readObject(root, name);
    if (current === void 0 || etagOf(current) !== etag) return "conflict";
    const temporary = join(working, `${token}.tmp`);
    try {
      writeSynced(temporary, bytes);
      renameSync(temporary, target);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    return onDisk(target);
  };
  const outcome = await withLock(working, sha256Hex(Buffer.from(name)), replace);
  return outcome === "busy" ? "conflict" : outcome;
}
function onDisk(target) {
  try {
    syncFolder(dirname(target));
    return "done";
  } catch {
    return "unclear";
  }
}
function readObject(root, name) {
  const parts = objectNameParts(name);
  if (!requireFolders(root, parts.slice(0, -1))) return void 0;
  return readWhole(join(root, ...parts), DSSE_MAX_BYTES);
}
function prepare(root, name, bytes) {
  const parts = objectNameParts(name);
  if (bytes.length > DSSE_MAX_BYTES) {
    throw new AdapterError(
      "list-unavailable",
      `${name}: expected at most ${DSSE_MAX_BYTES} bytes, found ${bytes.length}`
    );
  }
  makeFolders(root, parts.slice(0, -1));
  return join(root, ...parts);
}
function workingFolder(root) {
  makeFolders(root, [WORKING]);
  return join(root, WORKING);
}
function makeFolders(root, parts) {
  if (requireFolders(root, parts)) return;
  mkdirSync(root, { recursive: true });
  let path = root;
  for (const part of parts) {
    const parent = path;
    path = join(parent, part);
    try {
      mkdirSync(path);
      syncFolder(parent);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw error;
    }
  }
  requireFolders(root, parts);
}
function requireFolders(root, parts) {
  let path = root;
  for (const part of parts) {
    path = join(path, part);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (stats === void 0) return false;
    if (stats.isSymbolicLink()) throw unsafe(path, "a symbolic link");
    if (!stats.isDirectory()) throw unsafe(path, "no folder");
  }
  return true;
}
function* namesIn(root, folder) {
  const parts = folder === "" ? [] : objectNameParts(folder.slice(0, -1));
  if (!requireFolders(root, parts)) return;
  const path = join(root, ...parts);
  for (const entry of entriesOf(path)) {
    const name = `${folder}${entry.name}`;
    if (!isObjectName(name)) continue;
    if (entry.isDirectory()) yield* namesIn(root, `${name}/`);
    else if (entry.isFile()) yield name;
    else throw unsafe(join(path, entry.name), "a symbolic link or a device");
  }
}
function entriesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}
async function reading(root, read) {
  try {
    return read();
  } catch (error) {
    throw storeError(root, error, "list-unavailable", "read");
  }
}
async function writing(root, write) {
  try {
    return await write();
  } catch (error) {
    const call = error.syscall;
    if (call === "link" && NO_LINKS.includes(errorCode(error) ?? "")) {
      throw new AdapterError(
        "store-unsupported",
        `${root} is on a file system without hard links, on which writers cannot tell who came first`,
        { at: { file: root }, cause: error }
      );
    }
    throw storeError(root, error, "output-not-writable", "write to");
  }
}
function storeError(root, error, code, verb) {
  const found = errorCode(error);
  if (error instanceof AdapterError || found === void 0) return error;
  const path = error.path;
  const at = typeof path === "string" ? path : root;
  return new AdapterError(code, `cannot ${verb} the store ${root}: ${found}`, {
    at: { file: at },
    cause: error
  });
}
function etagOf(bytes) {
  return sha256Hex(bytes);
}
function sha256Hex(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
export {
  openFolderStore
};
