/** Proves that the committed `dist/` is what `src/` builds to: same files, same bytes. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildInto } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

const fresh = mkdtempSync(join(root, '.dist-'));
try {
  await buildInto(fresh);
  const committed = join(root, 'dist');
  const names = [...new Set([...filesOf(committed), ...filesOf(fresh)])].sort();
  const read = (folder, name) => {
    try {
      return readFileSync(join(folder, name), 'utf8');
    } catch {
      return undefined;
    }
  };
  const differing = names.filter((name) => read(committed, name) !== read(fresh, name));
  if (differing.length > 0) {
    console.error(
      `dist/ is not what src/ builds to. Run npm run build and commit it:\n  ${differing.join('\n  ')}`,
    );
    process.exitCode = 1;
  } else console.log(`dist/ equals its source (${names.length} files)`);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
