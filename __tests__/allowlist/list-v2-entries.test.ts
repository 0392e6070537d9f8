import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { usualEntries } from '../../src/allowlist/list-v2-entries.js';
import { LIST_V2_PREDICATE } from '../../src/allowlist/list-v2-schema.js';
import type { PlainJson } from '../../src/format/strict-json.js';
import { digest, LIST, pcr } from './sample-list.js';

const AT = '2026-01-31T12:00:00Z';
const evidence = {
  staged: digest('staged'),
  sha256: digest('evidence'),
  by: 'alice',
  approvedAt: AT,
  expiresAt: '2026-02-28T12:00:00.500Z',
};
const approvals = [
  {
    source: 'key',
    ...evidence,
    envelope: { payload: 'e30=', payloadType: 'x', signatures: [{ sig: 'AA==', keyid: 'k' }] },
  },
  { source: 'github-pull-request', observed: true, ...evidence, url: 'https://x.example/1' },
];
const release = (id: string) => ({
  state: 'active',
  id,
  platform: 'nitro-enclave',
  measurements: {
    PCR0: pcr(`${id} 0`),
    PCR1: pcr('1'),
    PCR2: pcr('2'),
    PCR8: pcr('8'),
  },
  image: { name: `${id}.eif`, sha256: digest(id) },
  manifest: { path: 'manifests/x', sha256: digest('manifest') },
  source: { observed: true, repository: 'acme/x', commit: 'a'.repeat(40), ref: 'main' },
  accepted: { first: AT },
  staged: digest('staged'),
  approvals,
  changes: [{ what: 'approved', version: 1, at: AT }],
});
const { PCR8: _, ...unsigned } = release('unsigned').measurements;
const PREDICATE = {
  list: LIST,
  enclave: 'signer',
  version: 2,
  issuedAt: AT,
  expiresAt: '2026-03-31T12:00:00Z',
  latestExpiresAt: '2026-03-31T12:00:00Z',
  previous: { version: 1, sha256: digest('before') },
  projection: { instanceRoles: [], certificates: [], keys: [], staged: [], approvals: [] },
  releases: [
    release('v1'),
    { ...release('v2'), state: 'retiring', retireAt: AT, userData: 'ab'.repeat(1024) },
    { ...release('v3'), measurements: unsigned, approvals: [] },
  ],
  removed: [
    {
      why: 'retired',
      id: 'v0',
      platform: 'nitro-enclave',
      PCR0: pcr('v0'),
      when: AT,
      staged: digest('s'),
    },
    {
      ...{ why: 'revoked', reason: 'leaked', id: 'v00', platform: 'nitro-enclave' },
      ...{ PCR0: pcr('v00'), when: AT, staged: digest('s'), accepted: { first: AT, last: AT } },
    },
  ],
};

type Entries = Parameters<typeof usualEntries>[0];

/** What the schema says of the entries: their values, or undefined where it refuses one. */
function bySchema(predicate: unknown) {
  const found = LIST_V2_PREDICATE.safeParse(predicate);
  if (!found.success) return undefined;
  return { releases: found.data.releases, removed: found.data.removed };
}

/** Every place of a value, as a path. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    placesIn(member).map((path) => [name, ...path]),
  );
  return [[], ...inner];
}

/** A copy with the place changed. */
function changed(
  value: unknown,
  [name, ...path]: readonly string[],
  by: (there: unknown) => unknown,
): unknown {
  if (name === undefined) return by(value);
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  const next = changed(copy[name], path, by);
  if (next !== undefined) copy[name] = next;
  else if (Array.isArray(copy)) copy.splice(Number(name), 1);
  else delete copy[name];
  return copy;
}

const values: fc.Arbitrary<PlainJson | undefined> = fc.constantFrom<PlainJson | undefined>(
  ...['', 'x', 'x'.repeat(2049), '0'.repeat(96), 'A'.repeat(64), 'a'.repeat(63), 'a'.repeat(64)],
  ...[AT, '2026-02-30T00:00:00Z', 'active', 'retired', 'nitro-tpm', 'é'.repeat(64), 'abc'],
  ...[undefined, null, true, false, 0, 1, 1.5, 10_000_000_000, -1],
  ...[[], {}, ['x'], { x: 1 }, Array.from({ length: 17 }, () => approvals[0] ?? null)],
);
const ways: fc.Arbitrary<(there: unknown) => unknown> = fc.oneof(
  values.map((value) => () => value),
  fc.constantFrom<(there: unknown) => unknown>(
    (there) => (typeof there === 'string' ? there.toUpperCase() : there),
    (there) => (typeof there === 'string' ? `${there} ` : there),
    (there) => (Array.isArray(there) ? [...there, ...there] : there),
    (there) =>
      typeof there === 'object' && there !== null && !Array.isArray(there)
        ? { ...there, more: 1 }
        : there,
    (there) => (Array.isArray(there) ? Object.fromEntries(there.entries()) : there),
  ),
);
const PLACES = placesIn({ releases: PREDICATE.releases, removed: PREDICATE.removed }).filter(
  ({ length }) => length > 0,
);

describe('entries of format v2', () => {
  test('are read as the schema reads them', () => {
    const usual = usualEntries(PREDICATE as unknown as Entries);
    expect(usual).toEqual(bySchema(PREDICATE));
    expect(usual?.releases).toHaveLength(3);
  });

  test('are left to the schema wherever it would say something else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLACES), ways, (path, by) => {
        const predicate = changed(PREDICATE, path, by) as typeof PREDICATE;
        const usual = usualEntries(predicate as unknown as Entries);
        if (usual !== undefined) expect(usual).toEqual(bySchema(predicate));
      }),
      { numRuns: 3_000 },
    );
  });
});
