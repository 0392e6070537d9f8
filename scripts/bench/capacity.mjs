/**
 * Part of `npm run bench`: how many accepted releases fit into a key policy of 32,768 bytes beside an administrator's
 * statement. Run alone, `node scripts/bench/capacity.mjs --write`, it puts the table into `docs/key-policies.md`.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { importSource, root } from '../source.mjs';
import { row } from './row.mjs';

const { desiredStatements, GUARDED_ACTIONS } = await importSource([
  'keypolicy/desired-statements.ts',
  'keypolicy/own-statement.ts',
]);

const NOW = Date.parse('2026-01-31T12:00:00Z');
const LIMIT = 32_768;
const pcr = (text) => createHash('sha384').update(text).digest('hex');
const ADMINISTRATION = {
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/kms-admin' },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
  Resource: '*',
};

/** Releases of one signer with one kernel and one first ramdisk: PCR0 and PCR2 differ. */
function release(i) {
  return {
    state: 'active',
    id: `v${i}`,
    measurements: { PCR0: pcr(`0 ${i}`), PCR1: pcr('1'), PCR2: pcr(`2 ${i}`), PCR8: pcr('8') },
  };
}

function sizeBytes(count, { bind, roles, guard }) {
  const key = {
    key: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
    bind,
    guard: guard ? GUARDED_ACTIONS : false,
  };
  const instanceRoles = Array.from({ length: roles }, (_, i) => ({
    arn: `arn:aws:iam::111122223333:role/signer-${i}`,
    PCR3: pcr(`3 ${i}`),
  }));
  const list = {
    list: '0123456789abcdef'.repeat(2),
    projection: { instanceRoles, certificates: [], keys: [key] },
    releases: Array.from({ length: count }, (_, i) => release(i)),
  };
  const ours = desiredStatements(list, key, NOW).statements.map(({ statement }) => statement);
  const policy = { Version: '2012-10-17', Statement: [ADMINISTRATION, ...ours] };
  return Buffer.byteLength(JSON.stringify(policy));
}

/** The largest number of releases up to which every number fits. */
function capacity(settings) {
  let count = 0;
  while (sizeBytes(count + 1, settings) <= LIMIT) count++;
  return count;
}

const BINDS = [
  ['PCR0', 'PCR1', 'PCR2', 'PCR3', 'PCR8'],
  ['PCR0', 'PCR1', 'PCR2', 'PCR3'],
  ['PCR0', 'PCR3', 'PCR8'],
  ['PCR0', 'PCR3'],
];
const COLUMNS = [
  { roles: 1, guard: false },
  { roles: 1, guard: true },
  { roles: 2, guard: false },
  { roles: 2, guard: true },
];
const name = ({ roles, guard }) =>
  `${roles} ${roles === 1 ? 'role' : 'roles'}${guard ? ', guard' : ''}`;
const table = BINDS.map((bind) => ({
  bind,
  counts: COLUMNS.map((column) => capacity({ bind, ...column })),
}));

if (process.argv.includes('--write')) {
  const page = `${root}docs/key-policies.md`;
  const lines = [
    `| \`bind\` | ${COLUMNS.map(name).join(' | ')} |`,
    `| --- | ${COLUMNS.map(() => '---').join(' | ')} |`,
    ...table.map(({ bind, counts }) => `| \`[${bind.join(', ')}]\` | ${counts.join(' | ')} |`),
  ];
  const text = readFileSync(page, 'utf8').replace(
    /(<!-- capacity -->\n)[\s\S]*?(<!-- end -->)/,
    (_, start, end) => `${start}\n${lines.join('\n')}\n\n${end}`,
  );
  writeFileSync(page, text);
} else {
  for (const { bind, counts } of table) {
    row({
      what: `releases that fit: bind [${bind.join(', ')}]`,
      ours: COLUMNS.map((column, i) => `${name(column)}: ${counts[i]}`).join('; '),
    });
  }
}
