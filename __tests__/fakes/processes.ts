import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');

export const CLI = join(root, 'dist/cli/main.js');
export const ACTION = join(root, 'dist/action/main.js');

export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Spawning {
  readonly node?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly uid?: number;
}

/** Runs a built script to its end. Nothing is inherited but PATH, and there is no terminal. */
export function runNode(
  script: string,
  args: readonly string[],
  options: Spawning = {},
): Promise<Finished> {
  const { node = process.execPath, ...rest } = options;
  return runProgram(node, [script, ...args], rest);
}

/** Runs a program to its end, likewise. */
export function runProgram(
  program: string,
  args: readonly string[],
  { env = {}, cwd, uid }: Omit<Spawning, 'node'> = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      uid,
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

export const runCli = (args: readonly string[], options?: Spawning): Promise<Finished> =>
  runNode(CLI, args, options);

/** The one JSON object that `--json` prints. */
export interface JsonOutcome {
  readonly command: string | null;
  readonly outcome: string;
  readonly exitCode: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it asserts
  readonly result?: any;
  readonly error?: {
    code: string;
    message: string;
    at?: { file?: string; offsetBytes?: number; looksLike?: string };
    hint?: string;
  };
  readonly warnings: readonly { code: string; message: string }[];
}

/** Runs the command line with `--json`, and holds that it prints one object that tells the exit code, and nothing else. */
export async function runCliJson(
  args: readonly string[],
  options?: Spawning,
): Promise<JsonOutcome> {
  const { exitCode, stdout, stderr } = await runCli([...args, '--json'], options);
  const outcome: JsonOutcome = JSON.parse(stdout);
  if (outcome.exitCode !== exitCode)
    throw new Error(`exit ${exitCode}, but the JSON says ${outcome.exitCode}`);
  if (stderr !== '') throw new Error(`unexpected words on stderr: ${stderr}`);
  return outcome;
}

/** Node 24, on which the Action runs: the locked package beside the tests, or the Node under test where it is 24 already. */
export function node24(): string {
  const packages = join(root, '__tests__/node24/node_modules');
  const found = existsSync(packages)
    ? readdirSync(packages)
        .map((name) => join(packages, name, 'bin/node'))
        .find((path) => existsSync(path))
    : undefined;
  if (found !== undefined) return found;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    'Node 24 is not there: run npm ci in __tests__/node24, or run the tests on Node 24',
  );
}

export interface Step extends Finished {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs the built Action as the runner does: inputs in INPUT_ variables, outputs and summary in files, on Node 24. */
export async function runAction(
  inputs: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = {},
  workspace?: string,
  entry = ACTION,
): Promise<Step> {
  return withFolder(async (folder) => {
    const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
    writeFileSync(output, '');
    writeFileSync(summary, '');
    const variables = Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      value,
    ]);
    const finished = await runNode(entry, [], {
      node: node24(),
      cwd: workspace ?? folder,
      env: {
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_WORKSPACE: workspace ?? folder,
        GITHUB_ACTIONS: 'true',
        RUNNER_TEMP: tmpdir(),
        ...Object.fromEntries(variables),
        ...env,
      },
    });
    return {
      ...finished,
      outputs: parseOutputs(readFileSync(output, 'utf8')),
      summary: readFileSync(summary, 'utf8'),
    };
  });
}

const JOB_TOKEN = `\${{ github.token }}`;

/** What an `action.yml` says, as far as the runner needs it to start a step. */
interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string };
}

/**
 * Runs an action of this repository by the path of its folder, as the runner does from its `action.yml`: every declared
 * input is handed over, with its default where the step gives none.
 */
export async function runActionIn(
  folder: string,
  inputs: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv = {},
  workspace?: string,
): Promise<Step> {
  const file = join(root, folder, 'action.yml');
  const declared = parse(readFileSync(file, 'utf8')) as ActionFile;
  const defaults = Object.entries(declared.inputs).map(([name, input]) => [
    name,
    input.default === JOB_TOKEN ? (env['JOB_TOKEN'] ?? '') : (input.default ?? ''),
  ]);
  const entry = join(file, '..', declared.runs.main);
  return runAction({ ...Object.fromEntries(defaults), ...inputs }, env, workspace, entry);
}

/** The file protocol of outputs: NAME<<DELIMITER, the value's lines, DELIMITER. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const [, name, delimiter] = /^([^<]+)<<(.+)$/.exec(lines.shift() ?? '') ?? [];
    if (name === undefined) continue;
    outputs[name] = lines.splice(0, lines.indexOf(delimiter ?? '')).join('\n');
    lines.shift();
  }
  return outputs;
}

/** A folder that is gone afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-test-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
