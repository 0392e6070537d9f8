import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { buildDigestWorker, WORKER_ADDRESS } from './digest-worker.mjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What the named files of `src/` export, bundled on the fly, as one object. */
export async function importSource(files) {
  const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-'));
  const outfile = join(folder, 'source.mjs');
  try {
    await buildDigestWorker();
    await build({
      stdin: {
        contents: files.map((file) => `export * from './src/${file}';`).join('\n'),
        resolveDir: root,
      },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
      define: { DIGEST_WORKER: JSON.stringify(WORKER_ADDRESS) },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
