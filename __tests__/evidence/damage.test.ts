import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { awsNitroRoot } from '../../src/evidence/nitro-root.js';
import { verifyArchived } from '../../src/evidence/verify-attestation.js';

const root = awsNitroRoot();
const document = new Uint8Array(
  readFileSync(new URL('../vectors/attestation/worldchain-prod-2026.cbor', import.meta.url)),
);
const AT = 1767472867402;

/** The codes with which damage may end: structure, the name of the module, root, chain, signature. */
const REFUSALS = [
  'envelope-format',
  'payload-format',
  'not-an-enclave',
  'root-not-trusted',
  'chain-broken',
  'document-signature',
];

const verdictOf = (bytes: Uint8Array): Promise<string> =>
  verifyArchived(bytes, { root, at: AT }).then(
    () => 'accepted',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function verdictsOf(documents: readonly Uint8Array[]): Promise<Set<string>> {
  return new Set(await Promise.all(documents.map(verdictOf)));
}

test('the document itself is accepted', async () => {
  expect(await verdictOf(document)).toBe('accepted');
});

test('no truncation is accepted', async () => {
  const truncated = Array.from(document, (_, length) => document.subarray(0, length));
  expect(truncated).toHaveLength(document.length);
  expect(await verdictsOf(truncated)).toEqual(new Set(['envelope-format']));
});

const STEP = 256;
const starts = Array.from({ length: Math.ceil(document.length / STEP) }, (_, i) => i * STEP);

describe('a flipped bit at every offset is refused for what it breaks', () => {
  test.each(starts)('from offset %i on', async (start) => {
    const flipped = Array.from(document.subarray(start, start + STEP), (byte, i) => {
      const copy = document.slice();
      copy[start + i] = byte ^ (1 << ((start + i) % 8));
      return copy;
    });
    for (const verdict of await verdictsOf(flipped)) expect(REFUSALS).toContain(verdict);
  });
});
