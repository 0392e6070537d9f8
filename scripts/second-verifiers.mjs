/**
 * Runs the verifiers that were written from the pages alone, in Python and in Go, on the published vectors and on those
 * of format v1: `node scripts/second-verifiers.mjs`. Writes the results to docs/vectors/README.md, and ends with 1 where
 * one of them disagrees with an index. Needs Python 3 and Go; it installs the Python packages.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { installPackages } from './python-packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const verifiers = 'scripts/second-verifiers';
const why = installPackages(`${root}${verifiers}`);
if (why !== undefined) throw new Error(`the verifier in Python is not available: ${why}`);
const python = `${verifiers}/.venv/${process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python'}`;
const FOLDERS = ['docs/vectors', '__tests__/vectors/v1/published'];
const VERIFIERS = [
  {
    name: 'Python',
    version: [python, '--version'],
    run: [python, `${verifiers}/verifier.py`],
  },
  {
    name: 'Go',
    version: ['go', 'version'],
    run: ['go', 'run', `${verifiers}/verifier.go`],
  },
];

const rows = VERIFIERS.flatMap(({ name, version, run: words }) =>
  FOLDERS.map((folder) => {
    const { status, output } = run([...words, folder]);
    process.stdout.write(`${name}, ${folder}: ${output}\n`);
    if (status !== 0) process.exitCode = 1;
    const program = run(version).output.replace(/^go version | linux.*$/g, '');
    return `| ${name} (${program}) | \`${folder}\` | ${output.split('\n').at(-1)} |`;
  }),
);
const date = new Date().toISOString().slice(0, 10);
const record = [
  `Last run: ${date}.`,
  '',
  '| verifier | vectors | result |',
  '| --- | --- | --- |',
  ...rows,
];
const page = `${root}docs/vectors/README.md`;
const [begin, end] = ['<!-- second verifiers: last run -->', '<!-- second verifiers: end -->'];
const [before, rest = ''] = readFileSync(page, 'utf8').split(begin);
const after = rest.slice(rest.indexOf(end));
writeFileSync(page, `${before}${begin}\n${record.join('\n')}\n${after}`);

function run([program, ...args]) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return { status, output: `${stdout}${stderr}`.trim() };
}
