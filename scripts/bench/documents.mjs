/**
 * What verifying and appraising an attestation document costs on one core, against a floor in the same run: a bare loop
 * of the same number of P-384 verifications through WebCrypto, with imported keys. 5 cold (four certificates and the
 * document; the root is pinned), 2 where the certificates above the leaf are in the cache, 1 where the leaf is too. The
 * figure to look at is the ratio, medians of pairs that take turns; the goal is 0.8 of the floor. Beside it, the largest
 * input that is refused, and what npm offers for the same job.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createSign, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { importSource, root } from '../source.mjs';
import { peakMemoryMb } from './processes.mjs';
import { compare as compared, goal, row, slope, timed } from './row.mjs';

/** WebCrypto verifies in threads: one core is one core for all of them. */
const ONE_CORE = ['-c', '0', process.execPath, fileURLToPath(import.meta.url)];
if (process.env.PCR_ALLOWLIST_BENCH !== 'one-core') {
  const env = { ...process.env, PCR_ALLOWLIST_BENCH: 'one-core' };
  const { error, status } = spawnSync('taskset', ONE_CORE, { stdio: 'inherit', env });
  if (error?.code !== 'ENOENT') process.exit(status ?? 1);
  console.error('taskset is not there: all cores are used.');
}

const PAIRS = 15;
const DOCUMENTS = 60;
const PEER = '@0xsequence/tee-verifier@0.1.2';
const kept = join(root, '.tmp', 'bench-peer');
/** The goal of the floor, and the bound of a refusal, in milliseconds. */
const GOAL = 0.8;
const REFUSAL_MAX_MS = 50;

const vector = (name) =>
  new Uint8Array(readFileSync(join(root, '__tests__/vectors/attestation', name)));

const source = await importSource([
  'allowlist/list-reference-values.ts',
  'evidence/appraise-document.ts',
  'evidence/chain-cache.ts',
  'evidence/nitro-root.ts',
  'evidence/unverified-document.ts',
]);
const document = vector('worldchain-prod-2026.cbor');
const { timestamp, pcrs } = source.parseDocument(document);
const trust = { root: source.awsNitroRoot() };
const reference = referenceOf(pcrs, timestamp);
const expectations = {
  now: timestamp + 1000,
  nonce: 'not-required',
  maxAgeMs: 300_000,
  remembered: 'nothing-remembered',
};

/** A list in force that accepts the document. Its signature is no part of what is timed: a list serves many documents. */
function referenceOf(registers, now) {
  const [PCR0, PCR1, PCR2, PCR8] = [0, 1, 2, 8].map((index) => registers.get(index));
  const isSigned = /[^0]/.test(PCR8 ?? '0');
  const measurements = { PCR0, PCR1, PCR2, ...(isSigned ? { PCR8 } : {}) };
  const list = {
    issuedAt: now - 1000,
    expiresAt: now + 1e9,
    projection: { instanceRoles: [] },
    releases: [{ id: '1.0.0', state: 'active', measurements }],
    removed: [],
  };
  const id = { version: 1, sha256: '0'.repeat(64) };
  const unapproved = { releases: new Set(), projection: false };
  return source.referenceValuesOf({ list, id, unapproved });
}

async function appraiseOnce(cache) {
  const given = cache === undefined ? trust : { ...trust, cache };
  const { appraisal } = await source.appraiseDocument(document, given, reference, expectations);
  if (!appraisal.accepted) throw new Error(JSON.stringify(appraisal.reasons));
}

/** A cache that has every certificate but the leaf, as when an instance starts another enclave. */
function withoutLeaf(full) {
  const leaf = source.parseDocument(document).certificate;
  const same = (der) => der.length === leaf.length && der.every((byte, i) => byte === leaf[i]);
  return { find: (der) => (same(der) ? undefined : full.find(der)), add: () => {} };
}

/** As many verifications as one document needs, and nothing else. */
async function floorOf(verifications) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-384' };
  const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
  const data = document.slice(0, 700);
  const signature = createSign('sha384')
    .update(data)
    .sign({ key: privateKey, dsaEncoding: 'ieee-p1363' });
  return async () => {
    for (let i = 0; i < verifications; i++) {
      const right = await crypto.subtle.verify(
        { name: 'ECDSA', hash: 'SHA-384' },
        key,
        signature,
        data,
      );
      if (!right) throw new Error('a right signature does not verify');
    }
  };
}

async function perSecond(once) {
  const start = performance.now();
  for (let i = 0; i < DOCUMENTS; i++) await once();
  return DOCUMENTS / ((performance.now() - start) / 1000);
}

async function compare(ours, floor) {
  const found = await compared(
    () => perSecond(ours),
    () => perSecond(floor),
    { runs: PAIRS },
  );
  return { ours: found.ours, floor: found.peer, ratio: found.ratio };
}

const full = source.createChainCache();
await appraiseOnce(full);
for (const [what, verifications, cache] of [
  ['cold chain', 5, undefined],
  ['intermediates in the cache', 2, withoutLeaf(full)],
  ['leaf in the cache too', 1, full],
]) {
  const { ours, floor, ratio } = await compare(
    () => appraiseOnce(cache),
    await floorOf(verifications),
  );
  row({
    what: `documents a second: ${what}`,
    ours: ours.toFixed(0),
    peer: `${floor.toFixed(0)}: bare WebCrypto, ${verifications} verifications`,
    ratio,
    goal: goal(GOAL, ratio >= GOAL),
  });
}
const points = [];
for (const count of [1, 10, 100]) {
  const fresh = async () => {
    const cache = source.createChainCache();
    for (let i = 0; i < count; i++) await appraiseOnce(cache);
  };
  await fresh();
  points.push([count, await timed(fresh)]);
}
row({
  what: 'slope: one document more of the same enclave, 1 to 100',
  ours: `${slope(points).toFixed(2)} ms`,
});
await memory();
await refusals();
await peer();

/** Of the built verifier, in a process of its own. */
async function memory() {
  const file = JSON.stringify(
    join(root, '__tests__/vectors/attestation/worldchain-prod-2026.cbor'),
  );
  for (const count of [1, 1000]) {
    const program = `
      import { readFileSync } from 'node:fs';
      import { awsNitroRoot, createChainCache, verifyArchived } from ${JSON.stringify(join(root, 'dist/verifier.js'))};
      const document = new Uint8Array(readFileSync(${file}));
      const expectations = { root: awsNitroRoot(), cache: createChainCache() };
      for (let i = 0; i < ${count}; i++) await verifyArchived(document, expectations);
    `;
    const peak = await peakMemoryMb(['--input-type=module', '-e', program]);
    row({
      what: `${count} ${count === 1 ? 'document' : 'documents'}, one after the other: peak memory`,
      ours: `${peak.toFixed(0)} MB`,
      peer: `${(await peakMemoryMb(['-e', '0'])).toFixed(0)} MB: node -e 0`,
    });
  }
}

/** The largest inputs that are taken up at all, made to cost the most before they are refused. */
async function refusals() {
  const largest = 32 * 1024;
  const payload = 16 * 1024;
  const envelope = (content) => {
    const head = [
      0x84,
      0x44,
      0xa1,
      0x01,
      0x38,
      0x22,
      0xa0,
      0x59,
      content.length >> 8,
      content.length & 255,
    ];
    return Uint8Array.from([...head, ...content, 0x58, 96, ...new Uint8Array(96)]);
  };
  const keys = new Uint8Array(payload);
  for (let i = 0; i < payload; i++) keys[i] = i === 0 ? 0xbf : 0x60 + (i % 2);
  const inputs = [
    ['zeros', new Uint8Array(largest)],
    ['arrays in arrays', new Uint8Array(largest).fill(0x81)],
    ['an empty array of many', Uint8Array.from([0x99, 0x7f, 0x00, ...new Uint8Array(largest - 3)])],
    ['a payload of small texts', envelope(keys)],
    [
      'a payload of small numbers',
      envelope(Uint8Array.from([0x99, 0x3f, 0xfc, ...new Uint8Array(payload - 3)])),
    ],
    ['a genuine document and a byte', Uint8Array.from([...document, 0])],
    ['a genuine document with another signature', bent()],
  ];
  for (const [what, bytes] of inputs) {
    const times = [];
    for (let i = 0; i < 25; i++) {
      const start = performance.now();
      const refused = await source.appraiseDocument(bytes, trust, reference, expectations).then(
        () => false,
        () => true,
      );
      times.push(performance.now() - start);
      if (!refused) throw new Error(`${what}: accepted`);
    }
    const slowest = Math.max(...times.slice(5));
    row({
      what: `${bytes.length} bytes refused: ${what}`,
      ours: `${slowest.toFixed(1)} ms, the slowest of 20`,
      goal: goal(`${REFUSAL_MAX_MS} ms`, slowest < REFUSAL_MAX_MS),
    });
  }
}

function bent() {
  const bytes = document.slice();
  bytes[bytes.length - 1] ^= 1;
  return bytes;
}

/** The same document, with the package that npm finds for the job: what it verifies is its own affair. */
async function peer() {
  const folder = join(kept, PEER.replaceAll(/[@/]/g, '_'));
  const entry = join(folder, 'node_modules/@0xsequence/tee-verifier/dist/index.js');
  if (!existsSync(entry)) {
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--no-save', '--prefix', folder];
    execFileSync('npm', ['install', ...flags, PEER], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  // It asks for `window.crypto`.
  globalThis.window ??= globalThis;
  const { SignedAttestation } = await import(pathToFileURL(entry).href);
  const base64 = Buffer.from(document).toString('base64');
  const at = new Date(timestamp + 1000);
  const theirs = async () => {
    const attestation = SignedAttestation.fromDocument(base64);
    const verdicts = [
      await attestation.verifySignature(),
      await attestation.verifyRootOfTrust(at),
      (await attestation.rootCertFingerprint()) !== '',
    ];
    if (!verdicts.every((verdict) => verdict === true)) throw new Error(`${PEER}: ${verdicts}`);
  };
  const { ours, floor, ratio } = await compare(() => appraiseOnce(undefined), theirs);
  row({
    what: 'documents a second: cold chain',
    ours: ours.toFixed(0),
    peer: `${floor.toFixed(0)}: ${PEER}`,
    ratio,
  });
}
