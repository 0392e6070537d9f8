import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Runs a program to its end, and returns what it prints on standard output. */
export function printedBy(program: string, args: readonly string[], cwd: string): string {
  return execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Packs this package and installs it into an empty folder, as a user would, with no registry to ask. */
export function installPacked(folder: string): void {
  const packed = printedBy(npm, ['pack', '--json', '--pack-destination', folder], root);
  const [{ filename }] = JSON.parse(packed);
  writeFileSync(join(folder, 'package.json'), '{"type": "module", "private": true}');
  printedBy(
    npm,
    ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)],
    folder,
  );
}
