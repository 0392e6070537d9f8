/**
 * Tries `measure` against AWS's own builder and reader: `node scripts/aws-eif.mjs`. Builds both with cargo (some minutes,
 * once; needs Rust 1.94 and OpenSSL's headers), makes images of every kind with the builder, and compares what the builder
 * printed, what the reader reads and what `measure` measures. Then it counts the malformed vectors that the reader takes.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './source.mjs';

const IMAGES = 40;
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
const NAMES = ['PCR0', 'PCR1', 'PCR2', 'PCR8'];
const CLI = join(root, 'dist/cli/main.js');
const VECTORS = join(root, '__tests__/vectors/eif');
const target = join(root, '.tmp/aws-eif');
const program = join(target, 'release/aws-eif');

const manifest = join(root, 'scripts/aws-eif/Cargo.toml');
execFileSync(
  'cargo',
  [
    'build',
    '--quiet',
    '--release',
    '--locked',
    '--manifest-path',
    manifest,
    '--target-dir',
    target,
  ],
  { stdio: 'inherit' },
);
const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-aws-'));
try {
  const signers = CURVES.map(certificateOn);
  for (let i = 0; i < IMAGES; i++) compareOne(i, signers);
  console.log(
    `${IMAGES} images of AWS's builder: builder, AWS's reader and measure agree on all PCRs.`,
  );
  const malformed = JSON.parse(readFileSync(join(VECTORS, 'malformed.json'), 'utf8'));
  const taken = malformed.filter(({ file }) => readByAws(join(VECTORS, file)) !== undefined);
  console.log(
    `${taken.length} of ${malformed.length} malformed vectors are read by AWS's reader without an error.`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compareOne(i, signers) {
  const signer = i % 4 === 3 ? undefined : signers[i % 4];
  const architecture = i % 2 === 0 ? 'x86_64' : 'aarch64';
  const [out, kernel] = [join(folder, 'enclave.eif'), fileOf('kernel')];
  const ramdisks = Array.from({ length: 1 + (i % 4) }, (_, j) => fileOf(`ramdisk${j}`));
  const signing = signer === undefined ? ['-', '-'] : [signer.key, signer.certificate];
  const built = JSON.parse(
    execFileSync(program, [
      ...['build', out, architecture, ...signing, kernel, `console=ttyS0 n=${i}`],
      ...ramdisks,
    ]),
  );
  const read = readByAws(out);
  if (read?.crc !== true)
    throw new Error(`image ${i}: AWS's reader does not read what its builder made`);
  const { result } = JSON.parse(execFileSync(process.execPath, [CLI, 'measure', out, '--json']));
  for (const name of NAMES) {
    const found = [built[name], read.measurements[name], result.measurements[name]];
    if (new Set(found).size !== 1) throw new Error(`image ${i}: ${name} is ${found.join(', ')}`);
  }
  if (result.eif.architecture !== architecture) throw new Error(`image ${i}: another architecture`);
}

function readByAws(path) {
  const { status, stdout } = spawnSync(program, [path], { encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

function fileOf(name) {
  const path = join(folder, name);
  writeFileSync(path, randomBytes(randomInt(1, 200_000)));
  return path;
}

function certificateOn(curve) {
  const [key, certificate] = [join(folder, `${curve}.key`), join(folder, `${curve}.pem`)];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];
  const named = ['-nodes', '-days', '30', '-subj', '/CN=peer', '-keyout', key, '-out', certificate];
  execFileSync('openssl', [...made, ...named], { stdio: 'ignore' });
  return { key, certificate };
}
