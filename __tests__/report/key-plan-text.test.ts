import { beforeEach, describe, expect, test } from '@jest/globals';
import { renderKeyPlans } from '../../src/report/key-plan-text.js';
import { listResultJson } from '../../src/report/list-json.js';
import { renderListSummary } from '../../src/report/list-markdown.js';
import { fieldChanges, pcrOwners } from '../../src/report/statement-fields.js';
import { terminalStyle } from '../../src/report/text-layout.js';
import type { ListResult } from '../../src/workflow/commands/list-result.js';
import type { Outcome } from '../../src/workflow/outcome.js';
import { ListWorld, unsignedImage } from '../fakes/list-world.js';
import { elementsOf, htmlOfMarkdown } from './read-markdown.js';

const ACCOUNT = 'arn:aws:iam::111122223333';
const ROLE = `${ACCOUNT}:role/signer`;
const ADMINISTRATION = {
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:role/kms-admin` },
  Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
  Resource: '*',
};
const OPEN = {
  Sid: 'Open | <b>',
  Effect: 'Allow',
  Principal: { AWS: `${ACCOUNT}:role/anybody` },
  Action: 'kms:CreateGrant',
  Resource: '*',
};

let world: ListWorld;

const policy = (...more: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION, ...more] });
const text = ({ result }: Outcome<ListResult>, full = false) =>
  renderKeyPlans(
    result?.keys ?? [],
    { owners: pcrOwners(result?.before, result?.after), full },
    terminalStyle(false),
  );

async function run(...args: Parameters<ListWorld['run']>): Promise<Outcome<ListResult>> {
  const ended = await world.run(...args);
  if (ended.kind !== 'change') throw new Error(ended.kind);
  return ended.outcome;
}

beforeEach(async () => {
  world = new ListWorld({
    instanceRoles: `["${ROLE}"]`,
    more: `keys: [{key: "file:key.json", actions: [kms:Decrypt], bind: [PCR0, PCR3], guard: true, administrators: ["${ACCOUNT}:role/kms-admin"], probe-role: "${ROLE}"}]`,
  });
  for (const name of ['a', 'b']) world.write(`${name}.eif`, unsignedImage(name));
  world.write('key.json', policy());
  await run('init');
  await run('publish', { eif: 'a.eif', release: 'v1' });
  await run('publish', { eif: 'b.eif', release: 'v2' });
});

describe('the diff of a key policy', () => {
  test('shows a statement that goes with what it was bound to, and counts those that stay', async () => {
    const revoked = await run('revoke', { release: 'v1', reason: 'x', 'dry-run': true });
    const [v1, v2] = (revoked.result?.before?.releases ?? []).map(
      ({ measurements }) => measurements,
    );
    const PCR3 = revoked.result?.before?.projection.instanceRoles[0]?.PCR3;
    const under = (shown: string, start: RegExp) => {
      const lines = shown.split('\n');
      const at = lines.findIndex((line) => start.test(line));
      return lines.slice(at + 1, at + 7).map((line) => line.trim());
    };
    expect(under(text(revoked), /- delete PcrAllowlist.* for v1$/)).toEqual([
      'Effect Allow',
      `Principal ${ROLE}`,
      'Action kms:Decrypt',
      'Resource *',
      `PCR0 ${v1?.PCR0.slice(0, 12)} (v1)`,
      `PCR3 ${PCR3?.slice(0, 12)} (signer)`,
    ]);
    expect(text(revoked)).not.toMatch(/= keep/);
    expect(text(revoked)).toMatch(/\d statements of ours stay the same\n/);
    const full = text(revoked, true);
    expect(under(full, /= keep PcrAllowlist.* for v2$/)).toContain(`PCR0 ${v2?.PCR0} (v2)`);
    // The guard of PCR0 changes in one value only.
    expect(text(revoked)).toMatch(
      new RegExp(`~ change PcrAllowlist\\w+GuardPCR0.*\\n +\\S.*PCR0 .*${v1?.PCR0.slice(0, 12)}`),
    );
    // One renderer: the job summary holds the same lines.
    const summary = renderListSummary(revoked);
    for (const line of text(revoked).trimEnd().split('\n')) expect(summary).toContain(line);
    const { plan } = listResultJson(revoked.result as ListResult) as {
      plan: readonly [{ changes: readonly { action: string; release?: string; pcrs?: object }[] }];
    };
    expect(plan[0].changes.find(({ action }) => action === 'delete')).toMatchObject({
      release: 'v1',
      role: ROLE,
      pcrs: { PCR0: v1?.PCR0, PCR3 },
    });
  });

  test('shows why not everything is done, each with its safe form, and nothing of it as markup', async () => {
    world.write('key.json', policy(OPEN, { ...OPEN, Sid: 'Second' }));
    world.write('c.eif', unsignedImage('c'));
    const refused = await run('publish', { eif: 'c.eif', release: 'v3' });
    expect([refused.exitCode, refused.result?.changed]).toEqual([3, false]);
    const failures = refused.result?.keys?.[0]?.failures ?? [];
    expect(failures.map(({ at }) => at?.sid)).toEqual(expect.arrayContaining([OPEN.Sid, 'Second']));
    for (const { hint = 'none' } of failures) expect(text(refused)).toContain(`→ ${hint}`);
    const summary = renderListSummary(refused);
    expect(elementsOf(htmlOfMarkdown(summary))).not.toContain('b');
    expect(summary.split('\n').filter((line) => line.includes('policy-unsafe:'))).toHaveLength(
      failures.length,
    );
  });

  test('says how the probe came out', async () => {
    const { result } = await run('reconcile');
    const [key] = result?.keys ?? [];
    expect(key?.probe?.answer).toBe('unknown');
    if (key === undefined) throw new Error('one key');
    const denied = { ...key, failures: [], probe: { role: ROLE, answer: 'denied' as const } };
    expect(
      renderKeyPlans([denied], { owners: new Map(), full: false }, terminalStyle(false)),
    ).toContain(`KMS denies ${ROLE}`);
  });

  test('shows only the fields of a changed statement that differ, old and new', async () => {
    const retired = await run('retire', { release: 'v1', after: '72h', 'dry-run': true });
    const lines = text(retired).split('\n');
    const at = lines.findIndex((line) => /~ change PcrAllowlist.* for v1$/.test(line));
    expect(lines.slice(at + 1, at + 2)).toEqual(['      until none → 2026-03-04T12:00:00Z']);
    expect(lines[at + 2]).not.toMatch(/^ {6}/);
  });

  test('compares values in any order, and of any form, and shows no control characters', () => {
    const before = {
      Sid: 'x',
      Effect: 'Allow',
      Principal: { AWS: ['b', 'a'], Service: 'x' },
      Action: 'kms:Decrypt',
      Condition: { Odd: 'text', DateLessThan: { 'AWS:currentTIME': '2026-01-01T00:00:00Z' } },
    };
    const after = { ...before, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] };
    const common = { sid: 'x', releases: [], effect: 'widens', adopted: false } as const;
    expect(fieldChanges({ ...common, action: 'update', before, after: after as never })).toEqual([
      { field: 'Action', removed: [], added: ['kms:GenerateDataKey'], kept: ['kms:Decrypt'] },
    ]);
    const names = fieldChanges({ ...common, action: 'delete', before }).map(({ field }) => field);
    expect(names).toEqual(['Effect', 'Principal', 'Action', 'Odd', 'until']);
    expect(fieldChanges({ ...common, action: 'delete', before: ['\u001b[2J'] })).toEqual([]);
  });
});
