import { describe, expect, test } from '@jest/globals';
import { decodeUtf8 } from '../../../src/base/encoding.js';
import { MANIFEST_PREDICATE_TYPES } from '../../../src/manifest/manifest-schema.js';
import { publishedFiles } from '../../../src/workflow/commands/published-files.js';
import {
  type ListCommand,
  runListCommand,
} from '../../../src/workflow/commands/run-list-command.js';
import type { GitHub } from '../../../src/workflow/github/github-port.js';
import type { OptionValues } from '../../../src/workflow/options/option-values.js';
import { DoubleGitHub } from '../../doubles/github.js';
import { CONFIG, changed, ListWorld, unsignedImage } from '../../fakes/list-world.js';

const APPROVAL = '{keys: {trust: [alice.pub.pem]}}';
const TAG = 'v1';

function world(approval?: string): { world: ListWorld; github: DoubleGitHub } {
  const made = new ListWorld(approval === undefined ? {} : { approval });
  made.write('enclave.eif', unsignedImage('one'));
  const github = new DoubleGitHub();
  github.tags.add(TAG);
  return { world: made, github };
}

const onGitHub = (made: ListWorld, github: GitHub, command: ListCommand, values: OptionValues) =>
  runListCommand(command, values, { ...made.ports(), openGitHub: async () => github });

const assetsOf = (github: DoubleGitHub): string[] =>
  (github.releases[0]?.assets ?? [])
    .map(({ name }) => name.replace(/[0-9a-f]{16}/, 'KEYID'))
    .sort();
const WHOLE = [
  'signer.allow-list.KEYID.sigstore.json',
  'signer.allow-list.dsse.json',
  'signer.pcr-manifest.KEYID.sigstore.json',
  'signer.pcr-manifest.dsse.json',
];

describe('what was published, as files', () => {
  test('is the same after later changes of the list, and for a run that finds it there', async () => {
    const { world: made } = world();
    await changed(made.run('init'));
    const first = await changed(made.run('publish', { eif: 'enclave.eif', release: 'v1' }));
    const files = await publishedFiles(first, CONFIG, made.ports());
    expect(files?.predicateType).toBe(MANIFEST_PREDICATE_TYPES.v2);
    const list = await files?.list();
    expect(list).toHaveLength(2);
    expect(JSON.parse(files?.predicate ?? '')).toMatchObject({
      measured: 'here',
      measurements: { PCR0: first.staged?.PCR0 },
    });
    made.write('next.eif', unsignedImage('two'));
    await changed(made.run('publish', { eif: 'next.eif', release: 'v2' }));
    await changed(made.run('renew'));
    const again = await changed(made.run('publish', { eif: 'enclave.eif', release: 'v1' }));
    expect(again).toMatchObject({ changed: false, release: { id: 'v1' } });
    const later = await publishedFiles(again, CONFIG, made.ports());
    expect({ ...later, list: await later?.list() }).toEqual({ ...files, list });
  });

  test('is taken from the command that wrote it: nothing is read again', async () => {
    const { world: made } = world();
    await changed(made.run('init'));
    const result = await changed(made.run('publish', { eif: 'enclave.eif', release: 'v1' }));
    const unread = {
      ...made.ports(),
      readText: () => Promise.reject(new Error('the configuration is read again')),
      openStore: () => Promise.reject(new Error('the store is opened again')),
    };
    const files = await publishedFiles(result, CONFIG, unread);
    const { held: _, ...forgotten } = result;
    const read = await publishedFiles(forgotten, CONFIG, made.ports());
    expect({ ...files, list: await files?.list() }).toEqual({ ...read, list: await read?.list() });
    const other = { ...result, held: { manifest: new Uint8Array([1]) } };
    await expect(publishedFiles(other, CONFIG, unread)).rejects.toThrow('read again');
  });

  test('is nothing for a projection', async () => {
    const { world: made } = world();
    await changed(made.run('init'));
    const result = await changed(made.run('publish', { projection: true }));
    expect(await publishedFiles(result, CONFIG, made.ports())).toBeUndefined();
  });
});

describe('release-assets', () => {
  const publish = { eif: 'enclave.eif', release: TAG, 'release-assets': TAG };

  test('with approval: none the release is published with all of it, once', async () => {
    const { world: made, github } = world();
    await changed(made.run('init'));
    const result = await changed(onGitHub(made, github, 'publish', publish));
    expect(result.assets).toMatchObject({ isDraft: false });
    expect(assetsOf(github)).toEqual(WHOLE);
    const writes = github.writes.length;
    await changed(onGitHub(made, github, 'publish', publish));
    expect(github.writes).toHaveLength(writes);
  });

  test('with approvals the release stays a draft until the list has the image', async () => {
    const { world: made, github } = world(APPROVAL);
    await changed(made.run('init'));
    const staged = await changed(onGitHub(made, github, 'publish', publish));
    expect(staged.assets).toMatchObject({ isDraft: true });
    expect(assetsOf(github)).toEqual(WHOLE.slice(2));
    const approval = { release: TAG, pcr0: staged.staged?.PCR0 ?? '' };
    await changed(made.run('approve', { ...approval, key: 'file:alice.pem' }));
    const request = { ...approval, 'release-assets': TAG };
    const { assets } = await changed(onGitHub(made, github, 'approve', request));
    expect(assets).toMatchObject({ isDraft: false });
    expect(assetsOf(github)).toEqual(WHOLE);
  });

  test('a dry run uploads nothing, and a refusal of GitHub ends a command that is done', async () => {
    const { world: made, github } = world();
    await changed(made.run('init'));
    await changed(onGitHub(made, github, 'publish', { ...publish, 'dry-run': true }));
    expect(github.writes).toEqual([]);
    github.forbidden = true;
    const { outcome } = await onGitHub(made, github, 'publish', publish);
    expect([outcome.exitCode, outcome.error?.code]).toEqual([6, 'github-unavailable']);
    expect(outcome.result).toMatchObject({ changed: true });
    github.forbidden = false;
    expect(await changed(onGitHub(made, github, 'publish', publish))).toMatchObject({
      changed: false,
      assets: { isDraft: false },
    });
  });

  test('is refused before anything happens where it cannot be', async () => {
    const { world: made, github } = world();
    await changed(made.run('init'));
    const objects = [...made.bucket.objects.keys()];
    await expect(made.run('publish', publish)).toRejectWithCode('usage');
    const projection = { projection: true, 'release-assets': TAG };
    await expect(onGitHub(made, github, 'publish', projection)).toRejectWithCode('usage');
    const statement = {
      release: TAG,
      pcr0: 'a'.repeat(96),
      key: 'file:alice.pem',
      'release-assets': TAG,
    };
    await expect(onGitHub(made, github, 'approve', statement)).toRejectWithCode('usage');
    expect([...made.bucket.objects.keys()]).toEqual(objects);
  });

  test('an enclave of any name makes names that GitHub keeps', async () => {
    const { world: made, github } = world();
    const text = decodeUtf8(made.files.get(CONFIG) ?? new Uint8Array());
    made.write(CONFIG, text.replace('enclave: signer', 'enclave: "../é @x #1/signer prod."'));
    await changed(made.run('init'));
    await changed(onGitHub(made, github, 'publish', publish));
    expect(assetsOf(github)).toContain('x-1-signer-prod.allow-list.dsse.json');
  });
});
