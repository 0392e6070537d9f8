import { formatInstant } from '../base/instant.js';
import { pluralize } from '../base/plural.js';
import { nameToRfc4514 } from '../format/distinguished-name.js';
import { ENCLAVE } from '../format/platform.js';
import type { MeasuredEif } from '../measure/measure-eif.js';
import type { PcrDifference } from '../measure/pcr.js';
import type { MeasureResult } from '../workflow/commands/measure-result.js';
import type { Outcome } from '../workflow/outcome.js';
import { insidesLines } from './insides-text.js';
import {
  code,
  escapeMarkdown,
  factList,
  joinBlocks,
  markdownList,
  markdownTable,
  outcomeIcon,
  proseWithCommands,
} from './markdown.js';
import { metadataFacts } from './metadata-facts.js';
import { sizeText } from './text-layout.js';

/** The job summary of `measure`. */
export function renderMeasureSummary({
  result,
  error,
  warnings,
  exitCode,
}: Outcome<MeasureResult>): string {
  const verdict =
    exitCode === 0
      ? 'the image is measured'
      : exitCode === 6
        ? 'could not tell'
        : 'the image is refused';
  return joinBlocks([
    `### ${outcomeIcon(exitCode)} measure: ${verdict}`,
    error === undefined ? '' : `${code(error.code)}: ${proseWithCommands(error.message)}`,
    error?.hint === undefined ? '' : `Next: ${proseWithCommands(error.hint)}`,
    markdownList(
      warnings.map(({ code: warned, message }) => `⚠️ ${code(warned)}: ${escapeMarkdown(message)}`),
    ),
    ...(result === undefined ? [] : resultBlocks(result)),
  ]);
}

function resultBlocks(result: MeasureResult): readonly string[] {
  const { eif } = result;
  const { image, header } = eif;
  return [
    factList([
      ['Image', `${code(image.name)}, ${sizeText(image.sizeBytes)}`],
      ['Format', `EIF version ${header.version}, ${header.architecture}`],
      ['SHA-256 of the file', code(image.sha256)],
    ]),
    '#### Measurements (SHA-384)',
    pcrList(result),
    '#### Signature',
    signatureFacts(eif),
    ...comparisonBlocks(result),
    '#### Sections',
    sectionList(eif),
    ...metadataBlocks(eif),
    '#### Not measured',
    'No PCR covers the EIF header, the metadata and the signature section. The signing certificate counts only through PCR8. ' +
      'What the enclave loads at run time is in no PCR either.',
  ];
}

function pcrList({ eif, instanceRoles, instanceIds }: MeasureResult): string {
  const {
    [ENCLAVE.image]: imagePcr,
    [ENCLAVE.boot]: bootPcr,
    [ENCLAVE.application]: applicationPcr,
    [ENCLAVE.signer]: signerPcr,
  } = eif.measurements;
  const fact = (name: string, value: string, what: string) =>
    [name, `${code(value)} (${what})`] as const;
  return factList([
    fact(ENCLAVE.image, imagePcr, 'kernel, command line, all ramdisks'),
    fact(ENCLAVE.boot, bootPcr, 'kernel, command line, first ramdisk'),
    fact(ENCLAVE.application, applicationPcr, 'the other ramdisks'),
    ...instanceRoles.map(({ arn, [ENCLAVE.role]: rolePcr }) =>
      fact(ENCLAVE.role, rolePcr, `role ${code(arn)}`),
    ),
    ...instanceIds.map(({ id, [ENCLAVE.instance]: instancePcr }) =>
      fact(ENCLAVE.instance, instancePcr, `instance ${code(id)}`),
    ),
    ...(signerPcr === undefined ? [] : [fact(ENCLAVE.signer, signerPcr, 'signing certificate')]),
  ]);
}

function signatureFacts({ signature }: MeasuredEif): string {
  if (signature === undefined) return 'The image is not signed: the enclave has no PCR8.';
  const { algorithm, certificate } = signature;
  return factList([
    ['Signature', `verified, ${algorithm} over PCR0`],
    ['Subject', code(nameToRfc4514(certificate.subject))],
    ['Issuer', code(nameToRfc4514(certificate.issuer))],
    ['Serial number', code(certificate.serialNumber)],
    ['Valid', `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`],
  ]);
}

function sectionList({ sections }: MeasuredEif): string {
  return markdownList(
    sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => {
      const measured = type === 'metadata' || type === 'signature' ? 'not measured' : 'measured';
      return `${type} at ${offsetBytes}, ${pluralize(sizeBytes, 'byte')}, ${measured}, SHA-384 ${code(sha384)}`;
    }),
  );
}

function metadataBlocks({ metadata }: MeasuredEif): readonly string[] {
  if (metadata === undefined) return [];
  return [
    '#### Metadata (unmeasured)',
    'Anybody can change it without changing a PCR.',
    factList(metadataFacts(metadata).map(([name, value]) => [code(name), code(value)] as const)),
  ];
}

function comparisonBlocks({ comparison, expectation }: MeasureResult): readonly string[] {
  const blocks: string[] = [];
  if (expectation !== undefined) {
    const met = expectation.differences.length === 0 && expectation.notComputed.length === 0;
    blocks.push(
      `#### Expectation ${met ? 'met' : 'not met'}`,
      differenceList(expectation.differences),
    );
  }
  if (comparison !== undefined) {
    const { reproducible, sameFile, sections, insides } = comparison;
    blocks.push(
      `#### Compared with ${code(comparison.other.image.name)}: ${reproducible ? 'reproducible' : 'not reproducible'}`,
      sameFile ? 'The files are equal, byte by byte.' : '',
      differenceList(comparison.pcrs),
      markdownList(
        sections.flatMap(({ type, position, measured, expected, found }) => {
          const shown = (side: typeof expected) =>
            side === undefined
              ? 'absent'
              : `${pluralize(side.sizeBytes, 'byte')}, SHA-384 ${code(side.sha384)}`;
          const name = `${type} ${position} (${measured ? 'measured' : 'not measured'})`;
          return [`${name}: expected ${shown(expected)}`, `${name}: found ${shown(found)}`];
        }),
      ),
      markdownTable(
        ['Section', 'Inside'],
        insides.flatMap((inside) =>
          insidesLines(inside).map((line) => [`${inside.type} ${inside.position}`, code(line)]),
        ),
      ),
    );
  }
  return blocks;
}

function differenceList(differences: readonly PcrDifference[]): string {
  return markdownList(
    differences.flatMap((difference) => {
      const { pcr, kind } = difference;
      return [
        `${code(pcr)} ${kind}, expected ${kind === 'extra' ? 'none' : code(difference.expected)}`,
        `${code(pcr)} ${kind}, found ${kind === 'missing' ? 'none' : code(difference.found)}`,
      ];
    }),
  );
}
