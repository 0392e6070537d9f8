import { beforeEach, describe, expect, test } from '@jest/globals';
import { encodeHex } from '../../../src/base/encoding.js';
import { DAY_MS, HOUR_MS } from '../../../src/base/instant.js';
import { memorySource } from '../../../src/format/byte-source.js';
import { encodePem } from '../../../src/format/pem.js';
import { measureEif } from '../../../src/measure/measure-eif.js';
import { nodeHashing } from '../../../src/measure/node-hashing.js';
import { pcr3OfRole } from '../../../src/measure/pcr.js';
import { listResultJson } from '../../../src/report/list-json.js';
import { vectorBytes } from '../../fakes/eif-vectors.js';
import {
  CONFIG,
  changed,
  LIST_ID,
  ListWorld,
  refusal,
  unsignedImage,
} from '../../fakes/list-world.js';

let world: ListWorld;
beforeEach(() => {
  world = new ListWorld();
  world.write('a.eif', unsignedImage('a'));
  world.write('b.eif', unsignedImage('b'));
});

const pcr0Of = async (name: string) =>
  (await measureEif(memorySource(world.files.get(name) ?? new Uint8Array(), name))).measurements
    .PCR0;
const names = () => [...world.bucket.objects.keys()].sort();
const writes = () => world.bucket.requests.filter((request) => request.startsWith('put'));
/** The approvals of the wire: alice and bob, both needed unless told. */
const byKeys = (threshold = 2) =>
  `{keys: {trust: [alice.pub.pem, bob.pub.pem], threshold: ${threshold}}}`;
const approveBy = (key: string, pcr0: string, release = 'v1') =>
  world.run('approve', { release, pcr0, key: `file:${key}.pem` });

describe('init', () => {
  test('makes version 1, empty, after it has probed the store; again it changes nothing', async () => {
    const first = await changed(world.run('init'));
    expect([first.changed, first.id?.version, first.after?.releases]).toEqual([true, 1, []]);
    expect(world.probes).toBe(1);
    const again = await changed(world.run('init'));
    expect([again.changed, again.id?.version]).toEqual([false, 1]);
  });

  test('without approval, the projection of the configuration is in the list at once', async () => {
    const arn = 'arn:aws:iam::111122223333:role/signer';
    world.configure({ instanceRoles: `[${arn}]` });
    const { after } = await changed(world.run('init'));
    expect(after?.projection.instanceRoles).toEqual([{ arn, PCR3: pcr3OfRole(arn, nodeHashing) }]);
    expect(after?.projection.staged).toHaveLength(1);
  });

  test('a run that was cut off between the two versions is completed by another', async () => {
    world.configure({ instanceRoles: '[arn:aws:iam::111122223333:role/signer]' });
    world.connection = { fault: (_kind, name) => (name.startsWith('staged/') ? 'unsent' : 'none') };
    expect(await refusal(world.run('init'))).toBe('list-unavailable');
    world.connection = {};
    const { after } = await changed(world.run('init'));
    expect(after?.projection.instanceRoles).toHaveLength(1);
  });

  test('with approval, the projection waits', async () => {
    world.configure({
      instanceRoles: '[arn:aws:iam::111122223333:role/signer]',
      approval: byKeys(),
    });
    const { after } = await changed(world.run('init'));
    expect(after?.projection.instanceRoles).toEqual([]);
  });

  test('one key for both powers is said, and two are not', async () => {
    const codes = async () => (await world.run('init')).outcome.warnings.map(({ code }) => code);
    expect(await codes()).toEqual([]);
    world.configure({ manifestKey: 'list' });
    expect(await codes()).toEqual(['approval-not-enforced']);
  });

  test('the public keys lie in the store', async () => {
    await world.run('init');
    expect(names().filter((name) => name.startsWith('keys/'))).toHaveLength(2);
  });
});

describe('publish without approval', () => {
  test('writes manifest, bundle and staged record, then the list, its history and bundle', async () => {
    await world.run('init');
    world.bucket.requests.length = 0;
    const result = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    expect([result.changed, result.id?.version]).toEqual([true, 2]);
    const [release] = result.after?.releases ?? [];
    expect(release).toMatchObject({
      id: 'v1',
      state: 'active',
      measurements: { PCR0: await pcr0Of('a.eif') },
      manifest: result.manifest,
      approvals: [],
    });
    expect(writes().map((line) => line.replace(/[0-9a-f]{16,}/g, 'X'))).toEqual([
      'put manifests/X/X.X.sigstore.json',
      'put manifests/X/X.dsse.json',
      'put staged/v1-X.dsse.json',
      'put allowlist.dsse.json',
      'put history/0000000002-X.X.sigstore.json',
      'put history/0000000002-X.dsse.json',
    ]);
  });

  test('takes nine requests where the store exists', async () => {
    await world.run('init');
    world.bucket.requests.length = 0;
    await world.run('publish', { eif: 'a.eif' });
    expect(world.bucket.requests).toHaveLength(9);
  });

  test('the same image again changes nothing, under any id', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    world.bucket.requests.length = 0;
    for (const release of ['v1', 'v2']) {
      const result = await changed(world.run('publish', { eif: 'a.eif', release }));
      expect([result.changed, result.id?.version]).toEqual([false, 1]);
      expect(result.message).toContain('v1');
    }
    expect(writes()).toEqual([]);
  });

  test('another image under an id that is taken is refused, and nothing is written', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    world.bucket.requests.length = 0;
    expect(await refusal(world.run('publish', { eif: 'b.eif', release: 'v1' }))).toBe(
      'not-allowed',
    );
    expect(writes()).toEqual([]);
  });

  test('an id that nobody chose is the tag, else the beginning of PCR0', async () => {
    const first = await changed(world.run('publish', { eif: 'a.eif' }));
    expect(first.staged?.id).toBe((await pcr0Of('a.eif')).slice(0, 12));
    const repository = { repository: 'acme/signer', commit: 'a'.repeat(40) };
    world.origin = { source: { ...repository, ref: 'refs/tags/v1.4.0' } };
    const second = await changed(world.run('publish', { eif: 'b.eif' }));
    expect(second.after?.releases.map(({ id, source }) => [id, source?.ref])).toContainEqual([
      'v1.4.0',
      'refs/tags/v1.4.0',
    ]);
  });

  test.each([
    ['enclave/v1.0.0', 'enclave-v1.0.0'],
    ['enclave//v1.0.0~1/', 'enclave-v1.0.0-1'],
    ['_v1', 'v1'],
    ['日本/v2', 'v2'],
    ['日本', undefined],
    ['v'.repeat(129), undefined],
  ])('the tag %s is mapped to an id, and said, where nobody chose one', async (tag, mapped) => {
    const source = { repository: 'acme/signer', commit: 'a'.repeat(40) };
    world.origin = { source: { ...source, ref: `refs/tags/${tag}` } };
    const id = mapped ?? (await pcr0Of('a.eif')).slice(0, 12);
    const { kind, outcome } = await world.run('publish', { eif: 'a.eif', 'dry-run': true });
    expect(outcome.warnings).toMatchObject([
      { code: 'tag-not-an-id', message: expect.stringContaining(`so the id is ${id}.`) },
    ]);
    expect(kind === 'change' && outcome.result?.staged?.id).toBe(id);
    const named = await world.run('publish', { eif: 'a.eif', release: 'v1.0.0' });
    expect(named.outcome.warnings).toEqual([]);
  });

  test('no runner: the outcome says that nothing was observed', async () => {
    const { outcome } = await world.run('publish', { eif: 'a.eif' });
    expect(outcome.warnings.map(({ code }) => code)).toEqual(['build-not-observed']);
  });

  test('a manifest of an earlier run is used again', async () => {
    world.connection = { fault: (_kind, name) => (name.startsWith('staged/') ? 'unsent' : 'none') };
    expect(await refusal(world.run('publish', { eif: 'a.eif' }))).toBe('list-unavailable');
    world.connection = {};
    await changed(world.run('publish', { eif: 'a.eif' }));
    expect(names().filter((name) => /^manifests\/.*\.dsse\.json$/.test(name))).toHaveLength(1);
  });

  test('a dry run says what would come, needs no key and writes nothing', async () => {
    await world.run('init');
    world.bucket.requests.length = 0;
    world.configure({ manifestKey: 'manifest', more: '' });
    const result = await changed(
      world.run('publish', { eif: 'a.eif', release: 'v1', 'dry-run': true }),
    );
    expect(result).toMatchObject({ changed: true, dryRun: true });
    expect(listResultJson(result)).toMatchObject({
      allowList: { version: 2, sha256: null, releases: [{ id: 'v1', state: 'active' }] },
      changes: [{ change: 'added', subject: 'release v1' }],
    });
    expect(writes()).toEqual([]);
  });

  test('the placeholder of an unwritten record is in no list that is written', async () => {
    const result = await changed(world.run('publish', { eif: 'a.eif' }));
    expect(result.after?.releases[0]?.staged).not.toMatch(/^0+$/);
    expect(result.after?.releases[0]?.manifest.sha256).not.toMatch(/^0+$/);
  });
});

describe('publish refuses', () => {
  const signed = vectorBytes('signed-p384.eif');
  const configureCertificate = async () => {
    const { signature } = await measureEif(memorySource(signed, 's.eif'));
    if (signature === undefined) throw new Error('the vector is signed');
    world.write('image-signing.pem', encodePem('CERTIFICATE', signature.certificate.der));
    world.configure({ certificates: '[image-signing.pem]' });
    world.write('s.eif', signed);
  };

  test('an unsigned image where certificates are named', async () => {
    await configureCertificate();
    expect(await refusal(world.run('publish', { eif: 'a.eif' }))).toBe('unsigned');
  });

  test('a signed image where none is named, and one of another certificate', async () => {
    world.write('s.eif', signed);
    expect(await refusal(world.run('publish', { eif: 's.eif' }))).toBe('certificate-not-listed');
    await configureCertificate();
    world.write('other.eif', vectorBytes('signed-p256.eif'));
    expect(await refusal(world.run('publish', { eif: 'other.eif' }))).toBe(
      'certificate-not-listed',
    );
    expect((await changed(world.run('publish', { eif: 's.eif' }))).changed).toBe(true);
  });

  test('a key that is not in trust, before anything is written', async () => {
    world.configure({});
    const config = Buffer.from(world.files.get(CONFIG) ?? '').toString();
    world.write(CONFIG, config.replace('"file:list.pem"', '"file:mallory.pem"'));
    expect(await refusal(world.run('publish', { eif: 'a.eif' }))).toBe('threshold-not-met');
    world.write(CONFIG, config.replace('"file:manifest.pem"', '"file:mallory.pem"'));
    expect(await refusal(world.run('publish', { eif: 'a.eif' }))).toBe('threshold-not-met');
    expect(world.bucket.requests).toEqual([]);
  });

  test('a threshold that one writer cannot meet', async () => {
    const config = Buffer.from(world.files.get(CONFIG) ?? '').toString();
    world.write(
      CONFIG,
      config.replace('keys: [list.pub.pem]', 'keys: [list.pub.pem, bob.pub.pem], threshold: 2'),
    );
    expect(await refusal(world.run('publish', { eif: 'a.eif' }))).toBe('threshold-not-met');
    expect(world.bucket.requests).toEqual([]);
  });

  test('a list that does not verify, which is left as it is: it is evidence', async () => {
    await world.run('init');
    const bytes = Buffer.from('{"payload":"","payloadType":"x","signatures":[]}');
    world.bucket.overwrite('allowlist.dsse.json', bytes);
    world.bucket.requests.length = 0;
    expect(await refusal(world.run('publish', { eif: 'a.eif' }))).toBe('statement-format');
    expect(writes()).toEqual([]);
  });

  test('the name of the projection as a release', async () => {
    const named = { eif: 'a.eif', release: 'projection' };
    await expect(world.run('publish', named)).toRejectWithCode('usage');
  });

  test.each([
    ['nothing', {}],
    ['an image and the projection', { eif: 'a.eif', projection: true }],
    ['measurements without the image’s SHA-256', { measurements: 'm.json' }],
    ['the projection with an id', { projection: true, release: 'v1' }],
    ['a SHA-256 of another length', { eif: 'a.eif', sha256: 'ab' }],
  ])('%s', async (_name, values) => {
    await expect(world.run('publish', values)).toRejectWithCode('usage');
  });
});

const replaced = (from: string, to: string) => (text: string) => text.replace(from, to);
const withPcr1 = (value: string) => (text: string) =>
  text.replace(/"PCR1":"[0-9a-f]+"/, `"PCR1":"${value}"`);

describe('measurements that were given', () => {
  const given = async (change: (text: string) => string = (text) => text) => {
    const { image, measurements } = await measureEif(
      memorySource(world.files.get('a.eif') ?? new Uint8Array(), 'a.eif'),
    );
    const outcome = {
      command: 'measure',
      outcome: 'done',
      exitCode: 0,
      result: { image, measurements: { HashAlgorithm: 'Sha384', ...measurements } },
      warnings: [],
    };
    world.write('m.json', change(JSON.stringify(outcome)));
    return { measurements: 'm.json', sha256: image.sha256 };
  };

  test('go into the list only where the configuration allows it', async () => {
    const values = await given();
    expect(await refusal(world.run('publish', values))).toBe('not-allowed');
    world.configure({ more: 'allow-given-measurements: true' });
    const { after } = await changed(world.run('publish', values));
    expect(after?.releases).toHaveLength(1);
  });

  test.each<[string, (pcrs: Readonly<Record<string, string>>) => string]>([
    ['nitro-cli', (pcrs) => `Start building\n${JSON.stringify({ Measurements: pcrs }, null, 2)}`],
    ['a log of BuildKit', (pcrs) => JSON.stringify(pcrs, null, 2).replace(/^/gm, '#9 1.2 ')],
    [
      'lines',
      (pcrs) =>
        Object.entries(pcrs)
          .map((pair) => pair.join(': '))
          .join('\n'),
    ],
  ])('of %s are taken, and marked as given', async (_name, text) => {
    world.configure({ approval: byKeys(1) });
    const values = await given();
    const { result } = JSON.parse(Buffer.from(world.files.get('m.json') ?? '').toString());
    const { HashAlgorithm: _, ...pcrs } = result.measurements;
    world.write('m.json', text(pcrs));
    const { staged } = await changed(world.run('publish', { ...values, release: 'v1' }));
    expect(staged?.PCR0).toBe(pcrs.PCR0);
    const pcr0 = staged?.PCR0 ?? '';
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('not-allowed');
  });

  test.each([
    ['without PCR2', (text: string) => text.replace(/,"PCR2":"[0-9a-f]+"/, '')],
    ['of a refused image inside a log', (text: string) => `log\n${text}`],
  ])('%s are refused', async (_name, change) => {
    world.configure({ more: 'allow-given-measurements: true' });
    const values = await given();
    const { result, ...outcome } = JSON.parse(
      Buffer.from(world.files.get('m.json') ?? '').toString(),
    );
    const isLog = _name.includes('log');
    const whole = isLog ? { ...outcome, exitCode: 3, result } : result.measurements;
    world.write('m.json', change(JSON.stringify(whole)));
    expect(await refusal(world.run('publish', values))).toBe('usage');
  });

  test('with approval they are staged, and approve refuses them', async () => {
    world.configure({ approval: byKeys(1) });
    const { staged } = await changed(world.run('publish', { ...(await given()), release: 'v1' }));
    const pcr0 = staged?.PCR0 ?? '';
    expect(await refusal(approveBy('alice', pcr0))).toBe('not-allowed');
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('not-allowed');
  });

  test.each([
    ['of another image', (text: string) => text, 'sha256-mismatch', { sha256: 'ab'.repeat(32) }],
    ['of zeros', withPcr1('0'.repeat(96)), 'debug-mode', {}],
    ['in upper case', withPcr1('A'.repeat(96)), 'usage', {}],
    ['of a refused image', replaced('"exitCode":0', '"exitCode":3'), 'usage', {}],
    ['of another command', replaced('"measure"', '"publish"'), 'usage', {}],
    ['of no JSON', (text: string) => text.slice(1), 'usage', {}],
  ])('%s are refused', async (_name, change, code, more) => {
    world.configure({ more: 'allow-given-measurements: true' });
    expect(await refusal(world.run('publish', { ...(await given(change)), ...more }))).toBe(code);
  });
});

describe('approval by keys', () => {
  let pcr0: string;
  beforeEach(async () => {
    world.configure({ approval: byKeys() });
    await world.run('init');
    pcr0 = await pcr0Of('a.eif');
  });

  test('publish stages and leaves the list alone; two keys and the list key bring it in', async () => {
    const published = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    expect([published.changed, published.id?.version]).toEqual([true, 1]);
    const approve = () => world.run('approve', { release: 'v1', pcr0 });
    expect(await refusal(approve())).toBe('approval-missing');
    const alice = await changed(approveBy('alice', pcr0));
    expect(alice.approvals).toEqual({ found: 1, needed: 2 });
    expect(await refusal(approve())).toBe('approval-missing');
    await changed(approveBy('bob', pcr0));
    const { after } = await changed(approve());
    const { approvals = [] } = after?.releases[0] ?? {};
    expect(new Set(approvals.map(({ by }) => by))).toEqual(
      new Set([world.keys.alice.keyid, world.keys.bob.keyid]),
    );
  });

  test('publish needs no list key, and approve --key neither list nor manifest key', async () => {
    const config = Buffer.from(world.files.get(CONFIG) ?? '').toString();
    world.write(CONFIG, config.replace('"file:list.pem"', '"file:nowhere.pem"'));
    expect((await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }))).changed).toBe(
      true,
    );
    world.write(
      CONFIG,
      config
        .replace('"file:list.pem"', '"file:no.pem"')
        .replace('"file:manifest.pem"', '"file:no.pem"'),
    );
    expect((await changed(approveBy('alice', pcr0))).changed).toBe(true);
  });

  test('publishing again stages nothing new while the record waits', async () => {
    const first = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    world.now += HOUR_MS;
    const again = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    expect([again.changed, again.staged?.sha256]).toEqual([false, first.staged?.sha256]);
  });

  test('one key twice is one approval', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    await approveBy('alice', pcr0);
    world.now += 1000;
    expect((await changed(approveBy('alice', pcr0))).approvals?.found).toBe(1);
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('approval-missing');
  });

  test('a key that does not count is refused, whatever it signed before', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    expect(await refusal(approveBy('mallory', pcr0))).toBe('threshold-not-met');
    expect(await refusal(approveBy('list', pcr0))).toBe('threshold-not-met');
  });

  test('another image than the one named is not approved', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    expect(await refusal(approveBy('alice', await pcr0Of('b.eif')))).toBe('not-allowed');
  });

  test('an approval lasts as long as it says', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    for (const key of ['alice', 'bob']) {
      const values = { release: 'v1', pcr0, key: `file:${key}.pem`, 'expires-in': '2h' };
      await changed(world.run('approve', values));
    }
    world.now += 2 * HOUR_MS;
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('approval-missing');
  });

  test('not replayed: after a revoke the record is refused, and a new staging needs new approvals', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    await approveBy('alice', pcr0);
    await approveBy('bob', pcr0);
    await changed(world.run('approve', { release: 'v1', pcr0 }));
    world.now += 1000;
    await changed(world.run('revoke', { release: 'v1', reason: 'leak', 'allow-empty': true }));
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('revoked');
    expect(await refusal(world.run('publish', { eif: 'a.eif', release: 'v1' }))).toBe('revoked');
    world.now += 1000;
    const again = await changed(world.run('publish', { eif: 'a.eif', release: 'v1', again: true }));
    expect(again.changed).toBe(true);
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('approval-missing');
    await approveBy('alice', pcr0);
    await approveBy('bob', pcr0);
    expect((await changed(world.run('approve', { release: 'v1', pcr0 }))).changed).toBe(true);
  });

  test('a newer statement that has expired does not stand before one that counts', async () => {
    world.configure({ approval: byKeys(1) });
    const { staged } = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    const record = { release: 'v1', pcr0: staged?.PCR0 ?? '' };
    const key = 'file:alice.pem';
    await changed(world.run('approve', { ...record, key, 'expires-in': '10h' }));
    world.now += 3_600_000;
    await changed(world.run('approve', { ...record, key, 'expires-in': '1m' }));
    world.now += 3_600_000;
    expect((await changed(world.run('approve', record))).after?.releases).toHaveLength(1);
  });

  test('approved under one projection is not approved under another', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    await approveBy('alice', pcr0);
    await approveBy('bob', pcr0);
    world.configure({
      approval: byKeys(),
      instanceRoles: '[arn:aws:iam::111122223333:role/other]',
    });
    const { staged } = await changed(world.run('publish', { projection: true }));
    const record = { release: 'projection', staged: staged?.sha256 ?? '' };
    for (const key of ['alice', 'bob']) {
      await changed(world.run('approve', { ...record, key: `file:${key}.pem` }));
    }
    const { after } = await changed(world.run('approve', record));
    expect(after?.projection.instanceRoles).toHaveLength(1);
    expect(after?.projection.approvals).toHaveLength(2);
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('approval-missing');
  });

  test('a verifier that pins the approvers takes only what they approved', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    await approveBy('alice', pcr0);
    await approveBy('bob', pcr0);
    await changed(world.run('approve', { release: 'v1', pcr0 }));
    world.configure({ approval: 'none' });
    await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
    const accepted = async (...keys: string[]) => {
      const { outcome } = await world.run('verify', {
        'allow-list': true,
        'approval-trust': keys.map((key) => `${key}.pub.pem`),
        'approval-threshold': String(keys.length),
      });
      const result = outcome.result as { accepted?: readonly { id: string }[] } | undefined;
      return result?.accepted?.map(({ id }) => id);
    };
    expect(await accepted('alice', 'bob')).toEqual(['v1']);
    expect(await accepted('alice')).toEqual(['v1']);
    expect(await accepted('alice', 'mallory')).toEqual([]);
    const all = await world.run('verify', { 'allow-list': true });
    expect(all.outcome.result).toMatchObject({ accepted: [{ id: 'v1' }, { id: 'v2' }] });
    const exported = await world.run('export', {
      to: 'env',
      'approval-trust': ['mallory.pub.pem'],
    });
    expect(exported.outcome.error?.code).toBe('not-allowed');
  });

  test('of another list counts for nothing here', async () => {
    const other = new ListWorld({ approval: byKeys() });
    Object.assign(other.keys, world.keys);
    for (const [name, bytes] of world.files) other.files.set(name, bytes);
    const config = Buffer.from(world.files.get(CONFIG) ?? '').toString();
    other.write(CONFIG, config.replace(LIST_ID, 'ab'.repeat(16)));
    await other.run('publish', { eif: 'a.eif', release: 'v1' });
    for (const key of ['alice', 'bob']) {
      await changed(other.run('approve', { release: 'v1', pcr0, key: `file:${key}.pem` }));
    }
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    for (const [name, { bytes }] of other.bucket.objects) {
      if (name.startsWith('approvals/')) world.bucket.overwrite(name, bytes);
    }
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('approval-missing');
    for (const [name, { bytes }] of other.bucket.objects) {
      if (name.startsWith('staged/')) {
        for (const mine of names().filter((one) => one.startsWith('staged/'))) {
          world.bucket.objects.delete(mine);
        }
        world.bucket.overwrite(name, bytes);
      }
    }
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('wrong-list');
  });

  test('with no source of approval at hand, approve refuses', async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    world.configure({ approval: '{github: {environment: production}}' });
    expect(await refusal(world.run('approve', { release: 'v1', pcr0 }))).toBe('approval-missing');
    expect(await refusal(approveBy('alice', pcr0))).toBe('usage');
  });

  test.each([
    ['a release without its PCR0', { release: 'v1' }],
    ['a projection without its record', { release: 'projection' }],
    ['a life without a key', { release: 'v1', pcr0: 'ab'.repeat(48), 'expires-in': '1h' }],
  ])('%s', async (_name, values) => {
    await expect(world.run('approve', values)).toRejectWithCode('usage');
  });
});

describe('retire, revoke, renew', () => {
  beforeEach(async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
    await world.run('publish', { eif: 'b.eif', release: 'v2' });
  });

  test('retire: as long as the configuration says, or as told', async () => {
    const { after } = await changed(world.run('retire', { release: 'v1' }));
    expect(after?.releases[0]).toMatchObject({
      state: 'retiring',
      retireAt: world.now + 72 * HOUR_MS,
    });
    const sooner = await changed(world.run('retire', { release: 'v1', after: '1h' }));
    expect(sooner.after?.releases[0]).toMatchObject({ retireAt: world.now + HOUR_MS });
  });

  test('the last active release stays unless told', async () => {
    await changed(world.run('retire', { release: 'v1' }));
    expect(await refusal(world.run('retire', { release: 'v2' }))).toBe('not-allowed');
    expect(await refusal(world.run('revoke', { release: 'v2', reason: 'x' }))).toBe('not-allowed');
    await changed(world.run('retire', { release: 'v2', 'allow-empty': true }));
  });

  test('revoke by PCR0, and the list says why', async () => {
    const pcr0 = await pcr0Of('a.eif');
    const { after } = await changed(world.run('revoke', { pcr0, reason: 'leaked key' }));
    expect(after?.removed).toMatchObject([{ id: 'v1', why: 'revoked', reason: 'leaked key' }]);
  });

  test.each([
    ['no reason', { release: 'v1' }],
    ['no image', { reason: 'x' }],
    ['two names', { release: 'v1', pcr0: 'ab'.repeat(48), reason: 'x' }],
  ])('revoke with %s is a usage error', async (_name, values) => {
    await expect(world.run('revoke', values)).toRejectWithCode('usage');
  });

  test('renew changes times alone, also of a list that expired', async () => {
    world.now += 100 * DAY_MS;
    const { before, after } = await changed(world.run('renew'));
    expect(after?.expiresAt).toBe(world.now + 30 * DAY_MS);
    expect(after?.releases).toEqual(before?.releases);
  });

  test('renew recovers a list whose key left the trust, and only by name', async () => {
    const config = Buffer.from(world.files.get(CONFIG) ?? '').toString();
    world.write(CONFIG, config.replaceAll('list.pem', 'bob.pem').replace('list.pub', 'bob.pub'));
    expect(await refusal(world.run('renew'))).toBe('signature-threshold');
    const values = { 'from-signer': 'list.pub.pem' };
    const { id } = await changed(world.run('renew', values));
    expect(id?.version).toBe(3);
    expect((await changed(world.run('renew'))).id?.version).toBe(4);
  });

  test('a dry run of each writes nothing', async () => {
    world.bucket.requests.length = 0;
    for (const [command, values] of [
      ['retire', { release: 'v1' }],
      ['revoke', { release: 'v1', reason: 'x' }],
      ['renew', {}],
    ] as const) {
      const result = await changed(world.run(command, { ...values, 'dry-run': true }));
      expect(result).toMatchObject({ dryRun: true, changed: true, id: undefined });
    }
    expect(writes()).toEqual([]);
  });
});

describe('verify and export', () => {
  const pins = { store: 's3://store/signer', list: LIST_ID, trust: ['list.pub.pem'] };
  const verifyList = (more = {}) => world.run('verify', { 'allow-list': true, ...pins, ...more });
  beforeEach(async () => {
    await world.run('publish', { eif: 'a.eif', release: 'v1' });
  });

  test('a list, with nothing but what a verifier pins', async () => {
    world.files.delete(CONFIG);
    const { outcome } = await verifyList();
    expect(outcome.result).toMatchObject({ kind: 'allow-list', list: { version: 1 } });
  });

  test('a manifest key is no list key', async () => {
    expect(await refusal(verifyList({ trust: ['manifest.pub.pem'] }))).toBe('signature-threshold');
  });

  test('another list, and an expired one', async () => {
    expect(await refusal(verifyList({ list: 'ab'.repeat(16) }))).toBe('wrong-list');
    await expect(verifyList({ at: '2026-03-01T12:00:00Z' })).toRejectWithCode('usage');
    world.now += 31 * DAY_MS;
    expect(await refusal(verifyList())).toBe('list-expired');
  });

  test('what is remembered stops an old list', async () => {
    const old = world.bucket.objects.get('allowlist.dsse.json')?.bytes ?? new Uint8Array();
    await world.run('publish', { eif: 'b.eif', release: 'v2' });
    await changed(world.run('renew'));
    expect((await verifyList({ remember: 'seen.json' })).outcome.exitCode).toBe(0);
    const { outcome } = await verifyList({ remember: 'seen.json' });
    expect(outcome.result).toMatchObject({ rollbackProtected: true });
    world.bucket.overwrite('allowlist.dsse.json', old);
    expect(await refusal(verifyList({ remember: 'seen.json' }))).toBe('rollback');
    expect((await verifyList()).outcome.exitCode).toBe(0);
  });

  test('a memory of another list, or in another form, is refused', async () => {
    const sha256 = 'ab'.repeat(32);
    world.write('seen.json', JSON.stringify({ list: 'ab'.repeat(16), version: 1, sha256 }));
    expect(await refusal(verifyList({ remember: 'seen.json' }))).toBe('wrong-list');
    for (const text of ['{}', '[]', 'x', JSON.stringify({ list: LIST_ID, version: 0, sha256 })]) {
      world.write('seen.json', text);
      expect(['usage', 'wrong-list']).toContain(
        await refusal(verifyList({ remember: 'seen.json' })),
      );
    }
  });

  test.each<[string, string, string]>([
    ['a version in another form', '1.0', `"${'ab'.repeat(32)}"`],
    ['a version with an exponent', '1e0', `"${'ab'.repeat(32)}"`],
    ['a version in a text', '"1"', `"${'ab'.repeat(32)}"`],
    ['a version of eleven digits', '12345678901', `"${'ab'.repeat(32)}"`],
    ['a negative version', '-1', `"${'ab'.repeat(32)}"`],
    ['no digest', '1', 'null'],
    ['a digest in capitals', '1', `"${'AB'.repeat(32)}"`],
    ['a digest that is too long', '1', `"${'ab'.repeat(32)}0"`],
    ['a key twice', '1,"version":1', `"${'ab'.repeat(32)}"`],
  ])('a memory of this list with %s is refused', async (_, version, sha256) => {
    world.write('seen.json', `{"list":"${LIST_ID}","version":${version},"sha256":${sha256}}`);
    expect(await refusal(verifyList({ remember: 'seen.json' }))).toBe('usage');
  });

  test('a manifest by its file', async () => {
    const [path = ''] = names().filter((name) => /^manifests\/.*\.dsse\.json$/.test(name));
    world.write('m.dsse.json', world.bucket.objects.get(path)?.bytes ?? '');
    const values = { manifest: 'm.dsse.json', trust: ['manifest.pub.pem'] };
    const { outcome } = await world.run('verify', values);
    expect(outcome.result).toMatchObject({ kind: 'manifest' });
    expect(await refusal(world.run('verify', { ...values, trust: ['list.pub.pem'] }))).toBe(
      'signature-threshold',
    );
  });

  test('export says what is allowed now, and what the form cannot hold', async () => {
    const { outcome } = await world.run('export', { to: 'env', ...pins });
    const PCR0 = await pcr0Of('a.eif');
    expect(outcome.result).toMatchObject({ target: 'env', text: expect.stringContaining(PCR0) });
    expect(new Set(outcome.warnings.map(({ code }) => code))).toEqual(new Set(['not-held']));
    expect(await refusal(world.run('export', { to: 'nothing', ...pins }))).toBe('usage');
    world.now += 100 * DAY_MS;
    expect(await refusal(world.run('export', { to: 'env', ...pins }))).toBe('list-expired');
  });

  test.each([
    ['nothing to verify', {}],
    ['two things', { manifest: 'm', 'allow-list': true }],
    ['pins and a configuration', { 'allow-list': true, ...pins, config: 'x.yml' }],
    ['a store and no key', { 'allow-list': true, store: pins.store, list: pins.list }],
    ['a memory of a manifest', { manifest: 'm', remember: 'seen.json' }],
    ['a number of approvals by nobody', { 'allow-list': true, 'approval-threshold': '1' }],
  ])('%s is a usage error', async (_name, values) => {
    await expect(world.run('verify', values)).toRejectWithCode('usage');
  });

  test('no list or no store is a usage error', async () => {
    const { store, list, trust } = pins;
    for (const values of [
      { trust, store },
      { trust, list },
    ]) {
      expect(await refusal(world.run('verify', { 'allow-list': true, ...values }))).toBe('usage');
    }
  });
});

test('nonces differ from one staging to the next', () => {
  const [a, b] = [world.ports(), world.ports()];
  expect(encodeHex(a.randomBytes(16))).not.toBe(encodeHex(b.randomBytes(16)));
});
