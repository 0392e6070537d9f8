import { beforeEach, describe, expect, test } from '@jest/globals';
import { encodeUtf8 } from '../../../src/base/encoding.js';
import { DAY_MS, HOUR_MS } from '../../../src/base/instant.js';
import { memorySource } from '../../../src/format/byte-source.js';
import { encodeDsse, parseDsse } from '../../../src/format/dsse.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../../src/format/statement.js';
import { encodeManifest, parseManifest } from '../../../src/manifest/manifest.js';
import { signEnvelope } from '../../../src/manifest/sign-envelope.js';
import { measureEif } from '../../../src/measure/measure-eif.js';
import {
  CONFIG,
  changed,
  LIST_ID,
  ListWorld,
  refusal,
  unsignedImage,
} from '../../fakes/list-world.js';

const POINTER = 'allowlist.dsse.json';
const ID_OF_ANOTHER = 'ab'.repeat(16);

let world: ListWorld;
/** The pointer of version 2, before the image was revoked in version 3. */
let old: Uint8Array;
let untouched: string;

beforeEach(async () => {
  world = new ListWorld();
  world.write('a.eif', unsignedImage('a'));
  world.write('b.eif', unsignedImage('b'));
  await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
  old = pointer();
  await changed(world.run('revoke', { release: 'v1', reason: 'leak' }));
});

const pointer = () => world.bucket.objects.get(POINTER)?.bytes ?? new Uint8Array();
const snapshot = () =>
  JSON.stringify([...world.bucket.objects].map(([name, { etag }]) => [name, etag]).sort());

/** Every writer refuses with the code, and none of them writes anything. */
async function expectWritersRefuse(code: string): Promise<void> {
  untouched = snapshot();
  world.write('c.eif', unsignedImage('c'));
  expect(await refusal(world.run('publish', { eif: 'c.eif', release: 'v3' }))).toBe(code);
  expect(await refusal(world.run('retire', { release: 'v2', 'allow-empty': true }))).toBe(code);
  expect(await refusal(world.run('revoke', { release: 'v2', reason: 'x' }))).toBe(code);
  expect(await refusal(world.run('renew'))).toBe(code);
  expect(await refusal(world.run('init'))).toBe(code);
  expect(snapshot()).toBe(untouched);
}

const read = (more = {}) =>
  world.run('verify', {
    'allow-list': true,
    store: 's3://store/signer',
    list: LIST_ID,
    trust: ['list.pub.pem'],
    ...more,
  });

describe('an old pointer put back', () => {
  test('live: writers refuse it, and a reader that remembers', async () => {
    expect((await read({ remember: 'seen.json' })).outcome.exitCode).toBe(0);
    world.bucket.overwrite(POINTER, old);
    await expectWritersRefuse('rollback');
    expect(await refusal(read({ remember: 'seen.json' }))).toBe('rollback');
  });

  test('expired: writers refuse it, and every reader', async () => {
    world.bucket.overwrite(POINTER, old);
    world.now += 40 * DAY_MS;
    await expectWritersRefuse('rollback');
    expect(await refusal(read())).toBe('list-expired');
  });

  test('a floor in the configuration stops it even without its history', async () => {
    world.bucket.overwrite(POINTER, old);
    for (const name of [...world.bucket.objects.keys()]) {
      if (name.startsWith('history/')) world.bucket.objects.delete(name);
    }
    world.configure({ more: 'min-version: 3' });
    await expectWritersRefuse('rollback');
    expect(await refusal(world.run('verify', { 'allow-list': true }))).toBe('rollback');
  });
});

describe('the pointer gone', () => {
  test('writers do not begin anew, and readers have nothing', async () => {
    world.bucket.objects.delete(POINTER);
    await expectWritersRefuse('rollback');
    expect(await refusal(read())).toBe('list-unavailable');
  });

  test('with its history: the floor still stops a new beginning', async () => {
    world.bucket.objects.clear();
    world.configure({ more: 'min-version: 3' });
    expect(await refusal(world.run('publish', { eif: 'a.eif' }))).toBe('rollback');
  });
});

describe('a list that is another one', () => {
  test('of another environment, with the same keys', async () => {
    const other = new ListWorld();
    Object.assign(other.keys, world.keys);
    for (const [name, bytes] of world.files) other.files.set(name, bytes);
    const config = Buffer.from(world.files.get(CONFIG) ?? '').toString();
    other.write(CONFIG, config.replace(LIST_ID, ID_OF_ANOTHER));
    for (let i = 0; i < 5; i++) {
      await changed(other.run(i === 0 ? 'init' : 'renew'));
    }
    const { bytes } = other.bucket.objects.get(POINTER) ?? { bytes: new Uint8Array() };
    world.bucket.overwrite(POINTER, bytes);
    await expectWritersRefuse('wrong-list');
    expect(await refusal(read())).toBe('wrong-list');
  });

  test('of another enclave: writers refuse, who pin its name', async () => {
    const config = Buffer.from(world.files.get(CONFIG) ?? '').toString();
    world.write(CONFIG, config.replace('enclave: signer', 'enclave: other'));
    await expectWritersRefuse('wrong-list');
  });

  test('signed by the manifest key', async () => {
    const { payload } = parseDsse(pointer());
    const { manifest } = world.keys;
    const trust = { keys: [manifest.publicKey], threshold: 1 };
    const forged = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [manifest], trust);
    world.bucket.overwrite(POINTER, forged);
    await expectWritersRefuse('signature-threshold');
    expect(await refusal(read())).toBe('signature-threshold');
  });

  test('a manifest in its place, signed by the list key', async () => {
    const [name = ''] = [...world.bucket.objects.keys()].filter((one) =>
      /^manifests\/.*\.dsse\.json$/.test(one),
    );
    const { payload } = parseDsse(world.bucket.objects.get(name)?.bytes ?? new Uint8Array());
    const { list } = world.keys;
    const trust = { keys: [list.publicKey], threshold: 1 };
    const forged = await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [list], trust);
    world.bucket.overwrite(POINTER, forged);
    await expectWritersRefuse('statement-format');
    expect(await refusal(read())).toBe('statement-format');
  });

  test('its payload changed by one character', async () => {
    const envelope = parseDsse(pointer());
    const text = Buffer.from(envelope.payload).toString().replace('"version":3', '"version":4');
    world.bucket.overwrite(POINTER, encodeDsse({ ...envelope, payload: encodeUtf8(text) }));
    await expectWritersRefuse('signature-threshold');
    expect(await refusal(read())).toBe('signature-threshold');
  });
});

describe('records of the staging changed', () => {
  const approval = '{keys: {trust: [alice.pub.pem], threshold: 1}}';
  let pcr0: string;
  const approve = (more = {}) => world.run('approve', { release: 'v3', pcr0, ...more });
  const objects = (start: string) =>
    [...world.bucket.objects.keys()].filter((name) => name.startsWith(start));

  beforeEach(async () => {
    world.configure({ approval });
    world.write('c.eif', unsignedImage('c'));
    const { staged } = await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
    pcr0 = staged?.PCR0 ?? '';
  });

  test('a staged record of another release in its place', async () => {
    world.write('d.eif', unsignedImage('d'));
    await changed(world.run('publish', { eif: 'd.eif', release: 'v4' }));
    const [mine = ''] = objects('staged/v3-');
    const [other = ''] = objects('staged/v4-');
    world.bucket.overwrite(mine, world.bucket.objects.get(other)?.bytes ?? new Uint8Array());
    expect(await refusal(approve())).toBe('statement-format');
  });

  test('a staged record that the list key signed, or nobody', async () => {
    const [mine = ''] = objects('staged/v3-');
    const envelope = parseDsse(world.bucket.objects.get(mine)?.bytes ?? new Uint8Array());
    world.bucket.overwrite(
      mine,
      encodeDsse({ ...envelope, signatures: [{ keyid: undefined, sig: new Uint8Array(70) }] }),
    );
    expect(await refusal(approve())).toBe('signature-threshold');
    const { list } = world.keys;
    world.bucket.overwrite(
      mine,
      await signEnvelope(STATEMENT_PAYLOAD_TYPE, envelope.payload, [list], {
        keys: [list.publicKey],
        threshold: 1,
      }),
    );
    expect(await refusal(approve())).toBe('signature-threshold');
  });

  test('an approval of another staging under this image', async () => {
    await changed(approve({ key: 'file:alice.pem' }));
    world.now += HOUR_MS;
    const kept = objects('approvals/').map(
      (name) => [name, world.bucket.objects.get(name)] as const,
    );
    for (const name of objects('staged/v3-')) world.bucket.objects.delete(name);
    await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
    for (const [name, object] of kept)
      world.bucket.overwrite(name, object?.bytes ?? new Uint8Array());
    expect(await refusal(approve())).toBe('approval-missing');
  });

  test('an approval that the list key signed', async () => {
    await changed(approve({ key: 'file:alice.pem' }));
    const { list } = world.keys;
    for (const name of objects('approvals/')) {
      const { payload } = parseDsse(world.bucket.objects.get(name)?.bytes ?? new Uint8Array());
      const trust = { keys: [list.publicKey], threshold: 1 };
      world.bucket.overwrite(
        name,
        await signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [list], trust),
      );
    }
    expect(await refusal(approve())).toBe('approval-missing');
  });

  test('the manifest of another image in its place, and no manifest', async () => {
    await changed(approve({ key: 'file:alice.pem' }));
    const [mine = ''] = objects(`manifests/${pcr0}/`).filter((name) => name.endsWith('.dsse.json'));
    const [other = ''] = objects('manifests/').filter(
      (name) => name.endsWith('.dsse.json') && !name.includes(pcr0),
    );
    world.bucket.overwrite(mine, world.bucket.objects.get(other)?.bytes ?? new Uint8Array());
    expect(await refusal(approve())).toBe('pcr-mismatch');
    world.bucket.objects.delete(mine);
    expect(await refusal(approve())).toBe('not-allowed');
  });
});

describe('a manifest in the store that says other PCRs of the image in hand', () => {
  test('publish refuses: whoever holds the manifest key signed two statements about one image', async () => {
    const [name = ''] = [...world.bucket.objects.keys()].filter(
      (one) => one.startsWith('manifests/') && one.endsWith('.dsse.json'),
    );
    const { payload } = parseDsse(world.bucket.objects.get(name)?.bytes ?? new Uint8Array());
    const manifest = parseManifest(payload);
    const c = unsignedImage('c');
    const { image, measurements } = await measureEif(memorySource(c, 'c.eif'));
    const forged = encodeManifest({
      ...manifest,
      image: { name: 'c.eif', sha256: image.sha256 },
      measurements: { ...measurements, PCR2: 'ab'.repeat(48) },
    });
    const key = world.keys.manifest;
    const trust = { keys: [key.publicKey], threshold: 1 };
    world.bucket.overwrite(
      `manifests/${measurements.PCR0}/${'0'.repeat(64)}.dsse.json`,
      await signEnvelope(STATEMENT_PAYLOAD_TYPE, forged, [key], trust),
    );
    world.write('c.eif', c);
    expect(await refusal(world.run('publish', { eif: 'c.eif' }))).toBe('pcr-mismatch');
  });
});

describe('junk in the store', () => {
  test('a hundred objects beside what is sought neither help nor order a request each', async () => {
    const approval = '{keys: {trust: [alice.pub.pem], threshold: 1}}';
    world.configure({ approval });
    world.write('c.eif', unsignedImage('c'));
    for (let i = 0; i < 100; i++) {
      const digest = i.toString(16).padStart(64, '0');
      world.bucket.overwrite(`staged/v3-${digest}.dsse.json`, encodeUtf8('{}'));
    }
    world.bucket.requests.length = 0;
    await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
    expect(world.bucket.requests.length).toBeLessThan(90);
  });
});
