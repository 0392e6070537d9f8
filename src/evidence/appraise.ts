import { decodeHex } from '../base/encoding.js';
import { UsageError } from '../base/errors.js';
import { ZERO_PCR } from '../format/pcr-value.js';
import { ENCLAVE, registerNumber } from '../format/platform.js';
import {
  type DocumentFinding,
  isChannelBound,
  metCheck,
  notRequiredCheck,
  type Reason,
  reasonsOf,
  refusedCheck,
} from './document-finding.js';
import { bytesFinding, evidenceFindings } from './evidence-findings.js';
import {
  type Expectations,
  type ListExpectations,
  requireExpectations,
  requireListExpectations,
} from './expectations.js';
import type { ImageVerdict, ReferenceRelease, ReferenceValues } from './reference-values.js';
import type { VerifiedEvidence } from './verify-attestation.js';

/** The result of an appraisal. It is valid at the instant of its expectations, and not later. */
export type Appraisal<Release extends ReferenceRelease = ReferenceRelease> = AppraisalFacts &
  (
    | { readonly accepted: true; readonly release: Release; readonly reasons: readonly [] }
    | {
        readonly accepted: false;
        /** Every reason, in the order of the checks. At least one. */
        readonly reasons: readonly Reason[];
      }
  );

interface AppraisalFacts {
  /** One for every check, also for checks that nobody requested. */
  readonly findings: readonly DocumentFinding[];
  /** Verified live, and still recent. Never true for archived evidence. */
  readonly fresh: boolean;
  /** The evidence has a public key or user data that the caller expected. */
  readonly channelBound: boolean;
  /** An older list would have been refused. */
  readonly rollbackProtected: boolean;
}

/**
 * Compares evidence with the Reference Values of an allow-list and with what the caller expects. Makes every check and
 * returns every refusal, in order: freshness at `now` (`document-too-old`, `document-from-future`); the nonce
 * (`nonce-missing`, `nonce-mismatch`); public key (`public-key-mismatch`) and user data (`user-data-mismatch`); the
 * instance (`not-allowed`, `pcr-mismatch`); registers (`pcr-mismatch`); the version of the list (`rollback`); the user data
 * that the release demands (`user-data-mismatch`); the image: PCR0, 1, 2, and 8 where the release is signed, all equal to
 * those of one release in the list (`list-expired`, `revoked`, `not-allowed`, `approval-missing`); PCR3, where the list
 * names roles (`pcr-mismatch`, `approval-missing`). Every expected register must be in the evidence. Other registers are
 * ignored.
 *
 * Not checked: the signatures of the list and of the document. The makers of the arguments verified them.
 *
 * Throws UsageError for incomplete expectations, and for missing Reference Values.
 */
export function appraise<Release extends ReferenceRelease>(
  evidence: VerifiedEvidence,
  referenceValues: ReferenceValues<Release>,
  expectations: Expectations & ListExpectations,
): Appraisal<Release> {
  requireExpectations(expectations);
  requireListExpectations(expectations);
  if (typeof referenceValues?.verdictOn !== 'function') {
    throw new UsageError('expected the Reference Values of a verified allow-list, found none');
  }
  const verdict = referenceValues.verdictOn(evidence.pcrs, expectations.now);
  const ofCaller = evidenceFindings(evidence, expectations);
  const ofRelease = releaseUserData(evidence, verdict);
  const findings = [
    ...ofCaller.map((finding) =>
      finding.check === 'user-data' && finding.verdict !== 'refused'
        ? (ofRelease ?? finding)
        : finding,
    ),
    listVersion(referenceValues, expectations),
    image(verdict),
    instanceRole(evidence, referenceValues),
  ];
  const reasons = reasonsOf(findings);
  const facts = {
    findings,
    fresh: findings.some(({ check, verdict }) => check === 'freshness' && verdict === 'met'),
    // User data that a release demands does not bind the caller's channel.
    channelBound: isChannelBound(ofCaller),
    rollbackProtected: expectations.remembered !== 'nothing-remembered',
  };
  return verdict.accepted && reasons.length === 0
    ? { accepted: true, release: verdict.release, reasons: [], ...facts }
    : { accepted: false, reasons, ...facts };
}

/** The user data that the accepted release demands. Undefined where it demands none. */
function releaseUserData(
  { userData: found }: VerifiedEvidence,
  verdict: ImageVerdict<ReferenceRelease>,
): DocumentFinding | undefined {
  if (!verdict.accepted || verdict.release.userData === undefined) return undefined;
  return bytesFinding('user-data', found, decodeHex(verdict.release.userData));
}

/** The list must be the version that the caller remembers now, or a later one. */
function listVersion(
  { version: found }: ReferenceValues,
  { remembered }: ListExpectations,
): DocumentFinding {
  const check = 'list-version';
  if (remembered === 'nothing-remembered') return notRequiredCheck(check);
  const isSame = found.version === remembered.version && found.sha256 === remembered.sha256;
  if (isSame || found.version > remembered.version) return metCheck(check);
  return refusedCheck(check, {
    code: 'rollback',
    message: 'the allow-list is older than, or differs from, the one seen before',
    expected: `version ${remembered.version} with sha256 ${remembered.sha256}, or a later one`,
    found: `version ${found.version} with sha256 ${found.sha256}`,
  });
}

function image(verdict: ImageVerdict<ReferenceRelease>): DocumentFinding {
  return verdict.accepted ? metCheck('image') : refusedCheck('image', verdict.reason);
}

function instanceRole(
  { pcrs }: VerifiedEvidence,
  { instanceRoles }: Pick<ReferenceValues, 'instanceRoles'>,
): DocumentFinding {
  const check = 'instance-role';
  const found = pcrs.get(registerNumber(ENCLAVE.role));
  if (instanceRoles === 'unapproved') {
    return refusedCheck(check, {
      code: 'approval-missing',
      message: 'the instance roles of the list lack approvals by the pinned keys',
      expected: 'approved instance roles',
      found: 'none',
    });
  }
  if (instanceRoles.length === 0) return notRequiredCheck(check);
  const isListed = instanceRoles.some((role) => role[ENCLAVE.role] === found && found !== ZERO_PCR);
  if (isListed) return metCheck(check);
  return refusedCheck(check, {
    code: 'pcr-mismatch',
    message: 'PCR3 matches no instance role of the list',
    expected: instanceRoles.map((role) => `${role[ENCLAVE.role]} (${role.arn})`).join(' or '),
    found: found ?? 'none',
  });
}
