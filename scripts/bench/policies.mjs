/**
 * Part of `npm run bench`: lint, proof and plan of a key policy near KMS's limit of 32,768 bytes, as a ratio to
 * `JSON.parse` and `JSON.stringify` of the same text, which is the least that any reader of it does. Medians, warm.
 */
import { createHash } from 'node:crypto';
import { importSource } from '../source.mjs';
import { compare, goal, ms, row, slope, timed } from './row.mjs';

const source = await importSource(['keypolicy/assess-key-policy.ts', 'keypolicy/plan-key.ts']);
const RUNS = 41;
/** What it was before the proof had its positive half. */
const MAX_RATIO = 111;
const NOW = Date.parse('2026-01-31T12:00:00Z');
const ROLE = 'arn:aws:iam::111122223333:role/signer';
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';
const pcr = (text) => createHash('sha384').update(text).digest('hex');

function listOf(count) {
  const release = (i) => ({
    state: 'active',
    id: `v${String(i).padStart(4, '0')}`,
    measurements: { PCR0: pcr(`0 ${i}`), PCR1: pcr(`1 ${i}`), PCR2: pcr(`2 ${i}`), PCR8: pcr('8') },
    image: { name: 'signer.eif', sha256: pcr(`${i}`).slice(0, 64) },
    manifest: { path: 'x', sha256: pcr(`m ${i}`).slice(0, 64) },
    staged: pcr(`s ${i}`).slice(0, 64),
    approvals: [],
    changes: [{ what: 'approved', version: i + 1, at: NOW }],
  });
  const key = {
    key: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    bind: ['PCR0', 'PCR1', 'PCR2', 'PCR3', 'PCR8'],
    guard: true,
  };
  return {
    list: '0123456789abcdef'.repeat(2),
    enclave: 'signer',
    version: count,
    issuedAt: NOW,
    expiresAt: NOW + 86_400_000,
    previous: null,
    projection: {
      instanceRoles: [{ arn: ROLE, PCR3: pcr('3') }],
      certificates: [],
      keys: [key],
      staged: [],
      approvals: [],
    },
    releases: Array.from({ length: count }, (_, i) => release(i)),
    removed: [],
  };
}

function planOf(list, policy) {
  const [key] = list.projection.keys;
  const facts = {
    description: undefined,
    grants: [],
    administrators: [ADMIN],
    list,
    key,
    now: NOW,
  };
  return source.planKey({
    list,
    id: { version: list.version, sha256: '0'.repeat(64) },
    key,
    policy,
    rules: { adopt: [], accept: [] },
    assess: (text, parsed) => source.assessKeyPolicy(text, facts, parsed),
    unknown: [],
    now: NOW,
  });
}

const EMPTY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Administration',
      Effect: 'Allow',
      Principal: { AWS: ADMIN },
      Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
      Resource: '*',
    },
  ],
});
let count = 1;
while (planOf(listOf(count + 1), EMPTY).sizeBytes.whole <= 32_768) count++;
const full = planOf(listOf(count), EMPTY);
if (full.refusals.length > 0) throw new Error(JSON.stringify(full.refusals[0]));

const points = [];
for (const releases of [Math.ceil(count / 8), Math.ceil(count / 2), count]) {
  const { policy } = planOf(listOf(releases), EMPTY);
  const changed = listOf(releases - 1);
  const found = await compare(
    () => timed(() => planOf(changed, policy)),
    () => timed(() => JSON.stringify(JSON.parse(policy))),
    { runs: RUNS, warm: 10 },
  );
  const statements = JSON.parse(policy).Statement.length;
  points.push([statements, found.ours]);
  row({
    what: `plan with lint and proof, before and after: ${Buffer.byteLength(policy)} bytes, ${statements} statements`,
    ours: ms(found.ours),
    peer: `${found.peer.toFixed(2)} ms: JSON.parse and JSON.stringify`,
    ratio: found.ratio.toFixed(0),
    goal: releases === count ? goal(`${MAX_RATIO}`, found.ratio <= MAX_RATIO) : '',
  });
}
row({ what: 'slope: one statement more', ours: `${(slope(points) * 1000).toFixed(0)} µs` });
