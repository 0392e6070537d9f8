/**
 * Part of `npm run bench`: what verifying an allow-list costs once it is loaded, for 10, 100 and 1,000 releases, as a ratio
 * to the least that anybody could do with the same bytes: `JSON.parse` of envelope and payload, and the signature by
 * `node:crypto`. Medians, in a warm process; and the peak memory of the command `verify`.
 */
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSource, root } from '../source.mjs';
import { peakMemoryMb } from './processes.mjs';
import { compare, goal, ms, row, slope, timed } from './row.mjs';

const source = await importSource([
  'allowlist/allow-list-document.ts',
  'allowlist/verify-allow-list.ts',
  'format/dsse.ts',
  'format/public-key.ts',
  'format/statement.ts',
  'manifest/sign-envelope.ts',
  'manifest/verify-manifest.ts',
]);
const RUNS = 41;
/** The command judges at its own time. */
const NOW = Math.floor(Date.now() / 1000) * 1000;
const LIST = '0123456789abcdef'.repeat(2);

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const key = source.parsePublicKeyDer(publicKey.export({ format: 'der', type: 'spki' }));
const trust = { keys: [key], threshold: 1 };
const signer = {
  publicKey: key,
  sign: async (data) =>
    new Uint8Array(sign('sha256', data, { key: privateKey, dsaEncoding: 'der' })),
};

const digest = (algorithm, text) => createHash(algorithm).update(text).digest('hex');

function release(i) {
  const pcr = (register) => digest('sha384', `${register} of ${i}`);
  const manifest = digest('sha256', `manifest ${i}`);
  return {
    state: 'active',
    id: `v${String(i).padStart(6, '0')}`,
    platform: 'nitro-enclave',
    measurements: { PCR0: pcr(0), PCR1: pcr(1), PCR2: pcr(2), PCR8: digest('sha384', 'signer') },
    image: { name: 'signer.eif', sha256: digest('sha256', `image ${i}`) },
    manifest: { path: `manifests/${pcr(0)}/${manifest}.dsse.json`, sha256: manifest },
    source: {
      observed: true,
      repository: 'acme/signer',
      commit: digest('sha256', `commit ${i}`).slice(0, 40),
      ref: `refs/tags/v${i}`,
    },
    accepted: { first: NOW },
    staged: digest('sha256', `staged ${i}`),
    approvals: [],
    changes: [{ what: 'approved', version: i + 1, at: NOW }],
  };
}

async function signedList(count) {
  const payload = source.encodeAllowList({
    format: 'v2',
    list: LIST,
    enclave: 'signer',
    version: count,
    issuedAt: NOW,
    expiresAt: NOW + 86_400_000,
    latestExpiresAt: NOW + 86_400_000,
    previous: { version: count - 1, sha256: digest('sha256', 'before') },
    projection: { instanceRoles: [], certificates: [], keys: [], staged: [], approvals: [] },
    releases: Array.from({ length: count }, (_, i) => release(i)),
    removed: [],
  });
  return source.signEnvelope(source.STATEMENT_PAYLOAD_TYPE, payload, [signer], trust);
}

function bare(envelope) {
  const { payload, payloadType, signatures } = JSON.parse(Buffer.from(envelope).toString());
  const bytes = Buffer.from(payload, 'base64');
  const encoding = source.preAuthenticationEncoding(payloadType, bytes);
  if (!verify('sha256', encoding, publicKey, Buffer.from(signatures[0].sig, 'base64')))
    throw new Error('the signature does not verify');
  return JSON.parse(bytes.toString());
}

const listTrust = {
  pin: { list: LIST },
  listKeys: trust,
  remembered: 'nothing-remembered',
  minVersion: 1,
};
const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-bench-'));
const points = [];
for (const count of [10, 100, 1000]) {
  const envelope = await signedList(count);
  const found = await compare(
    () => timed(() => source.verifyAllowList(envelope, listTrust, NOW)),
    () => timed(() => bare(envelope)),
    { runs: RUNS, warm: 10 },
  );
  points.push([count, found.ours, found.peer]);
  row({
    what: `${count} releases, ${(envelope.length / 1000).toFixed(0)} kB`,
    ours: ms(found.ours),
    peer: `${ms(found.peer)}: JSON.parse and node:crypto`,
    ratio: found.ratio,
    goal: count === 1000 ? goal('1.6', found.ratio <= 1.6) : '',
  });
}
const [ours, peer] = [1, 2].map((i) => slope(points.map((point) => [point[0], point[i]])));
row({
  what: 'slope: one release more',
  ours: `${(ours * 1000).toFixed(0)} µs`,
  peer: `${(peer * 1000).toFixed(0)} µs`,
  ratio: ours / peer,
});
try {
  for (const count of [10, 1000]) await memory(count);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function memory(count) {
  const [store, trusted] = [join(folder, String(count)), join(folder, 'list.pub.pem')];
  mkdirSync(store);
  writeFileSync(join(store, 'allowlist.dsse.json'), await signedList(count));
  writeFileSync(trusted, publicKey.export({ format: 'pem', type: 'spki' }));
  const args = ['--store', `file:${store}`, '--list', LIST, '--trust', trusted];
  const peak = await peakMemoryMb([
    join(root, 'dist/cli/main.js'),
    'verify',
    '--allow-list',
    ...args,
  ]);
  row({
    what: `${count} releases: peak memory of the command`,
    ours: `${peak.toFixed(0)} MB`,
    peer: `${(await peakMemoryMb(['-e', '0'])).toFixed(0)} MB: node -e 0`,
  });
}
