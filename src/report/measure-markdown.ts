import { formatInstant } from '../base/instant.js';
import { nameToRfc4514 } from '../format/distinguished-name.js';
import { ENCLAVE } from '../format/platform.js';
import type { MeasuredEif } from '../measure/measure-eif.js';
import type { PcrDifference } from '../measure/pcr.js';
import type { MeasureResult } from '../workflow/commands/measure-result.js';
import type { Outcome } from '../workflow/outcome.js';
import { insidesLines } from './insides-text.js';
import { code, escapeMarkdown, joinBlocks, markdownTable } from './markdown.js';
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
    exitCode === 0 ? '✅ measured' : `❌ ${exitCode === 6 ? 'could not tell' : 'refused'}`;
  return joinBlocks([
    `## Enclave image: ${verdict}\n`,
    error === undefined ? '' : `**${code(error.code)}** ${escapeMarkdown(error.message)}\n`,
    error?.hint === undefined ? '' : `${escapeMarkdown(error.hint)}\n`,
    warnings
      .map((warning) => `- ⚠️ ${code(warning.code)} ${escapeMarkdown(warning.message)}\n`)
      .join(''),
    ...(result === undefined ? [] : resultBlocks(result)),
  ]);
}

function resultBlocks(result: MeasureResult): readonly string[] {
  const { eif } = result;
  return [
    `${code(eif.image.name)}: ${sizeText(eif.image.sizeBytes)}, EIF version ${eif.header.version}, ${eif.header.architecture}, SHA-256 ${code(eif.image.sha256)}\n`,
    '### Measurements\n',
    pcrTable(result),
    '### Signature\n',
    signatureTable(eif),
    ...comparisonBlocks(result),
    '### Sections\n',
    sectionTable(eif),
    ...metadataBlocks(eif),
    '### Not measured\n',
    'No PCR covers the EIF header, the metadata and the signature section; the signing certificate counts only through PCR8. ' +
      'What the enclave loads at run time is in no PCR either.\n',
  ];
}

function pcrTable({ eif, instanceRoles, instanceIds }: MeasureResult): string {
  const {
    [ENCLAVE.image]: imagePcr,
    [ENCLAVE.boot]: bootPcr,
    [ENCLAVE.application]: applicationPcr,
    [ENCLAVE.signer]: signerPcr,
  } = eif.measurements;
  const rows = [
    [ENCLAVE.image, code(imagePcr), 'kernel, command line, all ramdisks'],
    [ENCLAVE.boot, code(bootPcr), 'kernel, command line, first ramdisk'],
    [ENCLAVE.application, code(applicationPcr), 'the other ramdisks'],
    ...instanceRoles.map(({ arn, [ENCLAVE.role]: rolePcr }) => [
      ENCLAVE.role,
      code(rolePcr),
      `role ${code(arn)}`,
    ]),
    ...instanceIds.map(({ id, [ENCLAVE.instance]: instancePcr }) => [
      ENCLAVE.instance,
      code(instancePcr),
      `instance ${code(id)}`,
    ]),
    ...(signerPcr === undefined ? [] : [[ENCLAVE.signer, code(signerPcr), 'signing certificate']]),
  ];
  return markdownTable(['Register', 'Value (SHA-384)', 'Covers'], rows);
}

function signatureTable({ signature }: MeasuredEif): string {
  if (signature === undefined) return 'The image is not signed: the enclave has no PCR8.\n';
  const { algorithm, certificate } = signature;
  return markdownTable(
    ['Signing certificate', ''],
    [
      ['Signature', `verified, ${algorithm} over PCR0`],
      ['Subject', code(nameToRfc4514(certificate.subject))],
      ['Issuer', code(nameToRfc4514(certificate.issuer))],
      ['Serial number', code(certificate.serialNumber)],
      [
        'Valid',
        `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`,
      ],
    ],
  );
}

function sectionTable({ sections }: MeasuredEif): string {
  return markdownTable(
    ['Section', 'Offset', 'Size', 'SHA-384 of the data', 'Measured'],
    sections.map(({ type, offsetBytes, sizeBytes, sha384 }) => [
      type,
      String(offsetBytes),
      String(sizeBytes),
      code(sha384),
      type === 'metadata' || type === 'signature' ? 'no' : 'yes',
    ]),
  );
}

function metadataBlocks({ metadata }: MeasuredEif): readonly string[] {
  if (metadata === undefined) return [];
  const rows = metadataFacts(metadata).map(([name, value]) => [code(name), code(value)]);
  return [
    '### Metadata (unmeasured)\n',
    'Anybody can change it without changing a PCR.\n',
    markdownTable(['Key', 'Value'], rows),
  ];
}

function comparisonBlocks({ comparison, expectation }: MeasureResult): readonly string[] {
  const blocks: string[] = [];
  if (expectation !== undefined) {
    const met = expectation.differences.length === 0 && expectation.notComputed.length === 0;
    blocks.push(
      `### Expectation ${met ? 'met' : 'not met'}\n`,
      differenceTable(expectation.differences),
    );
  }
  if (comparison !== undefined) {
    const { reproducible, sameFile, sections, insides } = comparison;
    blocks.push(
      `### Compared with ${code(comparison.other.image.name)}: ${reproducible ? 'reproducible' : 'not reproducible'}\n`,
      sameFile ? 'The files are equal, byte by byte.\n' : '',
      differenceTable(comparison.pcrs),
      markdownTable(
        ['Differing section', 'Measured', 'Expected', 'Found'],
        sections.map(({ type, position, measured, expected, found }) => [
          `${type} ${position}`,
          measured ? 'yes' : 'no',
          expected === undefined
            ? 'absent'
            : `${expected.sizeBytes} bytes, ${code(expected.sha384)}`,
          found === undefined ? 'absent' : `${found.sizeBytes} bytes, ${code(found.sha384)}`,
        ]),
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

function differenceTable(differences: readonly PcrDifference[]): string {
  return markdownTable(
    ['Register', 'Difference', 'Expected', 'Found'],
    differences.map((difference) => [
      code(difference.pcr),
      difference.kind,
      difference.kind === 'extra' ? 'none' : code(difference.expected),
      difference.kind === 'missing' ? 'none' : code(difference.found),
    ]),
  );
}
