import type { AllowList, Release } from '../../src/allowlist/allow-list.js';
import { encodeAllowList } from '../../src/allowlist/allow-list-document.js';
import type { ListTrust, Remembered } from '../../src/allowlist/list-trust.js';
import { type VerifiedAllowList, verifyAllowList } from '../../src/allowlist/verify-allow-list.js';
import { STATEMENT_PAYLOAD_TYPE } from '../../src/format/statement.js';
import { signEnvelope } from '../../src/manifest/sign-envelope.js';
import { portableHashing } from '../../src/measure/hashing.js';
import { type Measurements, pcr3OfRole } from '../../src/measure/pcr.js';
import { memorySigner } from './memory-signer.js';
import { TEST_NOW } from './nitro-maker.js';

export const TEST_LIST = '00112233445566778899aabbccddeeff';
const DAY = 24 * 3_600_000;
const hex = (digits: string, bytes: number) => digits.repeat(2 * bytes).slice(0, 2 * bytes);

/** The key of every list that is made here; a test key that nobody trusts unless it is named. */
export const LIST_SIGNER = memorySigner();

/** Registers of the documents that `nitro-maker` makes: PCRn is filled with n + 1. */
export const TEST_MEASUREMENTS: Measurements = {
  PCR0: hex('01', 48),
  PCR1: hex('02', 48),
  PCR2: hex('03', 48),
};

export const TEST_ROLE = {
  arn: 'arn:aws:iam::111122223333:role/signer',
  PCR3: hex('04', 48),
};
/** A role whose PCR3 is not the one of the documents. */
export const OTHER_ROLE = {
  arn: 'arn:aws:iam::111122223333:role/other',
  PCR3: pcr3OfRole('arn:aws:iam::111122223333:role/other', portableHashing),
};

export function testRelease(id: string, measurements: Measurements = TEST_MEASUREMENTS): Release {
  return {
    state: 'active',
    id,
    platform: 'nitro-enclave',
    accepted: { first: TEST_NOW - DAY },
    measurements,
    image: { name: `${id}.eif`, sha256: hex('ab', 32) },
    manifest: { path: `manifests/${id}`, sha256: hex('cd', 32) },
    staged: hex('ef', 32),
    approvals: [],
    changes: [{ what: 'approved', version: 1, at: TEST_NOW - DAY }],
  };
}

/** A list in force at TEST_NOW with one active release, the image of the test documents. */
export function testList(changes: Partial<AllowList> = {}): AllowList {
  const list: AllowList = {
    format: 'v2',
    list: TEST_LIST,
    enclave: 'signer',
    version: 1,
    issuedAt: TEST_NOW - DAY,
    expiresAt: TEST_NOW + DAY,
    previous: null,
    projection: {
      instanceRoles: [],
      certificates: [],
      keys: [],
      staged: [],
      approvals: [],
    },
    releases: [testRelease('1.0.0')],
    removed: [],
    ...changes,
  };
  return list.format === 'v1' ? list : { latestExpiresAt: list.expiresAt, ...list };
}

const TRUST = { keys: [LIST_SIGNER.publicKey], threshold: 1 };

export const TEST_LIST_TRUST: Omit<ListTrust, 'remembered'> = {
  pin: { list: TEST_LIST },
  listKeys: TRUST,
  minVersion: 1,
};

/** The list in an envelope that LIST_SIGNER signed. */
export function sealList(list: AllowList = testList()): Promise<Uint8Array> {
  return signEnvelope(STATEMENT_PAYLOAD_TYPE, encodeAllowList(list), [LIST_SIGNER], TRUST);
}

/** The list as a reader has it after verification. */
export async function verifiedList(
  changes: Partial<AllowList> = {},
  remembered: Remembered = 'nothing-remembered',
): Promise<VerifiedAllowList> {
  const envelope = await sealList(testList(changes));
  return verifyAllowList(envelope, { ...TEST_LIST_TRUST, remembered }, TEST_NOW);
}
