import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { rootNotOfAws } from '../../src/evidence/nitro-root.js';
import { verifyArchived, verifyLive } from '../../src/evidence/verify-attestation.js';
import '../to-throw-with-code.js';

const file = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../vectors/field/${name}`, import.meta.url)));

test('a nonce above the limit that AWS documents is accepted, and compared', async () => {
  const document = file('sim-nonce-1025.cbor');
  const root = await rootNotOfAws(file('sim-root.der'));
  const { nonce, timestamp } = await verifyArchived(document, { root });
  expect(nonce?.length).toBe(1025);
  const live = { root, now: timestamp, maxAgeMs: 1000 };
  expect((await verifyLive(document, { ...live, nonce: nonce ?? 'not-required' })).fresh).toBe(
    true,
  );
  const other = new Uint8Array(1024).fill(1);
  await expect(verifyLive(document, { ...live, nonce: other })).toRejectWithCode('nonce-mismatch');
});
