/**
 * Part of `npm run bench`: what one `publish` costs where the store exists and no approval comes between, against moto on
 * loopback with key files. Wall time of the whole command, as a ratio to an empty Node process and to moto's own round
 * trips for as many requests; and the requests themselves, whose number does not depend on the machine.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { startCounter } from './counter.mjs';
import { timedNode } from './processes.mjs';
import { goal, median, ms, row, unmeasured } from './row.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(root, 'dist/cli/main.js');
const WIRE = join(root, '__tests__/wire');
const PYTHON = join(WIRE, '.venv/bin/python');
const RUNS = 9;
const BUCKET = 'bench';

/** moto as the tests start it; it ends when its standard input does. */
async function startMoto() {
  const child = spawn(PYTHON, [join(WIRE, 'moto_until_eof.py')], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const endpoint = await new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', () => reject(new Error(`moto ended: ${said}`)));
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
  return { endpoint, stop: () => child.kill() };
}

/** The smallest image there is, of its own content. */
function writeImage(path, text) {
  const sections = [
    [1, 'kernel'],
    [2, 'console=ttyS0'],
    [3, text],
  ].map(([type, data]) => {
    const head = Buffer.alloc(12);
    head.writeUInt16BE(type, 0);
    head.writeBigUInt64BE(BigInt(data.length), 4);
    return [head, Buffer.from(data)];
  });
  const header = Buffer.alloc(548);
  header.write('.eif', 0, 'latin1');
  header.writeUInt16BE(3, 4);
  header.writeUInt16BE(sections.length, 26);
  let offset = 548;
  for (const [i, [, data]] of sections.entries()) {
    header.writeBigUInt64BE(BigInt(offset), 28 + 8 * i);
    header.writeBigUInt64BE(BigInt(data.length), 284 + 8 * i);
    offset += 12 + data.length;
  }
  const body = Buffer.concat(sections.flat());
  header.writeUInt32BE(crc32(body, crc32(header.subarray(0, 544))), 544);
  writeFileSync(path, Buffer.concat([header, body]));
}

async function roundTrip(endpoint, key) {
  const start = performance.now();
  await (await fetch(`${endpoint}/${BUCKET}/${key}`)).arrayBuffer();
  return performance.now() - start;
}

if (!existsSync(PYTHON)) {
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/test.mjs'), '--listTests'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0 || !existsSync(PYTHON)) {
    unmeasured('publish', 'moto is not available (python3 with venv, PyPI)');
    process.exit(0);
  }
}
const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-bench-'));
const moto = await startMoto();
const counter = await startCounter(moto.endpoint);
try {
  await fetch(`${moto.endpoint}/${BUCKET}`, { method: 'PUT' });
  const options = {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'example',
      AWS_ENDPOINT_URL_S3: counter.endpoint,
    },
  };
  const init = ['--enclave', 'bench', '--certificate', 'unsigned', '--instance-role', 'any'];
  await timedNode([CLI, 'init', ...init, '--store', `s3://${BUCKET}/list`], options);
  const results = [];
  for (let i = 0; i < RUNS; i++) {
    writeImage(join(folder, 'enclave.eif'), `content ${i}`);
    const before = counter.requests.length;
    const ours = await timedNode([CLI, 'publish', 'enclave.eif', '--release', `r${i}`], options);
    const requests = counter.requests.length - before;
    const empty = await timedNode(['-e', '0'], options);
    const trip = await roundTrip(counter.endpoint, 'list/allowlist.dsse.json');
    results.push({ ours, requests, empty, trips: trip * requests });
  }
  const of = (pick) => median(results.map(pick));
  const version = readFileSync(join(WIRE, 'requirements.txt'), 'utf8').match(/^moto==(\S+)/m)?.[1];
  const requests = of(({ requests }) => requests);
  const wall = of(({ ours }) => ours);
  row({
    what: `publish with approval: none, moto ${version} on loopback: requests`,
    ours: String(requests),
    goal: goal('8', requests <= 8),
  });
  row({
    what: 'publish: wall time',
    ours: ms(wall),
    peer: `${ms(of(({ empty }) => empty))}: node -e 0`,
    ratio: of(({ ours, empty }) => ours / empty),
  });
  row({
    what: 'publish: wall time without the start',
    ours: ms(of(({ ours, empty }) => ours - empty)),
    peer: `${ms(of(({ trips }) => trips))}: as many round trips to moto`,
    ratio: of(({ ours, empty, trips }) => (ours - empty) / trips),
  });
} finally {
  counter.stop();
  moto.stop();
  rmSync(folder, { recursive: true, force: true });
}
