import { createSign } from 'node:crypto';
import { type NitroRoot, rootNotOfAws } from '../../src/evidence/nitro-root.js';
import type { CborValue } from '../../src/format/cbor.js';
import { encodeCbor } from '../../src/format/cbor-encoder.js';
import { sigStructure } from '../../src/format/cose-sign1.js';
import { type CertificatePlan, type KeyPair, makeCertificate, newKey } from './nitro-pki.js';

/** The instant of every document that is made here, and the one at which its chain is valid. */
export const TEST_NOW = Date.UTC(2026, 10, 1, 12);
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

const ENCLAVE_ID = (TEST_NOW - DAY).toString(16).padStart(12, '0');
export const TEST_STARTED_AT = TEST_NOW - DAY;
export const TEST_MODULE_ID = `i-0123456789abcdef0-enc${ENCLAVE_ID}beef`;
export const TEST_NONCE = new Uint8Array(32).map((_, i) => i);

export type Level = 'root' | 'regional' | 'zonal' | 'instance' | 'leaf';
export const LEVELS: readonly Level[] = ['root', 'regional', 'zonal', 'instance', 'leaf'];

/** One key a level for all documents; a test root that nobody trusts unless it is named. */
const KEYS: Readonly<Record<Level, KeyPair>> = {
  root: newKey(),
  regional: newKey(),
  zonal: newKey(),
  instance: newKey(),
  leaf: newKey(),
};
export const keyOf = (level: Level): KeyPair => KEYS[level];

const LIFETIME_MS: Readonly<Record<Level, readonly [number, number]>> = {
  root: [-7 * 365 * DAY, 20 * 365 * DAY],
  regional: [-10 * DAY, 10 * DAY],
  zonal: [-3 * DAY, 3 * DAY],
  instance: [-12 * HOUR, 12 * HOUR],
  leaf: [-3 * SECOND, 3 * HOUR],
};

export type CertificateChanges = Partial<Record<Level, Partial<CertificatePlan>>>;

function planOf(level: Level): CertificatePlan {
  const index = LEVELS.indexOf(level);
  const above = LEVELS[Math.max(0, index - 1)] ?? 'root';
  const [before, after] = LIFETIME_MS[level];
  const isLeaf = level === 'leaf';
  const path = { root: {}, regional: { pathLength: 2 }, zonal: { pathLength: 1 } };
  const pathLength = level === 'instance' ? { pathLength: 0 } : path[level as 'root'];
  return {
    subject: `test ${level}`,
    issuer: `test ${above}`,
    issuerKey: KEYS[above],
    key: KEYS[level],
    notBefore: TEST_NOW + before,
    notAfter: TEST_NOW + after,
    serial: isLeaf ? `${ENCLAVE_ID}beef${(TEST_NOW / 1000).toString(16)}` : `0${index + 1}`,
    basicConstraints: isLeaf ? { ca: false } : { ca: true, ...pathLength },
    keyUsage: isLeaf ? 0xc0 : 0x86,
  };
}

/** The five certificates, with changes to the plans of some. */
export function makeChain(changes: CertificateChanges = {}): Record<Level, Uint8Array> {
  const certificate = (level: Level) => makeCertificate({ ...planOf(level), ...changes[level] });
  return {
    root: certificate('root'),
    regional: certificate('regional'),
    zonal: certificate('zonal'),
    instance: certificate('instance'),
    leaf: certificate('leaf'),
  };
}

export const TEST_CHAIN = makeChain();
export const TEST_ROOT: NitroRoot = rootNotOfAws(TEST_CHAIN.root);

export function bundleOf(chain: Record<Level, Uint8Array>): Uint8Array[] {
  return [chain.root, chain.regional, chain.zonal, chain.instance];
}

/** 16 registers as in a production enclave, index n filled with n + 1 up to PCR4. */
export function testPcrs(): Map<string | number, CborValue> {
  return new Map(
    Array.from({ length: 16 }, (_, i) => [i, new Uint8Array(48).fill(i < 5 ? i + 1 : 0)]),
  );
}

/** The nine fields in the order of real documents. undefined in `changes` leaves a field out. */
export function payloadFields(
  changes: Readonly<Record<string, CborValue | undefined>> = {},
): Map<string, CborValue> {
  const fields = {
    module_id: TEST_MODULE_ID,
    digest: 'SHA384',
    timestamp: TEST_NOW,
    pcrs: testPcrs(),
    certificate: TEST_CHAIN.leaf,
    cabundle: bundleOf(TEST_CHAIN),
    public_key: null,
    user_data: null,
    nonce: TEST_NONCE,
    ...changes,
  };
  const entries: readonly (readonly [string, CborValue | undefined])[] = Object.entries(fields);
  return new Map(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

export interface Envelope {
  readonly protectedBytes?: Uint8Array;
  readonly unprotected?: CborValue;
  readonly key?: KeyPair;
  readonly hash?: 'sha256' | 'sha384';
}

const ES384 = Uint8Array.from([0xa1, 0x01, 0x38, 0x22]);

/** A signed document around these payload bytes. */
export function signPayload(payload: Uint8Array, envelope: Envelope = {}): Uint8Array {
  const { protectedBytes = ES384, unprotected = new Map(), key = KEYS.leaf, hash } = envelope;
  const signature = createSign(hash ?? 'sha384')
    .update(sigStructure({ protectedBytes, payload }))
    .sign({ key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return encodeCbor([protectedBytes, unprotected, payload, new Uint8Array(signature)]);
}

/** A signed document, with changes to its fields. */
export function makeDocument(
  changes: Readonly<Record<string, CborValue | undefined>> = {},
  envelope: Envelope = {},
): Uint8Array {
  return signPayload(encodeCbor(payloadFields(changes)), envelope);
}

/** A signed document of a chain with changes to its certificates. The root stays the same certificate. */
export function documentOfChain(changes: CertificateChanges): Uint8Array {
  const chain = { ...makeChain(changes), root: TEST_CHAIN.root };
  return makeDocument(
    { certificate: chain.leaf, cabundle: bundleOf(chain) },
    { key: changes.leaf?.key ?? KEYS.leaf },
  );
}
