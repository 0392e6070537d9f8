/**
 * Part of `npm run bench`: what measuring costs. Images of 32 to 512 MB (10 MB kernel, ramdisks): wall time against
 * `openssl dgst -sha384` of the same file, which is one hash where measuring needs two, SHA-256 and CRC; and peak
 * resident memory. On a 5 KB image: cold start against `node -e 0`. For the Node that runs this, and for Node 24 of the
 * tests.
 */
import { execFileSync } from 'node:child_process';
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
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { peakMemoryMb, timedProcess } from './processes.mjs';
import { compare, goal, median, ms, row, slope, unmeasured } from './row.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CLI = join(root, 'dist/cli/main.js');
const ACTION = join(root, 'dist/action/main.js');
const SMALL = join(root, '__tests__/vectors/eif/unsigned-aarch64.eif');
const RUNS = 7;
/** Starts are short and cheap to repeat, and noisier. */
const STARTS = 25;
const MB = 1_000_000;
/** Of the images, in MB: three points make a slope. */
const SIZES = [32, 128, 512];
const AWS_READER = join(root, '.tmp/aws-eif/release/aws-eif');

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
function writeLargeImage(path, ramdiskMb) {
  const sections = [
    [1, 10 * MB],
    [2, Buffer.from('reboot=k panic=30')],
    [5, Buffer.from(METADATA)],
    [3, 2 * MB],
    [3, ramdiskMb * MB],
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

function nodes() {
  const packages = join(root, '__tests__/node24/node_modules');
  const others = existsSync(packages)
    ? readdirSync(packages).map((name) => join(packages, name, 'bin/node'))
    : [];
  return [process.execPath, ...others.filter((path) => existsSync(path))];
}

const versionOf = (node) => execFileSync(node, ['-v'], { encoding: 'utf8' }).trim();
const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-bench-'));
try {
  // Before the large images are written, which the machine goes on with for a while.
  for (const node of nodes()) await starts(node);
  const large = SIZES.map((size) => {
    console.error(`writing an image of ${size} MB ...`);
    const path = join(folder, `${size}.eif`);
    writeLargeImage(path, size - 12);
    return { size, path };
  });
  for (const node of nodes()) await images(node, large);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function images(node, large) {
  const points = [];
  for (const { size, path } of large) {
    const found = await compare(
      () => timedProcess(node, [CLI, 'measure', path, '--json']),
      () => timedProcess('openssl', ['dgst', '-sha384', path]),
      { runs: RUNS },
    );
    points.push([size, found.ours, found.peer]);
    row({
      what: `${size} MB, Node ${versionOf(node)}: measure`,
      ours: ms(found.ours),
      peer: `${ms(found.peer)}: openssl dgst -sha384`,
      ratio: found.ratio,
    });
  }
  const [ours, peer] = [1, 2].map((i) => slope(points.map((point) => [point[0], point[i]])));
  row({
    what: `slope, Node ${versionOf(node)}: one MB more`,
    ours: `${ours.toFixed(2)} ms`,
    peer: `${peer.toFixed(2)} ms: openssl dgst -sha384`,
    ratio: ours / peer,
  });
  for (const { size, path } of [large[0], large.at(-1)]) {
    const peaks = [];
    for (let i = 0; i < 5; i++) {
      peaks.push(await peakMemoryMb([CLI, 'measure', path, '--json'], { node }));
    }
    row({
      what: `${size} MB, Node ${versionOf(node)}: peak memory`,
      ours: `${median(peaks).toFixed(0)} MB`,
      peer: `${(await peakMemoryMb(['-e', '0'], { node })).toFixed(0)} MB: node -e 0`,
    });
  }
  await reader(node, large.at(-1));
}

/** AWS's own reader, where `scripts/aws-eif.mjs` has built it. */
async function reader(node, { size, path }) {
  const what = `${size} MB, Node ${versionOf(node)}: measure, against AWS's reader`;
  if (!existsSync(AWS_READER)) return unmeasured(what, 'build it with node scripts/aws-eif.mjs');
  const found = await compare(
    () => timedProcess(node, [CLI, 'measure', path, '--json']),
    () => timedProcess(AWS_READER, [path]),
    { runs: RUNS },
  );
  row({ what, ours: ms(found.ours), peer: `${ms(found.peer)}: AWS's reader`, ratio: found.ratio });
}

async function starts(node) {
  const output = join(folder, 'output');
  writeFileSync(output, '');
  const env = {
    PATH: process.env.PATH,
    INPUT_COMMAND: 'measure',
    INPUT_EIF: SMALL,
    GITHUB_OUTPUT: output,
    RUNNER_TEMP: folder,
  };
  for (const [program, args, given] of [
    ['command', [CLI, 'measure', SMALL, '--json'], undefined],
    ['Action', [ACTION], env],
  ]) {
    const found = await compare(
      () => timedProcess(node, args, given),
      () => timedProcess(node, ['-e', '0']),
      { runs: STARTS },
    );
    row({
      what: `5 KB, Node ${versionOf(node)}: the ${program}`,
      ours: ms(found.ours),
      peer: `${ms(found.peer)}: node -e 0`,
      ratio: found.ratio,
      goal: goal('2', found.ratio <= 2),
    });
  }
}
