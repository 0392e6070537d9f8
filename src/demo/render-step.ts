import { listDifferences } from '../allowlist/list-difference.js';
import { ENCLAVE } from '../format/platform.js';
import { driftSentence } from '../report/drift-text.js';
import { printable, type Style } from '../report/text-layout.js';
import type { ListOutcome } from '../workflow/commands/list-outcome.js';
import type { ListResult } from '../workflow/commands/list-result.js';

/**
 * Renders the result of a command in the few lines of the story: the changes or the refusal, with short hashes. The
 * command itself prints everything.
 */
export function renderStep(played: ListOutcome, style: Style): string {
  const { error } = played.outcome;
  const lines = [
    ...resultLines(played, style),
    ...(error === undefined || played.kind === 'drift'
      ? []
      : [`${style.red(`refused: ${error.code}`)}  ${printable(error.message)}`]),
  ];
  return lines.map((line) => `  ${withShortHashes(line)}\n`).join('');
}

function resultLines(played: ListOutcome, style: Style): readonly string[] {
  switch (played.kind) {
    case 'change':
      return played.outcome.result === undefined ? [] : changeLines(played.outcome.result, style);
    case 'drift': {
      const report = played.outcome.result;
      if (report === undefined) return [];
      const sentence = driftSentence(report);
      return [
        report.status === 'none' ? style.green(sentence) : style.red(sentence),
        ...report.findings.map(
          ({ rule, severity, message }) => `${severity} ${rule}: ${printable(message)}`,
        ),
        // Next to findings, the one-sentence proof of a key would sound as if all were well.
        ...report.keys
          .filter(() => report.status === 'none')
          .map(({ verdict }) => `proof   ${printable(verdict)}`),
      ];
    }
    case 'document': {
      const { evidence, appraisal } = played.outcome.result ?? {};
      if (evidence === undefined || appraisal?.accepted !== true) return [];
      return [
        `${style.green(`accepted: release ${printable(appraisal.release.id)}`)}  ${ENCLAVE.image} ${appraisal.release.measurements[ENCLAVE.image]}, with the nonce`,
      ];
    }
    default:
      return [];
  }
}

function changeLines({ message, before, after, keys }: ListResult, style: Style): string[] {
  const differences =
    before === undefined || after === undefined ? [] : listDifferences(before, after);
  const version = after === undefined ? '' : `  (allow-list version ${after.version})`;
  return [
    `${style.green(printable(message))}${version}`,
    ...differences.map(
      ({ change, subject, detail }) =>
        `list    ${change} ${printable(subject)}: ${printable(detail)}`,
    ),
    ...(keys ?? []).flatMap(({ plan }) => [
      ...(plan?.changes ?? [])
        .filter(({ action }) => action !== 'keep')
        .map(({ action, sid, releases }) => {
          const held = releases.length === 0 ? '' : ` for ${releases.join(', ')}`;
          return printable(`policy  ${action} ${shortSid(sid)}${held}`);
        }),
      ...(plan?.after.verdict === undefined ? [] : [`proof   ${printable(plan.after.verdict)}`]),
    ]),
  ];
}

/** Our Sids without the id of the list, because the story has only one list. */
function shortSid(sid: string): string {
  return sid.replace(/^PcrAllowlist[0-9a-f]{12}(?:[0-9a-f]{12})?/, 'PcrAllowlist…');
}

function withShortHashes(text: string): string {
  return text.replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/g, '$1…');
}
