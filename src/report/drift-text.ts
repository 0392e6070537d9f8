import { DAY_MS, type DurationMs, formatInstant, HOUR_MS, MINUTE_MS } from '../base/instant.js';
import { pluralize } from '../base/plural.js';
import type { DriftFinding, DriftReport, DriftSeverity } from '../drift/drift-report.js';
import { printable, renderColumns, type Style } from './text-layout.js';

/** The result of drift for a terminal: the status, each finding with its repair, and the current state. */
export function renderDrift(report: DriftReport, style: Style): string {
  const { findings, keys } = report;
  const outages = keys.filter(({ data }) => data === 'outage').map(({ key }) => printable(key));
  return [
    `${style.bold(driftSentence(report))}\n`,
    ...outages.map((key) => `${style.red(`OUTAGE: no accepted release can use ${key}`)}\n`),
    ...findings.map((finding) => renderFinding(finding, style)),
    renderColumns(facts(report)),
  ].join('');
}

/** The status in one sentence, for a title. */
export function driftSentence({ status, findings }: DriftReport): string {
  const count = (severity: DriftSeverity) =>
    findings.filter((finding) => finding.severity === severity).length;
  const unknown = count('unknown');
  const untold = unknown === 0 ? '' : `, ${unknown} unknown`;
  switch (status) {
    case 'none':
      return 'no drift';
    case 'unknown':
      return `could not tell: no drift found, and ${unknown} unknown`;
    case 'drift': {
      const counts = (['critical', 'high', 'low'] as const)
        .map((severity) => [severity, count(severity)] as const)
        .filter(([, number]) => number > 0)
        .map(([severity, number]) => `${number} ${severity}`);
      return `drift: ${counts.join(', ')}${untold}`;
    }
  }
}

const MARKS: { readonly [severity in DriftSeverity]: keyof Style } = {
  critical: 'red',
  high: 'red',
  low: 'yellow',
  unknown: 'yellow',
  info: 'dim',
};

function renderFinding(finding: DriftFinding, style: Style): string {
  const { rule, severity, subject, sid, message, expected, found, since, fix } = finding;
  const place = sid === undefined ? subject : `${subject}, ${sid}`;
  const lines = [
    `${style[MARKS[severity]](severity)} ${style.bold(rule)}: ${printable(message)}`,
    `  at       ${printable(place)}`,
    ...(expected === undefined ? [] : [`  expected ${printable(expected)}`]),
    ...(found === undefined ? [] : [`  found    ${printable(found)}`]),
    ...(since === undefined ? [] : [`  since    ${formatInstant(since)}`]),
    ...(fix === undefined ? [] : [`  next     ${printable(fix)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function facts({
  list,
  keys,
  measures,
  probes,
}: DriftReport): readonly (readonly [string, string])[] {
  const through = probes.filter(({ answer }) => answer === 'allowed').length;
  const oldest = measures.oldestAcceptedMs;
  return [
    ...(list === undefined
      ? []
      : [
          [
            'allow-list',
            `version ${list.id.version}, expires ${formatInstant(list.current.expiresAt)}`,
          ] as const,
        ]),
    [
      'accepted',
      `${pluralize(measures.acceptedImages, 'image')}${oldest === undefined ? '' : `, the oldest for ${durationText(oldest)}`}`,
    ],
    ...keys.map(({ key, verdict }) => ['key', `${printable(key)}: ${printable(verdict)}`] as const),
    [
      'probes',
      `${pluralize(probes.length, 'request')} that must be refused, ${through} got through`,
    ],
  ];
}

/** A duration for people, in its two largest units. */
export function durationText(durationMs: DurationMs): string {
  const units = [
    [DAY_MS, 'd'],
    [HOUR_MS, 'h'],
    [MINUTE_MS, 'm'],
    [1000, 's'],
  ] as const;
  let rest = durationMs;
  const parts = units.flatMap(([size, name]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count === 0 ? [] : [`${count}${name}`];
  });
  return parts.slice(0, 2).join(' ') || '0s';
}
