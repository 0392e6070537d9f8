import { encodeHex } from '../base/encoding.js';
import { formatInstant } from '../base/instant.js';
import type { UnverifiedDocument } from '../evidence/unverified-document.js';
import type { VerifiedEvidence } from '../evidence/verify-attestation.js';
import { registerAt } from '../format/platform.js';
import type { DocumentResult } from '../workflow/commands/verify-document.js';
import type { Outcome } from '../workflow/outcome.js';
import { code, escapeMarkdown, joinBlocks, markdownTable } from './markdown.js';
import { printable, renderColumns, type Style } from './text-layout.js';

/** The `result` of `verify` of a document: docs/machine-output.md. */
export function documentResultJson(result: DocumentResult): object {
  const { evidence, unverified, image, appraisal, fresh, channelBound, rollbackProtected } = result;
  return {
    ...(evidence === undefined ? {} : { evidence: evidenceJson(evidence) }),
    ...(unverified === undefined ? {} : { unverified: statementJson(unverified) }),
    ...(image === undefined ? {} : { image }),
    fresh,
    channelBound,
    rollbackProtected,
    ...(appraisal === undefined
      ? {}
      : {
          appraisal: {
            accepted: appraisal.accepted,
            ...(appraisal.accepted ? { release: appraisal.release.id } : {}),
            reasons: appraisal.reasons,
          },
        }),
  };
}

/** The same for a terminal. */
export function renderDocument(result: DocumentResult, style: Style): string {
  const { evidence, unverified, appraisal, fresh, channelBound, rollbackProtected } = result;
  const statement = evidence ?? unverified;
  if (statement === undefined) return '';
  return (
    `${style.bold(titleOf(result))}\n` +
    renderColumns([
      ['module', printable(statement.moduleId)],
      ['timestamp', formatInstant(statement.timestamp)],
      ...pcrRows(statement),
      ['nonce', bytesText(statement.nonce)],
      ['user data', bytesText(statement.userData)],
      ['public key', bytesText(statement.publicKey)],
      ['fresh', String(fresh)],
      ['channel', channelBound ? 'bound' : 'not bound to a key of yours'],
      ['rollback', rollbackProtected ? 'protected' : 'not protected'],
    ]) +
    (appraisal?.reasons ?? [])
      .map(({ code: name, message }) => `  ${style.red(name)}: ${printable(message)}\n`)
      .join('')
  );
}

/** The same for a job summary. */
export function renderDocumentSummary({ result, error }: Outcome<DocumentResult>): string {
  const statement = result?.evidence;
  if (result === undefined || statement === undefined) {
    return joinBlocks([
      `### verify: ${escapeMarkdown(error?.code ?? 'refused')}`,
      escapeMarkdown(error?.message ?? ''),
    ]);
  }
  return joinBlocks([
    `### verify: ${escapeMarkdown(titleOf(result))}`,
    markdownTable(
      ['register', 'value'],
      pcrRows(statement).map(([name, value]) => [name, code(value)]),
    ),
    markdownTable(
      ['reason', 'what'],
      (result.appraisal?.reasons ?? []).map(({ code: name, message }) => [
        escapeMarkdown(name),
        escapeMarkdown(message),
      ]),
    ),
  ]);
}

function titleOf({ evidence, image, appraisal }: DocumentResult): string {
  if (evidence === undefined) return 'not verified: the unproved contents of the document';
  if (appraisal === undefined && image !== undefined) {
    return `an enclave that runs ${printable(image.name)} made this document`;
  }
  if (appraisal === undefined) return 'an enclave made this document, and it was not appraised';
  return appraisal.accepted
    ? `accepted: release ${printable(appraisal.release.id)}`
    : 'genuine, but refused';
}

function evidenceJson(evidence: VerifiedEvidence): object {
  const { startedAt, root } = evidence;
  return {
    ...statementJson(evidence),
    startedAt: startedAt === null ? null : formatInstant(startedAt),
    root,
  };
}

function statementJson(statement: UnverifiedDocument | VerifiedEvidence): object {
  const { moduleId, timestamp, nonce, userData, publicKey, pcrs } = statement;
  const hex = (bytes: Uint8Array | null) => (bytes === null ? null : encodeHex(bytes));
  return {
    moduleId,
    timestamp: formatInstant(timestamp),
    digest: 'SHA384',
    pcrs: Object.fromEntries([...(pcrs ?? [])].map(([index, value]) => [String(index), value])),
    nonce: hex(nonce),
    userData: hex(userData),
    publicKey: hex(publicKey),
  };
}

/** The number of bytes of a field to show. */
const SHOWN_BYTES = 32;

/** An optional field of a document. An empty field is present, but binds nothing. */
function bytesText(bytes: Uint8Array | null): string {
  if (bytes === null) return 'none';
  if (bytes.length === 0) return 'empty';
  const isLong = bytes.length > SHOWN_BYTES;
  const hex = encodeHex(bytes.subarray(0, SHOWN_BYTES));
  return isLong ? `${hex}… (${bytes.length} bytes)` : hex;
}

/** Registers without extended values carry no information. */
function pcrRows({ pcrs }: UnverifiedDocument | VerifiedEvidence): [string, string][] {
  return [...(pcrs ?? [])]
    .filter(([, value]) => !/^0+$/.test(value))
    .map(([index, value]): [string, string] => [registerAt(index), value]);
}
