import { EventEmitter } from 'node:events';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openFileSource } from '../../src/adapters/files/file-source.js';
import { readTextFile, writeTextFile } from '../../src/adapters/files/local-files.js';
import { Interruption } from '../../src/adapters/interruption.js';
import { openPinnedImage } from '../../src/adapters/open-image.js';
import { requirePreconditions } from '../../src/adapters/store-probe.js';
import { parseAllowListPayload, versionIdOf } from '../../src/allowlist/allow-list-document.js';
import { requireTransition } from '../../src/allowlist/transition.js';
import { decodeHex, decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import type { ErrorCode } from '../../src/base/errors.js';
import { DAY_MS } from '../../src/base/instant.js';
import { verifyDocument } from '../../src/evidence/appraise-document.js';
import type { Expectations } from '../../src/evidence/expectations.js';
import { awsNitroRoot } from '../../src/evidence/nitro-root.js';
import { verifyLive } from '../../src/evidence/verify-attestation.js';
import { memorySource } from '../../src/format/byte-source.js';
import { parseCbor } from '../../src/format/cbor.js';
import { parseCoseSign1 } from '../../src/format/cose-sign1.js';
import { CpioReader } from '../../src/format/cpio.js';
import { parseDer } from '../../src/format/der.js';
import { parseDsse } from '../../src/format/dsse.js';
import { encodePem, parseCertificatePem } from '../../src/format/pem.js';
import { parseStrictJson } from '../../src/format/strict-json.js';
import { parseCertificate } from '../../src/format/x509.js';
import { parseYaml } from '../../src/format/yaml.js';
import { manifestOfGiven } from '../../src/manifest/make-manifest.js';
import { encodeManifest, parseManifest } from '../../src/manifest/manifest.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { measure } from '../../src/workflow/commands/measure.js';
import type { ListCommand } from '../../src/workflow/commands/run-list-command.js';
import { measureRequest } from '../../src/workflow/options/measure-request.js';
import type { OptionValues } from '../../src/workflow/options/option-values.js';
import { failed, type Outcome } from '../../src/workflow/outcome.js';
import { context, evidence, keyApproval, stagedRelease } from '../allowlist/sample-list.js';
import { malformedVectors, pcrsOf, vectorBytes, vectorPath } from '../fakes/eif-vectors.js';
import { ListWorld, unsignedImage } from '../fakes/list-world.js';
import { MemoryBucket } from '../fakes/memory-store.js';
import {
  makeDocument,
  signPayload,
  TEST_CHAIN,
  TEST_NONCE,
  TEST_NOW,
  TEST_ROOT,
  testPcrs,
} from '../fakes/nitro-maker.js';
import { sampleImage } from '../fakes/sample-image.js';
import { stagedOnGitHub } from '../wire/github-scene.js';
import { CORPUS } from './corpus.js';
import { Scene } from './scene.js';

const SIGNED = 'signed-p384.eif';
let good: Scene;
beforeAll(async () => {
  good = await Scene.create();
});
afterAll(() => good.remove());

/** What a command ended with; nothing is thrown where it ended well. */
async function ending(outcome: Outcome<unknown> | Promise<Outcome<unknown>>): Promise<void> {
  const { error } = await outcome;
  if (error !== undefined) throw error;
}

const vector = (code: ErrorCode) => () => {
  const found = malformedVectors.find(({ refusal }) => refusal === code);
  return measureEif(memorySource(vectorBytes(found?.file ?? '')));
};

const measured = (values: OptionValues, now = TEST_NOW) =>
  ending(
    measure(measureRequest(values), { openImage: openPinnedImage, readText: readTextFile }, now),
  );
const signed = (values: OptionValues, now?: number) =>
  measured({ eif: vectorPath(SIGNED), ...values }, now);
async function expecting(text: string): Promise<void> {
  const file = good.path('expected.json');
  writeFileSync(file, text);
  await signed({ expect: file });
}

/** The corpus holds what it takes to be refused so. */
const fromCorpus = (code: ErrorCode, door: string) => async () => {
  const found = CORPUS.find((one) => one.code === code && one.door === door);
  const scene = good.copy();
  try {
    await found?.spoil(scene);
    await ending(scene.run(found?.command ?? 'verify', found?.values?.(scene)));
  } finally {
    scene.remove();
  }
};

const onScene = (use: (scene: Scene) => Promise<Outcome<unknown>>) => async () => {
  const scene = good.copy();
  try {
    await ending(use(scene));
  } finally {
    scene.remove();
  }
};

/** Commands in a world in memory, one after the other; what the last ends with counts. */
async function inWorld(
  world: ListWorld,
  ...commands: readonly (readonly [ListCommand, OptionValues?])[]
): Promise<void> {
  world.write('a.eif', unsignedImage('a'));
  let last: Outcome<unknown> | undefined;
  for (const [command, values] of commands) last = (await world.run(command, values)).outcome;
  if (last !== undefined) await ending(last);
}
const PUBLISH = ['publish', { eif: 'a.eif', release: 'v1' }] as const;
const VERIFY = ['verify', { 'allow-list': true }] as const;
const APPROVAL = { approval: '{keys: {trust: [alice.pub.pem], threshold: 1}}' };

const live = { now: TEST_NOW + 1000, root: TEST_ROOT, maxAgeMs: 300_000, nonce: TEST_NONCE };
const document =
  (changes: Parameters<typeof makeDocument>[0], more = {}) =>
  () =>
    verifyLive(makeDocument(changes), { ...live, ...more });
const bound = (more: Partial<Expectations>) => () =>
  verifyDocument(
    makeDocument(),
    { root: TEST_ROOT },
    { now: live.now, nonce: TEST_NONCE, maxAgeMs: 300_000, ...more },
  );

const IGNORED = { entry: () => {}, data: () => {}, entryEnd: () => {} };

const PRODUCERS: { readonly [code in ErrorCode]: () => unknown } = {
  'bad-magic': vector('bad-magic'),
  truncated: vector('truncated'),
  'unsupported-version': vector('unsupported-version'),
  'unknown-flags': vector('unknown-flags'),
  'reserved-field': () => {
    const image = Buffer.from(vectorBytes(SIGNED));
    image[24] = 1;
    return measureEif(memorySource(image));
  },
  'section-table': vector('section-table'),
  'section-type': vector('section-type'),
  'section-flags': vector('section-flags'),
  'trailing-bytes': vector('trailing-bytes'),
  'section-count': vector('section-count'),
  'section-order': vector('section-order'),
  'bad-crc': vector('bad-crc'),
  metadata: vector('metadata'),
  'signature-format': vector('signature-format'),
  'signature-invalid': vector('signature-invalid'),
  'signature-pcr0': vector('signature-pcr0'),
  encoding: () => decodeHex('0g'),
  'json-format': () => parseStrictJson(Buffer.from('{"a":1,"a":2}')),
  'yaml-format': () => parseYaml('a: 1\na: 2'),
  'cbor-format': () => parseCbor(Uint8Array.of(0xff)),
  'cose-format': () => parseCoseSign1(Uint8Array.of(0xf6)),
  'der-format': () => parseDer(Uint8Array.of(0x30, 0x80)),
  'pem-format': () => parseCertificatePem(Buffer.from('no PEM')),
  'certificate-format': () => parseCertificate(Uint8Array.of(0x30, 0x00)),
  'statement-format': () => parseDsse(Buffer.from('[]')),
  'not-supported': () => {
    const text = decodeUtf8(encodeManifest(manifestOfGiven(sampleImage(), TEST_NOW)));
    return parseManifest(encodeUtf8(text.replace('pcr-manifest/v2', 'pcr-manifest/v3')));
  },
  'envelope-format': () => verifyLive(Uint8Array.of(0xf6), live),
  'archive-format': () => new CpioReader(IGNORED).update(Buffer.from('070701'.padEnd(110, 'x'))),
  'payload-format': () => verifyLive(signPayload(Uint8Array.of(0xf6)), live),
  unsigned: () => measured({ eif: good.path('a.eif'), 'require-signed': true }),
  'certificate-not-listed': onScene(async (scene) => {
    scene.write('signed.eif', vectorBytes(SIGNED));
    const other = encodePem('CERTIFICATE', TEST_CHAIN.leaf);
    scene.write('other.pem', other);
    const yaml = scene.read('pcr-allowlist.yml').toString();
    scene.write(
      'pcr-allowlist.yml',
      yaml
        .replace(/certificates: .*/, 'certificates: [other.pem]')
        .replace(/bind: .*/, 'bind: [PCR0, PCR3, PCR8]'),
    );
    return scene.run('publish', { eif: scene.path('signed.eif') });
  }),
  'certificate-expired': () => signed({ 'min-certificate-days': '1' }, Date.UTC(2101, 0)),
  'certificate-not-yet-valid': () => signed({ 'min-certificate-days': '1' }, Date.UTC(2001, 0)),
  'certificate-ends-soon': () => signed({ 'min-certificate-days': '30' }, Date.UTC(2099, 11, 20)),
  'pcr-mismatch': () => expecting(JSON.stringify({ PCR0: 'ab'.repeat(48) })),
  'not-computed': () => expecting(JSON.stringify({ ...pcrsOf(SIGNED), PCR3: 'ab'.repeat(48) })),
  'sha256-mismatch': onScene((scene) =>
    scene.run('publish', { eif: scene.path('b.eif'), sha256: 'ab'.repeat(32) }),
  ),
  'not-reproducible': () => signed({ compare: vectorPath('signed-p384-next.eif') }),
  'signature-threshold': fromCorpus('signature-threshold', 'allow-list'),
  'threshold-not-met': fromCorpus('threshold-not-met', 'PEM'),
  'wrong-list': onScene((scene) => {
    const yaml = scene.read('pcr-allowlist.yml').toString();
    scene.write('pcr-allowlist.yml', yaml.replace(/^list: .*/m, `list: ${'ab'.repeat(16)}`));
    return scene.run('verify', { 'allow-list': true });
  }),
  rollback: () => inWorld(new ListWorld({ more: 'min-version: 7' }), ['init'], PUBLISH),
  'list-too-large': () => {
    const staged = stagedRelease('a', 'one');
    const approvals = Array.from({ length: 17 }, (_, i) => keyApproval(staged, `key ${i}`));
    const operation = { kind: 'approve', staged, evidence: evidence(...approvals) } as const;
    return requireTransition(undefined, operation, context());
  },
  'list-expired': async () => {
    const world = new ListWorld();
    await inWorld(world, PUBLISH);
    world.now += 400 * DAY_MS;
    await inWorld(world, VERIFY);
  },
  'approval-missing': async () => {
    const world = new ListWorld(APPROVAL);
    await inWorld(world, PUBLISH);
    const { measurements } = await measureEif(memorySource(unsignedImage('a')));
    await inWorld(world, ['approve', { release: 'v1', pcr0: measurements.PCR0 }]);
  },
  revived: async () => {
    const world = new ListWorld();
    await inWorld(world, PUBLISH);
    const current = world.bucket.objects.get('allowlist.dsse.json')?.bytes ?? new Uint8Array();
    const { payload } = parseDsse(current);
    const list = parseAllowListPayload(payload);
    const { version, sha256 } = versionIdOf(list, payload);
    const revoked = list.releases.map(({ measurements: { PCR0 }, staged }) => {
      return { image: PCR0, staged, version, when: '2026-01-01T00:00:00Z' };
    });
    world.write('seen.json', JSON.stringify({ list: list.list, version, sha256, revoked }));
    await inWorld(world, ['verify', { 'allow-list': true, remember: 'seen.json' }]);
  },
  unapproved: async () => {
    const world = new ListWorld();
    await inWorld(world, PUBLISH);
    world.configure(APPROVAL);
    await inWorld(world, VERIFY);
  },
  'not-allowed': () => inWorld(new ListWorld(), PUBLISH, ['retire', { release: 'nobody' }]),
  revoked: () =>
    inWorld(
      new ListWorld(),
      PUBLISH,
      ['revoke', { release: 'v1', reason: 'x', 'allow-empty': true }],
      ['publish', { eif: 'a.eif', release: 'v2' }],
    ),
  conflict: async () => {
    const world = new ListWorld();
    await inWorld(world, PUBLISH);
    world.connection = { fault: (operation) => (operation === 'put' ? 'conflict' : 'none') };
    await inWorld(world, ['renew']);
  },
  'list-unavailable': () => inWorld(new ListWorld(), VERIFY),
  'input-changed': async () => {
    const path = good.path('growing.eif');
    writeFileSync(path, unsignedImage('growing'));
    const source = await openFileSource(path);
    try {
      appendFileSync(path, 'x');
      await measureEif(source);
    } finally {
      await source.close();
    }
  },
  'root-not-trusted': document({}, { root: awsNitroRoot() }),
  'chain-broken': document({ certificate: Uint8Array.from([...TEST_CHAIN.leaf, 0]) }),
  'document-signature': () => {
    const bytes = Uint8Array.from(makeDocument());
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    return verifyLive(bytes, live);
  },
  'not-an-enclave': document({ module_id: 'i-0123456789abcdef0-tpm0123456789abcdef' }),
  'chain-expired': document({}, { now: TEST_NOW + 4 * 3_600_000, maxAgeMs: 1e9 }),
  'chain-not-yet-valid': document({}, { now: TEST_NOW - DAY_MS }),
  'document-too-old': document({}, { now: TEST_NOW + 400_000 }),
  'document-from-future': document({ timestamp: TEST_NOW + 1_000_000 }),
  'debug-mode': () => {
    const pcrs = testPcrs();
    for (const i of [0, 1, 2]) pcrs.set(i, new Uint8Array(48));
    return verifyLive(makeDocument({ pcrs }), live);
  },
  'nonce-mismatch': document({ nonce: new Uint8Array(32) }),
  'nonce-missing': document({ nonce: null }),
  'public-key-mismatch': bound({ publicKey: Uint8Array.of(1) }),
  'user-data-mismatch': bound({ userData: Uint8Array.of(1) }),
  'policy-too-large': fromCorpus('policy-too-large', 'key policy'),
  'policy-unsafe': fromCorpus('policy-unsafe', 'key policy'),
  'policy-lock-out': onScene((scene) => {
    const policy = JSON.parse(scene.read('policy.json').toString());
    const Statement = [
      {
        Sid: 'PutNothing',
        Effect: 'Deny',
        Principal: '*',
        Action: 'kms:PutKeyPolicy',
        Resource: '*',
      },
      policy.Statement[0],
    ];
    scene.write('policy.json', JSON.stringify({ ...policy, Statement }));
    return scene.run('reconcile');
  }),
  'still-admitted': onScene(async (scene) => {
    const { signature } = await measureEif(memorySource(vectorBytes(SIGNED)));
    scene.write(
      'signing.pem',
      encodePem('CERTIFICATE', signature?.certificate.der ?? new Uint8Array()),
    );
    const yaml = scene.read('pcr-allowlist.yml').toString();
    scene.write(
      'pcr-allowlist.yml',
      yaml
        .replace(/certificates: .*/, 'certificates: [signing.pem]')
        .replace(/bind: .*/, 'bind: [PCR3, PCR8]'),
    );
    const projected = await scene.run('publish', { projection: true });
    for (const [release, file] of Object.entries({ s1: SIGNED, s2: 'signed-p384-next.eif' })) {
      const ended = await scene.run('publish', { eif: vectorPath(file), release });
      if (ended.error !== undefined) return ended;
    }
    if (projected.error !== undefined) return projected;
    return scene.run('revoke', { release: 's1', reason: 'leaked' });
  }),
  'accepted-but-denied': onScene((scene) => {
    const policy = JSON.parse(scene.read('policy.json').toString());
    const OldGuard = {
      Sid: 'OldGuard',
      Effect: 'Deny',
      Principal: '*',
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: {
        StringNotEqualsIgnoreCase: { 'kms:RecipientAttestation:PCR0': '5a'.repeat(48) },
      },
    };
    const Statement = [...policy.Statement, OldGuard];
    scene.write('policy.json', JSON.stringify({ ...policy, Statement }));
    return scene.run('reconcile');
  }),
  drift: onScene((scene) => {
    // Ours is edited by hand: the released image is refused by the key.
    const policy = scene.read('policy.json').toString();
    scene.write('policy.json', policy.replace(/("kms:RecipientAttestation:PCR0": ?")../, '$100'));
    return scene.run('drift');
  }),
  'github-unavailable': async () => {
    const { world, server, pcr0 } = await stagedOnGitHub();
    try {
      server.fault(/runs/, { status: 401 }, 100);
      await inWorld(world, ['approve', { release: 'v1', pcr0, 'github-token': 'token' }]);
    } finally {
      await server.stop();
    }
  },
  'input-not-found': () => readTextFile(good.path('nowhere')),
  'input-not-readable': () => measured({ eif: 'https://127.0.0.1:1/enclave.eif' }),
  'input-not-a-file': () => readTextFile(good.folder),
  interrupted: () => {
    const keyboard = new EventEmitter();
    const interruption = new Interruption(undefined, keyboard);
    interruption.listen(
      () => {},
      () => {},
    );
    keyboard.emit('SIGINT');
    const request = { service: 'a store', what: 'put a.json', effect: 'write' } as const;
    return interruption.around(request, async () => 'done');
  },
  'output-not-writable': () => writeTextFile(good.path('no/such/folder'), 'x'),
  'store-unsupported': () => {
    const store = new MemoryBucket().connect();
    return requirePreconditions({ ...store, putIfAbsent: async () => 'done' }, 'a careless store');
  },
  'key-unavailable': onScene((scene) => {
    rmSync(scene.path('policy.json'));
    return scene.run('reconcile');
  }),
  usage: () => measured({}),
  internal: () => ending(failed(null, new RangeError('a fault of ours'))),
};

// The type of the table says that no code is left out; each row shows that its code is what the product says.
test.each(Object.entries(PRODUCERS))('%s is what comes of it', async (code, produce) => {
  await expect((async () => produce())()).toRejectWithCode(code);
});

test('the page of error codes says of each what causes it and what cures it', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8');
  for (const code of Object.keys(PRODUCERS)) {
    const row = new RegExp(`^\\| \`${code}\` \\| (?:[1-6]|130) \\| (.*) \\| (.*) \\|$`, 'm').exec(
      page,
    );
    const [, cause = '', cure = ''] = row ?? [];
    expect([code, cause.trim() !== '', cure.trim() !== '']).toEqual([code, true, true]);
  }
});
