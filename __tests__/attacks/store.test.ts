import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { currentList, inScene, POINTER, release, type Scene, writeObject } from '../fakes/thief.js';

/** The thief can write to the store, and holds no key: nothing that they write may keep a revocation from going through. */

const robbed = (use: (scene: Scene, PCR0: string) => Promise<void>) =>
  inScene([], async (scene) => {
    const PCR0 = await release(scene, 'enclave.eif', 'v1', []);
    await release(scene, 'next.eif', 'v2', []);
    expect(scene.allows()).toHaveLength(2);
    await use(scene, PCR0);
  });

const revoke = ['revoke', 'v1', '--reason', 'leaked key'];

describe('a lease that nobody took', () => {
  test.each([
    ['dated 2099', lease('2099-01-01T00:00:00Z')],
    ['that cannot be read', 'junk'],
  ])('%s: revoke goes through, and names it', async (_name, text) => {
    await robbed(async (scene) => {
      for (const name of readdirSync(join(scene.store, 'leases'))) {
        writeFileSync(join(scene.store, 'leases', name), text);
      }
      const { warnings } = await scene.done(...revoke);
      expect(warnings.map(({ code }) => code)).toContain('lease-overridden');
      expect(scene.allows()).toHaveLength(1);
    });
  });
});

describe('junk in the history named like a high version', () => {
  test('revoke and retire go through and report it; what widens and renew stop', async () => {
    await robbed(async (scene) => {
      const junk = `history/9999999999-${'a'.repeat(64)}.dsse.json`;
      writeObject(scene.store, junk, 'junk');
      const { version } = currentList(scene).list;
      expect((await scene.run('renew')).error?.code).toBe('rollback');
      expect((await scene.run('publish', 'enclave.eif', '--release', 'v3')).error?.code).toBe(
        'rollback',
      );
      expect(currentList(scene).list.version).toBe(version);
      const { warnings } = await scene.done(...revoke);
      expect(warnings.map(({ code }) => code)).toContain('history-junk');
      expect(scene.allows()).toHaveLength(1);
      await scene.done('retire', 'v2', '--after', '1h', '--allow-empty');
      await scene.run('reconcile');
      const { result } = await scene.run('drift');
      expect(result.findings).toContainEqual(
        expect.objectContaining({ rule: 'history-unopened', subject: junk }),
      );
    });
  });
});

describe('objects with odd names', () => {
  test('stop no command', async () => {
    await robbed(async (scene, PCR0) => {
      for (const folder of ['history', 'staged', 'approvals', `approvals/${PCR0}`, 'manifests'])
        writeObject(scene.store, `${folder}/New folder/x`, '');
      await scene.done('renew');
      await scene.done(...revoke);
      expect((await scene.run('drift')).error?.code).toBe('drift');
    });
  });
});

describe('a store that is gone', () => {
  test('the image is denied on the keys, and reconcile keeps that until the list has the tombstone', async () => {
    await robbed(async (scene, PCR0) => {
      const kept = currentList(scene);
      const pointer = join(scene.store, POINTER);
      const envelope = scene.read(`allow-list/${POINTER}`);
      writeFileSync(pointer, 'gone');
      expect((await scene.run(...revoke)).exitCode).not.toBe(0);
      await scene.done('revoke', '--pcr0', PCR0, '--keys-only');
      const denied = () => scene.read('policy.json').includes('Revoked');
      expect(denied()).toBe(true);
      writeFileSync(pointer, envelope);
      expect(currentList(scene).list).toEqual(kept.list);
      await scene.run('reconcile');
      expect(denied()).toBe(true);
      await scene.run(...revoke);
      expect([denied(), scene.allows().length]).toEqual([false, 1]);
    });
  });
});

function lease(expiresAt: string): string {
  return JSON.stringify({
    ...{ expiresAt, lastPut: null, owner: 'thief', released: false },
    run: 'https://example.com/thief',
  });
}
