import { beforeEach, describe, expect, test } from '@jest/globals';
import {
  encodeAllowList,
  parseAllowListPayload,
  versionIdOf,
} from '../../../src/allowlist/allow-list-document.js';
import { POINTER_NAME } from '../../../src/allowlist/allow-list-store.js';
import { historyName } from '../../../src/allowlist/list-history.js';
import { HOUR_MS } from '../../../src/base/instant.js';
import { memorySource } from '../../../src/format/byte-source.js';
import { parseDsse } from '../../../src/format/dsse.js';
import { encodePem } from '../../../src/format/pem.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../../src/format/statement.js';
import { signEnvelope } from '../../../src/manifest/sign-envelope.js';
import { measureEif } from '../../../src/measure/measure-eif.js';
import { vectorBytes } from '../../fakes/eif-vectors.js';
import { ADMINISTRATION } from '../../fakes/key-statements.js';
import { changed, ListWorld } from '../../fakes/list-world.js';
import { ADMIN } from '../../keypolicy/policies.js';

/** Release old is signed by a certificate that the configuration drops; release new by the one that stays. */

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const keyBoundTo = (bind: string) =>
  `{key: "file:key.json", actions: [kms:Decrypt], bind: [${bind}], guard: true, administrators: ["${ADMIN}"]}`;
const ALICE = '{keys: {trust: [alice.pub.pem], threshold: 1}}';

let world: ListWorld;
const configure = (certificates: string, approval = 'none', bind = 'PCR0, PCR3, PCR8') =>
  world.configure({
    ...{ certificates, approval, instanceRoles: `["${ROLE}"]` },
    more: `keys: [${keyBoundTo(bind)}]\nretire-after: 48h`,
  });

async function certificateOf(vector: string): Promise<string> {
  const { signature } = await measureEif(memorySource(vectorBytes(vector), vector));
  if (signature === undefined) throw new Error(`${vector} is not signed`);
  return encodePem('CERTIFICATE', signature.certificate.der);
}

beforeEach(async () => {
  world = new ListWorld();
  const images = { old: 'signed-p384.eif', new: 'signed-p384-rotated.eif' };
  for (const [name, vector] of Object.entries(images)) {
    world.write(`${name}.pem`, await certificateOf(vector));
    world.write(`${name}.eif`, vectorBytes(vector));
  }
  world.write('key.json', JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION] }));
  configure('[old.pem, new.pem]');
  await world.run('init');
  for (const name of ['old', 'new']) {
    await changed(world.run('publish', { eif: `${name}.eif`, release: name }));
  }
});

const warnings = async (...[command, values]: Parameters<ListWorld['run']>) => {
  const { outcome } = await world.run(command, values);
  return outcome.warnings
    .filter(({ code }) => code === 'certificate-left')
    .map((one) => one.message);
};
const states = async () => {
  const { after } = await changed(world.run('renew'));
  return after?.releases.map(({ id, state, ...more }) => [
    id,
    state,
    ...('retireAt' in more ? [more.retireAt - world.now] : []),
  ]);
};

interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The days on which the Allows of ours in the key policy end, where they do. */
const allowEnds = () => {
  const { Statement } = JSON.parse(Buffer.from(world.files.get('key.json') ?? '').toString());
  return Statement.flatMap(({ Sid, Effect, Condition }: PolicyStatement) =>
    Effect === 'Allow' && String(Sid).startsWith('PcrAllowlist')
      ? [Condition?.['DateLessThan']?.['aws:CurrentTime']?.slice(0, 10)]
      : [],
  ).sort();
};
const unapprovedIn = async () => {
  const ended = await world.run('drift');
  if (ended.kind !== 'drift') throw new Error('another command ran');
  const findings = ended.outcome.result?.findings ?? [];
  return findings.flatMap(({ rule, severity, subject }) =>
    rule === 'unapproved' && severity === 'critical' ? [subject] : [],
  );
};

describe('a certificate that the configuration drops', () => {
  test('is said to have signed an active release by reconcile and by publish, which change nothing of it', async () => {
    configure('[new.pem]');
    expect(await warnings('reconcile')).toEqual([expect.stringContaining('release old')]);
    const [message] = await warnings('publish', { projection: true, 'dry-run': true });
    expect(message).toContain(
      'release old: it is retired once the projection is approved, and ends 48 hours later',
    );
    expect(await states()).toEqual([
      ['new', 'active'],
      ['old', 'active'],
    ]);
  });

  test('ends its releases after retire-after, in the list and in the keys', async () => {
    configure('[new.pem]');
    await changed(world.run('publish', { projection: true }));
    expect(await states()).toEqual([
      ['new', 'active'],
      ['old', 'retiring', 48 * HOUR_MS],
    ]);
    const policy = Buffer.from(world.files.get('key.json') ?? '').toString();
    expect(policy).toContain('DateLessThan');
    expect(await warnings('reconcile')).toEqual([]);
  });

  test('ends them at once where that is asked for', async () => {
    configure('[new.pem]');
    await changed(world.run('publish', { projection: true, now: true }));
    world.now += 1;
    const { after } = await changed(world.run('renew'));
    expect(after?.releases.map(({ id, state }) => [id, state])).toContainEqual(['new', 'active']);
    expect(after?.releases.filter(({ state }) => state === 'active')).toHaveLength(1);
    const { outcome } = await world.run('verify', {
      'allow-list': true,
      config: 'pcr-allowlist.yml',
    });
    expect(outcome.exitCode).toBe(0);
  });

  test('ends nothing before it is approved; approvers read what it ends', async () => {
    configure('[old.pem, new.pem]', ALICE);
    const approve = async (sha256: string) => {
      const record = { release: 'projection', staged: sha256 };
      const said = await warnings('approve', { ...record, key: 'file:alice.pem' });
      await changed(world.run('approve', record));
      return said;
    };
    const first = await changed(world.run('publish', { projection: true }));
    expect(await approve(first.staged?.sha256 ?? '')).toEqual([]);
    configure('[new.pem]', ALICE);
    const { staged } = await changed(world.run('publish', { projection: true }));
    expect(await states()).toContainEqual(['old', 'active']);
    expect(await approve(staged?.sha256 ?? '')).toEqual([expect.stringContaining('release old')]);
    expect(await states()).toContainEqual(['old', 'retiring', 48 * HOUR_MS]);
  });

  test.each([
    ['with PCR0, stays approved until it ends', 'PCR0, PCR3, PCR8', []],
    [
      'without PCR0, is unapproved at once, and its Allow stays until it ends',
      'PCR1, PCR2, PCR3, PCR8',
      ['old'],
    ],
  ])('a release that was carried over, and a key bound %s', async (_, bind, unapproved) => {
    configure('[old.pem, new.pem]', 'none', bind);
    await changed(world.run('publish', { projection: true }));
    const project = async (certificates: string) => {
      configure(certificates, ALICE, bind);
      const { staged } = await changed(world.run('publish', { projection: true }));
      const record = { release: 'projection', staged: staged?.sha256 ?? '' };
      await world.run('approve', { ...record, key: 'file:alice.pem' });
      return world.run('approve', record);
    };
    await changed(project('[old.pem, new.pem]'));
    expect(await unapprovedIn()).toEqual([]);
    const { outcome } = await project('[new.pem]');
    expect(outcome.error?.code).toBe(unapproved.length === 0 ? undefined : 'unapproved');
    expect(await unapprovedIn()).toEqual(unapproved);
    const ends = [new Date(world.now + 48 * HOUR_MS).toISOString().slice(0, 10), undefined];
    expect(allowEnds()).toEqual(ends);
    // Nothing but the end takes the Allow away, and then it goes.
    await world.run('reconcile');
    expect(allowEnds()).toEqual(ends);
    world.now += 48 * HOUR_MS;
    await world.run('reconcile');
    expect(allowEnds()).toEqual([undefined]);
    // The list holds what has ended until its next change.
    expect(await unapprovedIn()).toEqual(unapproved);
    expect((await world.run('renew')).outcome.error?.code).toBe(outcome.error?.code);
    await changed(world.run('renew', { 'accept-unapproved': unapproved }));
  });

  test('which a projection has lost without that is found by drift', async () => {
    const { payload } = parseDsse(
      world.bucket.objects.get(POINTER_NAME)?.bytes ?? new Uint8Array(),
    );
    const list = parseAllowListPayload(payload);
    const { version, sha256 } = versionIdOf(list, payload);
    const [, ...certificates] = list.projection.certificates;
    const next = encodeAllowList({
      ...list,
      version: version + 1,
      previous: { version, sha256 },
      projection: { ...list.projection, certificates },
    });
    const envelope = await signEnvelope(STATEMENT_PAYLOAD_TYPE, next, [world.keys.list], {
      keys: [world.keys.list.publicKey],
      threshold: 1,
    });
    world.bucket.overwrite(historyName(version + 1, envelope), envelope);
    world.bucket.overwrite(POINTER_NAME, envelope);
    const ended = await world.run('drift');
    if (ended.kind !== 'drift') throw new Error('another command ran');
    const findings = ended.outcome.result?.findings ?? [];
    expect(findings.filter(({ rule }) => rule === 'certificate-left')).toMatchObject([
      { severity: 'high', fix: expect.stringContaining('retire') },
    ]);
  });
});
