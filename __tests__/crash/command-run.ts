import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CLI, type JsonOutcome } from '../fakes/processes.js';

/** To be imported before the built command, with CRASH_CLOCK in its environment. */
export const VIRTUAL_CLOCK = pathToFileURL(join(import.meta.dirname, 'virtual-clock.mjs')).href;

/** The built command in a process that can be killed. */
export interface CommandRun {
  /** Undefined where it was killed. */
  readonly ended: Promise<JsonOutcome | undefined>;
  /** SIGKILL; resolves once nothing of the process is left. */
  kill(): Promise<void>;
}

export interface CommandPlace {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** What time it is when the command starts. */
  readonly now: number;
}

export function startCommand(args: readonly string[], place: CommandPlace): CommandRun {
  const { folder, env, now } = place;
  const child = spawn(process.execPath, ['--import', VIRTUAL_CLOCK, CLI, ...args, '--json'], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, CRASH_CLOCK: String(now), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = closing(child);
  return {
    ended: closed.then(({ exitCode, stdout, stderr }) => {
      if (exitCode === null) return undefined;
      try {
        return JSON.parse(stdout) as JsonOutcome;
      } catch (cause) {
        throw new Error(`${args.join(' ')} printed no JSON: ${stdout}${stderr}`, { cause });
      }
    }),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function closing(child: ChildProcess) {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise<{ exitCode: number | null; stdout: string; stderr: string }>(
    (resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
    },
  );
}
