import type { DriftFinding, DriftReport } from '../../src/drift/drift-report.js';
import { TEST_NOW } from '../fakes/nitro-maker.js';
import { TEST_LIST, testList, testRelease } from '../fakes/sealed-list.js';

const HOUR = 3_600_000;
const pcr = (digits: string): string => digits.repeat(48);
/** What somebody would write who wants to be more than text. */
export const HOSTILE =
  '</style><script>alert(1)</script> "\'`| [x](javascript:x) @octocat #1 ::error::\u202e\u0000';

export const SAMPLE_FINDING: DriftFinding = {
  rule: 'statement-changed',
  severity: 'critical',
  area: 'key-policy',
  subject: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  sid: 'PcrAllowlist5f0c6c1d0b2e0123456789abcdef',
  message: 'the statement says something else',
  expected: '{"Action":["kms:Decrypt"]}',
  found: '{"Action":["kms:*"]}',
  since: TEST_NOW - HOUR,
  fix: 'pcr-allowlist reconcile',
};

/** A report with something of everything. */
export function sampleReport(changes: Partial<DriftReport> = {}): DriftReport {
  const list = testList({
    releases: [testRelease('1.5.0'), { ...testRelease('1.4.0'), staged: 'ab'.repeat(32) }],
  });
  return {
    status: 'drift',
    pin: { list: TEST_LIST, enclave: 'signer' },
    measuredAt: TEST_NOW,
    findings: [
      SAMPLE_FINDING,
      { ...SAMPLE_FINDING, rule: 'hostile', severity: 'high', subject: HOSTILE, message: HOSTILE },
      {
        rule: 'R41',
        severity: 'unknown',
        area: 'key-policy',
        subject: 'a key',
        message: 'unclear',
      },
      {
        rule: 'history-not-read',
        severity: 'info',
        area: 'allow-list',
        subject: 'history',
        message: 'old',
      },
    ],
    list: { current: list, id: { version: 7, sha256: 'cd'.repeat(32) } },
    timeline: [
      {
        ...{ release: '1.3.0', PCR0: pcr('a1'), from: TEST_NOW - 90 * HOUR, fromVersion: 2 },
        ...{ until: TEST_NOW - 50 * HOUR, end: 'revoked', approvedBy: [] },
      },
      {
        ...{ release: '1.4.0', PCR0: pcr('b2'), from: TEST_NOW - 60 * HOUR, fromVersion: 4 },
        ...{ until: TEST_NOW + 10 * HOUR, end: 'retiring', approvedBy: ['alice'] },
      },
      {
        ...{ release: '1.5.0', PCR0: pcr('c3'), from: TEST_NOW - 20 * HOUR, fromVersion: 6 },
        approvedBy: ['alice', 'bob'],
      },
    ],
    keys: [
      {
        key: SAMPLE_FINDING.subject,
        data: 'open',
        verdict: 'the data is open in 1 way that no measurement guards',
        admitted: [
          {
            principal: 'arn:aws:iam::111122223333:role/signer',
            registers: { PCR0: pcr('c3'), PCR3: pcr('d4') },
            releases: ['1.5.0'],
            until: TEST_NOW + HOUR,
          },
        ],
        authority: [
          {
            principal: 'arn:aws:iam::111122223333:role/kms-admin',
            actions: ['kms:PutKeyPolicy'],
            isAdministrator: true,
          },
        ],
        changes: [{ sid: 'PcrAllowlist5f0c', action: 'update', release: '1.5.0' }],
        sizeBytes: 3210,
        maxBytes: 32_768,
      },
    ],
    measures: {
      publishToActive: [{ release: '1.5.0', durationMs: 2 * HOUR }],
      revokeToNarrowed: [{ release: '1.3.0', durationMs: 90_000 }],
      driftOpenMs: HOUR,
      acceptedImages: 2,
      oldestAcceptedMs: 60 * HOUR,
    },
    probes: [
      { name: 'debug-document', asked: 'appraisal', answer: 'refused', detail: 'not-allowed' },
      { name: 'revoked-release', asked: 'a key', answer: 'allowed', detail: 'the key is open' },
    ],
    ...changes,
  };
}
