import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { openKeyFile } from '../../src/adapters/files/key-file-signer.js';
import type { Approval, Projection } from '../../src/allowlist/allow-list.js';
import { recordedPolicy } from '../../src/allowlist/approval/approval-policy.js';
import { encodeApproval, verifyApproval } from '../../src/allowlist/approval/key-approval.js';
import type { Staged } from '../../src/allowlist/staged-values.js';
import { encodeBase64 } from '../../src/base/encoding.js';
import { HOUR_MS } from '../../src/base/instant.js';
import type { JsonOutcome } from '../fakes/processes.js';
import {
  currentList,
  forge,
  forgedRelease,
  forgeList,
  inScene,
  project,
  release,
  type Scene,
  sortedById,
} from '../fakes/thief.js';

/** The thief has the list key and can write to the store, and nothing else: no approver's key, and no permission in KMS. */

const EVIL = forgedRelease('evil');
const addEvil = (scene: Scene) =>
  forgeList(scene, ({ releases }) => ({ releases: sortedById([...releases, EVIL]) }));

/** An enclave with approvals and one approved release, before the theft. */
const robbed = (use: (scene: Scene, allows: readonly string[]) => Promise<void>) =>
  inScene(['alice'], async (scene) => {
    await project(scene, ['alice']);
    await release(scene, 'enclave.eif', 'v1', ['alice']);
    const allows = scene.allows();
    expect(allows).toHaveLength(1);
    await use(scene, allows);
  });

const ends = ({ exitCode, error }: JsonOutcome) => [exitCode, error?.code];
const UNAPPROVED = [3, 'unapproved'];

describe('a revoked release that comes back as it was approved once', () => {
  test('is refused by whoever remembers the revocation, and left out of exports', async () => {
    await robbed(async (scene) => {
      await release(scene, 'next.eif', 'v2', ['alice']);
      const { releases } = currentList(scene).list;
      await scene.done('revoke', 'v1', '--reason', 'leaked');
      const remember = ['--remember', 'seen.json'];
      await scene.done('verify', '--allow-list', ...remember);
      await forgeList(scene, () => ({ releases, removed: [] }));
      const verified = await scene.run('verify', '--allow-list', ...remember);
      expect(ends(verified)).toEqual([3, 'revived']);
      expect(verified.result.releases).toMatchObject([{ id: 'v2' }]);
      const exported = await scene.run('export', '--to', 'rvps', ...remember);
      expect(ends(exported)).toEqual([3, 'revived']);
      expect(exported.result.text).not.toContain(releases[0]?.measurements.PCR0);
      // The list itself is not refused, and nothing that is remembered is lost.
      expect(ends(await scene.run('verify', '--allow-list', ...remember))).toEqual([3, 'revived']);
    });
  });
});

describe('a release that nobody approved, signed with the stolen list key', () => {
  test('reaches no key policy, no export and no verifier with the configuration', async () => {
    await robbed(async (scene, allows) => {
      await addEvil(scene);
      expect(ends(await scene.run('reconcile'))).toEqual(UNAPPROVED);
      expect(scene.allows()).toEqual(allows);
      expect(scene.read('policy.json')).not.toContain(EVIL.measurements.PCR0);
      const verified = await scene.run('verify', '--allow-list');
      expect(ends(verified)).toEqual(UNAPPROVED);
      const exported = await scene.run('export', '--to', 'rvps');
      expect(ends(exported)).toEqual(UNAPPROVED);
      expect(exported.result.text).not.toContain(EVIL.measurements.PCR0);
      const drift = await scene.run('drift');
      expect(ends(drift)).toEqual([5, 'drift']);
      expect(
        drift.result.findings.filter(({ rule }: { rule: string }) => rule === 'unapproved'),
      ).toMatchObject([{ severity: 'critical', subject: 'evil' }]);
    });
  });

  test('renew does not sign it anew by the way, and accepted it stays withheld', async () => {
    await robbed(async (scene, allows) => {
      await addEvil(scene);
      const { version } = currentList(scene).list;
      expect(ends(await scene.run('renew'))).toEqual(UNAPPROVED);
      expect(ends(await scene.run('renew', '--accept-unapproved', 'v1'))).toEqual(UNAPPROVED);
      expect(currentList(scene).list.version).toBe(version);
      expect(ends(await scene.run('renew', '--accept-unapproved', 'evil'))).toEqual(UNAPPROVED);
      expect(currentList(scene).list.version).toBe(version + 1);
      await scene.run('reconcile');
      expect(scene.allows()).toEqual(allows);
    });
  });

  test('what narrows goes through, and ends it', async () => {
    await robbed(async (scene, allows) => {
      await addEvil(scene);
      const { exitCode } = await scene.run('revoke', 'evil', '--reason', 'stolen list key');
      expect(exitCode).toBe(0);
      expect((await scene.done('reconcile')).result.changed).toBe(false);
      expect(scene.allows()).toEqual(allows);
    });
  });
});

describe('a list that never had an approval policy, when approvals are turned on', () => {
  test('the thief cannot pass a new release off as one that runs already', async () => {
    await inScene([], async (scene) => {
      await release(scene, 'enclave.eif', 'v1', []);
      const allows = scene.allows();
      expect(allows).toHaveLength(1);
      const config = scene.read('pcr-allowlist.yml');
      scene.write(
        'pcr-allowlist.yml',
        config.replace(/^approval: none.*$/m, 'approval: {keys: {trust: [mallory.pub.pem]}}'),
      );
      await addEvil(scene);
      expect(ends(await scene.run('reconcile'))).toEqual(UNAPPROVED);
      expect(scene.allows()).toEqual(allows);
      expect(scene.read('policy.json')).not.toContain(EVIL.measurements.PCR0);
    });
  });

  test('nor, once the policy is approved, by a list that has lost it again', async () => {
    await robbed(async (scene, allows) => {
      await forgeList(scene, ({ releases, projection: { approval: _, ...projection } }) => ({
        projection,
        releases: sortedById([...releases, EVIL]),
      }));
      expect(ends(await scene.run('reconcile'))).toEqual(UNAPPROVED);
      expect(scene.allows()).toEqual(allows);
    });
  });
});

describe('a projection that nobody approved', () => {
  test('opens no key to another role', async () => {
    await robbed(async (scene, allows) => {
      const arn = 'arn:aws:iam::999999999999:role/thief';
      await forgeList(scene, ({ projection }) => ({
        projection: {
          ...projection,
          instanceRoles: [...projection.instanceRoles, { arn, PCR3: 'f'.repeat(96) }],
        },
      }));
      expect(ends(await scene.run('reconcile'))).toEqual(UNAPPROVED);
      expect(scene.allows()).toEqual(allows);
      expect(scene.read('policy.json')).not.toContain(arn);
    });
  });

  test('reconcile writes to no key that the configuration does not name, without approvals too', async () => {
    await inScene([], async (scene) => {
      await release(scene, 'enclave.eif', 'v1', []);

      scene.write('other.json', JSON.stringify(withoutOurs(scene.read('policy.json'))));

      const before = scene.read('other.json');
      await forgeList(scene, ({ projection }) => {
        const [key] = projection.keys;
        if (key === undefined) throw new Error('no key');
        return { projection: { ...projection, keys: [key, { ...key, key: 'file:other.json' }] } };
      });
      expect(ends(await scene.run('reconcile'))).toEqual(UNAPPROVED);
      expect(scene.read('other.json')).toBe(before);
      const { result } = await scene.run('drift');
      expect(result.findings).toContainEqual(
        expect.objectContaining({ rule: 'key-not-configured', severity: 'critical' }),
      );
    });
  });

  test('does not lower the approval policy for releases to come', async () => {
    await robbed(async (scene) => {
      await forgeList(scene, ({ projection: { approval: _, ...projection } }) => ({ projection }));
      const { result } = await scene.run('publish', 'next.eif', '--release', 'v2');
      const { PCR0 } = result.staged;
      expect((await scene.run('approve', 'v2', '--pcr0', PCR0)).error?.code).toBe(
        'approval-missing',
      );
    });
  });
});

describe('an old statement in v1 over the projection, under a policy with a key of the thief', () => {
  /** What alice signed when the list was in v1: the same roles and keys, a guard without actions, and no policy. */
  const inV1 = ({ approval: _, keys, ...rest }: Projection): Projection => ({
    ...rest,
    keys: keys.map((key) => ({ ...key, guard: true })),
  });

  test('approves neither the policy nor what the thief approved with that key', async () => {
    await robbed(async (scene, allows) => {
      const { releases, projection, ...facts } = currentList(scene).list;
      const old = inV1(projection);
      const common = { ...facts, stagedAt: Date.now() };
      const record: Staged = {
        ...{ ...common, kind: 'projection', format: 'v1', sha256: '1'.repeat(64) },
        projection: old,
      };
      const approvals = await signedBy(scene, 'alice', record, old);
      expect(approvals).toHaveLength(1);
      const policy = {
        keys: { threshold: 1, keys: [{ name: 'mallory', publicKey: await publicKey(scene) }] },
      };
      const widened = { ...old, approval: recordedPolicy(policy) };
      const evil: Staged = {
        ...{ ...EVIL, ...common, kind: 'release', format: 'v2', sha256: EVIL.staged, again: false },
      };
      const byMallory = await signedBy(scene, 'mallory', evil, widened);
      const both = sortedById([...releases, { ...EVIL, approvals: byMallory }]);
      await forgeList(scene, () => ({
        projection: { ...widened, staged: projection.staged, approvals },
        releases: both,
      }));
      expect(ends(await scene.run('reconcile'))).toEqual(UNAPPROVED);
      expect(scene.allows()).toEqual(allows);
      expect(scene.read('policy.json')).not.toContain(EVIL.measurements.PCR0);
      const exported = await scene.run('export', '--to', 'rvps');
      expect(ends(exported)).toEqual(UNAPPROVED);
      expect(exported.result.text).not.toContain(EVIL.measurements.PCR0);
      const { result } = await scene.run('drift');
      const unapproved = result.findings
        .filter(({ rule }: { rule: string }) => rule === 'unapproved')
        .map(({ subject }: { subject: string }) => subject);
      expect(unapproved.sort()).toEqual(['evil', 'projection']);
    });
  });
});

describe('user data that a release demands of its documents', () => {
  const DEMANDED = 'a1'.repeat(32);
  const publish = ['publish', 'enclave.eif', '--release', 'v1', '--user-data', DEMANDED];
  const dropUserData = (scene: Scene) =>
    forgeList(scene, ({ releases }) => ({
      releases: releases.map(({ userData, ...release }) => {
        expect(userData).toBe(DEMANDED);
        return release;
      }),
    }));

  test('cannot be dropped where the release has approvals of its own', async () => {
    await inScene(['alice'], async (scene) => {
      await project(scene, ['alice']);
      const { result } = await scene.done(...publish);
      const approve = ['approve', 'v1', '--pcr0', result.staged.PCR0];
      await scene.done(...approve, '--key', 'file:alice.pem');
      await scene.done(...approve);
      await scene.done('verify', '--allow-list');
      await dropUserData(scene);
      expect(ends(await scene.run('verify', '--allow-list'))).toEqual(UNAPPROVED);
    });
  });

  test('can be dropped where the release was carried over, as SECURITY.md says', async () => {
    await inScene(['alice'], async (scene) => {
      const config = scene.read('pcr-allowlist.yml');
      const none = config.replace(/^approval:[\s\S]*?threshold: 1/m, 'approval: none');
      expect(none).not.toBe(config);
      scene.write('pcr-allowlist.yml', none);
      await scene.done(...publish);
      // Approvals are turned on: until they are there, each command says what lacks them.
      scene.write('pcr-allowlist.yml', config);
      const { result } = await scene.run('publish', '--projection');
      const approve = ['approve', 'projection', '--staged', result.staged.sha256];
      await scene.run(...approve, '--key', 'file:alice.pem');
      await scene.done(...approve);
      await dropUserData(scene);
      const verified = await scene.done('verify', '--allow-list');
      expect(verified.result.releases).toMatchObject([{ id: 'v1', state: 'active' }]);
      expect(verified.result.releases[0].userData).toBeUndefined();
    });
  });
});

const publicKey = async ({ folder }: Scene) =>
  encodeBase64((await openKeyFile(join(folder, 'mallory.pem'))).signer.publicKey.spkiDer);

/** The approval of a record by somebody's key, as a list in v2 carries it. */
async function signedBy(
  scene: Scene,
  name: string,
  record: Staged,
  projection: Projection,
): Promise<readonly Approval[]> {
  const payload = encodeApproval(record, projection, record.stagedAt, HOUR_MS);
  const { signer } = await openKeyFile(join(scene.folder, `${name}.pem`));
  const envelope = await forge(scene, `${name}.pem`, payload);
  const { approvals } = await verifyApproval(envelope, record, [signer.publicKey]);
  return approvals.map(({ projection: _, ...approval }) => approval);
}

function withoutOurs(policy: string): object {
  const { Statement, ...rest } = JSON.parse(policy);
  const isForeign = ({ Sid }: { Sid?: string }) => Sid?.startsWith('PcrAllowlist') !== true;
  return { ...rest, Statement: Statement.filter(isForeign) };
}
