/**
 * Loaded before the built command (`--import`): a disk that is full from the write number FULL_DISK_AT on, counted from 0. As on
 * a real one, a write that fails leaves an empty or a half-written file. At the end it prints the number of writes on
 * file descriptor 3. Standard streams are left alone.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { writeSync, writeFileSync, mkdirSync, linkSync } = fs;
const fullAt = Number(process.env.FULL_DISK_AT);
let writes = 0;

function requireRoom(syscall, path) {
  if (writes++ < fullAt) return;
  throw Object.assign(new Error(`ENOSPC: no space left on device, ${syscall}`), {
    code: 'ENOSPC',
    errno: -28,
    syscall,
    path,
  });
}

fs.writeSync = (file, bytes, ...rest) => {
  if (typeof file === 'number' && file <= 2) return writeSync(file, bytes, ...rest);
  requireRoom('write');
  return writeSync(file, bytes, ...rest);
};
fs.writeFileSync = (file, content, options) => {
  if (writes >= fullAt) writeFileSync(file, String(content).slice(0, 7), options);
  requireRoom('write', file);
  return writeFileSync(file, content, options);
};
fs.mkdirSync = (path, options) => {
  if (!fs.existsSync(path)) requireRoom('mkdir', path);
  return mkdirSync(path, options);
};
fs.linkSync = (from, to) => {
  requireRoom('link', to);
  return linkSync(from, to);
};
syncBuiltinESMExports();
process.on('exit', () => writeSync(3, String(writes)));
