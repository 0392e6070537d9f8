import { type CodedError, FormatError, TrustError, type Warning } from '../base/errors.js';
import { DAY_MS, formatInstant, type Instant } from '../base/instant.js';
import type { ByteSource } from '../format/byte-source.js';
import {
  compareWithExpectation,
  type Expectation,
  type ExpectationReport,
  parseExpectation,
} from '../measure/expectation.js';
import { compareImages, type ImageComparison } from '../measure/image-comparison.js';
import { type MeasuredEif, measureEif } from '../measure/measure-eif.js';
import { nodeHashing } from '../measure/node-hashing.js';
import { type PcrValue, pcr3OfRole, pcr4OfInstance, rolePathWarning } from '../measure/pcr.js';
import type { MeasureRequest } from './measure-request.js';
import { exitCodeOf, failed, failureOf, type Outcome } from './outcome.js';

/** What `measure` needs from the world. */
export interface MeasurePorts {
  openImage(name: string): Promise<ByteSource & { close(): Promise<void> }>;
  readText(name: string): Promise<string>;
  onProgress?(name: string, doneBytes: number, totalBytes: number): void;
}

export interface MeasureResult {
  readonly eif: MeasuredEif;
  readonly instanceRoles: readonly { readonly arn: string; readonly PCR3: PcrValue }[];
  readonly instanceIds: readonly { readonly id: string; readonly PCR4: PcrValue }[];
  readonly comparison?: ImageComparison & { readonly other: MeasuredEif };
  readonly expectation?: ExpectationReport;
}

/**
 * Measures an image and holds it against what was asked of it: signed, certificate dates at `now`, the expected PCRs,
 * another image. Requirements that are not met end in a refusal that still carries what was measured; an image that
 * does not hold the strict profile ends in one that carries nothing.
 */
export async function measure(
  request: MeasureRequest,
  ports: MeasurePorts,
  now: Instant,
): Promise<Outcome<MeasureResult>> {
  try {
    const instanceRoles = request.roleArns.map((arn) => ({
      arn,
      PCR3: pcr3OfRole(arn, nodeHashing),
    }));
    const instanceIds = request.instanceIds.map((id) => ({
      id,
      PCR4: pcr4OfInstance(id, nodeHashing),
    }));
    const expected =
      request.expect === undefined ? undefined : await readExpectation(request.expect, ports);
    const eif = await measureNamed(request.eif, ports);
    const other =
      request.compare === undefined ? undefined : await measureNamed(request.compare, ports);

    const expectation =
      expected && compareWithExpectation(expected, eif.measurements, request, nodeHashing);
    const comparison = other && { ...compareImages(other, eif), other };
    const refusals = [
      ...describeRefusals(eif, request),
      ...signatureRefusals(eif, request, now),
      ...(expectation === undefined ? [] : expectationRefusals(expectation, request.expect ?? '')),
      ...(comparison === undefined ? [] : comparisonRefusals(comparison, request)),
    ];
    const result: MeasureResult = {
      eif,
      instanceRoles,
      instanceIds,
      ...(comparison === undefined ? {} : { comparison }),
      ...(expectation === undefined ? {} : { expectation }),
    };
    const warnings = [
      ...eif.warnings,
      ...request.roleArns.map(rolePathWarning).filter((warning) => warning !== undefined),
      ...(request.minCertificateDays === undefined ? certificateWarnings(eif, now) : []),
      ...(comparison === undefined ? [] : comparisonWarnings(comparison, request)),
    ];
    return outcomeOf(result, refusals, warnings);
  } catch (error) {
    return failed('measure', error);
  }
}

async function measureNamed(name: string, ports: MeasurePorts): Promise<MeasuredEif> {
  const source = await ports.openImage(name);
  try {
    return await measureEif(source, {
      onProgress: (doneBytes, totalBytes) => ports.onProgress?.(name, doneBytes, totalBytes),
    });
  } finally {
    await source.close();
  }
}

async function readExpectation(name: string, ports: MeasurePorts): Promise<Expectation> {
  return parseExpectation(await ports.readText(name), name);
}

/** The first refusal names the outcome; the others are told as warnings, so that none has to be found one by one. */
function outcomeOf(
  result: MeasureResult,
  refusals: readonly CodedError[],
  warnings: readonly Warning[],
): Outcome<MeasureResult> {
  const ordered = [...refusals].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
  const [first, ...others] = ordered;
  return {
    command: 'measure',
    exitCode: first === undefined ? 0 : exitCodeOf(first.code),
    result,
    ...(first === undefined ? {} : { error: failureOf(first) }),
    warnings: [...others.map(({ code, message }) => ({ code, message })), ...warnings],
  };
}

/** Asking for days makes the certificate required: an unsigned image has none that could be long enough. */
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
      hint: 'Sign the image with a certificate that lasts longer. Another certificate is another PCR8.',
    }),
  ];
}

/** `--describe` promises AWS's own words; for such metadata there are none, since AWS's reader fails or repeats a key. */
function describeRefusals(eif: MeasuredEif, request: MeasureRequest): readonly CodedError[] {
  const [reason] = eif.metadata?.warnings ?? [];
  if (request.form !== 'describe' || reason === undefined) return [];
  return [
    new FormatError('metadata', reason.message, {
      at: { file: eif.image.name },
      hint: 'Measure without --describe: --json shows this metadata.',
    }),
  ];
}

function certificateWarnings(eif: MeasuredEif, now: Instant): readonly Warning[] {
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
      message: `the signing certificate begins at ${formatInstant(notBefore)}`,
    };
  }
  if (now > notAfter) {
    return {
      code: 'certificate-expired',
      message: `the signing certificate ended at ${formatInstant(notAfter)}`,
    };
  }
  if (notAfter < now + minDays * DAY_MS) {
    return {
      code: 'certificate-ends-soon',
      message: `the signing certificate ends at ${formatInstant(notAfter)}, in fewer than ${minDays} days`,
    };
  }
  return undefined;
}

function expectationRefusals(report: ExpectationReport, name: string): readonly CodedError[] {
  const at = { file: name };
  const refusals: CodedError[] = [];
  if (report.differences.length > 0) {
    const list = report.differences.map(({ pcr, kind }) => `${pcr} is ${kind}`).join(', ');
    refusals.push(
      new TrustError(
        'pcr-mismatch',
        `not what ${name} expects: ${list}${report.explanations.map((text) => `. ${text}`).join('')}`,
        { at },
      ),
    );
  }
  if (report.notComputed.length > 0) {
    refusals.push(
      new TrustError(
        'not-computed',
        `${name} expects ${report.notComputed.join(', ')}, which the image alone does not determine`,
        {
          at,
          hint: 'Give --role-arn for PCR3 and --instance-id for PCR4; other registers only a running enclave can show.',
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
    .filter((pcr) => pcr !== 'PCR8' || request.requireSameSigner);
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

/** Two unsigned images have no different signer; but whoever asked for the same one should know that there is none. */
function comparisonWarnings(
  { other, sameSigner }: ImageComparison & { other: MeasuredEif },
  { requireSameSigner }: MeasureRequest,
): readonly Warning[] {
  if (!requireSameSigner || !sameSigner || other.signature !== undefined) return [];
  return [
    { code: 'unsigned', message: 'neither image is signed, so there is no signer to compare' },
  ];
}
