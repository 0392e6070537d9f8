import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { parseDsse } from '../../src/format/dsse.js';
import {
  currentList,
  forge,
  inScene,
  objects,
  project,
  release,
  writeObject,
} from '../fakes/thief.js';

/** The thief has the manifest key, and nothing else: can stage whatever they like. */

describe('a release staged under the id projection', () => {
  test('the rotation of a certificate does not bring it in', async () => {
    await inScene(['alice'], async (scene) => {
      await project(scene, ['alice']);
      await release(scene, 'enclave.eif', 'v1', ['alice']);
      const [mine = ''] = objects(scene, 'staged').filter((name) => name.includes('/v1-'));
      const { payload } = parseDsse(readFileSync(join(scene.store, mine)));
      const statement = JSON.parse(decodeUtf8(payload));
      statement.predicate.release.id = 'projection';
      statement.predicate.nonce = 'ab'.repeat(16);
      statement.subject[0].name = 'projection';
      const forged = await forge(scene, 'manifest.pem', encodeUtf8(JSON.stringify(statement)));
      const staged = createHash('sha256').update(forged).digest('hex');
      writeObject(scene.store, `staged/projection-${staged}.dsse.json`, forged);
      const record = ['approve', 'projection', '--staged', staged];
      const { version } = currentList(scene).list;
      expect((await scene.run(...record, '--key', 'file:alice.pem')).error?.code).toBe(
        'not-allowed',
      );
      expect((await scene.run(...record)).error?.code).toBe('not-allowed');
      expect(currentList(scene).list.version).toBe(version);
    });
  });
});

describe('an image that nobody built', () => {
  test('waits for approvals that the thief cannot give', async () => {
    await inScene(['alice'], async (scene) => {
      await project(scene, ['alice']);
      const { result } = await scene.done('publish', 'next.eif', '--release', 'v9');
      const { PCR0 } = result.staged;
      const forgers = ['--key', 'file:manifest.pem'];
      expect((await scene.run('approve', 'v9', '--pcr0', PCR0, ...forgers)).error?.code).toBe(
        'threshold-not-met',
      );
      expect((await scene.run('approve', 'v9', '--pcr0', PCR0)).error?.code).toBe(
        'approval-missing',
      );
      expect(currentList(scene).list.releases).toEqual([]);
      expect(scene.allows()).toEqual([]);
    });
  });
});
