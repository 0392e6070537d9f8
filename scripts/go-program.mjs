/** Builds programs from their Go modules, each at one version as Go's checksum database knows it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a program is kept, by its package with its version, such as `example.com/a/cmd/b@v1.2.3`. */
export function folderOf(versioned) {
  const [name, version] = versioned.split('@');
  return fileURLToPath(new URL(`../.tmp/${basename(name)}-${version}`, import.meta.url));
}

/** The path of a program, which is built unless an earlier run built it. `why` says what it is for, should Go be missing. */
export function installGoProgram(versioned, why) {
  const folder = folderOf(versioned);
  const program = join(folder, basename(versioned.split('@')[0]));
  if (existsSync(program)) return program;
  console.log(`go install ${versioned} (once)`);
  const installed = spawnSync('go', ['install', versioned], {
    env: { ...process.env, GOBIN: folder },
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  if (installed.error?.code === 'ENOENT') {
    throw new Error(`Go is not there: ${why}, which is built with Go.`);
  }
  if (installed.status !== 0) throw new Error(`go install failed: ${installed.stderr}`);
  return program;
}
