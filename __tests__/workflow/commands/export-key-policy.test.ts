import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodeUtf8 } from '../../../src/base/encoding.js';
import type { Exported } from '../../../src/workflow/commands/export-key-policy.js';
import type { Outcome } from '../../../src/workflow/outcome.js';
import { ADMINISTRATION, OPEN } from '../../fakes/key-statements.js';
import { ListWorld, unsignedImage } from '../../fakes/list-world.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const ADMIN = 'arn:aws:iam::111122223333:role/kms-admin';
const entry = (file: string) =>
  `{key: "file:${file}.json", actions: [kms:Decrypt], guard: true, administrators: ["${ADMIN}"]}`;
const policyText = (...more: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION, ...more] });

let world: ListWorld;

async function exported(to: string, key?: string): Promise<Outcome<Exported>> {
  const ended = await world.run('export', { to, ...(key === undefined ? {} : { key }) });
  if (ended.kind !== 'export') throw new Error(ended.kind);
  return ended.outcome;
}
const sidsIn = (text = '{"Statement": []}') =>
  (JSON.parse(text) as { Statement: readonly { Sid: string }[] }).Statement.map(({ Sid }) => Sid);

const readPolicy = () => decodeUtf8(world.files.get('one.json') ?? new Uint8Array());

async function start(...files: readonly string[]): Promise<void> {
  world = new ListWorld({
    instanceRoles: `["${ROLE}"]`,
    more: `keys: [${files.map(entry).join(', ')}]`,
  });
  for (const file of files) world.write(`${file}.json`, policyText());
  world.write('a.eif', unsignedImage('a'));
  await world.run('init');
  await world.run('publish', { eif: 'a.eif', release: 'v1', 'no-reconcile': true });
}

beforeEach(() => start('one'));

describe('the policy of a key, for who writes it elsewhere', () => {
  test('is what reconcile then finds nothing to do on, and is not written', async () => {
    const { result, exitCode, warnings } = await exported('key-policy');
    expect([exitCode, result?.target]).toEqual([0, 'key-policy']);
    expect(warnings.map(({ code }) => code)).toContain('not-held');
    expect(sidsIn(result?.text)).toContain('Administration');
    expect(readPolicy()).toBe(policyText());
    world.write('one.json', result?.text ?? '');
    const again = await world.run('reconcile');
    expect([again.outcome.exitCode, readPolicy()]).toEqual([0, result?.text]);
  });

  test('is not printed where reconcile would refuse it', async () => {
    world.write('one.json', policyText(OPEN));
    const { result, error } = await exported('key-policy');
    expect([result, error?.code]).toEqual([undefined, 'policy-unsafe']);
  });

  test('is our statements alone where that is asked for, in JSON and in HCL', async () => {
    const { result } = await exported('key-policy-statements');
    const whole = await exported('key-policy');
    expect([...sidsIn(result?.text), 'Administration'].sort()).toEqual(
      sidsIn(whole.result?.text).sort(),
    );
    const { result: hcl } = await exported('hcl');
    expect([...(hcl?.text ?? '').matchAll(/sid {7}= "(.+)"/g)].map(([, sid]) => sid)).toEqual(
      sidsIn(result?.text),
    );
  });

  test('is of the key that is named where there are several', async () => {
    await start('one', 'two');
    expect((await exported('hcl')).error?.code).toBe('usage');
    expect((await exported('hcl', 'file:three.json')).error?.code).toBe('usage');
    expect((await exported('hcl', 'file:two.json')).exitCode).toBe(0);
    expect((await exported('key-policy', 'file:two.json')).exitCode).toBe(0);
  });

  test('is none of an expired list', async () => {
    world.now += 400 * 24 * 3_600_000;
    expect((await exported('key-policy-statements')).error?.code).toBe('list-expired');
  });
});

test('a dry run carries the full text of each statement', async () => {
  const ended = await world.run('reconcile', { 'dry-run': true });
  if (ended.kind !== 'change') throw new Error(ended.kind);
  const { listResultJson } = await import('../../../src/report/list-json.js');
  const { result } = ended.outcome;
  if (result === undefined) throw new Error('no plan');
  const { plan } = listResultJson(result) as {
    plan: readonly [{ changes: readonly { sid: string; after?: { Sid: string } }[] }];
  };
  expect(plan[0].changes.length).toBeGreaterThan(3);
  for (const { sid, after } of plan[0].changes) {
    expect(after).toMatchObject({ Sid: sid, Resource: '*', Action: expect.any(Array) });
  }
});
