import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { referenceValuesOf } from '../../src/allowlist/list-reference-values.js';
import type { ListTrust } from '../../src/allowlist/list-trust.js';
import { verifyAllowList } from '../../src/allowlist/verify-allow-list.js';
import { decodeHex } from '../../src/base/encoding.js';
import { CodedError } from '../../src/base/errors.js';
import { parseInstant } from '../../src/base/instant.js';
import { appraise } from '../../src/evidence/appraise.js';
import { verifyArchived } from '../../src/evidence/verify-attestation.js';
import type { CborValue } from '../../src/format/cbor.js';
import { parsePublicKeyPem } from '../../src/format/public-key.js';
import { verifyManifest } from '../../src/manifest/verify-manifest.js';
import { makeDocument, TEST_ROOT } from '../fakes/nitro-maker.js';

interface Keys {
  readonly keys: readonly string[];
  readonly threshold: number;
}
interface Question {
  readonly why: string;
  readonly at: string;
  readonly pcrs: Readonly<Record<string, string>>;
  /** What a document with these PCRs and `userData` comes to; the image alone is asked for where it is absent. */
  readonly document?: true;
  readonly userData?: string;
  readonly answer:
    | { readonly accepted: true; readonly release: string }
    | { readonly accepted: false; readonly code: string };
}
interface ListCase {
  readonly file: string;
  readonly why: string;
  readonly at: string;
  readonly trust: Keys & {
    readonly list: string;
    readonly enclave?: string;
    readonly minVersion?: number;
    readonly approval?: Keys;
  };
  readonly remembered?: {
    readonly version: number;
    readonly sha256: string;
    readonly revoked?: readonly {
      readonly PCR0: string;
      readonly staged: string;
      readonly when: string;
    }[];
  };
  readonly verified?: { readonly version: number; readonly sha256: string };
  readonly code?: string;
  /** A verifier that does not go by key ids comes to `verified`, one that does to `code`. */
  readonly either?: true;
  readonly questions?: readonly Question[];
}
interface ManifestCase {
  readonly file: string;
  readonly why: string;
  readonly trust: Keys;
  readonly measurements?: Readonly<Record<string, string>>;
  readonly code?: string;
}

interface Index {
  readonly lists: readonly ListCase[];
  readonly manifests: readonly ManifestCase[];
}

/** The published vectors, and those of format v1 as version 0.1.0 made them. */
const FOLDERS = ['../../docs/vectors/', '../vectors/v1/published/'];

describe.each(FOLDERS)('%s', (place) => {
  const FOLDER = new URL(place, import.meta.url);
  const bytes = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(file, FOLDER)));
  const text = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');
  const index = JSON.parse(text('index.json')) as Index;
  const keysOf = ({ keys, threshold }: Keys) => ({
    keys: keys.map((name) => parsePublicKeyPem(text(`keys/${name}.pub.pem`))),
    threshold,
  });

  function listTrust({ trust, remembered }: ListCase): ListTrust {
    const { list, enclave, minVersion = 1, approval } = trust;
    return {
      pin: { list, ...(enclave === undefined ? {} : { enclave }) },
      listKeys: keysOf(trust),
      remembered: remembered === undefined ? 'nothing-remembered' : seenOf(remembered),
      minVersion,
      ...(approval === undefined ? {} : { approval: keysOf(approval) }),
    };
  }

  function seenOf({ version, sha256, revoked = [] }: NonNullable<ListCase['remembered']>) {
    return {
      version,
      sha256,
      revoked: revoked.map(({ PCR0: image, staged, when }) => ({
        image,
        staged,
        when: parseInstant(when),
      })),
    };
  }

  async function codeOf(run: () => Promise<unknown>): Promise<string> {
    try {
      await run();
      return 'verified';
    } catch (error) {
      return error instanceof CodedError ? error.code : String(error);
    }
  }

  /** PCRs by register, as a document has them. */
  const registersOf = (pcrs: Question['pcrs']): ReadonlyMap<number, string> =>
    new Map(Object.entries(pcrs).map(([name, value]) => [Number(name.slice(3)), value]));

  /** A genuine document with these registers, as a verifier has it. */
  function evidenceOf(pcrs: Question['pcrs'], userData: string | undefined) {
    const registers = new Map<string | number, CborValue>(
      [...registersOf(pcrs)].map(([index, value]) => [index, decodeHex(value)]),
    );
    const user_data = userData === undefined ? null : decodeHex(userData);
    return verifyArchived(makeDocument({ pcrs: registers, user_data }), { root: TEST_ROOT });
  }

  const expectationsAt = (at: string): Parameters<typeof appraise>[2] => ({
    now: parseInstant(at),
    maxAgeMs: 'archived',
    nonce: 'not-required',
    remembered: 'nothing-remembered',
  });

  test('the index names every published file, once', () => {
    const listed = [...index.lists, ...index.manifests].map(({ file }) => file);
    const there = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
    expect(listed.sort()).toEqual(there.filter((file) => file.endsWith('.dsse.json')).sort());
    expect(listed.length).toBeGreaterThan(70);
  });

  describe.each(index.lists)('$file: $why', (one) => {
    test('comes to what the index says', async () => {
      const open = () => verifyAllowList(bytes(one.file), listTrust(one), parseInstant(one.at));
      if (one.either !== true) expect(one.verified === undefined).toBe(one.code !== undefined);
      if (one.code !== undefined) expect(await codeOf(open)).toBe(one.code);
      else expect((await open()).id).toEqual(one.verified);
    });
  });

  /** Each question of each list. */
  const questions = index.lists.flatMap((one) =>
    (one.questions ?? []).map((question) => ({ one, file: one.file, ...question })),
  );

  test.each(questions)('$file: $why', async ({ one, at, pcrs, document, userData, answer }) => {
    const verified = await verifyAllowList(bytes(one.file), listTrust(one), parseInstant(one.at));
    const values = referenceValuesOf(verified);
    if (document === true) {
      const found = appraise(await evidenceOf(pcrs, userData), values, expectationsAt(at));
      const codes = found.reasons.map(({ code }) => code);
      expect(found.accepted ? [found.release.id] : codes).toEqual([
        answer.accepted ? answer.release : answer.code,
      ]);
      return;
    }
    const found = values.verdictOn(registersOf(pcrs), parseInstant(at));
    expect(
      found.accepted
        ? { accepted: true, release: found.release.id }
        : { accepted: false, code: found.reason.code },
    ).toEqual(answer);
  });

  describe.each(index.manifests)('$file: $why', ({ file, trust, measurements, code }) => {
    test('comes to what the index says', async () => {
      const open = () => verifyManifest(bytes(file), keysOf(trust));
      expect(measurements === undefined).toBe(code !== undefined);
      if (code !== undefined) expect(await codeOf(open)).toBe(code);
      else expect((await open()).manifest.measurements).toEqual(measurements);
    });
  });
});
