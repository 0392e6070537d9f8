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

/** What `measure` needs from the world. */
export interface MeasurePorts {
  /** A path, `s3://` or `https://`; the SHA-256 of its bytes is held where one is given (`sha256-mismatch`). */
  openImage(name: string, sha256?: string): Promise<ByteSource & { close(): Promise<void> }>;
  readText(name: string): Promise<string>;
  onProgress?(name: string, doneBytes: number, totalBytes: number): void;
}

/**
 * Measures an image and holds it against what was asked of it (`measureImage`). Requirements that are not met end in a
 * refusal that still carries what was measured; an image that does not hold the strict profile ends in one that carries
 * nothing.
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

/** An image with what was asked of it: one refusal for each requirement that is not met. */
export interface CheckedImage {
  readonly result: MeasureResult;
  readonly refusals: readonly CodedError[];
  readonly warnings: readonly Warning[];
}

/**
 * Measures an image, and holds it against the requirements: signed, certificate dates at `now`, the expected PCRs,
 * another image. Throws what reading and measuring throw.
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

/** The image, and how it differs from another where one is named. Both stay open until they are compared. */
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

/** Loaded on demand: images that are equal need none of it. */
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

/** The reader of measurements brings the schema library along, which only `expect` needs: it is loaded here. */
export async function readExpectation(
  name: string,
  ports: Pick<MeasurePorts, 'readText'>,
): Promise<Expectation> {
  const { parseExpectation } = await import('../../measure/find-measurements.js');
  return parseExpectation(await ports.readText(name), name);
}

/** The first refusal names the outcome; the others become warnings, so that one run shows them all. */
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

/** Refusals with the one first that names the exit code. */
export function inOrderOfExit(refusals: readonly CodedError[]): readonly CodedError[] {
  return [...refusals].sort((a, b) => exitCodeOf(a.code) - exitCodeOf(b.code));
}
