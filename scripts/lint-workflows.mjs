/**
 * Holds every workflow, recipe and action of this repository to actionlint and zizmor, both at one version and without
 * asking GitHub. What they report and is right all the same is listed with its reason in `.github/actionlint.yaml` and
 * `.github/zizmor.yml`, or beside the line. The first run builds actionlint with Go and installs zizmor from PyPI.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { installGoProgram } from './go-program.mjs';
import { installPackages } from './python-packages.mjs';

const ACTIONLINT = 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12';
const root = fileURLToPath(new URL('..', import.meta.url));

const yamlIn = (folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => join(folder, name));
const workflows = [...yamlIn('.github/workflows'), ...yamlIn('docs/recipes')];
const actions = [
  'action.yml',
  ...readdirSync(join(root, 'actions')).map((task) => join('actions', task, 'action.yml')),
];

/** actionlint reads an action only where a workflow uses it: this workflow uses every one, with every input. */
function workflowOfActions() {
  const steps = actions.map((file) => {
    const { inputs } = parse(readFileSync(join(root, file), 'utf8'));
    const folder = relative(root, join(root, file, '..'));
    return {
      uses: `./${folder}`,
      with: Object.fromEntries(Object.keys(inputs).map((name) => [name, 'x'])),
    };
  });
  const jobs = { all: { 'runs-on': 'ubuntu-24.04', steps } };
  // JSON is YAML.
  return JSON.stringify({ name: 'Every action', on: 'push', permissions: {}, jobs }, null, 2);
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) {
    console.error(`${program} ended with ${status}`);
    process.exitCode = 1;
  }
}

const actionlint = installGoProgram(ACTIONLINT, 'workflows are read by actionlint');
// Inside of this repository, so that `./` is its root.
const folder = join(root, '.tmp/workflow-of-actions');
try {
  mkdirSync(folder, { recursive: true });
  const every = join(folder, 'every-action.yml');
  writeFileSync(every, workflowOfActions());
  // Whether a machine has these two must not decide.
  run(actionlint, ['-shellcheck=', '-pyflakes=', ...workflows, relative(root, every)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

const zizmorFolder = join(root, 'scripts/zizmor');
const why = installPackages(zizmorFolder);
if (why !== undefined) throw new Error(`zizmor is not available: ${why}`);
const isWindows = process.platform === 'win32';
run(join(zizmorFolder, isWindows ? '.venv/Scripts/zizmor.exe' : '.venv/bin/zizmor'), [
  ...['--offline', '--no-progress', '--strict-collection', '--config', '.github/zizmor.yml'],
  ...[...workflows, ...actions, '.github/dependabot.yml'],
]);
