/** Writes the types of the library and of the portable files. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Writes `OUTDIR/types` with tsc, as far as the entries reach: names of files without `.d.ts`. */
export function writeTypes(outdir, entries) {
  const { resolve } = createRequire(import.meta.url);
  const tsc = resolve('typescript/package.json').replace('package.json', 'bin/tsc');
  const toTypes = ['-p', 'tsconfig.types.json', '--outDir', `${outdir}/types`];
  execFileSync(process.execPath, [tsc, ...toTypes], { cwd: root, stdio: 'inherit' });
  keepReachableTypes(
    `${outdir}/types`,
    entries.map((name) => `${name}.d.ts`),
  );
}

/**
 * tsc writes the types of every file that it reads. What a user's compiler never opens is not shipped, and what it opens
 * may name no package: `dist/` is whole without any.
 */
function keepReachableTypes(folder, entries) {
  const reachable = new Set(entries);
  for (const file of reachable) {
    const text = readFileSync(join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, name] of text.matchAll(/(?:\bfrom |\bimport\(|^import )['"]([^'"]+)['"]/gm)) {
      if (!name.startsWith('.')) throw new Error(`types/${file} needs the package ${name}`);
      reachable.add(join(dirname(file), name.replace(/\.js$/, '.d.ts')));
    }
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !reachable.has(relative(folder, path))) rmSync(path);
  }
}
