import { beforeEach, describe, expect, test } from '@jest/globals';
import { driftReportJson } from '../../../src/report/drift-json.js';
import { listResultJson } from '../../../src/report/list-json.js';
import { approveProjection, changed, ListWorld, unsignedImage } from '../../fakes/list-world.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';
const ADMINISTRATION = {
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: ADMIN },
  Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
  Resource: '*',
};
const DENY = {
  Sid: 'OldGuard',
  Effect: 'Deny',
  Principal: '*',
  Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  Resource: '*',
};
const key = (more = '') =>
  `{key: "file:key.json", actions: [kms:Decrypt], bind: [PCR0, PCR3], guard: true, administrators: ["${ADMIN}"]${more}}`;

let world: ListWorld;

const configure = (more = '', approval = 'none') =>
  world.configure({ instanceRoles: `["${ROLE}"]`, more: `keys: [${key(more)}]`, approval });
const statements = (): { Sid: string }[] =>
  JSON.parse(Buffer.from(world.files.get('key.json') ?? '').toString()).Statement;
const put = (...all: readonly object[]) =>
  world.write('key.json', JSON.stringify({ Version: '2012-10-17', Statement: all }));
/** A hand-written guard that lets one image alone through. */
const guardOf = (PCR0: string) => ({
  ...DENY,
  Condition: { StringNotEqualsIgnoreCase: { 'kms:RecipientAttestation:ImageSha384': PCR0 } },
});
const endOf = async (...run: Parameters<ListWorld['run']>) => {
  const { outcome } = await world.run(...run);
  const { exitCode, error } = outcome;
  return { exitCode, code: error?.code, sid: error?.at?.sid, warnings: outcome.warnings };
};
const planned = async (...run: Parameters<ListWorld['run']>) => {
  const ended = await world.run(...run);
  if (ended.kind !== 'change' || ended.outcome.result === undefined) throw new Error('no result');
  const json = JSON.parse(JSON.stringify(listResultJson(ended.outcome.result)));
  const found: { rule: string; severity: string; sid?: string }[] = json.plan[0].findings;
  return { plan: json.plan[0], of: found.filter(({ rule }) => rule === 'accepted-but-denied') };
};
const STOPPED = [{ rule: 'accepted-but-denied', severity: 'critical', sid: 'OldGuard' }];

beforeEach(async () => {
  world = new ListWorld();
  configure();
  for (const name of ['a', 'b']) world.write(`${name}.eif`, unsignedImage(name));
  put(ADMINISTRATION);
  await world.run('init');
  const { after } = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  put(...statements(), guardOf(after?.releases[0]?.measurements.PCR0 ?? ''));
  await world.run('reconcile');
});

describe('a hand-written guard that stops the new release', () => {
  test('refuses publish before anything is written, and names the statement', async () => {
    const [objects, policy] = [world.bucket.objects.size, world.files.get('key.json')];
    const { of } = await planned('publish', { eif: 'b.eif', release: 'v2', 'dry-run': true });
    expect(of).toMatchObject(STOPPED);
    expect(await endOf('publish', { eif: 'b.eif', release: 'v2' })).toMatchObject({
      exitCode: 3,
      code: 'policy-unsafe',
      sid: 'OldGuard',
    });
    expect([world.bucket.objects.size, world.files.get('key.json')]).toEqual([objects, policy]);
  });

  test('refuses approve, and the list stays', async () => {
    configure('', '{keys: {trust: [alice.pub.pem]}}');
    await approveProjection(world);
    const { staged } = await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
    const record = { release: 'v2', pcr0: staged?.PCR0 ?? '' };
    await changed(world.run('approve', { ...record, key: 'file:alice.pem' }));
    expect(await endOf('approve', record)).toMatchObject({ exitCode: 3, sid: 'OldGuard' });
    const { after } = await changed(world.run('reconcile', { 'dry-run': true }));
    expect(after?.releases.map(({ id }) => id)).toEqual(['v1']);
  });

  test('does not where somebody accepted that, or where it is adopted', async () => {
    const until = new Date(world.now + 86_400_000).toISOString();
    configure(
      `, accept: [{rule: accepted-but-denied, sid: OldGuard, reason: moving, until: ${until}}]`,
    );
    expect(await endOf('publish', { eif: 'b.eif', release: 'v2' })).toMatchObject({ exitCode: 0 });
    configure(', adopt: [OldGuard]');
    expect(await endOf('reconcile')).toMatchObject({ exitCode: 0 });
    expect(statements().map(({ Sid }) => Sid)).not.toContain('OldGuard');
  });

  test('of a list that has the release already is told by reconcile and by drift', async () => {
    await changed(world.run('publish', { eif: 'b.eif', release: 'v2', 'no-reconcile': true }));
    const { plan, of } = await planned('reconcile', { 'dry-run': true });
    expect(of).toMatchObject(STOPPED);
    expect(plan.releases).toContainEqual({
      ...{ release: 'v2', role: ROLE, action: 'kms:Decrypt', answer: 'denied' },
      by: ['OldGuard'],
    });
    expect(await endOf('reconcile')).toMatchObject({ exitCode: 3, sid: 'OldGuard' });
  });
});

describe('a Deny that comes when the list is settled', () => {
  beforeEach(async () => {
    put(...statements().filter(({ Sid }) => Sid !== 'OldGuard'));
    await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
    put(...statements(), DENY);
  });

  test('is critical for drift, and an outage in its report', async () => {
    const { kind, outcome } = await world.run('drift');
    if (kind !== 'drift' || outcome.result === undefined) throw new Error('no report');
    expect(outcome.exitCode).toBe(5);
    const found = outcome.result.findings.filter(({ rule }) => rule === 'accepted-but-denied');
    expect(found).toMatchObject([{ severity: 'critical', sid: 'OldGuard' }]);
    const [report] = driftReportJson(outcome.result).keys;
    expect(report).toMatchObject({ data: 'outage', verdict: expect.stringMatching(/^outage/) });
    expect(report?.releases?.map(({ answer }) => answer)).toEqual(['denied', 'denied']);
  });

  test('ends reconcile with a code of its own, though there is nothing to do', async () => {
    expect(await endOf('reconcile')).toMatchObject({
      exitCode: 5,
      code: 'accepted-but-denied',
      sid: 'OldGuard',
    });
  });

  test.each([
    ['retire', { release: 'v1', after: '1h' }],
    ['revoke', { release: 'v1', reason: 'x' }],
  ] as const)('holds no %s back, and is told beside it', async (command, values) => {
    const end = await endOf(command, values);
    expect(end).toMatchObject({ exitCode: 0 });
    expect(end.warnings.map(({ code }) => code)).toContain('accepted-but-denied');
  });
});

describe('a Deny of which nobody can tell', () => {
  const perimeter = {
    ...DENY,
    Sid: 'Perimeter',
    Condition: { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  };

  test('blocks neither a release nor a revocation, and is unknown for drift', async () => {
    put(...statements().filter(({ Sid }) => Sid !== 'OldGuard'), perimeter);
    expect(await endOf('publish', { eif: 'b.eif', release: 'v2' })).toMatchObject({ exitCode: 0 });
    expect(await endOf('revoke', { release: 'v1', reason: 'x' })).toMatchObject({ exitCode: 0 });
    const { kind, outcome } = await world.run('drift');
    if (kind !== 'drift' || outcome.result === undefined) throw new Error('no report');
    const found = outcome.result.findings.filter(({ rule }) => rule === 'accepted-but-denied');
    expect(found).toMatchObject([{ severity: 'unknown', sid: 'Perimeter' }]);
    expect(outcome.exitCode).toBe(6);
    expect(outcome.result.keys).toMatchObject([{ data: 'locked' }]);
  });
});
