import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CodedError } from '../../src/base/errors.js';
import { createChainCache } from '../../src/evidence/chain-cache.js';
import { decodeDocument } from '../../src/evidence/document-encoding.js';
import { awsNitroRoot } from '../../src/evidence/nitro-root.js';
import { parseDocument } from '../../src/evidence/unverified-document.js';
import { verifyArchived } from '../../src/evidence/verify-attestation.js';
import { generator, mutate } from '../fakes/mutation.js';

/** The seed stands in the name of each run, so that a failing one can be run again. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20260101);
const DOCUMENTS = Number(process.env['FUZZ_DOCUMENTS'] ?? 500_000);
/** What the process may grow by: well above the garbage between two collections, far below any leak of inputs. */
const MEMORY_MAX_BYTES = 400 * 1024 * 1024;

const FOLDER = new URL('../vectors/attestation/', import.meta.url);
const root = awsNitroRoot();

/** What of a document its signature covers, and who signed: two documents with the same are the same statement. */
function statementOf(bytes: Uint8Array): string {
  const { envelope } = parseDocument(bytes);
  return Buffer.concat([envelope.protectedBytes, envelope.payload]).toString('base64');
}

async function genuineDocuments() {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.cbor'));
  const all = files.map((file) => readFileSync(new URL(file, FOLDER)));
  const statements = new Set<string>();
  for (const bytes of all) {
    const isGenuine = await verifyArchived(bytes, { root }).then(
      () => true,
      () => false,
    );
    if (isGenuine) statements.add(statementOf(bytes));
  }
  return { all, statements };
}

describe(`fuzzing, seed ${SEED}`, () => {
  test(`${DOCUMENTS} mutated documents: refused with a code, or the same statement as before`, async () => {
    const random = generator(SEED);
    const { all, statements } = await genuineDocuments();
    expect(statements.size).toBeGreaterThan(10);
    const cache = createChainCache();
    const before = process.memoryUsage().rss;
    const seen = new Map<string, number>();
    for (let i = 0; i < DOCUMENTS; i++) {
      const bytes = mutate(all[random(all.length)] ?? Buffer.alloc(0), random);
      let found = 'accepted';
      try {
        await verifyArchived(bytes, { root, cache });
        if (!statements.has(statementOf(bytes))) throw new Error('another statement was accepted');
      } catch (error) {
        if (!(error instanceof CodedError)) {
          throw new Error(`run ${i}: ${String(error)}`, { cause: error });
        }
        found = error.code;
      }
      seen.set(found, (seen.get(found) ?? 0) + 1);
    }
    console.log('documents', Object.fromEntries([...seen].sort()));
    expect(seen.size).toBeGreaterThan(6);
    expect(process.memoryUsage().rss - before).toBeLessThan(MEMORY_MAX_BYTES);
  }, 7_200_000);

  test(`${DOCUMENTS / 10} mutated texts: decoded, or refused with a code`, () => {
    const random = generator(SEED + 1);
    const bytes = readFileSync(new URL('worldchain-prod-2026.cbor', FOLDER));
    const base64 = bytes.toString('base64');
    const texts = [
      base64,
      bytes.toString('hex'),
      JSON.stringify({ attestation_document: base64 }),
      JSON.stringify({ document: base64, other: [1] }),
      JSON.stringify(base64),
    ].map((text) => Buffer.from(text));
    for (const text of texts) expect(decodeDocument(text)).toEqual(new Uint8Array(bytes));
    for (let i = 0; i < DOCUMENTS / 10; i++) {
      try {
        decodeDocument(mutate(texts[random(texts.length)] ?? Buffer.alloc(0), random));
      } catch (error) {
        if (!(error instanceof CodedError)) {
          throw new Error(`run ${i}: ${String(error)}`, { cause: error });
        }
      }
    }
  }, 7_200_000);
});
