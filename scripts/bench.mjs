/**
 * `npm run bench`: what measuring costs, as ratios against named peers in the same run, medians of at least 5.
 * On a 512 MB image (10 MB kernel, 2 MB and 500 MB ramdisks): wall time against `openssl dgst -sha384` of the same
 * file, which is one hash where measuring needs two, SHA-256 and CRC; and peak resident memory. On a 5 KB image:
 * cold start against `node -e 0`. For the Node that runs this, and for Node 24 of the tests.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const CLI = join(root, 'dist/cli/main.js');
const ACTION = join(root, 'dist/action/main.js');
const SMALL = join(root, '__tests__/vectors/eif/unsigned-aarch64.eif');
const RUNS = 7;
/** Starts are short and cheap to repeat, and noisier. */
const STARTS = 25;
const MB = 1_000_000;

const METADATA = JSON.stringify({
  ImageName: 'bench',
  ImageVersion: '1',
  BuildMetadata: {
    BuildTime: '1970-01-01T00:00:00Z',
    BuildTool: 'bench',
    BuildToolVersion: '1',
    OperatingSystem: 'Linux',
    KernelVersion: '6',
  },
  DockerInfo: null,
  CustomMetadata: null,
});

/** Random content, so that no layer below can cheat with zeros; written section by section. */
function writeLargeImage(path) {
  const sections = [
    [1, 10 * MB],
    [2, Buffer.from('reboot=k panic=30')],
    [5, Buffer.from(METADATA)],
    [3, 2 * MB],
    [3, 500 * MB],
  ];
  const header = Buffer.alloc(548);
  header.write('.eif', 0, 'latin1');
  header.writeUInt16BE(4, 4);
  header.writeUInt16BE(sections.length, 26);
  const file = openSync(path, 'w');
  const chunk = Buffer.alloc(MB);
  let crc = 0;
  let offset = 548;
  writeSync(file, header);
  const body = (bytes) => {
    crc = crc32(bytes, crc);
    writeSync(file, bytes);
  };
  for (const [i, [, content]] of sections.entries()) {
    const size = typeof content === 'number' ? content : content.length;
    header.writeBigUInt64BE(BigInt(offset), 28 + 8 * i);
    header.writeBigUInt64BE(BigInt(size), 284 + 8 * i);
    offset += 12 + size;
  }
  crc = crc32(header.subarray(0, 544));
  for (const [type, content] of sections) {
    const own = Buffer.alloc(12);
    own.writeUInt16BE(type, 0);
    own.writeBigUInt64BE(BigInt(typeof content === 'number' ? content : content.length), 4);
    body(own);
    if (typeof content !== 'number') body(content);
    else for (let done = 0; done < content; done += MB) body(randomFillSync(chunk));
  }
  header.writeUInt32BE(crc, 544);
  writeSync(file, header, 0, 548, 0);
  closeSync(file);
}

/** Wall time of a whole process in milliseconds. */
function timed(command, args, env) {
  const start = performance.now();
  const { status, stderr } = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: env ?? process.env,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Medians of two commands that take turns, so that a drifting machine slows both; the ratio is of pairs. */
function compare(ours, peer, runs = RUNS) {
  ours();
  peer();
  const pairs = Array.from({ length: runs }, () => [ours(), peer()]);
  return {
    ours: median(pairs.map(([a]) => a)),
    peer: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

/** Peak resident memory of a process, in MB, as the process itself reads it at its end. */
function peakMemoryMb(node, args) {
  const hook = `data:text/javascript,process.on('exit',()=>process.stderr.write(String(process.resourceUsage().maxRSS)))`;
  const { stderr } = spawnSync(node, ['--import', hook, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  return (Number(stderr) * 1024) / MB;
}

function nodes() {
  const packages = join(root, '__tests__/node24/node_modules');
  const others = existsSync(packages)
    ? readdirSync(packages).map((name) => join(packages, name, 'bin/node'))
    : [];
  return [process.execPath, ...others.filter((path) => existsSync(path))];
}

const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-bench-'));
try {
  const large = join(folder, 'large.eif');
  console.log('writing a 512 MB image ...');
  writeLargeImage(large);
  const sha = cpus()[0]?.model ?? 'unknown processor';
  console.log(
    `${sha}, ${cpus().length} cores; ${execFileSync('openssl', ['version'], { encoding: 'utf8' }).trim()}; medians of ${RUNS}, of ${STARTS} for starts\n`,
  );
  const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
  row('Node', 'what', 'ours', 'peer', 'ratio');
  row('---', '---', '---', '---', '---');
  for (const node of nodes()) {
    const version = execFileSync(node, ['-v'], { encoding: 'utf8' }).trim();
    const ms = (value) => `${value.toFixed(0)} ms`;
    const show = (what, { ours, peer, ratio }) =>
      row(version, what, ms(ours), ms(peer), ratio.toFixed(2));
    show(
      '512 MB: measure / openssl dgst -sha384',
      compare(
        () => timed(node, [CLI, 'measure', large, '--json']),
        () => timed('openssl', ['dgst', '-sha384', large]),
      ),
    );
    row(
      version,
      '512 MB: peak memory',
      `${median(Array.from({ length: 5 }, () => peakMemoryMb(node, [CLI, 'measure', large, '--json']))).toFixed(0)} MB`,
      '',
      '',
    );
    show(
      '5 KB: command / node -e 0',
      compare(
        () => timed(node, [CLI, 'measure', SMALL, '--json']),
        () => timed(node, ['-e', '0']),
        STARTS,
      ),
    );
    const output = join(folder, 'output');
    writeFileSync(output, '');
    const env = {
      PATH: process.env.PATH,
      INPUT_COMMAND: 'measure',
      INPUT_EIF: SMALL,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: folder,
    };
    show(
      '5 KB: Action / node -e 0',
      compare(
        () => timed(node, [ACTION], env),
        () => timed(node, ['-e', '0']),
        STARTS,
      ),
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
