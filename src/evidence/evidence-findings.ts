import { encodeHex, equalInConstantTime } from '../base/encoding.js';
import { formatInstant } from '../base/instant.js';
import { ENCLAVE, registerNumber } from '../format/platform.js';
import { portableHashing } from '../measure/hashing.js';
import { pcr4OfInstance } from '../measure/pcr.js';
import {
  type Check,
  type DocumentFinding,
  metCheck,
  notRequiredCheck,
  refusedCheck,
} from './document-finding.js';
import { parseModuleId } from './document-kind.js';
import type { Expectations } from './expectations.js';
import { CLOCK_BEHIND_MAX_MS } from './time-rules.js';
import type { VerifiedEvidence } from './verify-attestation.js';

const NONE = 'none';
/** An empty field. The Nitro Security Module writes it for an empty argument, and it binds nothing. */
const EMPTY = 'empty';

/**
 * Compares evidence with every expectation except the allow-list. In order: freshness, checked again at `now`, so that kept
 * evidence does not stay fresh; the nonce; public key and user data; the instance; each expected register, first of 16 to
 * 31, then of any. `requireExpectations` checked the expectations before.
 */
export function evidenceFindings(
  evidence: VerifiedEvidence,
  expectations: Expectations,
): readonly DocumentFinding[] {
  return [
    freshness(evidence, expectations),
    nonce(evidence, expectations),
    bytesFinding('public-key', evidence.publicKey, expectations.publicKey),
    bytesFinding('user-data', evidence.userData, expectations.userData),
    instance(evidence, expectations),
    registers(evidence, expectations),
  ];
}

function freshness(
  { fresh, timestamp }: VerifiedEvidence,
  { now, maxAgeMs }: Expectations,
): DocumentFinding {
  if (maxAgeMs === 'archived') return notRequiredCheck('freshness');
  const found = formatInstant(timestamp);
  if (timestamp > now + CLOCK_BEHIND_MAX_MS) {
    return refusedCheck('freshness', {
      code: 'document-from-future',
      message: 'the document is dated ahead of the clock',
      expected: `before ${formatInstant(now)}`,
      found,
    });
  }
  if (fresh && now - timestamp <= maxAgeMs) return metCheck('freshness');
  return refusedCheck('freshness', {
    code: 'document-too-old',
    message: fresh
      ? 'the document is now too old'
      : 'the document was verified as archived, which is never fresh',
    expected: `verified live, at most ${maxAgeMs} ms old`,
    found: fresh ? found : `archived, from ${found}`,
  });
}

function nonce(
  { nonce: found }: VerifiedEvidence,
  { nonce: expected }: Expectations,
): DocumentFinding {
  if (expected === 'not-required') return notRequiredCheck('nonce');
  if (found === null) {
    return refusedCheck('nonce', {
      code: 'nonce-missing',
      message: 'the document has no nonce',
      expected: encodeHex(expected),
      found: NONE,
    });
  }
  if (found.length > 0 && equalInConstantTime(found, expected)) return metCheck('nonce');
  return refusedCheck('nonce', {
    code: 'nonce-mismatch',
    message: 'the document answers another request',
    expected: encodeHex(expected),
    found: encodeHex(found) || EMPTY,
  });
}

const BYTES_CODE = {
  'public-key': 'public-key-mismatch',
  'user-data': 'user-data-mismatch',
} as const;

/** Whether a field has exactly the expected bytes, where any are expected. */
export function bytesFinding(
  check: keyof typeof BYTES_CODE,
  found: Uint8Array | null,
  expected: Uint8Array | undefined,
): DocumentFinding {
  if (expected === undefined) return notRequiredCheck(check);
  const isThere = found !== null && found.length > 0;
  if (isThere && equalInConstantTime(found, expected)) return metCheck(check);
  return refusedCheck(check, {
    code: BYTES_CODE[check],
    message: isThere ? 'the document binds another value' : 'the document binds no value',
    expected: encodeHex(expected),
    found: found === null ? NONE : encodeHex(found) || EMPTY,
  });
}

/** Checks that the parent instance is expected, and that PCR4 is the PCR4 of the same instance id. */
function instance(
  { moduleId, pcrs }: VerifiedEvidence,
  { instanceIds }: Expectations,
): DocumentFinding {
  if (instanceIds === undefined) return notRequiredCheck('instance');
  const instanceId = parseModuleId(moduleId)?.instanceId;
  if (instanceId === undefined || !instanceIds.includes(instanceId)) {
    return refusedCheck('instance', {
      code: 'not-allowed',
      message: 'the enclave runs on another instance',
      expected: instanceIds.join(' or '),
      found: instanceId ?? NONE,
    });
  }
  const expected = pcr4OfInstance(instanceId, portableHashing);
  const register = registerNumber(ENCLAVE.instance);
  return (
    registerFinding('instance', register, expected, pcrs.get(register)) ?? metCheck('instance')
  );
}

/** The expected registers, as one check. */
function registers(
  { pcrs: found }: VerifiedEvidence,
  { customPcrs = {}, pcrs = {} }: Expectations,
): DocumentFinding {
  const check = 'custom-pcrs';
  const expected = [...Object.entries(customPcrs), ...Object.entries(pcrs)];
  if (expected.length === 0) return notRequiredCheck(check);
  for (const [index, value] of expected) {
    const refusal = registerFinding(check, Number(index), value, found.get(Number(index)));
    if (refusal !== undefined) return refusal;
  }
  return metCheck(check);
}

/** An expected register must be present: absence is a difference. */
function registerFinding(
  check: Check,
  index: number,
  expected: string,
  found: string | undefined,
): DocumentFinding | undefined {
  if (found === expected) return undefined;
  return refusedCheck(check, {
    code: 'pcr-mismatch',
    message: `PCR${index} is ${found === undefined ? 'missing' : 'different'}`,
    expected,
    found: found ?? NONE,
  });
}
