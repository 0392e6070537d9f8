import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { parseDsse } from '../../src/format/dsse.js';
import { currentList, forge, inScene, POINTER, type Scene, writeObject } from '../fakes/thief.js';

/** The thief has the key of one approver, alice, and writes statements of approval. Two approvals are asked for. */

const robbed = (use: (scene: Scene, PCR0: string) => Promise<void>) =>
  inScene(['alice', 'bob'], async (scene) => {
    const config = scene.read('pcr-allowlist.yml');
    const two = config.replace(/(approval:[\s\S]*threshold: )1/, '$12');
    expect(two).not.toBe(config);
    scene.write('pcr-allowlist.yml', two);
    const staged = await scene.done('publish', '--projection');
    const projection = ['approve', 'projection', '--staged', staged.result.staged.sha256];
    for (const name of ['alice', 'bob'])
      await scene.done(...projection, '--key', `file:${name}.pem`);
    await scene.done(...projection);
    const { result } = await scene.done('publish', 'enclave.eif', '--release', 'v1');
    await use(scene, result.staged.PCR0);
  });

const approve = (PCR0: string, ...more: string[]) => ['approve', 'v1', '--pcr0', PCR0, ...more];
const ALICE = ['--key', 'file:alice.pem'];
const BOB = ['--key', 'file:bob.pem'];
const ids = (scene: Scene) => currentList(scene).list.releases.map(({ id }) => id);

/** What alice signed for the image, as statements in the store. */
const statements = ({ store }: Scene, PCR0: string) =>
  readdirSync(join(store, 'approvals', PCR0)).map((name) => join(store, 'approvals', PCR0, name));

/** One more statement by alice's key, as the thief changes it. */
async function forgeStatement(scene: Scene, PCR0: string, change: object): Promise<void> {
  const [mine = ''] = statements(scene, PCR0);
  const statement = JSON.parse(decodeUtf8(parseDsse(readFileSync(mine)).payload));
  Object.assign(statement.predicate, change);
  const bytes = await forge(scene, 'alice.pem', encodeUtf8(JSON.stringify(statement)));
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeObject(scene.store, `approvals/${PCR0}/${digest}.dsse.json`, bytes);
}

describe('the key of one approver of two', () => {
  test('is one approval, however often it signs', async () => {
    await robbed(async (scene, PCR0) => {
      for (let i = 0; i < 2; i++) await scene.done(...approve(PCR0, ...ALICE));
      await forgeStatement(scene, PCR0, { expiresAt: '2099-01-01T00:00:00Z' });
      expect((await scene.run(...approve(PCR0))).error?.code).toBe('approval-missing');
      expect([ids(scene), scene.allows()]).toEqual([[], []]);
    });
  });

  test('stops nobody: statements that expired or are not valid yet do not count', async () => {
    await robbed(async (scene, PCR0) => {
      for (const key of [ALICE, BOB]) await scene.done(...approve(PCR0, ...key));
      const { stagedAt } = waiting(await scene.done('status'));
      await forgeStatement(scene, PCR0, { approvedAt: stagedAt, expiresAt: stagedAt });
      await forgeStatement(scene, PCR0, {
        approvedAt: '2098-01-01T00:00:00Z',
        expiresAt: '2099-01-01T00:00:00Z',
      });
      await scene.done(...approve(PCR0));
      expect([ids(scene), scene.allows().length]).toEqual([['v1'], 1]);
    });
  });

  test('stages nothing, and signs no list', async () => {
    await robbed(async (scene, PCR0) => {
      expect(
        (await scene.run('approve', 'v9', '--pcr0', 'e'.repeat(96), ...ALICE)).error?.code,
      ).toBe('not-allowed');
      const { list, payload } = currentList(scene);
      const before = readFileSync(join(scene.store, POINTER));
      writeObject(scene.store, POINTER, await forge(scene, 'alice.pem', payload));
      expect((await scene.run('reconcile')).error?.code).toBe('signature-threshold');
      writeObject(scene.store, POINTER, before);
      expect(currentList(scene).list).toEqual(list);
      expect((await scene.run(...approve(PCR0))).error?.code).toBe('approval-missing');
    });
  });

  test('brings no revoked image back with what was approved before', async () => {
    await robbed(async (scene, PCR0) => {
      for (const key of [ALICE, BOB]) await scene.done(...approve(PCR0, ...key));
      await scene.done(...approve(PCR0));
      await scene.done('revoke', 'v1', '--reason', 'leaked', '--allow-empty');
      await scene.done('publish', 'enclave.eif', '--release', 'v1', '--again');
      await scene.done(...approve(PCR0, ...ALICE));
      expect((await scene.run(...approve(PCR0))).error?.code).toBe('approval-missing');
      expect([ids(scene), scene.allows()]).toEqual([[], []]);
    });
  });
});

function waiting({
  result,
}: {
  readonly result?: { readonly waiting: { readonly stagedAt: string }[] };
}) {
  const [record] = result?.waiting ?? [];
  if (record === undefined) throw new Error('nothing waits');
  return record;
}
