import { spawn, spawnSync } from 'node:child_process';

const MB = 1_000_000;

/** Wall time in milliseconds of a whole process that has to end well. */
export function timedProcess(command, args, env = process.env) {
  const start = performance.now();
  const { status, stderr, error } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

/** The same of this Node, while this process goes on: it may serve what the other one asks. */
export async function timedNode(args, options) {
  const start = performance.now();
  await ended(args, options);
  return performance.now() - start;
}

/** Peak resident memory of a process of Node that has to end well, in MB, as it reads it itself at its end. */
export async function peakMemoryMb(args, { node = process.execPath, ...options } = {}) {
  const hook = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\n'+process.resourceUsage().maxRSS))`;
  const said = await ended(['--import', hook, ...args], options, node);
  return (Number(said.split('\n').at(-1)) * 1024) / MB;
}

/** What it wrote to standard error. */
function ended(args, options, node = process.execPath) {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve(said);
      else reject(new Error(`${args.slice(0, 3).join(' ')} ended with ${status}: ${said}`));
    });
  });
}
