import { formatInstant } from '../base/instant.js';
import type { DriftFinding, DriftReport } from '../drift/drift-report.js';
import { ENCLAVE } from '../format/platform.js';
import { keysHtml } from './drift-html-keys.js';
import { DRIFT_STYLE } from './drift-html-style.js';
import { timelineHtml } from './drift-html-timeline.js';
import { driftSentence, durationText } from './drift-text.js';
import { type Html, markup } from './html.js';

/**
 * The report as one page that needs nothing else: no script, no font, no request, which its content security policy
 * holds too. Everything from outside is text in it.
 */
export function renderDriftHtml(report: DriftReport): string {
  const { pin, measuredAt, probes } = report;
  const enclave = pin.enclave ?? pin.list;
  const body = markup`<main>
<div class="status ${report.status}"><div><h1>${sentence(driftSentence(report))}</h1>
<p class="soft">Enclave ${enclave}, measured at ${formatInstant(measuredAt)}</p></div></div>
${tiles(report)}
<h2>Findings</h2>${findingsHtml(report.findings)}
<h2>Accepted by verifiers</h2>${timelineHtml(report)}
<h2>Releases</h2>${releasesHtml(report)}
<h2>Key policies</h2>${keysHtml(report.keys)}
<h2>Questions that have to be refused</h2>${probesHtml(probes)}
<footer>List ${pin.list}. Made by pcr-allowlist drift, which changes nothing.</footer>
</main>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
${markup`<title>${driftSentence(report)} · ${enclave}</title>`.text}
<style>${DRIFT_STYLE}</style></head>
<body>
${body.text}
</body></html>
`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function tiles({ list, measures, probes, measuredAt }: DriftReport): Html {
  const { acceptedImages, oldestAcceptedMs, publishToActive, revokeToNarrowed, driftOpenMs } =
    measures;
  const [published] = publishToActive.slice(-1);
  const [revoked] = revokeToNarrowed.slice(-1);
  const through = probes.filter(({ answer }) => answer === 'allowed').length;
  const left = list === undefined ? undefined : list.current.expiresAt - measuredAt;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['images accepted', String(acceptedImages)],
    [
      'age of the oldest',
      oldestAcceptedMs === undefined ? undefined : durationText(oldestAcceptedMs),
    ],
    ['list', list === undefined ? 'none' : `version ${list.id.version}`],
    ['the list lasts for', left === undefined || left <= 0 ? undefined : durationText(left)],
    ['from publish to active', published && durationText(published.durationMs)],
    ['from revoke to every key', revoked && durationText(revoked.durationMs)],
    ['drift open for', driftOpenMs === undefined ? undefined : durationText(driftOpenMs)],
    ['false allows', `${through} of ${probes.length}`],
  ];
  const items = facts.flatMap(([what, value]) =>
    value === undefined ? [] : [markup`<li><b>${value}</b><span class="soft">${what}</span></li>`],
  );
  return markup`<ul class="tiles">${items}</ul>`;
}

function findingsHtml(findings: readonly DriftFinding[]): Html {
  if (findings.length === 0) return markup`<p>Everything is as the signed list says.</p>`;
  return markup`${findings.map(findingHtml)}`;
}

function findingHtml(finding: DriftFinding): Html {
  const { rule, severity, subject, sid, message, expected, found, since, fix } = finding;
  const fact = (name: string, value: Html | string | undefined): Html | undefined =>
    value === undefined ? undefined : markup`<dt>${name}</dt><dd>${value}</dd>`;
  const code = (text: string | undefined): Html | undefined =>
    text === undefined ? undefined : markup`<code>${text}</code>`;
  return markup`<article class="finding ${severity}"><header><span class="tag">${severity}</span><h3>${message}</h3></header>
<dl>${fact('at', code(sid === undefined ? subject : `${subject}, ${sid}`))}${fact('expected', code(expected))}${fact('found', code(found))}${fact('since', since === undefined ? undefined : formatInstant(since))}${fact('next', code(fix))}${fact('rule', code(rule))}</dl></article>`;
}

function releasesHtml({ list }: DriftReport): Html {
  if (list === undefined) return markup`<p class="soft">There is no list that verifies.</p>`;
  const { releases, removed } = list.current;
  const rows = releases.map((release) => {
    const { id, state, measurements, image, source, approvals } = release;
    const end = release.state === 'retiring' ? ` until ${formatInstant(release.retireAt)}` : '';
    const from = source === undefined ? '' : `${source.repository} ${source.commit.slice(0, 12)}`;
    return markup`<tr><td>${id}</td><td>${state}${end}</td><td><code title="${measurements[ENCLAVE.image]}">${measurements[ENCLAVE.image].slice(0, 12)}…</code></td><td>${image.name}<br><span class="soft">${from}</span></td><td>${approvals.map(({ by, source: kind }) => markup`<div>${by} <span class="soft">${kind}</span></div>`)}</td></tr>`;
  });
  const gone = removed.map(
    ({ id, why, when, [ENCLAVE.image]: imagePcr }) =>
      markup`<tr><td>${id}</td><td>${why} ${formatInstant(when)}</td><td><code title="${imagePcr}">${imagePcr.slice(0, 12)}…</code></td><td></td><td></td></tr>`,
  );
  return markup`<div class="wide"><table><thead><tr><th>release</th><th>state</th><th>PCR0</th><th>image</th><th>approved by</th></tr></thead><tbody>${rows}${gone}</tbody></table></div>`;
}

function probesHtml(probes: DriftReport['probes']): Html {
  if (probes.length === 0) return markup`<p class="soft">None could be asked.</p>`;
  const classes = { refused: 'good', allowed: 'critical', unknown: 'unknown' };
  const rows = probes.map(
    ({ name, asked, answer, detail }) =>
      markup`<tr class="${classes[answer]}"><td><span class="tag">${answer}</span></td><td>${name}</td><td><code>${asked}</code></td><td>${detail}</td></tr>`,
  );
  return markup`<div class="wide"><table><thead><tr><th></th><th>question</th><th>asked of</th><th>answer</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
