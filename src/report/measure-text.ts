import { formatInstant } from '../base/instant.js';
import { nameToRfc4514 } from '../format/distinguished-name.js';
import { ENCLAVE } from '../format/platform.js';
import type { SectionDifference } from '../measure/image-comparison.js';
import type { MeasuredEif } from '../measure/measure-eif.js';
import { EMPTY_CONTENT_PCR, type PcrDifference } from '../measure/pcr.js';
import type { MeasureResult } from '../workflow/commands/measure-result.js';
import { insidesLines } from './insides-text.js';
import { metadataFacts } from './metadata-facts.js';
import { printable, renderColumns, type Style, sizeText } from './text-layout.js';

/** The result of `measure`, for a terminal. */
export function renderMeasureText(result: MeasureResult, style: Style): string {
  const { eif } = result;
  return [
    imageText(eif, style),
    pcrsText(result, style),
    eif.signature === undefined
      ? `${style.bold('Not signed')}: the enclave has no PCR8.\n`
      : signatureText(eif.signature, style),
    sectionsText(eif, style),
    metadataText(eif, style),
    result.expectation === undefined ? '' : expectationText(result.expectation, style),
    result.comparison === undefined ? '' : comparisonText(result.comparison, style),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function imageText({ image, header }: MeasuredEif, style: Style): string {
  return (
    `${style.bold(printable(image.name))}  ${sizeText(image.sizeBytes)}, EIF version ${header.version}, ${header.architecture}\n` +
    renderColumns([['SHA-256', image.sha256]])
  );
}

function pcrsText({ eif, instanceRoles, instanceIds }: MeasureResult, style: Style): string {
  const {
    [ENCLAVE.image]: imagePcr,
    [ENCLAVE.boot]: bootPcr,
    [ENCLAVE.application]: applicationPcr,
    [ENCLAVE.signer]: signerPcr,
  } = eif.measurements;
  const rows: [string, string][] = [
    [ENCLAVE.image, imagePcr],
    [ENCLAVE.boot, bootPcr],
    [
      ENCLAVE.application,
      applicationPcr === EMPTY_CONTENT_PCR
        ? `${applicationPcr}  ${style.dim('(no second ramdisk)')}`
        : applicationPcr,
    ],
    ...instanceRoles.map(({ arn, [ENCLAVE.role]: rolePcr }): [string, string] => [
      ENCLAVE.role,
      `${rolePcr}  ${style.dim(printable(arn))}`,
    ]),
    ...instanceIds.map(({ id, [ENCLAVE.instance]: instancePcr }): [string, string] => [
      ENCLAVE.instance,
      `${instancePcr}  ${style.dim(printable(id))}`,
    ]),
  ];
  if (signerPcr !== undefined) rows.push([ENCLAVE.signer, signerPcr]);
  return `${style.bold('Measurements')} (SHA-384)\n${renderColumns(rows)}`;
}

function signatureText(
  { algorithm, certificate }: NonNullable<MeasuredEif['signature']>,
  style: Style,
): string {
  return (
    `${style.bold('Signature')} ${style.green('verified')}: ${algorithm} over PCR0\n` +
    renderColumns([
      ['subject', printable(nameToRfc4514(certificate.subject))],
      ['issuer', printable(nameToRfc4514(certificate.issuer))],
      ['serial', certificate.serialNumber],
      [
        'valid',
        `${formatInstant(certificate.notBefore)} to ${formatInstant(certificate.notAfter)}`,
      ],
    ])
  );
}

function sectionsText({ sections }: MeasuredEif, style: Style): string {
  const rows = sections.map(({ type, offsetBytes, sizeBytes, sha384 }): [string, string] => [
    type,
    `${String(offsetBytes).padStart(12)} ${sizeText(sizeBytes).padStart(12)}  sha384 ${sha384.slice(0, 16)}…`,
  ]);
  return `${style.bold('Sections')} (offset, size, digest of the data)\n${renderColumns(rows)}`;
}

function metadataText({ metadata }: MeasuredEif, style: Style): string {
  if (metadata === undefined) return '';
  return (
    `${style.bold('Metadata')} ${style.yellow('unmeasured')}: anybody can change it without changing a PCR\n` +
    renderColumns(
      metadataFacts(metadata).map(([name, value]) => [printable(name), printable(value)]),
    )
  );
}

function expectationText(report: NonNullable<MeasureResult['expectation']>, style: Style): string {
  if (report.differences.length === 0 && report.notComputed.length === 0) {
    return `${style.bold('Expectation')} ${style.green('met')}\n`;
  }
  return (
    `${style.bold('Expectation')} ${style.red('not met')}\n` +
    renderDifferences(report.differences) +
    report.notComputed.map((pcr) => `  ${pcr} could not be computed\n`).join('')
  );
}

function comparisonText(
  comparison: NonNullable<MeasureResult['comparison']>,
  style: Style,
): string {
  const name = printable(comparison.other.image.name);
  const verdict = comparison.reproducible
    ? style.green('reproducible')
    : style.red('not reproducible');
  const lines = [
    `${style.bold('Compared')} with ${name}: ${verdict}\n`,
    renderDifferences(comparison.pcrs),
  ];
  if (!comparison.sameSectionOrder) {
    lines.push('  the common sections are in another order\n');
  }
  for (const section of comparison.sections) {
    lines.push(sectionDifferenceText(section));
    const insides = comparison.insides.find(
      ({ type, position }) => type === section.type && position === section.position,
    );
    if (insides === undefined) continue;
    lines.push(...insidesLines(insides).map((line) => `    ${line}\n`));
  }
  for (const field of comparison.header)
    lines.push(`  header field ${field} differs (unmeasured)\n`);
  if (comparison.sameFile) lines.push('  the files are equal, byte by byte\n');
  else if (comparison.reproducible)
    lines.push('  the files differ only in parts that PCR0 to PCR2 do not cover\n');
  return lines.join('');
}

function sectionDifferenceText({
  type,
  position,
  measured,
  expected,
  found,
}: SectionDifference): string {
  const side = (facts: typeof expected): string =>
    facts === undefined
      ? 'absent'
      : `${facts.sizeBytes} bytes at ${facts.offsetBytes}, sha384 ${facts.sha384.slice(0, 16)}…`;
  const what =
    expected === undefined
      ? 'is only in the found image'
      : found === undefined
        ? 'is only in the expected image'
        : 'differs';
  return (
    `  ${type} ${position} ${what}${measured ? '' : ' (unmeasured)'}\n` +
    `    expected ${side(expected)}\n    found    ${side(found)}\n`
  );
}

function renderDifferences(differences: readonly PcrDifference[]): string {
  return differences
    .map((difference) => {
      const expected = difference.kind === 'extra' ? 'none' : difference.expected;
      const found = difference.kind === 'missing' ? 'none' : difference.found;
      return `  ${difference.pcr} is ${difference.kind}\n    expected ${expected}\n    found    ${found}\n`;
    })
    .join('');
}
