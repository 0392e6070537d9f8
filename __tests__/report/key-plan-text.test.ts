import { beforeEach, describe, expect, test } from '@jest/globals';
import { renderKeyPlans } from '../../src/report/key-plan-text.js';
import { listResultJson } from '../../src/report/list-json.js';
import { renderListSummary } from '../../src/report/list-markdown.js';
import { terminalStyle } from '../../src/report/text-layout.js';
import type { ListResult } from '../../src/workflow/commands/list-result.js';
import type { Outcome } from '../../src/workflow/outcome.js';
import { ListWorld, unsignedImage } from '../fakes/list-world.js';

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
const text = ({ result }: Outcome<ListResult>) =>
  renderKeyPlans(result?.keys ?? [], terminalStyle(false));

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
  test('shows each statement with its releases and the values that it is bound to', async () => {
    const revoked = await run('revoke', { release: 'v1', reason: 'x', 'dry-run': true });
    const [v1, v2] = (revoked.result?.before?.releases ?? []).map(
      ({ measurements }) => measurements,
    );
    const lines = text(revoked).split('\n');
    const under = (start: RegExp) => {
      const at = lines.findIndex((line) => start.test(line));
      return lines.slice(at + 1, at + 4).map((line) => line.trim());
    };
    const PCR3 = revoked.result?.before?.projection.instanceRoles[0]?.PCR3;
    expect(under(/- delete PcrAllowlist.* for v1$/)).toEqual([
      `role ${ROLE}`,
      `PCR0 ${v1?.PCR0}`,
      `PCR3 ${PCR3}`,
    ]);
    expect(under(/= keep PcrAllowlist.* for v2$/)).toEqual([
      `role ${ROLE}`,
      `PCR0 ${v2?.PCR0}`,
      `PCR3 ${PCR3}`,
    ]);
    const summary = renderListSummary(revoked);
    const row = summary.split('\n').find((line) => line.startsWith('| delete |')) ?? '';
    expect(row).toContain('| v1 |');
    expect(row).toContain(`PCR0 <code>${v1?.PCR0}</code>`);
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
    expect(summary).not.toContain('<b>');
    expect(summary.split('\n').filter((line) => line.startsWith('| policy-unsafe |'))).toHaveLength(
      failures.length,
    );
  });

  test('says how the probe came out', async () => {
    const { result } = await run('reconcile');
    const [key] = result?.keys ?? [];
    expect(key?.probe?.answer).toBe('unknown');
    if (key === undefined) throw new Error('one key');
    const denied = { ...key, failures: [], probe: { role: ROLE, answer: 'denied' as const } };
    expect(renderKeyPlans([denied], terminalStyle(false))).toContain(`KMS denies ${ROLE}`);
  });
});
