import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodeUtf8 } from '../../../src/base/encoding.js';
import { config } from '../../../src/workflow/commands/config.js';
import { parseConfiguration } from '../../../src/workflow/list/configuration.js';
import { configRequest } from '../../../src/workflow/options/config-request.js';
import type { OptionValues } from '../../../src/workflow/options/option-values.js';
import { certificatePem } from '../../fakes/certificate-vectors.js';
import { CONFIG, ListWorld } from '../../fakes/list-world.js';
import '../../to-throw-with-code.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';
const OTHER_ROLE = 'arn:aws:iam::111122223333:role/other';
const APPROVERS = '{keys: {trust: [{name: Alice, key: alice.pub.pem}, bob.pub.pem], threshold: 2}}';

let world: ListWorld;

beforeEach(() => {
  world = new ListWorld({ more: '# the end' });
  world.write('image.pem', certificatePem('image-signed-expired'));
  world.write('same.pem', certificatePem('image-signed-expired'));
  world.write('second.pem', certificatePem('image-signed-not-yet-valid'));
});

const textNow = () => decodeUtf8(world.files.get(CONFIG) ?? new Uint8Array());
const now = () => parseConfiguration(textNow(), CONFIG);

async function edit(name: string, subject: string, more: OptionValues = {}) {
  return config(configRequest({ edit: name, subject, ...more }), world.ports());
}

/** An edit that is taken. Comments are there as before, whatever it changes. */
async function taken(name: string, subject: string, more: OptionValues = {}) {
  const { result, error } = await edit(name, subject, more);
  if (result === undefined) throw new Error(`${error?.code}: ${error?.message}`);
  expect(textNow()).toContain('# the end');
  return result;
}

/** An edit that is refused, and leaves the file as it was. */
async function refused(name: string, subject: string, more: OptionValues = {}) {
  const before = textNow();
  const { error } = await edit(name, subject, more);
  expect(textNow()).toBe(before);
  return error;
}

describe('roles', () => {
  test('any becomes the first role, and others join it', async () => {
    expect((await taken('add-role', ROLE)).message).toContain('was any');
    await taken('add-role', OTHER_ROLE);
    expect(now()['instance-roles']).toEqual([ROLE, OTHER_ROLE]);
    expect(await taken('add-role', ROLE)).toMatchObject({ changed: false });
    await taken('remove-role', ROLE);
    expect(now()['instance-roles']).toEqual([OTHER_ROLE]);
  });

  test('what the parser refuses is not written', async () => {
    expect(await refused('add-role', 'signer-instance')).toMatchObject({ code: 'usage' });
    await taken('add-role', ROLE);
    expect(await refused('remove-role', OTHER_ROLE)).toMatchObject({
      code: 'usage',
      message: expect.stringContaining(ROLE),
    });
    expect(await refused('remove-role', ROLE)).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('instance-roles would be empty'),
    });
  });
});

describe('certificates', () => {
  test('unsigned becomes the first certificate, and each is there once, by its content', async () => {
    await taken('add-certificate', 'image.pem');
    await taken('add-certificate', 'second.pem');
    expect(now().certificates).toEqual(['image.pem', 'second.pem']);
    expect((await taken('add-certificate', 'same.pem')).message).toContain('image.pem');
    await taken('remove-certificate', 'image.pem');
    expect(now().certificates).toEqual(['second.pem']);
  });

  test('one whose file is gone can be removed; what is no certificate is not added', async () => {
    await taken('add-certificate', 'image.pem');
    await taken('add-certificate', 'second.pem');
    world.files.delete('image.pem');
    await taken('remove-certificate', 'image.pem');
    expect(await refused('add-certificate', 'bob.pub.pem')).toMatchObject({
      code: 'usage',
      at: { file: 'bob.pub.pem' },
    });
    expect(await refused('add-certificate', 'image.pem')).toMatchObject({
      code: 'input-not-found',
    });
  });
});

describe('keys', () => {
  test('a key is added as init writes it, and removed by its address', async () => {
    await taken('add-role', ROLE);
    await taken('add-key', 'file:policy.json', { administrator: [OTHER_ROLE] });
    await taken('add-key', 'file:second.json', { action: ['kms:Decrypt'] });
    expect(now().keys).toMatchObject([
      {
        key: 'file:policy.json',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        bind: ['PCR0', 'PCR1', 'PCR2', 'PCR3'],
        guard: true,
        administrators: [OTHER_ROLE],
      },
      { key: 'file:second.json', actions: ['kms:Decrypt'] },
    ]);
    expect(await taken('add-key', 'file:policy.json')).toMatchObject({ changed: false });
    await taken('remove-key', 'file:policy.json');
    await taken('remove-key', 'file:second.json');
    expect(now().keys).toEqual([]);
    await taken('add-key', 'file:policy.json');
    expect(now().keys).toHaveLength(1);
  });

  test('a key needs a role to bind, and an address that KMS or a file has', async () => {
    expect(await refused('add-key', 'file:policy.json')).toMatchObject({
      code: 'usage',
      message: expect.stringContaining('instance roles'),
    });
    await taken('add-role', ROLE);
    expect(await refused('add-key', 'alias/signer')).toMatchObject({ code: 'usage' });
    expect(await refused('remove-key', 'file:policy.json')).toMatchObject({ code: 'usage' });
  });
});

describe('approvers', () => {
  test('none becomes the first approver, and others join with their names', async () => {
    await taken('add-approver', 'alice.pub.pem');
    await taken('add-approver', 'bob.pub.pem', { name: 'Bob', threshold: '2' });
    expect(now().approval).toMatchObject({
      keys: { trust: ['alice.pub.pem', { name: 'Bob', key: 'bob.pub.pem' }], threshold: 2 },
    });
    expect(await taken('add-approver', 'bob.pub.pem')).toMatchObject({ changed: false });
    expect(await taken('add-approver', 'bob.pub.pem', { threshold: '1' })).toMatchObject({
      changed: true,
    });
    expect(now().approval).toMatchObject({ keys: { threshold: 1 } });
  });

  test('approvals by GitHub stay beside those by keys', async () => {
    world.configure({ approval: '{github: {environment: production}}', more: '# the end' });
    await taken('add-approver', 'alice.pub.pem', { name: 'Alice' });
    expect(now().approval).toMatchObject({
      github: { environment: 'production' },
      keys: { trust: [{ name: 'Alice', key: 'alice.pub.pem' }], threshold: 1 },
    });
  });

  test('one is removed by file or name, and never below the threshold', async () => {
    world.configure({ approval: APPROVERS, more: '# the end' });
    const below = await refused('remove-approver', 'Alice');
    expect(below).toMatchObject({ code: 'usage', message: expect.stringContaining('requires 2') });
    expect(await refused('remove-approver', 'Alice', { threshold: '2' })).toMatchObject({
      code: 'usage',
    });
    await taken('remove-approver', 'Alice', { threshold: '1' });
    expect(now().approval).toMatchObject({ keys: { trust: ['bob.pub.pem'], threshold: 1 } });
    expect(await refused('remove-approver', 'bob.pub.pem')).toMatchObject({ code: 'usage' });
    expect(await refused('remove-approver', 'Alice')).toMatchObject({ code: 'usage' });
  });

  test('a name names one key, and a threshold cannot be more than the keys', async () => {
    world.configure({ approval: APPROVERS, more: '# the end' });
    expect(await refused('add-approver', 'mallory.pub.pem', { name: 'Alice' })).toMatchObject({
      code: 'usage',
    });
    expect(await refused('add-approver', 'mallory.pub.pem', { threshold: '4' })).toMatchObject({
      code: 'usage',
      message: expect.stringMatching(/at most 3.*Alice \(alice\.pub\.pem\).*found 4/),
    });
  });
});

describe('which approval the change needs', () => {
  test('none where the configuration asks for none', async () => {
    expect(await taken('add-role', ROLE)).toMatchObject({
      approval: expect.stringMatching(/^none/),
      next: { words: ['publish', '--projection'] },
    });
  });

  test('of so many of these keys and reviewers, for a change of the projection', async () => {
    world.configure({
      approval: `{keys: ${APPROVERS.slice('{keys: '.length, -1)}, github: {environment: production, reviewers: 2, pull-request: {reviewers: 1}}}`,
    });
    const { result } = await edit('add-role', ROLE);
    expect(result?.approval).toContain('2 approvals by Alice (alice.pub.pem), bob.pub.pem');
    expect(result?.approval).toContain('2 reviewers of the GitHub environment production');
    expect(result?.approval).toContain('1 reviewer of the pull request');
  });

  test('under the policy before the change too, for a change of the approvers', async () => {
    expect((await taken('add-approver', 'alice.pub.pem')).approval).toBe(
      'a change of the projection: 1 approval by alice.pub.pem',
    );
    const { approval, next } = await taken('add-approver', 'bob.pub.pem', { threshold: '2' });
    expect(approval).toContain(
      '2 approvals by alice.pub.pem, bob.pub.pem; and 1 approval by alice',
    );
    expect(next).toMatchObject({ words: ['publish', '--projection'] });
  });

  test('a dry run says the same, and writes nothing', async () => {
    const before = textNow();
    const { result } = await edit('add-approver', 'alice.pub.pem', { 'dry-run': true });
    expect(result).toMatchObject({ changed: true, dryRun: true });
    expect(result?.approval).toContain('1 approval by alice.pub.pem');
    expect(textNow()).toBe(before);
  });
});

test('a configuration that another program changes meanwhile is not overwritten', async () => {
  const ports = world.ports();
  let reads = 0;
  const { error } = await config(configRequest({ edit: 'add-role', subject: ROLE }), {
    ...ports,
    readText: async (path) => {
      const text = await ports.readText(path);
      if (path === CONFIG && ++reads === 1) world.write(CONFIG, `${text}# by somebody else\n`);
      return text;
    },
  });
  expect(error?.code).toBe('usage');
  expect(textNow()).toContain('# by somebody else');
  expect(textNow()).not.toContain(ROLE);
});

test.each<[OptionValues]>([
  [{ edit: 'add-rol', subject: ROLE }],
  [{ edit: 'constructor', subject: ROLE }],
  [{ edit: 'add-role', subject: ROLE, threshold: '1' }],
  [{ edit: 'add-role', subject: ROLE, name: 'x' }],
  [{ edit: 'remove-key', subject: 'file:a', action: ['kms:Decrypt'] }],
  [{ edit: 'add-approver', subject: 'a.pem', administrator: [ROLE] }],
  [{ edit: 'add-approver', subject: 'a.pem', threshold: '0' }],
  [{ edit: 'add-approver', subject: 'a.pem', threshold: '-1' }],
  [{ edit: 'add-role' }],
])('%j is no edit', (values) => {
  expect(() => configRequest(values)).toThrowWithCode('usage');
});
