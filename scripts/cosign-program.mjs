/**
 * Builds cosign from its module: `node scripts/cosign-program.mjs` makes it beside other work, for the run of
 * `scripts/cosign.mjs` that follows.
 */
import { fileURLToPath } from 'node:url';
import { folderOf, installGoProgram } from './go-program.mjs';

export const COSIGN = 'github.com/sigstore/cosign/v3/cmd/cosign@v3.1.3';

/** Where the program is kept. */
export const kept = folderOf(COSIGN);

/** The program, built and kept for the next run. */
export function installCosign() {
  return installGoProgram(COSIGN, 'bundles are proved with cosign');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) installCosign();
