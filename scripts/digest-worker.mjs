/** Builds the digest worker from `src/`, for whatever runs the source itself: the tests, and the scripts of this folder. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const WORKER = `${root}.tmp/source/digest-worker.mjs`;

/** The address that `DIGEST_WORKER` stands for in code that is not built into `dist/`. */
export const WORKER_ADDRESS = pathToFileURL(WORKER).href;

/** The worker as `src/` has it now, bundled. */
export async function bundleDigestWorker() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/measure/digest-worker.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return outputFiles[0].contents;
}

/** Writes the worker to `WORKER_ADDRESS`. Two runs at once may both do so: each replaces the file as a whole. */
export async function buildDigestWorker() {
  const bytes = await bundleDigestWorker();
  mkdirSync(dirname(WORKER), { recursive: true });
  writeFileSync(`${WORKER}.${process.pid}`, bytes);
  renameSync(`${WORKER}.${process.pid}`, WORKER);
}
