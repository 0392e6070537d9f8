import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { KeyDescription } from '../../src/iam/kms-key.js';
import { parseKeyPolicy } from '../../src/iam/policy.js';
import { type Proof, proveKeyPolicy } from '../../src/iam/prove.js';
import { proveTuples } from '../../src/iam/prove-tuples.js';
import { DESCRIPTION, NOW } from '../keypolicy/policies.js';

interface KnownPolicy {
  readonly file: string;
  readonly truth: string;
  readonly expect?: 'open' | 'locked' | 'unknown' | 'not-locked' | 'authority-held';
  readonly meta?: string;
}

const FOLDER = new URL('../vectors/keypolicy/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
const POLICIES: readonly KnownPolicy[] = ['index.json', 'more.json'].flatMap((file) =>
  JSON.parse(read(file)),
);
const ROLE = 'arn:aws:iam::111122223333:role/signer-instance';

function factsOf({ file, meta }: KnownPolicy) {
  const found: { readonly description?: Partial<KeyDescription> } =
    meta === undefined ? {} : JSON.parse(read(meta));
  const description: KeyDescription = { ...DESCRIPTION, ...found.description };
  return { policy: parseKeyPolicy(read(file)), description, grants: [], now: NOW };
}

function proofOf(file: string): Proof {
  const one = POLICIES.find((policy) => policy.file.startsWith(file));
  if (one === undefined) throw new Error(file);
  return proveKeyPolicy(factsOf(one));
}

const isPowerful = ({ actions }: { readonly actions: readonly string[] }) =>
  actions.includes('kms:PutKeyPolicy') || actions.includes('kms:CreateGrant');

describe('policies whose truth is known', () => {
  test.each(POLICIES.filter((one) => one.expect !== undefined))('$file: $truth', (known) => {
    const { data, authority } = proveKeyPolicy(factsOf(known));
    switch (known.expect) {
      case 'not-locked':
        expect(data.answer).toBe('not-applicable');
        expect(data.reason?.message).not.toBe('');
        break;
      case 'authority-held':
        expect(authority.holders.filter(isPowerful)).not.toEqual([]);
        expect(authority.holders.every(({ doubts }) => doubts.length === 0)).toBe(true);
        break;
      default:
        expect(data.answer).toBe(known.expect);
    }
  });

  test('every file is in the index, and every entry has its file', () => {
    expect(POLICIES.length).toBeGreaterThan(28);
    for (const { file, meta } of POLICIES) {
      expect(() => parseKeyPolicy(read(file))).not.toThrow();
      if (meta !== undefined) expect(() => JSON.parse(read(meta))).not.toThrow();
    }
  });
});
