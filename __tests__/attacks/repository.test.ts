import { describe, expect, test } from '@jest/globals';
import { currentList, inScene, project, release } from '../fakes/thief.js';

/** The thief can change the configuration in a checkout, and so what the jobs that run it ask for; no key is stolen. */

describe('a configuration that asks for no approval', () => {
  test('does not lower what the list asks for', async () => {
    await inScene(['alice'], async (scene) => {
      await project(scene, ['alice']);
      await release(scene, 'enclave.eif', 'v1', ['alice']);
      const config = scene.read('pcr-allowlist.yml');
      scene.write('pcr-allowlist.yml', config.replace(/approval:\n(?: .*\n)+/, 'approval: none\n'));
      const { result } = await scene.done('publish', 'next.eif', '--release', 'v2');
      expect(currentList(scene).list.releases.map(({ id }) => id)).toEqual(['v1']);
      const record = ['approve', 'v2', '--pcr0', result.staged.PCR0];
      expect((await scene.run(...record)).error?.code).toBe('approval-missing');
      const projection = await scene.done('publish', '--projection');
      const { sha256 } = projection.result.staged;
      const lowered = ['approve', 'projection', '--staged', sha256];
      expect((await scene.run(...lowered)).error?.code).toBe('approval-missing');
      await scene.done(...lowered, '--key', 'file:alice.pem');
      await scene.done(...lowered);
      expect(currentList(scene).list.projection.approval).toBeUndefined();
      await scene.done(...record);
    });
  });

  test('nor does one that names the thief as approver', async () => {
    await inScene(['alice'], async (scene) => {
      await project(scene, ['alice']);
      const config = scene.read('pcr-allowlist.yml');
      scene.write('pcr-allowlist.yml', config.replace('alice.pub.pem', 'mallory.pub.pem'));
      const { result } = await scene.run('publish', '--projection');
      const record = ['approve', 'projection', '--staged', result.staged.sha256];
      await scene.run(...record, '--key', 'file:mallory.pem');
      expect((await scene.run(...record)).error?.code).toBe('approval-missing');
      const staged = await scene.run('publish', 'next.eif', '--release', 'v2');
      const image = ['approve', 'v2', '--pcr0', staged.result.staged.PCR0];
      await scene.run(...image, '--key', 'file:mallory.pem');
      expect((await scene.run(...image)).error?.code).toBe('approval-missing');
      expect(currentList(scene).list.releases).toEqual([]);
    });
  });
});

describe('a change of the approvers that both policies approve', () => {
  test('stops no running release: it is carried over by id and PCR0', async () => {
    await inScene(['alice', 'bob'], async (scene) => {
      await project(scene, ['alice', 'bob']);
      const PCR0 = await release(scene, 'enclave.eif', 'v1', ['alice']);
      const config = scene.read('pcr-allowlist.yml');
      scene.write('pcr-allowlist.yml', config.replace('alice.pub.pem, ', ''));
      const allows = scene.allows();
      await scene.done('reconcile');
      expect(scene.allows()).toEqual(allows);
      const { result, warnings } = await scene.run('publish', '--projection');
      expect(warnings.map(({ message }) => message).join()).toContain(PCR0);
      const record = ['approve', 'projection', '--staged', result.staged.sha256];
      await scene.run(...record, '--key', 'file:bob.pem');
      await scene.done(...record);
      expect((await scene.done('reconcile')).result.changed).toBe(false);
      expect(scene.allows()).toHaveLength(1);
      expect((await scene.done('verify', '--allow-list')).result.releases).toHaveLength(1);
    });
  });

  test('approvals that are turned on stop none either', async () => {
    await inScene([], async (scene) => {
      await release(scene, 'enclave.eif', 'v1', []);
      const config = scene.read('pcr-allowlist.yml');
      scene.write(
        'pcr-allowlist.yml',
        config.replace(/^approval: none.*$/m, 'approval: {keys: {trust: [mallory.pub.pem]}}'),
      );
      const allows = scene.allows();
      const early = await scene.run('reconcile');
      expect([early.exitCode, early.error?.code]).toEqual([3, 'unapproved']);
      expect(scene.allows()).toEqual(allows);
      const { result } = await scene.run('publish', '--projection');
      const record = ['approve', 'projection', '--staged', result.staged.sha256];
      await scene.run(...record, '--key', 'file:mallory.pem');
      await scene.done(...record);
      expect((await scene.done('reconcile')).result.changed).toBe(false);
      expect(scene.allows()).toEqual(allows);
      expect(allows).toHaveLength(1);
    });
  });
});
