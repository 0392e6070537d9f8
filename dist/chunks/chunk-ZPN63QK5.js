import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  statSync
} from "./chunk-22T3FCND.js";
import {
  AdapterError
} from "./chunk-UHMTJ6P3.js";

// src/adapters/file-source.ts
async function openFileSource(path) {
  try {
    requireRegular(statSync(path, { bigint: true }), path);
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const opened = fstatSync(file, { bigint: true });
      requireRegular(opened, path);
      return fileSource(file, path, opened);
    } catch (error) {
      closeSync(file);
      throw error;
    }
  } catch (error) {
    throw inputError(path, error);
  }
}
function fileSource(file, path, opened) {
  return {
    name: path,
    sizeBytes: Number(opened.size),
    async read(offsetBytes, into) {
      try {
        readFully(file, path, offsetBytes, into);
      } catch (error) {
        throw inputError(path, error);
      }
    },
    async confirmUnchanged() {
      const now = fstatSync(file, { bigint: true });
      if (now.size !== opened.size) {
        throw changed(path, `its size went from ${opened.size} to ${now.size} bytes`);
      }
      if (now.mtimeNs !== opened.mtimeNs || now.ctimeNs !== opened.ctimeNs) {
        throw changed(path, "it was written to, renamed or removed");
      }
    },
    async close() {
      closeSync(file);
    }
  };
}
function readFully(file, path, offsetBytes, into) {
  for (let done = 0; done < into.length; ) {
    const bytesRead = readSync(file, into, done, into.length - done, offsetBytes + done);
    if (bytesRead === 0) {
      throw changed(
        path,
        `it ends at byte ${offsetBytes + done}, before the size it had when it was opened`
      );
    }
    done += bytesRead;
  }
}
function changed(path, how) {
  return new AdapterError("input-changed", `${path} changed while it was read: ${how}`, {
    at: { file: path },
    hint: "Measure after the build has finished writing the image."
  });
}
function requireRegular(stats, path) {
  if (stats.isFile()) return;
  const kind = stats.isDirectory() ? "directory" : stats.isFIFO() ? "named pipe" : stats.isSocket() ? "socket" : "device";
  throw new AdapterError("input-not-a-file", `expected a regular file, found a ${kind}: ${path}`, {
    at: { file: path }
  });
}
function inputError(path, error) {
  if (error instanceof AdapterError) return error;
  const code = error.code;
  const context = { at: { file: path }, cause: error };
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
    case "ENAMETOOLONG":
    case "ERR_INVALID_ARG_VALUE":
      return new AdapterError("input-not-found", `no such file: ${path}`, context);
    case "EACCES":
    case "EPERM":
      return new AdapterError("input-not-readable", `no permission to read ${path}`, context);
    default:
      if (typeof code !== "string") return error;
      return new AdapterError("input-not-readable", `cannot read ${path}: ${code}`, context);
  }
}

export {
  openFileSource,
  inputError
};
