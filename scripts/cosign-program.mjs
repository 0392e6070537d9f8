/**
 * Builds cosign from its module: `node scripts/cosign-program.mjs` makes it beside other work, for the run of
 * `scripts/cosign.mjs` that follows.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const COSIGN = 'github.com/sigstore/cosign/v3/cmd/cosign@v3.1.3';

/** Where the program is kept. */
export const kept = fileURLToPath(
  new URL(`../.tmp/cosign-${COSIGN.split('@')[1]}`, import.meta.url),
);

/** The program, built from its module as Go's checksum database knows it, and kept for the next run. */
export function installCosign() {
  const program = join(kept, 'cosign');
  if (existsSync(program)) return program;
  console.log(`go install ${COSIGN} (some minutes, once)`);
  const installed = spawnSync('go', ['install', COSIGN], {
    env: { ...process.env, GOBIN: kept },
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
  });
  if (installed.error?.code === 'ENOENT') {
    throw new Error('Go is not there: bundles are proved with cosign, which is built with Go.');
  }
  if (installed.status !== 0) throw new Error(`go install failed: ${installed.stderr}`);
  return program;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installCosign();
