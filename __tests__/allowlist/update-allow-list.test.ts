import { describe, expect, test } from '@jest/globals';
import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { POINTER_NAME } from '../../src/allowlist/allow-list-store.js';
import { historyName, historyStem, requirePredecessor } from '../../src/allowlist/list-history.js';
import { readAllowList } from '../../src/allowlist/read-current.js';
import type { Operation } from '../../src/allowlist/transition.js';
import {
  previewUpdate,
  type UpdatePorts,
  updateAllowList,
} from '../../src/allowlist/update-allow-list.js';
import { encodeUtf8 } from '../../src/base/encoding.js';
import { encodeDsse, parseDsse } from '../../src/format/dsse.js';
import { type Fault, MemoryBucket } from '../fakes/memory-store.js';
import {
  approveOp,
  evidence,
  grown,
  LIFE_MS,
  NOW,
  next,
  OTHER_KEY,
  ports,
  revokeOp,
  sealed,
  stagedRelease,
  TRUST,
} from './sample-list.js';

const A = approveOp(stagedRelease('a', 'one'));
const B = approveOp(stagedRelease('b', 'two'));
const C = approveOp(stagedRelease('c', 'three'));

const run = (
  bucket: MemoryBucket,
  operation: Operation,
  more: Partial<UpdatePorts> = {},
  now = NOW,
) => updateAllowList(ports(bucket, more), { operation, now, expiresInMs: LIFE_MS, maxAttempts: 4 });

async function filled(...operations: readonly Operation[]): Promise<MemoryBucket> {
  const bucket = new MemoryBucket();
  for (const operation of operations) await run(bucket, operation);
  return bucket;
}

const pointer = (bucket: MemoryBucket) =>
  bucket.objects.get(POINTER_NAME)?.bytes ?? new Uint8Array();
const listIn = (bucket: MemoryBucket) => parseAllowListPayload(parseDsse(pointer(bucket)).payload);
const history = (bucket: MemoryBucket) =>
  [...bucket.objects.keys()].filter((name) => name.startsWith('history/')).sort();
const idsIn = (bucket: MemoryBucket) => listIn(bucket).releases.map(({ id }) => id);

describe('an update', () => {
  test('writes the list, then its history', async () => {
    const bucket = await filled(A, B);
    expect(idsIn(bucket)).toEqual(['a', 'b']);
    expect(history(bucket)).toHaveLength(2);
    expect(history(bucket)[1]).toBe(historyName(2, pointer(bucket)));
    expect(bucket.requests.slice(-4)).toEqual([
      `get ${POINTER_NAME}`,
      'list history/',
      `put ${POINTER_NAME}`,
      `put ${historyName(2, pointer(bucket))}`,
    ]);
  });

  test('says what is there now', async () => {
    const bucket = await filled(A);
    const update = await run(bucket, B);
    if (update.kind !== 'done') throw new Error('it changes something');
    expect(update.envelope).toEqual(pointer(bucket));
    expect(update.after.list).toEqual(listIn(bucket));
    expect(update.history).toBe('written');
  });

  test('that changes nothing writes nothing', async () => {
    const bucket = await filled(A);
    const before = bucket.requests.length;
    const update = await run(bucket, A);
    expect(update).toMatchObject({ kind: 'unchanged', current: { list: { version: 1 } } });
    expect(bucket.requests.slice(before)).toEqual([`get ${POINTER_NAME}`, 'list history/']);
  });

  test.each<[string, Operation]>([
    ['not-allowed', revokeOp('a')],
    ['not-allowed', approveOp(stagedRelease('a', 'other'))],
    ['wrong-list', approveOp({ ...stagedRelease('z', 'z'), list: 'f'.repeat(32) })],
    [
      'approval-missing',
      { kind: 'approve', staged: stagedRelease('z', 'z'), evidence: evidence() },
    ],
  ])('that is refused writes nothing: %s', async (code, operation) => {
    const bucket = await filled(A);
    const before = new Map(bucket.objects);
    await expect(run(bucket, operation)).toRejectWithCode(code);
    expect(bucket.objects).toEqual(before);
  });

  test('shown beforehand writes nothing', async () => {
    const bucket = await filled(A);
    const before = new Map(bucket.objects);
    const request = { operation: B, now: NOW, expiresInMs: LIFE_MS };
    const { before: current, step } = await previewUpdate(ports(bucket), request);
    expect(current?.list.version).toBe(1);
    expect(step).toMatchObject({ kind: 'next', list: { version: 2 } });
    expect(bucket.objects).toEqual(before);
    await expect(
      previewUpdate(ports(bucket), { ...request, operation: revokeOp('a') }),
    ).toRejectWithCode('not-allowed');
  });

  test('goes on from an expired list', async () => {
    const bucket = await filled(A);
    const update = await run(bucket, { kind: 'renew' }, {}, NOW + 2 * LIFE_MS);
    expect(update.kind).toBe('done');
    expect(listIn(bucket).expiresAt).toBe(NOW + 3 * LIFE_MS);
  });

  test('writes what lies beside a version before the version itself', async () => {
    const bucket = new MemoryBucket();
    await run(bucket, A, { companions: (bytes) => [{ suffix: 'k.sigstore.json', bytes }] });
    const stem = historyStem(1, pointer(bucket));
    expect(history(bucket)).toEqual([`${stem}.dsse.json`, `${stem}.k.sigstore.json`]);
    expect(bucket.requests.at(-1)).toBe(`put ${stem}.dsse.json`);
    await run(bucket, B);
    expect(idsIn(bucket)).toEqual(['a', 'b']);
  });

  test.each<[string, (payload: Uint8Array) => Uint8Array, string]>([
    ['another payload', () => sealed(encodeAllowList(grown(B).list)), 'signature-invalid'],
    ['with another key', (payload) => sealed(payload, OTHER_KEY), 'signature-threshold'],
    ['no list', () => sealed(encodeUtf8('{}')), 'statement-format'],
  ])('whose signer signs %s writes nothing', async (_name, sign, code) => {
    const bucket = new MemoryBucket();
    await expect(run(bucket, A, { sign: async (p) => sign(p) })).toRejectWithCode(code);
    expect(bucket.objects.size).toBe(0);
  });

  test('gives up as a conflict, after waiting longer and longer', async () => {
    const bucket = await filled(A);
    const store = bucket.connect({ fault: (kind) => (kind === 'put' ? 'conflict' : 'none') });
    const waits: number[] = [];
    const sleep = async (ms: number) => void waits.push(ms);
    const update = updateAllowList(ports(bucket, { store, sleep }), {
      operation: B,
      now: NOW,
      expiresInMs: LIFE_MS,
      maxAttempts: 8,
    });
    await expect(update).toRejectWithCode('conflict');
    expect(waits).toEqual([200, 400, 800, 1600, 3200, 6400, 6400]);
    expect(idsIn(bucket)).toEqual(['a']);
  });

  test('decides again on what it finds after a lost race', async () => {
    const bucket = await filled(A);
    let raced = false;
    const sign = async (payload: Uint8Array) => {
      if (!raced) {
        raced = true;
        await run(bucket, B);
      }
      return sealed(payload);
    };
    await run(bucket, C, { sign });
    expect(listIn(bucket).version).toBe(3);
    expect(idsIn(bucket)).toEqual(['a', 'b', 'c']);
  });

  test('is refused where the other writer took the ground away', async () => {
    const bucket = await filled(A, B);
    let raced = false;
    const sign = async (payload: Uint8Array) => {
      if (!raced) {
        raced = true;
        await run(bucket, revokeOp('a'));
      }
      return sealed(payload);
    };
    await expect(run(bucket, revokeOp('b'), { sign })).toRejectWithCode('not-allowed');
    expect(idsIn(bucket)).toEqual(['b']);
  });
});

describe('every request of an update fails in turn, and running again converges', () => {
  const faults: Fault[] = ['unsent', 'lost', 'late', 'conflict', 'retried', 'down'];
  const steps: [string, readonly Operation[], Operation][] = [
    ['the first approve', [], A],
    ['a later approve', [A], B],
    ['a renewal', [A], { kind: 'renew' }],
    ['a revocation', [A, B], revokeOp('a')],
  ];
  test.each(faults.flatMap((fault) => steps.map((step) => [fault, ...step] as const)))(
    '%s: %s',
    async (fault, _name, before, operation) => {
      const undisturbed = await filled(...before, operation);
      for (let failing = 0; failing < 6; failing++) {
        const bucket = await filled(...before);
        let count = 0;
        const store = bucket.connect({
          fault: (kind) =>
            count++ === failing && (fault === 'down') === (kind !== 'put') ? fault : 'none',
        });
        const first = await run(bucket, operation, { store }).catch(
          ({ code }: { code: string }) => code,
        );
        if (typeof first === 'string') {
          expect(first).toBe('list-unavailable');
          await run(bucket, operation);
        }
        const { issuedAt: _at, previous: _previous, ...list } = listIn(bucket);
        expect(listIn(undisturbed)).toMatchObject(list);
        expect(history(bucket)).toHaveLength(list.version);
        const current = pointer(bucket);
        expect(history(bucket).at(-1)).toBe(historyName(list.version, current));
      }
    },
  );

  test('a version that landed late and was replaced since counts as done', async () => {
    const bucket = await filled(A);
    let puts = 0;
    const store = bucket.connect({
      fault: (kind) => (kind === 'put' && puts++ === 0 ? 'lost' : 'none'),
    });
    const sleep = async () => void (await run(bucket, C));
    const update = await run(bucket, { kind: 'renew' }, { store, sleep });
    expect(update).toMatchObject({ kind: 'done', after: { list: { version: 2 } } });
    expect(listIn(bucket).version).toBe(3);
    expect(history(bucket)).toHaveLength(3);
  });

  test('a missing history is completed by the next writer before its own version', async () => {
    const bucket = await filled(A, B);
    const name = historyName(2, pointer(bucket));
    bucket.objects.delete(name);
    await run(bucket, C);
    expect(bucket.requests.slice(-3)).toEqual([
      `put ${name}`,
      `put ${POINTER_NAME}`,
      `put ${historyName(3, pointer(bucket))}`,
    ]);
    expect(history(bucket)).toHaveLength(3);
    bucket.objects.delete(historyName(3, pointer(bucket)));
    expect(await run(bucket, C)).toMatchObject({ kind: 'unchanged' });
    expect(history(bucket)).toHaveLength(3);
  });

  test('a history that cannot be written is no fault of the list', async () => {
    const bucket = new MemoryBucket();
    const store = bucket.connect({
      fault: (_kind, name) => (name.startsWith('history/0') ? 'unsent' : 'none'),
    });
    expect(await run(bucket, A, { store })).toMatchObject({ kind: 'done', history: 'missing' });
    expect(await run(bucket, B)).toMatchObject({ kind: 'done', history: 'written' });
    expect(history(bucket)).toHaveLength(2);
  });
});

describe('attacks on the store', () => {
  const refusedEverywhere = async (bucket: MemoryBucket, code: string) => {
    const before = new Map(bucket.objects);
    for (const operation of [C, { kind: 'renew' } as const, { kind: 'create' } as const]) {
      await expect(run(bucket, operation)).toRejectWithCode(code);
    }
    expect(bucket.objects).toEqual(before);
  };

  test.each([0, 2 * LIFE_MS])('an old list put back, seen %s ms later', async (laterMs) => {
    const bucket = await filled(A);
    const old = pointer(bucket);
    await run(bucket, B);
    bucket.overwrite(POINTER_NAME, old);
    await refusedEverywhere(bucket, 'rollback');
    await expect(run(bucket, C, {}, NOW + laterMs)).toRejectWithCode('rollback');
  });

  test('the pointer deleted', async () => {
    const bucket = await filled(A);
    bucket.objects.delete(POINTER_NAME);
    await refusedEverywhere(bucket, 'rollback');
    await expect(
      readAllowList({ store: bucket.connect(), name: 'the bucket' }, TRUST, NOW),
    ).toRejectWithCode('list-unavailable');
  });

  test('everything deleted, and something remembered or a floor', async () => {
    const { id } = grown(A);
    const trusts = [
      { ...TRUST, remembered: id },
      { ...TRUST, minVersion: 2 },
    ];
    for (const trust of trusts) {
      await expect(run(new MemoryBucket(), A, { trust })).toRejectWithCode('rollback');
    }
  });

  test('another payload at the current version', async () => {
    const bucket = await filled(A);
    const fork = sealed(encodeAllowList(grown(B).list));
    bucket.overwrite(historyName(1, fork), fork);
    await refusedEverywhere(bucket, 'rollback');
  });

  test('a further signature at the current version is no change', async () => {
    const bucket = await filled(A);
    const { payload, payloadType, signatures } = parseDsse(pointer(bucket));
    const more = [...signatures, { keyid: 'second', sig: encodeUtf8('s') }];
    bucket.overwrite(POINTER_NAME, encodeDsse({ payload, payloadType, signatures: more }));
    expect(await run(bucket, B)).toMatchObject({ kind: 'done' });
    expect(history(bucket)).toHaveLength(3);
  });

  test('a list of another environment copied over', async () => {
    const { list } = grown(A);
    const names = [
      { ...list, list: 'f'.repeat(32) },
      { ...list, enclave: 'other' },
    ];
    for (const other of names) {
      const bucket = await filled(A);
      bucket.overwrite(POINTER_NAME, sealed(encodeAllowList(other)));
      await refusedEverywhere(bucket, 'wrong-list');
      await expect(
        readAllowList({ store: bucket.connect(), name: 'the bucket' }, TRUST, NOW),
      ).toRejectWithCode('wrong-list');
    }
  });

  test('a list of another environment, which has other keys', async () => {
    const { list } = grown(A);
    const bucket = await filled(A);
    const other = encodeAllowList({ ...list, list: 'f'.repeat(32) });
    bucket.overwrite(POINTER_NAME, sealed(other, OTHER_KEY));
    await refusedEverywhere(bucket, 'wrong-list');
    const store = { store: bucket.connect(), name: 'the bucket' };
    await expect(readAllowList(store, TRUST, NOW)).toRejectWithCode('wrong-list');
  });

  test('what no trusted key signed and is no list at all', async () => {
    const bucket = await filled(A);
    bucket.overwrite(POINTER_NAME, sealed(encodeUtf8('{"_type": "x"}'), OTHER_KEY));
    await refusedEverywhere(bucket, 'signature-threshold');
  });

  test('a list that another key signed', async () => {
    const bucket = await filled(A);
    bucket.overwrite(POINTER_NAME, sealed(encodeAllowList(grown(B).list), OTHER_KEY));
    await refusedEverywhere(bucket, 'signature-threshold');
  });

  test('a pointer that is no list is evidence and never written over', async () => {
    const bucket = await filled(A);
    bucket.overwrite(POINTER_NAME, encodeUtf8('{}'));
    await refusedEverywhere(bucket, 'statement-format');
  });

  test('a list dated ahead', async () => {
    const bucket = await filled(A);
    await expect(run(bucket, B, {}, NOW - 3_600_000)).toRejectWithCode('list-expired');
  });

  test('names of another form in the history are no versions', async () => {
    const bucket = await filled(A);
    bucket.overwrite('history/readme.txt', encodeUtf8('hello'));
    bucket.overwrite(`history/9999999999-${'f'.repeat(64)}.k.sigstore.json`, encodeUtf8('{}'));
    expect(await run(bucket, B)).toMatchObject({ kind: 'done' });
  });
});

describe('the chain', () => {
  const one = grown(A);
  const two = next(one, B);

  test('proves the version before', () => {
    const payload = encodeAllowList(one.list);
    expect(requirePredecessor(two.list, payload)).toEqual(one.list);
  });

  test('refuses every other one', () => {
    const other = encodeAllowList(grown(C).list);
    expect(() => requirePredecessor(two.list, other)).toThrowWithCode('rollback');
    const own = encodeAllowList(two.list);
    expect(() => requirePredecessor(two.list, own)).toThrowWithCode('rollback');
    expect(() => requirePredecessor(one.list, encodeAllowList(one.list))).toThrowWithCode(
      'rollback',
    );
    expect(() => requirePredecessor(two.list, encodeUtf8('{}'))).toThrowWithCode(
      'statement-format',
    );
  });
});
