import { describe, expect, test } from '@jest/globals';
import { encodeAllowList, parseAllowListPayload } from '../../src/allowlist/allow-list-document.js';
import { LIST_MAX_BYTES, LIST_V1_MAX_BYTES } from '../../src/allowlist/allow-list-limits.js';
import { allowListJsonSchema } from '../../src/allowlist/document-json-schemas.js';
import type { Operation } from '../../src/allowlist/transition.js';
import { decodeUtf8, encodeUtf8 } from '../../src/base/encoding.js';
import { HOUR_MS } from '../../src/base/instant.js';
import { ZERO_PCR } from '../../src/format/pcr-value.js';
import {
  approveOp,
  digest,
  emptyList,
  evidence,
  grownAt,
  keyApproval,
  LIST,
  NOW,
  next,
  pcr,
  retireOp,
  revokeOp,
  stagedProjection,
  stagedRelease,
} from './sample-list.js';

type Json = { [key: string]: Json } & Json[] & string;

describe.each(['v1', 'v2'] as const)('allow-list document in %s', (format) => {
  const A = stagedRelease('a', 'one', { format });
  const B = stagedRelease('b', 'two', { format });
  const C = stagedRelease('c', 'three', { format });
  const D = stagedRelease('d', 'four', { format });
  const project = (...keys: readonly string[]): Operation => {
    return {
      kind: 'project',
      staged: stagedProjection(keys, NOW, format),
      evidence: 'not-required',
    };
  };
  const FULL = grownAt(
    NOW,
    emptyList(format),
    { kind: 'approve', staged: A, evidence: evidence(keyApproval(A)) },
    project('1', '2'),
    project('1'),
    approveOp(B),
    approveOp(C),
    approveOp(D),
    retireOp('b', HOUR_MS),
    retireOp('d', 0),
    { kind: 'time' },
    revokeOp('c'),
  ).list;

  /** The payload with the value at the path replaced, or taken out where it is undefined. */
  function changed(path: string, value: unknown): Uint8Array {
    const statement = JSON.parse(decodeUtf8(encodeAllowList(FULL)));
    const keys = path.split('/');
    const last = keys.pop() ?? '';
    const parent: Json = keys.reduce((node, key) => node[key] as Json, statement);
    Object.assign(parent, { [last]: value });
    return encodeUtf8(JSON.stringify(statement));
  }
  const enclaveBind = format === 'v1' ? '' : '/nitro-enclave';

  test('reads back what it writes, with every kind of entry', () => {
    expect(FULL.releases.map(({ state }) => state)).toEqual(['active', 'retiring']);
    expect(FULL.removed.map(({ why }) => why)).toEqual(['retired', 'revoked']);
    expect(parseAllowListPayload(encodeAllowList(FULL))).toEqual(FULL);
  });

  test('the first subject is the list, the rest are the images accepted at issue', () => {
    const { subject, predicateType } = JSON.parse(decodeUtf8(encodeAllowList(FULL)));
    const name = `pcr-allowlist:${LIST}`;
    expect(predicateType).toBe(`https://pcr-allowlist.github.io/allow-list/${format}`);
    expect(subject).toEqual([
      { name, digest: { sha256: digest(name) } },
      { name: 'a', digest: { sha256: digest('one'), awsNitroPcr0: A.measurements.PCR0 } },
      { name: 'b', digest: { sha256: digest('two'), awsNitroPcr0: B.measurements.PCR0 } },
    ]);
  });

  test('a renewed list does not name what ended meanwhile', () => {
    const list = grownAt(
      NOW,
      emptyList(format),
      approveOp(A),
      approveOp(B),
      retireOp('b', HOUR_MS),
    );
    const renewed = next(list, { kind: 'renew' }, NOW + HOUR_MS).list;
    expect(renewed.releases).toHaveLength(2);
    expect(JSON.parse(decodeUtf8(encodeAllowList(renewed))).subject).toHaveLength(2);
    expect(parseAllowListPayload(encodeAllowList(renewed))).toEqual(renewed);
  });

  const release = 'predicate/releases/0';
  test.each([
    'predicateType',
    'subject',
    'subject/0/digest/sha256',
    'subject/1/digest/awsNitroPcr0',
    'subject/1/digest/sha256',
    ...['list', 'enclave', 'version', 'issuedAt', 'expiresAt', 'previous', 'projection'].map(
      (field) => `predicate/${field}`,
    ),
    'predicate/releases',
    'predicate/removed',
    'predicate/previous/sha256',
    'predicate/projection/keys/0/bind',
    'predicate/projection/keys/0/guard',
    ...['id', 'state', 'measurements', 'image', 'manifest', 'staged', 'approvals', 'changes'].map(
      (field) => `${release}/${field}`,
    ),
    `${release}/measurements/PCR1`,
    'predicate/releases/1/retireAt',
    'predicate/removed/0/PCR0',
    'predicate/removed/0/when',
    'predicate/removed/1/reason',
    ...(format === 'v1'
      ? []
      : [
          `${release}/platform`,
          `${release}/accepted`,
          'predicate/latestExpiresAt',
          'predicate/removed/0/platform',
        ]),
  ])('refuses a list without %s', (path) => {
    expect(() => parseAllowListPayload(changed(path, undefined))).toThrowWithCode(
      'statement-format',
    );
  });

  test.each([
    'predicate',
    'predicate/projection',
    'predicate/projection/keys/0',
    release,
    `${release}/measurements`,
    `${release}/approvals/0`,
    'predicate/removed/0',
  ])('refuses an unknown field in %s', (path) => {
    expect(() => parseAllowListPayload(changed(`${path}/x`, pcr('x')))).toThrowWithCode(
      'statement-format',
    );
  });

  const { releases } = FULL;
  test.each<[string, unknown]>([
    ['predicateType', 'https://pcr-allowlist.github.io/pcr-manifest/v1'],
    [
      'predicateType',
      `https://pcr-allowlist.github.io/allow-list/${format === 'v1' ? 'v2' : 'v1'}`,
    ],
    ['predicate/list', LIST.toUpperCase()],
    ['predicate/list', LIST.slice(2)],
    ['predicate/enclave', ''],
    ['predicate/version', 0],
    ['predicate/version', 1.5],
    ['predicate/version', FULL.version + 1],
    ['predicate/version', '10'],
    ['predicate/previous', null],
    ['predicate/issuedAt', '2026-01-31'],
    ['predicate/expiresAt', '2026-02-30T00:00:00Z'],
    ['predicate/expiresAt', '2026-01-31T12:00:00Z'],
    ['predicate/expiresAt', 'never'],
    [`${release}/state`, 'suspended'],
    [`${release}/state`, 'retiring'],
    ['predicate/releases/1/state', 'active'],
    [`${release}/id`, ''],
    [`${release}/id`, '../a'],
    [`${release}/id`, 'a:b'],
    [`${release}/id`, 'b'],
    [`${release}/id`, 'z'],
    ['predicate/releases/1/measurements', releases[0]?.measurements],
    [`${release}/measurements/PCR0`, ZERO_PCR],
    [`${release}/measurements/PCR1`, ZERO_PCR],
    [`${release}/measurements/PCR2`, ZERO_PCR],
    [`${release}/measurements/PCR8`, ZERO_PCR],
    [`${release}/measurements/PCR8`, null],
    [`${release}/measurements/PCR1`, pcr('x').toUpperCase()],
    [`${release}/changes`, []],
    [`${release}/approvals/0/source`, 'mail'],
    ['predicate/removed/0/why', 'lost'],
    ['predicate/removed/1/PCR0', A.measurements.PCR0],
    ['predicate/projection/instanceRoles', []],
    ['predicate/projection/instanceRoles/0/PCR3', ZERO_PCR],
    ['predicate/projection/keys/0/actions', []],
    [`predicate/projection/keys/0/bind${enclaveBind}`, []],
    [`predicate/projection/keys/0/bind${enclaveBind}`, ['PCR3']],
    [`predicate/projection/keys/0/bind${enclaveBind}`, ['PCR0', 'PCR8']],
    [`predicate/projection/keys/0/bind${enclaveBind}`, ['PCR3', 'PCR0', 'PCR0']],
    [`predicate/projection/keys/0/bind${enclaveBind}`, ['PCR3', 'PCR4', 'PCR0']],
    ['predicate/projection/keys/1/key', FULL.projection.keys[0]?.key],
    ['predicate/projection/keys/1/detached', false],
    ['predicate/latestExpiresAt', '2026-01-31T12:00:00Z'],
    [`${release}/platform`, format === 'v1' ? 'nitro-enclave' : 'sgx'],
    ['subject/0/name', 'pcr-allowlist:'],
    ['subject/0/digest/sha256', digest('other')],
    ['subject/0/digest/sha512', digest('other')],
    ['subject/1/name', 'b'],
    ['subject/1/digest/awsNitroPcr0', pcr('x')],
    ['subject/3', { name: 'z', digest: { sha256: digest('z') } }],
  ])('refuses %s = %j', (path, value) => {
    expect(() => parseAllowListPayload(changed(path, value))).toThrowWithCode('statement-format');
  });

  test('refuses two releases of one image, and one of a revoked image', () => {
    const [a, b] = FULL.releases;
    const twice =
      b === undefined || a === undefined ? [] : [a, { ...b, measurements: a.measurements }];
    const back = FULL.releases.map((one) => ({ ...one, measurements: C.measurements })).slice(0, 1);
    for (const releases of [twice, back]) {
      const payload = encodeAllowList({ ...FULL, releases });
      expect(() => parseAllowListPayload(payload)).toThrowWithCode('statement-format');
    }
  });

  test('refuses more than LIST_MAX_BYTES before it reads, and what is longer than its format allows', () => {
    const long = new Uint8Array(LIST_MAX_BYTES + 1);
    expect(() => parseAllowListPayload(long)).toThrowWithCode('statement-format');
    const padded = new Uint8Array(LIST_V1_MAX_BYTES + 1).fill(0x20);
    padded.set(encodeAllowList(FULL));
    if (format === 'v2') expect(parseAllowListPayload(padded)).toEqual(FULL);
    else expect(() => parseAllowListPayload(padded)).toThrowWithCode('statement-format');
  });

  test('does not write what it would not read', () => {
    const wrong = { ...FULL, version: 0 };
    expect(() => encodeAllowList(wrong)).toThrowWithCode('statement-format');
  });

  test('the JSON Schema names what is required and leaves no room for more', () => {
    const schema = JSON.parse(JSON.stringify(allowListJsonSchema(format)));
    const { predicate } = schema.properties;
    expect(predicate.additionalProperties).toBe(false);
    expect(predicate.required).toEqual(
      expect.arrayContaining(['list', 'enclave', 'version', 'expiresAt', 'releases', 'removed']),
    );
    expect(schema.$defs.instant.type).toBe('string');
  });
});
