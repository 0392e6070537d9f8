import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoopbackServer } from '../doubles/loopback.js';

const here = import.meta.dirname;
const VENV = join(here, '.venv');
const PYTHON = join(VENV, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

/** moto loads in some seconds; a machine under load takes longer. */
const READY_MS = 120_000;

/** Whether the set-up made moto's virtual environment, and from the requirements as they are now. */
export function motoIsInstalled(): boolean {
  const made = join(VENV, 'requirements.txt');
  if (!existsSync(made) || !existsSync(PYTHON)) return false;
  return readFileSync(made).equals(readFileSync(join(here, 'requirements.txt')));
}

/** Starts moto's server on a free port of loopback, and resolves when it answers. It ends with `stop` or with us. */
export async function startMoto(): Promise<LoopbackServer> {
  const child = spawn(PYTHON, [join(here, 'moto_until_eof.py')], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, PYTHONUNBUFFERED: '1' },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = () => {
    child.kill();
    return ended;
  };
  try {
    const endpoint = await announced(child);
    const answer = await fetch(`${endpoint}/`);
    if (!answer.ok) throw new Error(`moto answers ${answer.status}`);
    await answer.arrayBuffer();
    return { endpoint, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that the server says on standard error once it listens. */
function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`moto ${why}: ${said.slice(-2000)}`));
    const bound = setTimeout(() => fail(`was not ready in ${READY_MS} ms`), READY_MS);
    child.once('error', (error) => fail(String(error)));
    child.once('exit', () => {
      clearTimeout(bound);
      fail('ended before it was ready');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-10_000);
      const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(said) ?? [];
      if (address === undefined) return;
      clearTimeout(bound);
      resolve(address);
    });
  });
}
