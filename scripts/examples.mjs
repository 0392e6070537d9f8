/**
 * Makes the example of the specification pages anew: `node scripts/examples.mjs`. Two images of the vectors are
 * measured, staged, approved by a key, one of them is revoked; all of it signed with keys that are forgotten at the end.
 * Writes `__tests__/vectors/example/`, the block under "Example" of each specification page, and the blocks of
 * docs/exports.md. A test verifies the files, and holds the pages equal to them.
 */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { importSource, root } from './source.mjs';

const source = await importSource([
  'allowlist/approval/key-approval.ts',
  'allowlist/allow-list-document.ts',
  'allowlist/export-allow-list.ts',
  'allowlist/staged-names.ts',
  'allowlist/staged-record.ts',
  'allowlist/list-step.ts',
  'allowlist/transition.ts',
  'allowlist/verify-allow-list.ts',
  'base/instant.ts',
  'format/byte-source.ts',
  'format/public-key.ts',
  'format/statement.ts',
  'manifest/make-manifest.ts',
  'manifest/manifest.ts',
  'manifest/sign-envelope.ts',
  'manifest/verify-manifest.ts',
  'measure/measure-eif.ts',
  'measure/node-hashing.ts',
  'measure/pcr.ts',
]);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PIN = { list: '5f0c6c1d0b2e4a7f9d3b8e61a2c4d590', enclave: 'signer' };
const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const SOURCE = { repository: 'acme/signer', ref: 'refs/heads/main' };
const BUILD = { workflow: 'release.yml', run: '20918273645', attempt: 1, runner: 'github-hosted' };
const folder = `${root}__tests__/vectors/example/`;

const signers = Object.fromEntries(
  ['list', 'manifest', 'approver'].map((name) => [name, signer()]),
);
const now = clock('2026-11-20T09:00:00Z');
let current;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const first = await published('1.4.2', 'signed-p384.eif', 'a1');
const { certificate } = first.manifest.eif;
const projection = {
  instanceRoles: [{ arn: ROLE, PCR3: source.pcr3OfRole(ROLE, source.nodeHashing) }],
  certificates: [
    {
      PCR8: first.manifest.measurements.PCR8,
      sha256: certificate.sha256,
      notAfter: certificate.notAfter,
    },
  ],
  keys: [
    {
      key: KEY,
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      bind: ['PCR0', 'PCR3', 'PCR8'],
      guard: true,
    },
  ],
};
await approved('project', await staged({ kind: 'projection', projection }, 'b2'));
await approved('approve', await staged(first.release, 'c3'));
const reason = 'reads its configuration from the parent instance';
advance({ kind: 'revoke', which: { id: '1.4.2' }, reason, allowEmpty: true });
const second = await published('1.5.0', 'signed-p384-next.eif', 'd4');
const record = await staged(second.release, 'e5');
const approval = await approved('approve', record);
const list = await sealed(source.encodeAllowList(current.list), 'list');

const files = {
  'pcr-manifest': second.envelope,
  staged: record.envelope,
  approval,
  'allow-list': list,
};
for (const [name, envelope] of Object.entries(files)) {
  writeFileSync(`${folder}${name}.dsse.json`, envelope);
  if (name !== 'staged') rewriteBlock(name, 'Example', payloadText(envelope));
}
const trust = {
  pin: PIN,
  listKeys: trustIn('list'),
  remembered: 'nothing-remembered',
  minVersion: 1,
};
const verified = await source.verifyAllowList(list, trust, now());
for (const target of source.EXPORT_TARGETS) {
  const { text } = source.exportAllowList(verified, target, now());
  rewriteBlock('exports', `\`${target}\``, text);
}
for (const [name, { publicKey }] of Object.entries(signers)) {
  writeFileSync(`${folder}${name}.pub.pem`, source.encodePublicKeyPem(publicKey));
}

/** The image of the vectors, measured and signed for. */
async function published(id, file, commit) {
  const bytes = readFileSync(`${root}__tests__/vectors/eif/${file}`);
  const measured = await source.measureEif(source.memorySource(new Uint8Array(bytes), file));
  const observed = { ...SOURCE, commit: commit.repeat(20) };
  const origin = { source: observed, build: BUILD };
  const manifest = source.manifestOfImage(measured, now(), origin);
  const envelope = await sealed(source.encodeManifest(manifest), 'manifest');
  const { image, measurements } = manifest;
  const sha256 = digest(envelope);
  const release = {
    kind: 'release',
    id,
    platform: 'nitro-enclave',
    measurements,
    image,
    manifest: { path: `manifests/${measurements.PCR0}/${sha256}.dsse.json`, sha256 },
    source: { observed: true, ...observed },
    again: false,
  };
  return { manifest, envelope, release };
}

async function staged(what, digits) {
  const nonce = digits.repeat(16);
  const draft = { format: 'v2', ...PIN, stagedAt: now(), ...what };
  const envelope = await sealed(source.encodeStagedRecord(draft, nonce), 'manifest');
  const record = await source.verifyStagedRecord(envelope, PIN, trustIn('manifest'));
  return { record, envelope };
}

async function approved(kind, { record }) {
  const { projection } = current?.list ?? source.EMPTY_BODY;
  const payload = source.encodeApproval(record, projection, now(), DAY);
  const envelope = await sealed(payload, 'approver');
  const { approvals } = await source.verifyApproval(envelope, PIN, [signers.approver.publicKey]);
  const evidence = { required: [{ source: 'key', count: 1 }], approvals };
  advance({ kind, staged: record, evidence });
  return envelope;
}

function advance(operation) {
  const context = { ...PIN, now: now(), expiresInMs: 30 * DAY };
  const step = source.transition(current, operation, context);
  if (step.kind !== 'next') throw new Error(`${operation.kind}: ${step.message}`);
  const payload = source.encodeAllowList(step.list);
  current = { list: step.list, id: source.versionIdOf(step.list, payload) };
}

function sealed(payload, name) {
  const type = source.STATEMENT_PAYLOAD_TYPE;
  return source.signEnvelope(type, payload, [signers[name]], trustIn(name));
}

function trustIn(name) {
  return { keys: [signers[name].publicKey], threshold: 1 };
}

function signer() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spkiDer = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
  return {
    publicKey: source.parsePublicKeyDer(spkiDer),
    sign: async (data) => new Uint8Array(sign('sha256', data, privateKey)),
  };
}

/** Each call a minute later than the one before. */
function clock(text) {
  let instant = source.parseInstant(text) - MINUTE;
  return () => {
    instant += MINUTE;
    return instant;
  };
}

function digest(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The payload, laid out for reading. */
function payloadText(envelope) {
  const payload = Buffer.from(JSON.parse(Buffer.from(envelope)).payload, 'base64');
  return `${JSON.stringify(JSON.parse(payload), null, 2)}\n`;
}

/** Puts the text into the first code block under a heading of a page. */
function rewriteBlock(page, heading, text) {
  const path = `${root}docs/${page}.md`;
  const before = readFileSync(path, 'utf8');
  const begin = before.indexOf('\n```', before.indexOf(`\n## ${heading}\n`)) + 1;
  const [from, to] = [before.indexOf('\n', begin) + 1, before.indexOf('```\n', begin + 3)];
  writeFileSync(path, before.slice(0, from) + text + before.slice(to));
}
