import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { awsNitroRoot } from '../../src/evidence/nitro-root.js';
import { parseDocument } from '../../src/evidence/unverified-document.js';
import { verifyArchived, verifyLive } from '../../src/evidence/verify-attestation.js';
import { exitCodeOf } from '../../src/workflow/outcome.js';
import '../to-throw-with-code.js';

interface Verdict {
  readonly exit: number;
  readonly code?: Parameters<typeof exitCodeOf>[0];
}

interface Entry {
  readonly file: string;
  readonly sha256: string;
  readonly moduleId?: string;
  readonly timestampMs?: number;
  readonly pcrCount?: number;
  readonly pcrs?: Readonly<Record<string, string>>;
  readonly expect: { readonly archived: Verdict; readonly live: Verdict };
  readonly public_keyBytes?: number | null;
  readonly user_dataBytes?: number | null;
  readonly nonceBytes?: number | null;
}

interface Derived {
  readonly at: number;
  readonly cases: readonly {
    readonly file: string;
    readonly sha256: string;
    readonly expect: 'accept' | 'refuse';
    readonly code?: string;
  }[];
}

const FOLDER = new URL('../vectors/attestation/', import.meta.url);
const read = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(file, FOLDER)));
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
const index = json('index.json') as readonly Entry[];
const derived = json('derived/index.json') as Derived;

const root = awsNitroRoot();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const live = (bytes: Uint8Array, now: number) =>
  verifyLive(bytes, { now, root, maxAgeMs: 300_000, nonce: 'not-required' });
/** The live verdicts of the index hold from here on. */
const NOW = Date.UTC(2026, 10, 2);

test('every vector is in an index', () => {
  const listed = [...index, ...derived.cases].map(({ file }) => file).sort();
  const there = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  expect(there.filter((file) => file.endsWith('.cbor')).sort()).toEqual(listed);
  expect(listed).toHaveLength(35);
});

describe.each(index)('$file', ({ file, expect: verdict, ...entry }) => {
  const bytes = read(file);

  test('is the file of the index', () => {
    expect(sha256(bytes)).toBe(entry.sha256);
  });

  test(`archived: ${verdict.archived.code ?? 'accepted'}`, async () => {
    const { code, exit } = verdict.archived;
    if (code !== undefined) {
      await expect(verifyArchived(bytes, { root })).toRejectWithCode(code);
      expect(exitCodeOf(code)).toBe(exit);
      return;
    }
    expect(exit).toBe(0);
    const evidence = await verifyArchived(bytes, { root });
    expect(evidence.moduleId).toBe(entry.moduleId);
    expect(evidence.timestamp).toBe(entry.timestampMs);
    expect(evidence.digest).toBe('SHA384');
    expect(evidence.root).toBe('aws');
    expect(evidence.fresh).toBe(false);
    expect(evidence.pcrs.size).toBe(entry.pcrCount);
    const nonZero = [...evidence.pcrs].filter(([, value]) => /[^0]/.test(value));
    expect(Object.fromEntries(nonZero)).toEqual(entry.pcrs);
    expect(evidence.publicKey?.length ?? null).toBe(entry.public_keyBytes);
    expect(evidence.userData?.length ?? null).toBe(entry.user_dataBytes);
    expect(evidence.nonce?.length ?? null).toBe(entry.nonceBytes);
    const launch = Number.parseInt(/-enc([0-9a-f]{12})/.exec(evidence.moduleId)?.[1] ?? '', 16);
    expect(evidence.startedAt).toBe(launch);
  });

  test(`live: ${verdict.live.code ?? 'accepted'}`, async () => {
    const { code = 'internal', exit } = verdict.live;
    await expect(live(bytes, NOW)).toRejectWithCode(code);
    expect(exitCodeOf(code)).toBe(exit);
  });

  test('live at its own time: as archived, and fresh', async () => {
    const { code } = verdict.archived;
    const result = live(bytes, (entry.timestampMs ?? 0) + 1000);
    if (code !== undefined) await expect(result).toRejectWithCode(code);
    else expect((await result).fresh).toBe(true);
  });
});

describe.each(derived.cases)('$file', ({ file, expect: verdict, code, ...entry }) => {
  const bytes = read(file);

  test('is the file of the index', () => {
    expect(sha256(bytes)).toBe(entry.sha256);
  });

  test(`archived and live: ${code ?? 'accepted'}`, async () => {
    const results = [verifyArchived(bytes, { root }), live(bytes, derived.at)];
    if (code === undefined) {
      expect(verdict).toBe('accept');
      for (const result of results) expect((await result).root).toBe('aws');
      await expect(live(bytes, NOW)).toRejectWithCode('chain-expired');
      return;
    }
    expect(verdict).toBe('refuse');
    await Promise.all(results.map((result) => expect(result).toRejectWithCode(code)));
    await expect(live(bytes, NOW)).toRejectWithCode(code);
  });
});

test('what a refused document says can be read all the same', () => {
  const nitroTpm = parseDocument(read('eternis-nitrotpm-2026.cbor'));
  expect(nitroTpm.pcrs).toBeUndefined();
  expect(nitroTpm.nitroTpmPcrs?.size).toBe(24);
  expect(parseDocument(read('worldchain-debug-2026.cbor')).pcrs?.get(0)).toBe('0'.repeat(96));
});

test('the pinned root is the certificate of the vectors, with the fingerprint that AWS prints', () => {
  const pem = readFileSync(new URL('aws-nitro-enclaves-root-g1.pem', FOLDER), 'utf8');
  const der = new Uint8Array(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  expect(sha256(der)).toBe('641a0321a3e244efe456463195d606317ed7cdcc3c1756e09893f3c68f79bb5b');
  expect(root.sha256).toBe(sha256(der));
  expect(Buffer.from(root.certificate.der).equals(der)).toBe(true);
});
