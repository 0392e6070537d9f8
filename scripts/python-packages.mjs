/** Makes the virtual environment of a folder with Python packages, once for each state of its requirements. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, rmSync } from 'node:fs';

/**
 * Installs `FOLDER/.venv` from `FOLDER/requirements.txt`. Returns undefined where it is there, or why it is not
 * available. The copy of the requirements is the last thing that is written: a broken installation is made anew.
 */
export function installPackages(folder) {
  const venv = `${folder}/.venv`;
  const wanted = `${folder}/requirements.txt`;
  const made = `${venv}/requirements.txt`;
  if (existsSync(made) && readFileSync(made).equals(readFileSync(wanted))) return undefined;
  rmSync(venv, { recursive: true, force: true });
  const isWindows = process.platform === 'win32';
  const why =
    problem(isWindows ? 'python' : 'python3', ['-m', 'venv', venv]) ??
    problem(`${venv}/${isWindows ? 'Scripts/python.exe' : 'bin/python'}`, [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'],
      ...['--require-hashes', '--only-binary', ':all:', '-r', wanted],
    ]);
  if (why === undefined) copyFileSync(wanted, made);
  return why;
}

/** The last line that the program says where it fails. */
function problem(program, args) {
  const { error, status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) return `${program}: ${error.message}`;
  if (status === 0) return undefined;
  const said = `${stdout}\n${stderr}`.trim().split('\n').at(-1);
  return `${program} ${args.slice(0, 3).join(' ')} ended with ${status}: ${said}`;
}
