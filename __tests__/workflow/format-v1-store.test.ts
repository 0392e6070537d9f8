import {
  chmodSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPair } from '../../src/adapters/files/key-file-signer.js';
import { listPorts } from '../../src/adapters/list-ports.js';
import { parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { parseDsse } from '../../src/format/dsse.js';
import { type ListCommand, runListCommand } from '../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import type { Outcome } from '../../src/workflow/outcome.js';
import { unsignedImage } from '../fakes/list-world.js';

/** A store that version 0.1.0 filled (`__tests__/vectors/v1`), in a folder of its own. */

const STORE = join(import.meta.dirname, '../vectors/v1/store');
let folder: string;

const path = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(path(name), 'utf8');
const payloadOf = (name: string) => parseDsse(new Uint8Array(readFileSync(path(name)))).payload;
const statement = () =>
  JSON.parse(new TextDecoder().decode(payloadOf('pcr-allowlist/allowlist.dsse.json')));
const currentList = () => parseAllowListPayload(payloadOf('pcr-allowlist/allowlist.dsse.json'));
const typesIn = (part: string): readonly string[] =>
  readdirSync(path(`pcr-allowlist/${part}`), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.dsse.json'))
    .map((name) => payloadOf(`pcr-allowlist/${part}/${name}`))
    .map((payload) => JSON.parse(new TextDecoder().decode(payload)).predicateType);

function keyFile(name: string): void {
  const { privateKeyPem, publicKeyPem } = generateKeyPair('P-256');
  writeFileSync(path(`${name}.pem`), privateKeyPem);
  chmodSync(path(`${name}.pem`), 0o600);
  writeFileSync(path(`${name}.pub.pem`), publicKeyPem);
}

/** The private keys of the vector are gone: as in a rotation, new ones are trusted beside them. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-v1-'));
  cpSync(STORE, folder, { recursive: true });
  for (const name of ['new-list', 'new-manifest', 'carol']) keyFile(name);
  const configuration = read('pcr-allowlist.yml')
    .replace('file:list.pem', 'file:new-list.pem')
    .replace('file:manifest.pem', 'file:new-manifest.pem')
    .replace('[list.pub.pem]', '[list.pub.pem, new-list.pub.pem]')
    .replace('[manifest.pub.pem]', '[manifest.pub.pem, new-manifest.pub.pem]')
    .replace('bob.pub.pem]', 'bob.pub.pem, carol.pub.pem]');
  writeFileSync(path('pcr-allowlist.yml'), configuration);
  writeFileSync(path('new.eif'), unsignedImage('new'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(command: ListCommand, values: OptionValues = {}): Promise<Outcome<unknown>> {
  const config = path('pcr-allowlist.yml');
  return (await runListCommand(command, { config, ...values }, listPorts())).outcome;
}
async function done(command: ListCommand, values: OptionValues = {}): Promise<unknown> {
  const { error, result } = await run(command, values);
  if (error !== undefined) throw new Error(`${command}: ${error.code}: ${error.message}`);
  return result;
}
/** Nothing: the narrow guards of the list are a note of plans until `publish --projection`, not drift. */
async function driftRules(): Promise<readonly string[]> {
  const { result } = await run('drift');
  return (result as { readonly findings: readonly { readonly rule: string }[] }).findings.map(
    ({ rule }) => rule,
  );
}
const stagedSha256 = (result: unknown): string =>
  (result as { readonly staged: { readonly sha256: string } }).staged.sha256;

describe('a list in format v1', () => {
  test('verifies, with its approvals, and shows no drift', async () => {
    const { releases } = currentList();
    expect(releases.map(({ id, state }) => [id, state])).toEqual([
      ['v1.1.0', 'retiring'],
      ['v1.2.0', 'active'],
    ]);
    const pinned = ['alice', 'bob'].map((name) => path(`${name}.pub.pem`));
    await done('verify', { 'allow-list': true, 'approval-trust': pinned });
    await done('drift');
  });

  test('reconciles without a change', async () => {
    const before = read('policy.json');
    await done('reconcile');
    expect(read('policy.json')).toBe(before);
    expect(currentList().version).toBe(7);
  });

  test('is renewed as it is', async () => {
    const before = statement();
    await done('renew');
    const { predicate, predicateType } = statement();
    expect(predicateType).toBe(before.predicateType);
    const { version, previous, issuedAt, expiresAt } = predicate;
    expect(predicate).toEqual({ ...before.predicate, version, previous, issuedAt, expiresAt });
    expect(version).toBe(8);
  });

  test('retires and revokes, and stays in v1', async () => {
    const ends = () => currentList().releases.find(({ id }) => id === 'v1.1.0');
    const before = ends();
    await done('retire', { release: 'v1.1.0', after: '72h' });
    expect(ends()).toMatchObject({ state: 'retiring' });
    expect(ends()).not.toEqual(before);
    await done('revoke', { release: 'v1.1.0', reason: 'leaks' });
    const { format, version, releases, removed } = currentList();
    expect([format, version]).toEqual(['v1', 9]);
    expect(releases.map(({ id, state }) => [id, state])).toEqual([['v1.2.0', 'active']]);
    expect(removed.map(({ id, why }) => [id, why])).toEqual([
      ['v1.0.0', 'revoked'],
      ['v1.1.0', 'revoked'],
    ]);
    await done('drift');
  });

  test('takes what was staged and approved in v1', async () => {
    const [tombstone] = currentList().removed;
    await done('approve', { release: 'v1.0.1', pcr0: tombstone?.PCR0 ?? '' });
    expect(currentList().releases.map(({ id }) => id)).toEqual(['v1.0.1', 'v1.1.0', 'v1.2.0']);
    const pinned = ['alice', 'bob'].map((name) => path(`${name}.pub.pem`));
    await done('verify', { 'allow-list': true, 'approval-trust': pinned });
  });

  test('gets manifests, records and approvals in v1', async () => {
    const published = await done('publish', { eif: path('new.eif'), release: 'v2.0.0' });
    const { PCR0: pcr0 } = (published as { staged: { PCR0: string } }).staged;
    await done('approve', { release: 'v2.0.0', pcr0, key: `file:${path('carol.pem')}` });
    await done('approve', { release: 'v2.0.0', pcr0 });
    expect(currentList().format).toBe('v1');
    const types = ['manifests', 'staged', 'approvals', 'history'].flatMap(typesIn);
    expect(types.filter((type) => !type.endsWith('/v1'))).toEqual([]);
  });
});

describe('the move to format v2', () => {
  test('takes approvals where they are configured, and changes nothing else', async () => {
    const before = currentList();
    const policy = read('policy.json');
    const staged = stagedSha256(await done('renew', { format: 'v2' }));
    expect(currentList()).toEqual(before);
    expect(await run('renew', { format: 'v2' })).toMatchObject({
      exitCode: 3,
      error: { code: 'approval-missing' },
    });
    await done('approve', { release: 'projection', staged, key: `file:${path('carol.pem')}` });
    expect(await run('renew', { format: 'v2' })).toMatchObject({ command: 'renew', exitCode: 0 });

    const after = currentList();
    expect(after).toMatchObject({ format: 'v2', version: 8, list: before.list });
    expect(after.releases.map(({ accepted: _, approvals, ...release }) => release)).toEqual(
      before.releases.map(({ approvals, ...release }) => release),
    );
    expect(after.removed).toEqual(before.removed);
    expect(
      after.releases.map(({ accepted, changes: [first] }) => accepted?.first === first?.at),
    ).toEqual([true, true]);
    expect(after.projection.keys).toEqual(before.projection.keys);
    expect(read('policy.json')).toBe(policy);
    expect(await driftRules()).toEqual([]);
  });

  test('keeps the approvals of releases for verifiers that pin approvers', async () => {
    const staged = stagedSha256(await done('renew', { format: 'v2' }));
    await done('approve', { release: 'projection', staged, key: `file:${path('carol.pem')}` });
    await done('approve', { release: 'projection', staged });
    const pinned = ['alice', 'bob', 'carol'].map((name) => path(`${name}.pub.pem`));
    const result = await done('verify', { 'allow-list': true, 'approval-trust': pinned });
    expect(
      (result as { accepted: readonly { id: string }[] }).accepted.map(({ id }) => id),
    ).toEqual(['v1.1.0', 'v1.2.0']);
  });

  test('a second run changes nothing', async () => {
    const configuration = read('pcr-allowlist.yml').replace(
      /approval:\n(?: .*\n)+/,
      'approval: none\n',
    );
    writeFileSync(path('pcr-allowlist.yml'), configuration);
    await done('renew', { format: 'v2' });
    expect(currentList()).toMatchObject({ format: 'v2', version: 8 });
    expect(await done('renew', { format: 'v2' })).toMatchObject({ changed: false });
    await done('publish', { eif: path('new.eif'), release: 'v2.0.0' });
    expect(currentList()).toMatchObject({ format: 'v2', version: 9 });
    expect(typesIn('manifests').filter((type) => type.endsWith('/v2'))).toHaveLength(1);
    expect(await driftRules()).toEqual([]);
  });

  test('there is no other format to move to', async () => {
    await expect(run('renew', { format: 'v1' })).rejects.toMatchObject({ code: 'usage' });
  });
});
