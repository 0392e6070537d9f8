import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { historyName } from '../../../src/allowlist/list-history.js';
import { decodeUtf8, encodeUtf8 } from '../../../src/base/encoding.js';
import { AdapterError } from '../../../src/base/errors.js';
import { DAY_MS, HOUR_MS } from '../../../src/base/instant.js';
import type { DriftFinding, DriftReport } from '../../../src/drift/drift-report.js';
import { memorySource } from '../../../src/format/byte-source.js';
import { parseDsse } from '../../../src/format/dsse.js';
import { encodePem } from '../../../src/format/pem.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../../src/format/statement.js';
import type { KeyPolicyPort } from '../../../src/keypolicy/key-policy-port.js';
import { signEnvelope } from '../../../src/manifest/sign-envelope.js';
import { measureEif } from '../../../src/measure/measure-eif.js';
import { renderDriftHtml } from '../../../src/report/drift-html.js';
import { runListCommand } from '../../../src/workflow/commands/run-list-command.js';
import type { OptionValues } from '../../../src/workflow/options/option-values.js';
import type { ListPorts } from '../../../src/workflow/ports.js';
import { vectorBytes } from '../../fakes/eif-vectors.js';
import { ADMINISTRATION, OPEN } from '../../fakes/key-statements.js';
import { approveProjection, changed, ListWorld, unsignedImage } from '../../fakes/list-world.js';
import { ADMIN, DESCRIPTION } from '../../keypolicy/policies.js';
import '../../to-throw-with-code.js';

const ROLE = 'arn:aws:iam::111122223333:role/signer';
const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [ADMINISTRATION] });

const keyText = (name: string, bind = '[PCR0, PCR3]', more = '') =>
  `{key: "file:${name}.json", actions: [kms:Decrypt], bind: ${bind}, guard: true, administrators: ["${ADMIN}"]${more}}`;

const BYTES = encodeUtf8('{}');

let world: ListWorld;

async function drift(values: OptionValues = {}, ports = world.ports()) {
  const ended = await runListCommand('drift', values, ports);
  if (ended.kind !== 'drift') throw new Error('another command ran');
  const { exitCode, result, error } = ended.outcome;
  if (result === undefined) throw new Error(`${error?.code}: ${error?.message}`);
  return { exitCode, code: error?.code, report: result };
}

const found = ({ findings }: DriftReport, rule: string): readonly DriftFinding[] =>
  findings.filter((finding) => finding.rule === rule);
const rules = ({ findings }: DriftReport): readonly string[] =>
  [
    ...new Set(findings.filter(({ severity }) => severity !== 'info').map(({ rule }) => rule)),
  ].sort();
const policyOf = (name: string): { Statement: Record<string, unknown>[] } =>
  JSON.parse(Buffer.from(world.files.get(`${name}.json`) ?? '').toString());
const writePolicy = (name: string, policy: object) =>
  world.write(`${name}.json`, JSON.stringify(policy));

/** The same world in which every write fails: drift changes nothing. */
function readOnly(ports: ListPorts): ListPorts {
  const never = async () => {
    throw new Error('drift wrote something');
  };
  return {
    ...ports,
    writeText: never,
    updateText: never,
    writeNew: never,
    writeNewFiles: never,
    openSigner: never,
    async openStore(...args) {
      const opened = await ports.openStore(...args);
      const { store } = opened;
      return {
        ...opened,
        requirePreconditions: never,
        store: {
          get: (name) => store.get(name),
          list: (prefix, after) => store.list(prefix, after),
          putIfAbsent: never,
          putIfMatch: never,
        },
      };
    },
    async openKeyPolicy(...args): Promise<KeyPolicyPort> {
      return { ...(await ports.openKeyPolicy(...args)), write: never };
    },
  };
}

beforeEach(async () => {
  world = new ListWorld({ instanceRoles: `["${ROLE}"]`, more: `keys: [${keyText('key')}]` });
  for (const name of ['a', 'b', 'c']) world.write(`${name}.eif`, unsignedImage(name));
  world.write('key.json', POLICY);
  await world.run('init');
  await changed(world.run('publish', { eif: 'a.eif', release: 'v1' }));
  world.now += HOUR_MS;
  await changed(world.run('publish', { eif: 'b.eif', release: 'v2' }));
  world.now += HOUR_MS;
});

test('where nothing drifted there is none, and nothing is written', async () => {
  const { exitCode, report } = await drift({}, readOnly(world.ports()));
  expect(rules(report)).toEqual([]);
  expect([exitCode, report.status]).toEqual([0, 'none']);
  expect(report.keys).toMatchObject([{ key: 'file:key.json', data: 'locked', changes: [] }]);
  expect(report.keys[0]?.admitted.map(({ releases }) => releases)).toEqual([['v1'], ['v2']]);
});

test('a key whose statements lost PCR0, with the guard of it, is wider than the list and not locked', async () => {
  configured(keyText('key', '[PCR0, PCR1, PCR2, PCR3]'));
  await project();
  expect((await drift()).report.keys).toMatchObject([{ data: 'locked' }]);
  const { Statement, ...policy } = policyOf('key');
  const kept = Statement.filter(({ Sid }) => !String(Sid).endsWith('GuardPCR0'));
  expect(kept).toHaveLength(Statement.length - 1);
  const text = JSON.stringify({ ...policy, Statement: kept });
  world.write('key.json', text.replace(/"kms:RecipientAttestation:PCR0":"[0-9a-f]+",/g, ''));
  const { report } = await drift();
  expect(report.keys).toMatchObject([{ data: 'wider' }]);
  const page = renderDriftHtml(report);
  expect(page).toContain('<span class="tag">wider than the list</span>');
  expect(page).not.toContain('<span class="tag">locked</span>');
});

/** Replaces an object of the store, or deletes it. */
const spoil = (name: RegExp, bytes?: Uint8Array) => {
  const names = [...world.bucket.objects.keys()].filter((one) => name.test(one));
  expect(names).not.toEqual([]);
  for (const one of names) {
    if (bytes === undefined) world.bucket.objects.delete(one);
    else world.bucket.overwrite(one, bytes);
  }
};
const stored = (name: RegExp): Uint8Array => {
  const found = [...world.bucket.objects].find(([one]) => name.test(one));
  if (found === undefined) throw new Error(`no object ${name}`);
  return found[1].bytes;
};
/** Reads of some objects fail. */
const down = (name: RegExp) => {
  world.connection = { fault: (_, object) => (name.test(object) ? 'down' : 'none') };
};
const configured = (key: string, settings: Parameters<ListWorld['configure']>[0] = {}) =>
  world.configure({ instanceRoles: `["${ROLE}"]`, more: `keys: [${key}]`, ...settings });
/** Brings the configuration's projection into the list. */
const project = async () => changed(world.run('publish', { projection: true }));
const signedBy = (name: 'list' | 'mallory', payload: Uint8Array) =>
  signEnvelope(STATEMENT_PAYLOAD_TYPE, payload, [world.keys[name]], {
    keys: [world.keys[name].publicKey],
    threshold: 1,
  });
const withPort =
  (change: (port: KeyPolicyPort) => KeyPolicyPort): (() => ListPorts) =>
  () => {
    const ports = world.ports();
    return {
      ...ports,
      openKeyPolicy: async (...args) => change(await ports.openKeyPolicy(...args)),
    };
  };
const fails = async () => {
  throw new AdapterError('key-unavailable', 'the key does not answer');
};
const REGION = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1';

interface Case {
  readonly arrange: () => unknown;
  readonly values?: OptionValues;
  readonly ports?: () => ListPorts;
}

/** What each rule is found by. */
const CASES: Readonly<Record<string, Case>> = {
  'list-missing': {
    arrange: () => {
      spoil(/^allowlist/);
      spoil(/^history/);
    },
  },
  'list-not-verified': { arrange: () => spoil(/^allowlist/, stored(/^history\/0+1-/)) },
  'list-unread': { arrange: () => down(/^allowlist/) },
  'list-expired': { arrange: () => (world.now += 30 * DAY_MS) },
  'list-expires-soon': { arrange: () => (world.now += 25 * DAY_MS) },
  'list-half-life': { arrange: () => (world.now += 16 * DAY_MS) },
  'retire-time-past': {
    arrange: async () => {
      await changed(world.run('retire', { release: 'v1', after: '1h' }));
      world.now += 2 * HOUR_MS;
    },
  },
  'projection-differs': { arrange: () => configured(keyText('key', '[PCR0, PCR1, PCR3]')) },
  'approval-not-enforced': {
    arrange: () =>
      configured(keyText('key'), {
        manifestKey: 'list',
        approval: '{keys: {trust: [alice.pub.pem], threshold: 1}}',
      }),
  },
  'history-unread': {
    arrange: () => {
      let listed = 0;
      // The first look at the history is the writer's, which must not fail.
      world.connection = {
        fault: (operation, name) =>
          operation === 'list' && name === 'history/' && ++listed > 1 ? 'down' : 'none',
      };
    },
  },
  'history-missing': { arrange: () => spoil(/^history\/0+4-/) },
  'history-gap': { arrange: () => spoil(/^history\/0+2-/) },
  'history-broken': { arrange: () => spoil(/^history\/0+2-/, stored(/^history\/0+1-/)) },
  'history-fork': {
    arrange: async () => {
      const { payload } = parseDsse(stored(/^history\/0+3-.*dsse/));
      const other = decodeUtf8(payload).replace('"v1"', '"v0"').replace('"v1"', '"v0"');
      const envelope = await signedBy('list', encodeUtf8(other));
      world.bucket.overwrite(historyName(3, envelope), envelope);
    },
  },
  'history-junk': {
    arrange: async () => {
      const envelope = await signedBy('mallory', encodeUtf8('{}'));
      world.bucket.overwrite(historyName(3, envelope), envelope);
    },
  },
  'history-unopened': {
    arrange: () => world.bucket.overwrite(`history/9999999999-${'0'.repeat(64)}.dsse.json`, BYTES),
  },
  unapproved: {
    arrange: () =>
      configured(keyText('key'), { approval: '{keys: {trust: [alice.pub.pem], threshold: 1}}' }),
  },
  'manifest-unread': { arrange: () => down(/^manifests/) },
  'manifest-missing': { arrange: () => spoil(/^manifests/) },
  'manifest-changed': { arrange: () => spoil(/^manifests.*dsse/, encodeUtf8('{}')) },
  'manifest-key-left': {
    arrange: () => world.files.set('manifest.pub.pem', world.files.get('bob.pub.pem') ?? BYTES),
  },
  'staged-unread': { arrange: () => down(/^staged/) },
  'staged-left': {
    arrange: async () => {
      configured(keyText('key'), { approval: '{keys: {trust: [alice.pub.pem], threshold: 1}}' });
      await approveProjection(world);
      await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
      world.now += 8 * DAY_MS;
    },
  },
  'staged-not-verified': {
    arrange: () => world.bucket.overwrite(`staged/v9-${'0'.repeat(64)}.dsse.json`, BYTES),
  },
  'key-unread': { arrange: () => {}, ports: withPort((port) => ({ ...port, readPolicy: fails })) },
  'key-facts-unread': {
    arrange: () => {},
    ports: withPort((port) => ({ ...port, listGrants: fails })),
  },
  'accepted-but-denied': {
    arrange: () => {
      const deny = { ...OPEN, Sid: 'OldGuard', Effect: 'Deny', Principal: '*', Action: 'kms:*' };
      writePolicy('key', { ...policyOf('key'), Statement: [...policyOf('key').Statement, deny] });
    },
  },
  'statement-missing': {
    arrange: () => {
      const policy = policyOf('key');
      const gone = policy.Statement.findIndex(
        ({ Effect, Condition }) => Effect === 'Allow' && Condition,
      );
      writePolicy('key', { ...policy, Statement: policy.Statement.toSpliced(gone, 1) });
    },
  },
  'statement-changed': {
    arrange: () => {
      const policy = policyOf('key');
      writePolicy('key', {
        ...policy,
        Statement: policy.Statement.map((statement) =>
          statement['Effect'] === 'Allow' && statement['Condition']
            ? { ...statement, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] }
            : statement,
        ),
      });
    },
  },
  'statement-left': {
    arrange: () =>
      changed(world.run('revoke', { release: 'v1', reason: 'x', 'no-reconcile': true })),
  },
  'to-be-adopted': {
    arrange: async () => {
      writePolicy('key', { ...policyOf('key'), Statement: [...policyOf('key').Statement, OPEN] });
      configured(keyText('key', '[PCR0, PCR3]', ', adopt: [Open]'));
    },
  },
  'left-out': {
    arrange: async () => {
      world.write('image.pem', await imageCertificate());
      configured(keyText('key', '[PCR0, PCR3, PCR8]'), { certificates: '[image.pem]' });
      await project();
    },
  },
  'key-not-configured': {
    arrange: () => world.configure({ instanceRoles: `["${ROLE}"]` }),
  },
  'replica-not-named': {
    arrange: () => {},
    ports: withPort((port) => ({
      ...port,
      describe: async () => ({
        ...DESCRIPTION,
        keyId: 'mrk-1',
        arn: REGION.replace('eu-west-1', 'us-east-1'),
        multiRegion: { type: 'PRIMARY', keys: [port.key, REGION] },
      }),
    })),
  },
  'foreign-write': {
    arrange: () =>
      writePolicy('key', { ...policyOf('key'), Statement: [...policyOf('key').Statement, OPEN] }),
  },
  'policy-put-back': { arrange: () => world.write('key.json', stored(/^policies\//)) },
  'still-admitted': {
    arrange: async () => {
      await signedWorld();
      await world.run('revoke', { release: 'v1', reason: 'x' });
    },
  },
  'key-forgotten': {
    arrange: () =>
      world.bucket.overwrite(`policies/1/us-east-1/other/${'0'.repeat(64)}.json`, BYTES),
  },
  'backups-unread': { arrange: () => down(/^policies/) },
  'image-unread': { arrange: () => {}, values: { image: ['none.eif'] } },
  'image-refused': { arrange: () => world.write('x.eif', BYTES), values: { image: ['x.eif'] } },
  'image-not-listed': { arrange: () => {}, values: { image: ['c.eif'] } },
  'image-retired': {
    arrange: async () => {
      await changed(world.run('retire', { release: 'v1', after: '1h' }));
      world.now += 2 * HOUR_MS;
    },
    values: { image: ['a.eif'] },
  },
  'image-revoked': {
    arrange: () => changed(world.run('revoke', { release: 'v1', reason: 'x' })),
    values: { image: ['a.eif'] },
  },
  'image-other-file': {
    arrange: async () => {
      for (const name of ['rebuilt-first', 'rebuilt-other-time'])
        world.write(`${name}.eif`, vectorBytes(`${name}.eif`));
      await changed(world.run('publish', { eif: 'rebuilt-first.eif', release: 'v3' }));
    },
    values: { image: ['rebuilt-other-time.eif'] },
  },
  'document-unread': { arrange: () => {}, values: { url: ['https://enclave.example.com/'] } },
  'document-refused': {
    arrange: () => world.write('debug.cbor', documentVector('worldchain-debug-2026.cbor')),
    values: { document: ['debug.cbor'] },
  },
  'document-not-accepted': {
    arrange: () => world.write('other.cbor', documentVector('worldchain-prod-2026.cbor')),
    values: { document: ['other.cbor'] },
  },
  'certificate-ends-soon': {
    arrange: signedWorld,
    values: { 'min-certificate-days': '36500' },
  },
  'certificate-expired': {
    arrange: async () => {
      await signedWorld();
      world.now = Date.UTC(2100, 0, 1);
      await changed(world.run('renew'));
    },
  },
  'false-allow': {
    arrange: async () => {
      await signedWorld();
      await world.run('revoke', { release: 'v1', reason: 'x' });
    },
  },
  'false-allow-unknown': {
    arrange: () => {
      const odd = {
        ...OPEN,
        Action: 'kms:Decrypt',
        Condition: { StringEquals: { 'odd:key': 'x' } },
      };
      const { Statement, ...rest } = policyOf('key');
      const unguarded = Statement.filter(({ Effect }) => Effect !== 'Deny');
      writePolicy('key', { ...rest, Statement: [...unguarded, odd] });
    },
  },
};

/** Two signed images of one certificate, in a list whose key does not bind PCR0. */
async function signedWorld(): Promise<void> {
  world = new ListWorld();
  const images = ['signed-p384.eif', 'signed-p384-next.eif'];
  for (const name of images) world.write(name, vectorBytes(name));
  world.write('image.pem', await imageCertificate());
  configured(keyText('key', '[PCR3, PCR8]'), { certificates: '[image.pem]' });
  world.write('key.json', POLICY);
  await world.run('init');
  for (const [i, eif] of images.entries())
    await changed(world.run('publish', { eif, release: `v${i + 1}` }));
}

/** The certificate that the signed images of the vectors have. */
async function imageCertificate(): Promise<string> {
  const { signature } = await measureEif(memorySource(vectorBytes('signed-p384.eif'), 'image'));
  return encodePem('CERTIFICATE', signature?.certificate.der ?? BYTES);
}

const documentVector = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../vectors/attestation/${name}`, import.meta.url)));

const page = readFileSync(new URL('../../../docs/drift.md', import.meta.url), 'utf8');
const documented = new Map(
  [...page.matchAll(/^\| `([a-z-]+)` \| (critical|high|low|info|unknown) \|/gm)].map(
    ([, rule = '', severity]) => [rule, severity],
  ),
);
/** What nothing in a store can bring about: tried on observations of their own. */
const TRIED_ELSEWHERE = ['history-not-read', 'image-differs'];
/** What takes a second list: tried in __tests__/workflow/keys/read-other-lists.test.ts. */
/** What takes a list that no command writes: tried in drop-certificate.test.ts. */
const OF_ODD_LISTS = ['certificate-left'];
const OF_OTHER_LISTS = ['other-list-unread', 'other-list-not-verified'];

describe('each rule of docs/drift.md is found by what breaks it, with its severity', () => {
  test('the page and the cases have the same rules', () => {
    const tried = [...Object.keys(CASES), ...TRIED_ELSEWHERE, ...OF_ODD_LISTS, ...OF_OTHER_LISTS];
    expect([...documented.keys()].sort()).toEqual(tried.sort());
  });

  test.each(Object.entries(CASES))('%s', async (rule, { arrange, values, ports }) => {
    await arrange();
    const { exitCode, report } = await drift(values, readOnly(ports?.() ?? world.ports()));
    const severities = found(report, rule).map(({ severity }) => severity);
    expect(severities).toContain(documented.get(rule));
    const isDrift = report.findings.some(({ severity }) => !['info', 'unknown'].includes(severity));
    expect(report.status).toBe(
      isDrift
        ? 'drift'
        : rule === 'manifest-key-left' || rule === 'image-other-file'
          ? 'none'
          : 'unknown',
    );
    expect(exitCode).toBe({ drift: 5, unknown: 6, none: 0 }[report.status]);
  });
});

describe('fail-on', () => {
  test.each([
    ['any', 5],
    ['high', 5],
    ['critical', 0],
  ])('%s ends with %i for a high finding', async (level, expected) => {
    world.now += 16 * DAY_MS;
    const { exitCode, code, report } = await drift({ 'fail-on': level });
    expect(rules(report)).toEqual(['list-half-life']);
    expect([exitCode, code, report.status]).toEqual([
      expected,
      expected === 0 ? undefined : 'drift',
      'drift',
    ]);
  });

  test('a check that could not be run is 6 where nothing is found at the level', async () => {
    world.now += 16 * DAY_MS;
    down(/^policies/);
    expect(await drift({ 'fail-on': 'critical' })).toMatchObject({
      exitCode: 6,
      code: 'not-computed',
    });
    expect(await drift({ 'fail-on': 'high' })).toMatchObject({ exitCode: 5, code: 'drift' });
  });

  test.each([{ 'fail-on': 'low' }, { report: ['drift.pdf'] }, { method: 'put' }])(
    '%j is a usage error',
    async (values) => {
      await expect(drift(values)).toRejectWithCode('usage');
    },
  );
});

describe('timeline and measures', () => {
  test('show when each release was accepted, by the signed history', async () => {
    await changed(world.run('retire', { release: 'v1', after: '1h' }));
    world.now += 2 * HOUR_MS;
    await changed(world.run('revoke', { release: 'v2', reason: 'x', 'allow-empty': true }));
    await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
    const start = world.now - 4 * HOUR_MS;
    world.now += DAY_MS;
    const { report } = await drift();
    expect(report.timeline.map(({ PCR0: _, ...entry }) => entry)).toEqual([
      {
        release: 'v1',
        from: start,
        fromVersion: 3,
        until: start + 3 * HOUR_MS,
        end: 'retired',
        approvedBy: [],
      },
      {
        release: 'v2',
        from: start + HOUR_MS,
        fromVersion: 4,
        until: start + 4 * HOUR_MS,
        end: 'revoked',
        approvedBy: [],
      },
      { release: 'v3', from: start + 4 * HOUR_MS, fromVersion: 7, approvedBy: [] },
    ]);
    expect(report.measures).toMatchObject({ acceptedImages: 1, oldestAcceptedMs: DAY_MS });
  });

  test('from publish to active, where approval comes between', async () => {
    configured(keyText('key'), { approval: '{keys: {trust: [alice.pub.pem], threshold: 1}}' });
    await approveProjection(world);
    const { staged } = await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
    world.now += HOUR_MS;
    const approve = { release: 'v3', pcr0: staged?.PCR0 ?? '' };
    await changed(world.run('approve', { ...approve, key: 'file:alice.pem' }));
    await changed(world.run('approve', approve));
    const { report } = await drift();
    expect(report.measures.publishToActive.at(-1)).toEqual({ release: 'v3', durationMs: HOUR_MS });
    expect(report.timeline.at(-1)?.approvedBy).toHaveLength(1);
  });

  test('from the last revoke until every key was narrowed, while nothing changed since', async () => {
    await changed(world.run('revoke', { release: 'v1', reason: 'x', 'no-reconcile': true }));
    expect((await drift()).report.measures.revokeToNarrowed).toEqual([]);
    world.now += HOUR_MS;
    await changed(world.run('reconcile'));
    const narrowed = [{ release: 'v1', durationMs: HOUR_MS }];
    expect((await drift()).report.measures.revokeToNarrowed).toEqual(narrowed);
    await changed(world.run('publish', { eif: 'c.eif' }));
    expect((await drift()).report.measures.revokeToNarrowed).toEqual([]);
  });

  test('how long drift has been open, as far as findings know', async () => {
    world.now += 20 * DAY_MS;
    const { report } = await drift();
    const [finding] = found(report, 'list-half-life');
    expect(report.measures.driftOpenMs).toBe(world.now - (finding?.since ?? 0));
  });
});

describe('accepted findings', () => {
  test('are remarks until their date', async () => {
    writePolicy('key', { ...policyOf('key'), Statement: [...policyOf('key').Statement, OPEN] });
    const accept = `, accept: [{rule: R17, sid: Open, reason: known, until: ${new Date(world.now + DAY_MS).toISOString()}}]`;
    configured(keyText('key', '[PCR0, PCR3]', accept));
    const severity = async () => found((await drift()).report, 'R17').map((one) => one.severity);
    expect(await severity()).toEqual(['info']);
    world.now += 2 * DAY_MS;
    expect(await severity()).toEqual(['critical']);
  });
});

test('every question of the probes is asked, and refused', async () => {
  await changed(world.run('publish', { eif: 'c.eif', release: 'v3' }));
  await changed(world.run('revoke', { release: 'v1', reason: 'x' }));
  await changed(world.run('retire', { release: 'v2', after: '1h' }));
  world.now += 2 * HOUR_MS;
  const { report } = await drift();
  const asked = new Map(report.probes.map(({ name, answer }) => [name, answer]));
  expect([...asked.keys()].sort()).toEqual([
    'debug-document',
    'empty-list',
    'expired-list',
    'older-version',
    'retired-release',
    'revoked-release',
    'unlisted-image',
  ]);
  expect(new Set(asked.values())).toEqual(new Set(['refused']));
});
