import type { DriftFinding, DriftSeverity } from '../drift/drift-report.js';
import { type Html, markup } from './html.js';
import { timeHtml, withTimes } from './html-time.js';
import { sentenceParts } from './quoted-commands.js';
import { type DifferenceLine, differenceLines, printedLines } from './text-difference.js';

interface SeverityWords {
  readonly mark: string;
  readonly word: string;
  /** As `DriftSeverity` defines it. */
  readonly meaning: string;
}

const SEVERITIES: Readonly<Record<DriftSeverity, SeverityWords>> = {
  critical: {
    mark: '✕',
    word: 'critical',
    meaning: 'something is trusted that must not be, or everything will soon be refused',
  },
  high: { mark: '▲', word: 'high', meaning: 'production or the proof is at risk' },
  low: { mark: '●', word: 'low', meaning: 'needs a cleanup' },
  unknown: { mark: '?', word: 'could not tell', meaning: 'the check could not run' },
  info: { mark: 'i', word: 'information', meaning: 'for information, not drift' },
};

/** Each finding with the expected and found values and the next step, then the meaning of the severities that occur. */
export function findingsHtml(findings: readonly DriftFinding[]): Html {
  if (findings.length === 0) return markup`<p>Everything matches the signed list.</p>`;
  const severities = Object.entries(SEVERITIES).filter(([name]) =>
    findings.some(({ severity }) => severity === name),
  );
  const meanings = severities.map(
    ([name, { meaning }]) =>
      markup`<li class="${name}">${severityTag(name as DriftSeverity)} ${meaning}</li>`,
  );
  return markup`<ul class="severities">${meanings}</ul>${findings.map(findingHtml)}`;
}

function severityTag(severity: DriftSeverity): Html {
  const { mark, word } = SEVERITIES[severity];
  return markup`<span class="tag"><span aria-hidden="true">${mark}</span> ${word}</span>`;
}

function findingHtml(finding: DriftFinding): Html {
  const { rule, severity, subject, sid, message, since, fix } = finding;
  const fact = (name: string, value: Html | undefined): Html | undefined =>
    value === undefined ? undefined : markup`<dt>${name}</dt><dd>${value}</dd>`;
  const code = (text: string): Html => markup`<code>${text}</code>`;
  return markup`<article class="finding ${severity}"><header>${severityTag(severity)}<h3>${withTimes(message)}</h3></header>
<dl>${fact('at', code(sid === undefined ? subject : `${subject}, ${sid}`))}${fact('since', since === undefined ? undefined : timeHtml(since))}${fact('next', fix === undefined ? undefined : withCommands(fix))}${fact('rule', code(rule))}</dl>${differenceHtml(finding)}</article>`;
}

/** A sentence with its commands as code. */
function withCommands(sentence: string): Html {
  return markup`${sentenceParts(sentence).map(({ text, isCommand }) =>
    isCommand ? markup`<code>${text}</code>` : markup`${text}`,
  )}`;
}

/** Expected and found as one difference. If one is missing, only the other. */
function differenceHtml({ expected, found }: DriftFinding): Html | undefined {
  if (expected === undefined && found === undefined) return undefined;
  const only = (side: 'expected' | 'found', text: string): readonly DifferenceLine[] =>
    printedLines(text).map((line) => ({ side, parts: [{ text: line, isMarked: false }] }));
  const lines =
    expected === undefined
      ? only('found', found ?? '')
      : found === undefined
        ? only('expected', expected)
        : differenceLines(expected, found);
  const sides = [
    ...(expected === undefined ? [] : (['expected'] as const)),
    ...(found === undefined ? [] : (['found'] as const)),
  ];
  const legend = sides.map((side) => markup`<span class="${side}">${SIGNS[side]} ${side}</span>`);
  return markup`<div class="difference"><p aria-hidden="true">${legend}</p><div role="group" aria-label="Expected and found">${lines.map(lineHtml)}</div></div>`;
}

const SIGNS = { both: ' ', expected: '−', found: '+' } as const;

function lineHtml({ side, parts }: DifferenceLine): Html {
  const words = parts.map(({ text, isMarked }) =>
    isMarked ? markup`<mark>${text}</mark>` : markup`${text}`,
  );
  const line = markup`<i aria-hidden="true">${SIGNS[side]}</i><span>${words}</span>`;
  if (side === 'expected') return markup`<del>${line}</del>`;
  return side === 'found' ? markup`<ins>${line}</ins>` : markup`<div>${line}</div>`;
}
