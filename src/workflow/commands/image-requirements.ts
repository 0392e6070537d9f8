import { type CodedError, FormatError, TrustError, type Warning } from '../../base/errors.js';
import { DAY_MS, formatInstant, type Instant } from '../../base/instant.js';
import { pluralize } from '../../base/plural.js';
import { ENCLAVE } from '../../format/platform.js';
import type { ExpectationReport } from '../../measure/expected-measurements.js';
import type { ImageComparison } from '../../measure/image-comparison.js';
import type { MeasuredEif } from '../../measure/measure-eif.js';
import { rolePathWarning } from '../../measure/pcr.js';
import type { MeasureRequest } from '../options/measure-request.js';
import type { MeasureResult } from './measure-result.js';

/**
 * Compares the requirements on an image with its measurements. Returns one refusal for each requirement that is not
 * met.
 */
export function unmetRequirements(
  { eif, expectation, comparison }: MeasureResult,
  request: MeasureRequest,
  now: Instant,
): readonly CodedError[] {
  return [
    ...describeRefusals(eif, request),
    ...signatureRefusals(eif, request, now),
    ...(expectation === undefined ? [] : expectationRefusals(expectation, request.expect ?? '')),
    ...(comparison === undefined ? [] : comparisonRefusals(comparison, request)),
  ];
}

/** Warnings that need no requirement. */
export function measureWarnings(
  { eif, comparison }: MeasureResult,
  request: MeasureRequest,
  now: Instant,
): readonly Warning[] {
  return [
    ...eif.warnings,
    ...request.roleArns.map(rolePathWarning).filter((warning) => warning !== undefined),
    ...(request.minCertificateDays === undefined ? certificateWarnings(eif, now) : []),
    ...(comparison === undefined ? [] : comparisonWarnings(comparison, request)),
  ];
}

/** A minimum of days also requires a certificate: an unsigned image has no certificate. */
function signatureRefusals(
  eif: MeasuredEif,
  request: MeasureRequest,
  now: Instant,
): readonly CodedError[] {
  const { minCertificateDays } = request;
  if (eif.signature === undefined) {
    if (!request.requireSigned && minCertificateDays === undefined) return [];
    return [
      new TrustError('unsigned', `${eif.image.name} is not signed`, {
        at: { file: eif.image.name },
        hint: 'Build it with --signing-certificate and --private-key.',
      }),
    ];
  }
  if (minCertificateDays === undefined) return [];
  const fault = certificateFault(eif, now, minCertificateDays);
  if (fault === undefined) return [];
  return [
    new TrustError(fault.code, fault.message, {
      at: { file: eif.image.name },
      hint: 'Sign the image with a certificate that is valid longer. Another certificate changes PCR8.',
    }),
  ];
}

/** `--describe` promises the output of AWS's reader. AWS's reader fails for such metadata, or repeats a key. */
function describeRefusals(eif: MeasuredEif, request: MeasureRequest): readonly CodedError[] {
  const [reason] = eif.metadata?.warnings ?? [];
  if (request.form !== 'describe' || reason === undefined) return [];
  return [
    new FormatError('metadata', reason.message, {
      at: { file: eif.image.name },
      hint: 'Omit --describe. --json shows this metadata.',
    }),
  ];
}

/** Warnings about the dates of the signing certificate at `now`. */
export function certificateWarnings(eif: MeasuredEif, now: Instant): readonly Warning[] {
  const fault = certificateFault(eif, now, 0);
  return fault === undefined
    ? []
    : [{ ...fault, message: `${fault.message}: the enclave will not boot` }];
}

/** notBefore and notAfter are inclusive (RFC 5280 section 4.1.2.5). */
function certificateFault(
  eif: MeasuredEif,
  now: Instant,
  minDays: number,
):
  | {
      code: 'certificate-not-yet-valid' | 'certificate-expired' | 'certificate-ends-soon';
      message: string;
    }
  | undefined {
  if (eif.signature === undefined) return undefined;
  const { notBefore, notAfter } = eif.signature.certificate;
  if (now < notBefore) {
    return {
      code: 'certificate-not-yet-valid',
      message: `the signing certificate is not valid before ${formatInstant(notBefore)}`,
    };
  }
  if (now > notAfter) {
    return {
      code: 'certificate-expired',
      message: `the signing certificate expired at ${formatInstant(notAfter)}`,
    };
  }
  if (notAfter < now + minDays * DAY_MS) {
    return {
      code: 'certificate-ends-soon',
      message: `the signing certificate expires at ${formatInstant(notAfter)}, in less than ${pluralize(minDays, 'day')}`,
    };
  }
  return undefined;
}

export function expectationRefusals(
  report: ExpectationReport,
  name: string,
): readonly CodedError[] {
  const at = { file: name };
  const refusals: CodedError[] = [];
  if (report.differences.length > 0) {
    const list = report.differences.map(({ pcr, kind }) => `${pcr} is ${kind}`).join(', ');
    refusals.push(
      new TrustError(
        'pcr-mismatch',
        `the image does not match ${name}: ${list}${report.explanations.map((text) => `. ${text}`).join('')}`,
        { at },
      ),
    );
  }
  if (report.notComputed.length > 0) {
    refusals.push(
      new TrustError(
        'not-computed',
        `${name} expects ${report.notComputed.join(', ')}, which the image does not determine`,
        {
          at,
          hint: 'Give --role-arn for PCR3 and --instance-id for PCR4. Only a running enclave has the other registers.',
        },
      ),
    );
  }
  return refusals;
}

function comparisonRefusals(
  comparison: ImageComparison & { other: MeasuredEif },
  request: MeasureRequest,
): readonly CodedError[] {
  const differing = comparison.pcrs
    .map(({ pcr }) => pcr)
    .filter((pcr) => pcr !== ENCLAVE.signer || request.requireSameSigner);
  if (differing.length === 0) return [];
  return [
    new TrustError(
      'not-reproducible',
      `${request.eif} and ${comparison.other.image.name} differ in ${differing.join(', ')}`,
      {
        at: { file: request.eif },
      },
    ),
  ];
}

/**
 * Two unsigned images do not have different signers, but a caller who requires the same signer should know that there
 * is none.
 */
function comparisonWarnings(
  { other, sameSigner }: ImageComparison & { other: MeasuredEif },
  { requireSameSigner }: MeasureRequest,
): readonly Warning[] {
  if (!requireSameSigner || !sameSigner || other.signature !== undefined) return [];
  return [
    { code: 'unsigned', message: 'neither image is signed, so there is no signer to compare' },
  ];
}
