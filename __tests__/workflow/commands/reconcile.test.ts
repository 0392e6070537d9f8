import { beforeEach, describe, expect, test } from '@jest/globals';
import { AdapterError } from '../../../src/base/errors.js';
import { DAY_MS, HOUR_MS } from '../../../src/base/instant.js';
import { memorySource } from '../../../src/format/byte-source.js';
import { encodePem } from '../../../src/format/pem.js';
import type { KeyPolicyPort } from '../../../src/keypolicy/key-policy-port.js';
import { measureEif } from '../../../src/measure/measure-eif.js';
import { vectorBytes } from '../../fakes/eif-vectors.js';
import { ADMINISTRATION, OPEN } from '../../fakes/key-statements.js';
import {
  approveProjection,
  changed,
  ListWorld,
  refusal,
  unsignedImage,
} from '../../fakes/list-world.js';
import { ADMIN } from '../../keypolicy/policies.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';

let world: ListWorld;
/** Keys whose policies cannot be reached. */
let down: Set<string>;

const keyText = (name: string, bind = '[PCR0, PCR3]', more = '') =>
  `{key: "file:${name}.json", actions: [kms:Decrypt], bind: ${bind}, guard: true, administrators: ["${ADMIN}"]${more}}`;
const settings = (...keys: readonly string[]) => ({
  instanceRoles: `["${ROLE}"]`,
  more: `keys: [${keys.join(', ')}]`,
});
const statements = (name: string): { Sid: string; Effect: string; Condition?: object }[] =>
  JSON.parse(Buffer.from(world.files.get(`${name}.json`) ?? '').toString()).Statement;
const allows = (name: string) =>
  statements(name).filter(
    ({ Sid, Effect }) => Sid.startsWith('PcrAllowlist') && Effect === 'Allow',
  );
const policy = (...all: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION, ...all] });
const outcomeOf = async (...run: Parameters<ListWorld['run']>) => (await world.run(...run)).outcome;

class KeyWorld extends ListWorld {
  override ports() {
    const ports = super.ports();
    return {
      ...ports,
      async openKeyPolicy(...args: Parameters<typeof ports.openKeyPolicy>): Promise<KeyPolicyPort> {
        const port = await ports.openKeyPolicy(...args);
        if (!down.has(port.key)) return port;
        const fail = async () => {
          throw new AdapterError('key-unavailable', `${port.key} does not answer`);
        };
        return { ...port, readPolicy: fail, write: fail };
      },
    };
  }
}

beforeEach(async () => {
  down = new Set();
  world = new KeyWorld(settings(keyText('key')));
  for (const name of ['a', 'b']) world.write(`${name}.eif`, unsignedImage(name));
  world.write('key.json', policy());
  world.write('other.json', policy());
  await world.run('init');
});

describe('the list changes first, and the key follows', () => {
  test('publish, retire and revoke: one Allow for each release, a date, and none', async () => {
    await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
    expect(allows('key')).toHaveLength(2);
    await changed(world.run('retire', { release: 'v1', after: '1h' }));
    const dated = allows('key').filter(({ Condition }) =>
      JSON.stringify(Condition).includes('DateLessThan'),
    );
    expect(dated).toHaveLength(1);
    await changed(world.run('revoke', { release: 'v1', reason: 'leak' }));
    expect(allows('key')).toHaveLength(1);
    expect(statements('key')[0]).toEqual(ADMINISTRATION);
  });

  test('running again changes nothing', async () => {
    await changed(world.run('publish', { eif: 'a.eif' }));
    const before = world.files.get('key.json');
    expect((await changed(world.run('reconcile'))).changed).toBe(false);
    expect(world.files.get('key.json')).toBe(before);
  });

  test('a run that was cut off after the list is completed by running it again', async () => {
    const broken = world.files.get('key.json');
    const first = await outcomeOf('publish', { eif: 'a.eif', 'no-reconcile': true });
    expect([first.exitCode, world.files.get('key.json')]).toEqual([0, broken]);
    const again = await changed(world.run('publish', { eif: 'a.eif' }));
    expect([again.changed, allows('key').length]).toEqual([false, 1]);
  });

  test('what was changed by hand is brought back', async () => {
    await changed(world.run('publish', { eif: 'a.eif' }));
    const text = Buffer.from(world.files.get('key.json') ?? '').toString();
    world.write(
      'key.json',
      text.replace(
        /"kms:RecipientAttestation:PCR0":"[0-9a-f]+"/,
        `"kms:RecipientAttestation:PCR0":"${'ab'.repeat(48)}"`,
      ),
    );
    expect((await changed(world.run('reconcile'))).changed).toBe(true);
    expect(world.files.get('key.json')).toEqual(Buffer.from(text));
  });

  test('a dry run shows the plan and writes nothing', async () => {
    const before = world.files.get('key.json');
    const { keys = [] } = await changed(world.run('publish', { eif: 'a.eif', 'dry-run': true }));
    expect(keys[0]?.plan?.changes.map(({ action }) => action)).toContain('create');
    expect(world.files.get('key.json')).toBe(before);
    expect(await changed(world.run('reconcile', { 'dry-run': true }))).toMatchObject({
      changed: true,
      dryRun: true,
    });
    expect(world.files.get('key.json')).toBe(before);
  });
});

describe('a key that could not follow', () => {
  test('publish changes nothing, and names the statement with its safe form', async () => {
    world.write('key.json', policy(OPEN));
    const before = world.bucket.objects.size;
    const outcome = await outcomeOf('publish', { eif: 'a.eif' });
    expect([outcome.exitCode, outcome.error?.code, outcome.error?.at?.sid]).toEqual([
      3,
      'policy-unsafe',
      'Open',
    ]);
    expect(outcome.error?.hint).not.toBe('');
    expect(outcome.result).toMatchObject({ changed: false, id: { version: 2 } });
    expect(world.bucket.objects.size).toBe(before);
  });

  test('with approval, approve refuses likewise, and the list stays', async () => {
    world.configure({ ...settings(keyText('key')), approval: '{keys: {trust: [alice.pub.pem]}}' });
    await approveProjection(world);
    // The policy from before is no late read any more.
    world.now += HOUR_MS;
    const { staged } = await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    const record = { release: 'v1', pcr0: staged?.PCR0 ?? '' };
    await changed(world.run('approve', { ...record, key: 'file:alice.pem' }));
    world.write('key.json', policy(OPEN));
    expect(await refusal(world.run('approve', record))).toBe('policy-unsafe');
    world.write('key.json', policy());
    expect((await changed(world.run('approve', record))).after?.releases).toHaveLength(1);
    expect(allows('key')).toHaveLength(1);
  });

  test('one that does not answer stops a publish, and no other key at reconcile', async () => {
    world.configure(settings(keyText('key'), keyText('other')));
    await changed(world.run('publish', { projection: true }));
    await changed(world.run('publish', { eif: 'a.eif', 'no-reconcile': true }));
    down.add('file:other.json');
    expect(await refusal(world.run('publish', { eif: 'b.eif' }))).toBe('key-unavailable');
    const outcome = await outcomeOf('reconcile');
    expect([outcome.exitCode, outcome.error?.code]).toEqual([6, 'key-unavailable']);
    expect([allows('key').length, allows('other').length]).toEqual([1, 0]);
  });

  test('a revocation goes through whatever the findings say', async () => {
    await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
    await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
    const text = Buffer.from(world.files.get('key.json') ?? '').toString();
    const withOpen = JSON.parse(text);
    withOpen.Statement.push(OPEN);
    world.write('key.json', JSON.stringify(withOpen));
    await changed(world.run('revoke', { release: 'v1', reason: 'leak' }));
    expect(allows('key')).toHaveLength(1);
    expect(statements('key')).toContainEqual(OPEN);
  });
});

test('an expired list narrows, and ends with list-expired', async () => {
  await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  await changed(world.run('publish', { eif: 'b.eif', release: 'v2', 'no-reconcile': true }));
  await changed(world.run('revoke', { release: 'v1', reason: 'leak', 'no-reconcile': true }));
  world.now += 100 * DAY_MS;
  const outcome = await outcomeOf('reconcile');
  expect([outcome.exitCode, outcome.error?.code]).toEqual([3, 'list-expired']);
  expect(allows('key')).toEqual([]);
});

test('without PCR0, a retire or revoke that leaves its image admitted says so, and exits 5', async () => {
  world = new KeyWorld(settings(keyText('key', '[PCR3, PCR8]')));
  const { signed } = await signedPair(world);
  expect(signed).toBe(2);
  const outcome = await outcomeOf('revoke', { release: 'v1', reason: 'leak' });
  expect([outcome.exitCode, outcome.error?.code]).toEqual([5, 'still-admitted']);
  const retired = await outcomeOf('retire', { release: 'v2', 'allow-empty': true });
  expect(retired.exitCode).toBe(0);
});

test('the list counts, and a configuration that differs is said', async () => {
  world.configure(settings(keyText('key'), keyText('other')));
  const outcome = await outcomeOf('reconcile');
  expect(outcome.warnings.map(({ code }) => code)).toContain('projection-differs');
  expect(allows('other')).toEqual([]);
});

test('a key that leaves the projection is visited until our statements are gone, and then forgotten', async () => {
  await changed(world.run('publish', { eif: 'a.eif' }));
  world.configure(settings());
  const { after } = await changed(world.run('publish', { projection: true, 'no-reconcile': true }));
  expect(after?.projection.keys).toMatchObject([{ key: 'file:key.json', detached: true }]);
  await changed(world.run('reconcile'));
  expect(allows('key')).toEqual([]);
  const { after: last } = await changed(world.run('reconcile', { 'dry-run': true }));
  expect(last?.projection.keys).toEqual([]);
});

test('the old policy lies in the store before it is replaced', async () => {
  const old = Buffer.from(world.files.get('key.json') ?? '').toString();
  await changed(world.run('publish', { eif: 'a.eif' }));
  const kept = [...world.bucket.objects].filter(([name]) => name.startsWith('policies/'));
  expect(kept.map(([, { bytes }]) => Buffer.from(bytes).toString())).toContain(old);
});

/** Two signed images of one certificate in the list. */
async function signedPair(target: ListWorld): Promise<{ signed: number }> {
  const images = ['signed-p384.eif', 'signed-p384-next.eif'];
  const [first = ''] = images;
  const { signature } = await measureEif(memorySource(vectorBytes(first), first));
  if (signature === undefined) throw new Error('the vector is signed');
  target.write('image.pem', encodePem('CERTIFICATE', signature.certificate.der));
  target.configure({
    ...settings(keyText('key', '[PCR3, PCR8]', ', accept: []')),
    certificates: '[image.pem]',
  });
  target.write('key.json', policy());
  await target.run('init');
  let signed = 0;
  for (const [i, name] of images.entries()) {
    target.write(name, vectorBytes(name));
    const { outcome } = await target.run('publish', { eif: name, release: `v${i + 1}` });
    if (outcome.exitCode === 0) signed++;
    else throw new Error(JSON.stringify(outcome.error));
  }
  return { signed };
}
