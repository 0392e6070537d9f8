import type { CodedError, Warning } from '../../base/errors.js';
import type { Instant } from '../../base/instant.js';
import type { ByteSource } from '../../format/byte-source.js';
import { ENCLAVE } from '../../format/platform.js';
import type { SectionInsides } from '../../measure/compare-insides.js';
import {
  compareWithExpectation,
  type Expectation,
  type ExpectationContext,
} from '../../measure/expected-measurements.js';
import { compareImages, type SectionDifference } from '../../measure/image-comparison.js';
import { type MeasuredEif, measureEif } from '../../measure/measure-eif.js';
import { nodeHashing } from '../../measure/node-hashing.js';
import { pcr3OfRole, pcr4OfInstance } from '../../measure/pcr.js';
import type { MeasureRequest } from '../options/measure-request.js';
import { exitCodeOf, failed, failureOf, type Outcome } from '../outcome.js';
import { measureWarnings, unmetRequirements } from './image-requirements.js';
import type { MeasureResult } from './measure-result.js';

/** The ports of `measure`. */
export interface MeasurePorts {
  /** Opens a path, `s3://` or `https://` address. A given SHA-256 must match the bytes (`sha256-mismatch`). */
  openImage(name: string, sha256?: string): Promise<ByteSource & { close(): Promise<void> }>;
  readText(name: string): Promise<string>;
  onProgress?(name: string, doneBytes: number, totalBytes: number): void;
}

/**
 * Measures an image and compares it with the requirements (`measureImage`). If requirements are not met, the refusal
 * carries the measurements. If the image violates the strict profile, the refusal carries no result.
 */
export async function measure(
  request: MeasureRequest,
  ports: MeasurePorts,
  now: Instant,
): Promise<Outcome<MeasureResult>> {
  try {
    const { result, refusals, warnings } = await measureImage(request, ports, now);
    return outcomeOf(result, refusals, warnings);
  } catch (error) {
    return failed('measure', error);
  }
}

/** A measured image, with one refusal for each requirement that is not met. */
export interface CheckedImage {
  readonly result: MeasureResult;
  readonly refusals: readonly CodedError[];
  readonly warnings: readonly Warning[];
}

/**
 * Measures an image, and compares it with the requirements: signature, certificate dates at `now`, expected PCRs,
 * another image. Throws the errors of reading and measuring.
 */
export async function measureImage(
  request: MeasureRequest,
  ports: MeasurePorts,
  now: Instant,
): Promise<CheckedImage> {
  const instanceRoles = request.roleArns.map((arn) => ({
    arn,
    [ENCLAVE.role]: pcr3OfRole(arn, nodeHashing),
  }));
  const instanceIds = request.instanceIds.map((id) => ({
    id,
    [ENCLAVE.instance]: pcr4OfInstance(id, nodeHashing),
  }));
  const expected =
    request.expect === undefined ? undefined : await readExpectation(request.expect, ports);
  const { eif, comparison } = await measureAndCompare(request, ports);

  const expectation =
    expected &&
    compareWithExpectation(expected, eif.measurements, contextOf(request, eif), nodeHashing);
  const result: MeasureResult = {
    eif,
    instanceRoles,
    instanceIds,
    ...(comparison === undefined ? {} : { comparison }),
    ...(expectation === undefined ? {} : { expectation }),
  };
  return {
    result,
    refusals: unmetRequirements(result, request, now),
    warnings: measureWarnings(result, request, now),
  };
}

/** Measures the image, and compares it with another image if one is named. Both stay open until they are compared. */
async function measureAndCompare(
  { eif: name, sha256, compare }: MeasureRequest,
  ports: MeasurePorts,
): Promise<Pick<MeasureResult, 'eif' | 'comparison'>> {
  const source = await ports.openImage(name, sha256);
  try {
    const eif = await measureNamed(name, source, ports);
    if (compare === undefined) return { eif };
    const otherSource = await ports.openImage(compare);
    try {
      const other = await measureNamed(compare, otherSource, ports);
      const comparison = compareImages(other, eif);
      const insides = comparison.sections.some(({ measured }) => measured)
        ? await insidesOf(comparison.sections, otherSource, source)
        : [];
      return { eif, comparison: { ...comparison, insides, other } };
    } finally {
      await otherSource.close();
    }
  } finally {
    await source.close();
  }
}

/** Loaded on demand, because equal images do not need it. */
async function insidesOf(
  sections: readonly SectionDifference[],
  expected: ByteSource,
  found: ByteSource,
): Promise<readonly SectionInsides[]> {
  const { compareInsides } = await import('../../measure/compare-insides.js');
  return compareInsides(sections, expected, found, nodeHashing);
}

async function measureNamed(
  name: string,
  source: ByteSource,
  ports: MeasurePorts,
): Promise<MeasuredEif> {
  return measureEif(source, {
    onProgress: (doneBytes, totalBytes) => ports.onProgress?.(name, doneBytes, totalBytes),
  });
}

function contextOf(
  { roleArns, instanceIds }: MeasureRequest,
  { signature }: MeasuredEif,
): ExpectationContext {
  const certificate = signature === undefined ? {} : { certificate: signature.certificate.der };
  return { roleArns, instanceIds, ...certificate };
}

/** Loaded on demand, because the reader of measurements needs the schema library, and only `expect` uses it. */
export async function readExpectation(
  name: string,
  ports: Pick<MeasurePorts, 'readText'>,
): Promise<Expectation> {
  const { parseExpectation } = await import('../../measure/find-measurements.js');
  return parseExpectation(await ports.readText(name), name);
}

/** The first refusal becomes the error. The others become warnings, so that one run shows all of them. */
function outcomeOf(
  result: MeasureResult,
  refusals: readonly CodedError[],
  warnings: readonly Warning[],
): Outcome<MeasureResult> {
  const [first, ...others] = inOrderOfExit(refusals);
  return {
    command: 'measure',
    exitCode: first === undefined ? 0 : exitCodeOf(first.code),
    result,
    ...(first === undefined ? {} : { error: failureOf(first) }),
    warnings: [...others.map(({ code, message }) => ({ code, message })), ...warnings],
  };
}

/** Sorts refusals so that the one that decides the exit code is first. */
export function inOrderOfExit(refusals: readonly CodedError[]): readonly CodedError[] {
  return [...refusals].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
}
