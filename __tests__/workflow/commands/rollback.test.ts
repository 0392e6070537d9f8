import { describe, expect, test } from '@jest/globals';
import { DAY_MS } from '../../../src/base/instant.js';
import type { OptionValues } from '../../../src/workflow/options/option-values.js';
import { changed, ListWorld, refusal, unsignedImage } from '../../fakes/list-world.js';

const APPROVAL = '{keys: {trust: [alice.pub.pem]}}';
const WHY = { 'revoke-now': true, reason: 'it leaks' };

/** A world with v1 retiring and v2 active, whose images are not at hand any more. */
async function world(approval = 'none'): Promise<ListWorld> {
  const made = new ListWorld();
  await changed(made.run('init'));
  for (const release of ['v1', 'v2']) {
    made.write('enclave.eif', unsignedImage(release));
    await changed(made.run('publish', { eif: 'enclave.eif', release }));
  }
  made.files.delete('enclave.eif');
  made.now += 1000;
  await changed(made.run('retire', { release: 'v1', after: '72h' }));
  made.now += 1000;
  made.configure({ approval });
  return made;
}

async function states(made: ListWorld): Promise<readonly string[]> {
  const ended = await made.run('verify', { 'allow-list': true });
  if (ended.kind !== 'verify' || ended.outcome.result?.kind !== 'allow-list') throw new Error();
  return ended.outcome.result.list.releases.map(({ id, state }) => `${id} ${state}`);
}

async function approved(made: ListWorld, release: string, pcr0: string): Promise<void> {
  await changed(made.run('approve', { release, pcr0, key: 'file:alice.pem' }));
  await changed(made.run('approve', { release, pcr0 }));
}

describe('rollback without approvals', () => {
  test('brings the release back that was retired last, and retires the current one', async () => {
    const made = await world();
    const result = await changed(made.run('rollback'));
    expect(result.changed).toBe(true);
    expect(await states(made)).toEqual(['v1 active', 'v2 retiring']);
    // By its name it changes nothing more.
    expect((await changed(made.run('rollback', { release: 'v1' }))).changed).toBe(false);
    expect(await states(made)).toEqual(['v1 active', 'v2 retiring']);
  });

  test('revokes the current one at once where that is asked for', async () => {
    const made = await world();
    const result = await changed(made.run('rollback', WHY));
    expect(await states(made)).toEqual(['v1 active']);
    expect(result.after?.removed).toMatchObject([{ id: 'v2', why: 'revoked', reason: 'it leaks' }]);
    expect(await refusal(made.run('rollback', { release: 'v2' }))).toBe('revoked');
  });

  test('brings a release back whose retirement is over, by its record and manifest', async () => {
    const made = await world();
    made.now += 4 * DAY_MS;
    await changed(made.run('rollback', { release: 'v1', after: '1h' }));
    expect(await states(made)).toEqual(['v1 active', 'v2 retiring']);
  });

  test.each(['staged/v1-', 'manifests/'])('is refused where %s is gone', async (prefix) => {
    const made = await world();
    made.now += 4 * DAY_MS;
    for (const name of [...made.bucket.objects.keys()]) {
      if (name.startsWith(prefix)) made.bucket.objects.delete(name);
    }
    expect(await refusal(made.run('rollback', { release: 'v1' }))).toBe('not-allowed');
    expect(await states(made)).toEqual(['v1 retiring', 'v2 active']);
  });

  test('a manifest of another key, or other bytes, bring nothing back', async () => {
    const made = await world();
    const [name = ''] = [...made.bucket.objects.keys()].filter((key) =>
      /^manifests.*dsse/.test(key),
    );
    const stored = made.bucket.objects.get(name);
    made.bucket.overwrite(name, Uint8Array.of(...(stored?.bytes ?? []), 32));
    const other = await made.run('rollback', { release: 'v1' });
    const two = await made.run('rollback', { release: 'v2' });
    expect([other, two].filter(({ outcome }) => outcome.exitCode !== 0)).toHaveLength(1);
    made.configure({ manifestKey: 'list' });
    expect(await refusal(made.run('unretire', { release: 'v1' }))).not.toBe('internal');
  });

  test('a dry run writes nothing', async () => {
    const made = await world();
    const before = [...made.bucket.objects.keys()];
    for (const values of [{}, WHY]) {
      const result = await changed(made.run('rollback', { ...values, 'dry-run': true }));
      expect(result.dryRun).toBe(true);
    }
    expect([...made.bucket.objects.keys()]).toEqual(before);
  });

  test.each<[OptionValues, string]>([
    [{ release: 'v9' }, 'not-allowed'],
    [{ release: 'v1', from: 'v9' }, 'not-allowed'],
    [{ release: 'v1', from: 'v1' }, 'not-allowed'],
  ])('%j is refused', async (values, code) => {
    expect(await refusal((await world()).run('rollback', values))).toBe(code);
  });

  test('several active releases need a name', async () => {
    const made = await world();
    made.write('enclave.eif', unsignedImage('v3'));
    await changed(made.run('publish', { eif: 'enclave.eif', release: 'v3' }));
    expect(await refusal(made.run('rollback'))).toBe('not-allowed');
    await changed(made.run('rollback', { from: 'v3' }));
    expect(await states(made)).toEqual(['v1 active', 'v2 active', 'v3 retiring']);
  });

  test('a list where nothing was retired has nothing to go back to', async () => {
    const made = new ListWorld();
    expect(await refusal(made.run('rollback'))).toBe('not-allowed');
    made.write('enclave.eif', unsignedImage('v1'));
    await changed(made.run('publish', { eif: 'enclave.eif', release: 'v1' }));
    expect(await refusal(made.run('rollback'))).toBe('not-allowed');
    await expect(made.run('rollback', { 'revoke-now': true })).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

describe('rollback where approvals are demanded', () => {
  test('waits, and retires the current release once the other one is back', async () => {
    const made = await world(APPROVAL);
    const { staged } = await changed(made.run('rollback'));
    expect(await states(made)).toEqual(['v1 retiring', 'v2 active']);
    await approved(made, 'v1', staged?.PCR0 ?? '');
    expect(await states(made)).toEqual(['v1 active', 'v2 active']);
    await changed(made.run('rollback', { release: 'v1' }));
    expect(await states(made)).toEqual(['v1 active', 'v2 retiring']);
  });

  test('revokes at once, and stages the rest', async () => {
    const made = await world(APPROVAL);
    const { staged } = await changed(made.run('rollback', WHY));
    expect(await states(made)).toEqual(['v1 retiring']);
    expect(staged?.id).toBe('v1');
    await approved(made, 'v1', staged?.PCR0 ?? '');
    expect(await states(made)).toEqual(['v1 active']);
  });

  test('revokes also where what comes back is refused, and says why it is', async () => {
    const made = await world(APPROVAL);
    for (const name of [...made.bucket.objects.keys()]) {
      if (name.startsWith('manifests/')) made.bucket.objects.delete(name);
    }
    const ended = await made.run('rollback', { ...WHY, release: 'v1' });
    expect(ended.outcome.error?.code).toBe('not-allowed');
    expect(await states(made)).toEqual(['v1 retiring']);
  });

  test('a record that was staged before the retirement does not count', async () => {
    const made = await world();
    made.configure({ approval: APPROVAL });
    const first = await changed(made.run('unretire', { release: 'v1' }));
    made.now += 1000;
    made.configure({});
    await changed(made.run('unretire', { release: 'v1' }));
    made.now += 1000;
    await changed(made.run('retire', { release: 'v1', after: '72h' }));
    made.now += 1000;
    made.configure({ approval: APPROVAL });
    const second = await changed(made.run('unretire', { release: 'v1' }));
    expect(second.staged?.sha256).not.toBe(first.staged?.sha256);
  });
});

describe('unretire', () => {
  test('cancels a retirement, and changes nothing twice', async () => {
    const made = await world();
    await changed(made.run('unretire', { release: 'v1' }));
    expect(await states(made)).toEqual(['v1 active', 'v2 active']);
    expect((await changed(made.run('unretire', { release: 'v1' }))).changed).toBe(false);
  });

  test('is refused for what is not in the list', async () => {
    const made = await world();
    expect(await refusal(made.run('unretire', { release: 'v9' }))).toBe('not-allowed');
    made.now += 4 * DAY_MS;
    expect(await refusal(made.run('unretire', { release: 'v1' }))).toBe('not-allowed');
  });

  test('needs the approvals that are demanded', async () => {
    const made = await world(APPROVAL);
    const { staged } = await changed(made.run('unretire', { release: 'v1' }));
    expect(await states(made)).toEqual(['v1 retiring', 'v2 active']);
    expect(await refusal(made.run('approve', { release: 'v1', pcr0: staged?.PCR0 }))).toBe(
      'approval-missing',
    );
    await approved(made, 'v1', staged?.PCR0 ?? '');
    expect(await states(made)).toEqual(['v1 active', 'v2 active']);
  });
});
