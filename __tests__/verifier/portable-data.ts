import { readFileSync } from 'node:fs';
import { encodeBase64 } from '../../src/base/encoding.js';
import { encodePublicKeyPem } from '../../src/format/public-key.js';
import { makeDocument, TEST_CHAIN, TEST_NONCE, TEST_NOW, testPcrs } from '../fakes/nitro-maker.js';
import { LIST_SIGNER, sealList, TEST_LIST, testList } from '../fakes/sealed-list.js';

/** What the built verifier is asked, as JSON, and what it must answer: `portable-run.mjs` asks. */
export interface PortableData {
  readonly questions: object;
  readonly answers: Readonly<Record<string, string>>;
}

interface Entry {
  readonly file: string;
  readonly timestampMs?: number;
  readonly expect: {
    readonly archived: { readonly code?: string };
    readonly live: { readonly code?: string };
  };
}

interface Derived {
  readonly at: number;
  readonly cases: readonly { readonly file: string; readonly code?: string }[];
}

const VECTORS = new URL('../vectors/', import.meta.url);
const read = (file: string): Buffer => readFileSync(new URL(file, VECTORS));
const base64 = (bytes: Uint8Array): string => encodeBase64(bytes);
const ACCEPTED = 'accepted';
/** The live verdicts of the index hold from here on. */
const NOW = Date.UTC(2026, 10, 2);

/** Every vector, archived and live, and appraisals with the test PKI. `listUrl` serves `servedList`. */
export async function portableData(listUrl: string): Promise<PortableData> {
  const index: readonly Entry[] = JSON.parse(read('attestation/index.json').toString('utf8'));
  const derived: Derived = JSON.parse(read('attestation/derived/index.json').toString('utf8'));
  const documents: object[] = [];
  const answers: Record<string, string> = {};
  const add = (name: string, file: string, now: number, archived: string, live: string) => {
    documents.push({ name, document: base64(read(`attestation/${file}`)), now });
    answers[`${name} archived`] = archived;
    answers[`${name} live`] = live;
  };
  for (const { file, timestampMs = 0, expect: verdict } of index) {
    const archived = verdict.archived.code ?? ACCEPTED;
    add(file, file, NOW, archived, verdict.live.code ?? ACCEPTED);
    add(`${file} then`, file, timestampMs + 1000, archived, archived);
  }
  for (const { file, code = ACCEPTED } of derived.cases) add(file, file, derived.at, code, code);
  const { verifications, verdicts } = await appraisals(listUrl);
  const manifest = {
    envelope: base64(read('example/pcr-manifest.dsse.json')),
    keys: [read('example/manifest.pub.pem').toString('utf8')],
  };
  return {
    questions: { documents, verifications, manifest },
    answers: { ...answers, ...verdicts, 'no list': 'usage', manifest: ACCEPTED },
  };
}

/** The envelope that is served at `listUrl`. */
export const servedList = (): Promise<Uint8Array> => sealList();

async function appraisals(listUrl: string) {
  const trust = {
    list: TEST_LIST,
    keys: [encodePublicKeyPem(LIST_SIGNER.publicKey)],
    threshold: 1,
  };
  const key = new Uint8Array(294).fill(5);
  const good = {
    trust,
    list: { bytes: base64(await sealList()) },
    root: base64(TEST_CHAIN.root),
    now: TEST_NOW + 1000,
    document: base64(makeDocument({ public_key: key })),
    expectations: { nonce: base64(TEST_NONCE), maxAgeMs: 300_000 },
  };
  const { root: _, ...underAws } = good;
  const zero = new Uint8Array(48);
  const debug = testPcrs().set(0, zero).set(1, zero).set(2, zero);
  const other = testPcrs().set(0, new Uint8Array(48).fill(0x77));
  const empty = base64(await sealList(testList({ releases: [] })));
  const cases: readonly (readonly [string, string, object])[] = [
    ['appraised', 'accepted 1.0.0 true false', good],
    ['list by its address', 'accepted 1.0.0 true false', { ...good, list: { url: listUrl } }],
    ['list that is not there', 'list-unavailable', { ...good, list: { url: `${listUrl}-gone` } }],
    [
      'bound to a key',
      'accepted 1.0.0 true true',
      { ...good, expectations: { ...good.expectations, publicKey: base64(key) } },
    ],
    [
      'archived',
      'accepted 1.0.0 false false',
      { ...good, expectations: { nonce: 'not-required', maxAgeMs: 'archived' } },
    ],
    [
      'another nonce',
      'nonce-mismatch',
      { ...good, expectations: { ...good.expectations, nonce: base64(zero) } },
    ],
    ['debug', 'debug-mode', { ...good, document: base64(makeDocument({ pcrs: debug })) }],
    ['another image', 'not-allowed', { ...good, document: base64(makeDocument({ pcrs: other })) }],
    ['no release', 'not-allowed', { ...good, list: { bytes: empty } }],
    ['another list', 'wrong-list', { ...good, trust: { ...trust, list: 'ff'.repeat(16) } }],
    ['under the root of AWS', 'root-not-trusted', underAws],
    ['late', 'chain-expired', { ...good, now: TEST_NOW + 4 * 3_600_000 }],
  ];
  return {
    verifications: cases.map(([name, , question]) => ({ name, ...question })),
    verdicts: Object.fromEntries(cases.map(([name, verdict]) => [name, verdict])),
  };
}
