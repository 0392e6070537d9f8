import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { encodeHex } from '../../src/base/encoding.js';
import { DAY_MS, HOUR_MS } from '../../src/base/instant.js';
import { editedPolicy } from '../../src/demo/edited-policy.js';
import { demoImages } from '../../src/demo/images.js';
import { inDebugMode, simulatedEnclave } from '../../src/demo/simulated-enclave.js';
import { awsNitroRoot } from '../../src/evidence/nitro-root.js';
import { verifyLive } from '../../src/evidence/verify-attestation.js';
import { vectorPath } from '../fakes/eif-vectors.js';

const NOW = Date.UTC(2026, 10, 1, 12, 0, 0, 7);
const REGISTERS = { PCR0: '1a'.repeat(48), PCR1: '2b'.repeat(48), PCR2: '3c'.repeat(48) };
const NONCE = new Uint8Array(32).fill(9);
const live = { now: NOW, maxAgeMs: HOUR_MS, nonce: NONCE };

describe('a simulated enclave', () => {
  test('its documents verify up to its own root, and say what they were told to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 255 }), { minLength: 16, maxLength: 16 }),
        fc.uint8Array({ minLength: 16, maxLength: 64 }),
        fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2060, 0) }),
        async (bytes, nonce, at) => {
          const values = bytes.map((byte) => new Uint8Array(48).fill(byte));
          const registers = Object.fromEntries(
            values.map((value, i) => [`PCR${i}`, encodeHex(value)]),
          );
          const { root, attest } = simulatedEnclave(at);
          const document = attest({ registers, nonce, at });
          const evidence = await verifyLive(document, { root, now: at, maxAgeMs: 1, nonce });
          expect(evidence.root).toBe(root.name);
          expect(Object.fromEntries(evidence.pcrs)).toEqual(
            Object.fromEntries(values.map((value, i) => [i, encodeHex(value)])),
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  test('each call makes another root, and neither that one nor AWS’s takes the documents', async () => {
    const [one, other] = [simulatedEnclave(NOW), simulatedEnclave(NOW)];
    expect(one.root.sha256).not.toBe(other.root.sha256);
    const document = one.attest({ registers: REGISTERS, nonce: NONCE, at: NOW });
    for (const root of [other.root, awsNitroRoot()]) {
      await expect(verifyLive(document, { ...live, root })).rejects.toMatchObject({
        code: 'root-not-trusted',
      });
    }
  });

  test('nothing of it holds for longer than a real one', async () => {
    const { root, attest } = simulatedEnclave(NOW);
    const later = NOW + DAY_MS;
    const document = attest({ registers: REGISTERS, nonce: NONCE, at: later });
    await expect(verifyLive(document, { ...live, now: later, root })).rejects.toMatchObject({
      code: 'chain-expired',
    });
  });

  test('in debug mode it is refused as such', async () => {
    const { root, attest } = simulatedEnclave(NOW);
    const document = attest({ registers: inDebugMode(REGISTERS), nonce: NONCE, at: NOW });
    await expect(verifyLive(document, { ...live, root })).rejects.toMatchObject({
      code: 'debug-mode',
    });
  });
});

test('the images are those of the vectors', () => {
  const { first, second } = demoImages();
  const vector = (name: string) => new Uint8Array(readFileSync(vectorPath(name)));
  expect(first).toEqual(vector('signed-p384.eif'));
  expect(second).toEqual(vector('signed-p384-next.eif'));
});

test('the edit takes PCR0 from one statement, and the Deny of other images', () => {
  const allow = (value: string) => ({
    Sid: `PcrAllowlist${value}`,
    Effect: 'Allow',
    Condition: {
      StringEqualsIgnoreCase: {
        'kms:RecipientAttestation:PCR0': value,
        'kms:RecipientAttestation:PCR3': 'r',
      },
    },
  });
  const others = [{ Sid: 'Administration', Effect: 'Allow' }, allow('a')];
  const Statement = [...others, allow('b'), { Sid: 'PcrAllowlist1GuardPCR0', Effect: 'Deny' }];
  expect(
    JSON.parse(editedPolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'b')),
  ).toEqual({
    Version: '2012-10-17',
    Statement: [
      ...others,
      {
        ...allow('b'),
        Condition: { StringEqualsIgnoreCase: { 'kms:RecipientAttestation:PCR3': 'r' } },
      },
    ],
  });
});
