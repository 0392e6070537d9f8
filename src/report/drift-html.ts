import type { DriftReport } from '../drift/drift-report.js';
import { ENCLAVE } from '../format/platform.js';
import { findingsHtml } from './drift-html-findings.js';
import { keysHtml } from './drift-html-keys.js';
import { DRIFT_STYLE } from './drift-html-style.js';
import { timelineHtml } from './drift-html-timeline.js';
import { driftSentence, durationText } from './drift-text.js';
import { type Html, markup } from './html.js';
import { cardTable } from './html-table.js';
import { timeHtml, withTimes } from './html-time.js';

/**
 * The report as one self-contained page, without scripts, fonts or requests. Its content security policy enforces this.
 * All outside data is text.
 */
export function renderDriftHtml(report: DriftReport): string {
  const { pin, measuredAt, probes } = report;
  const enclave = pin.enclave ?? pin.list;
  const body = markup`<main>
<div class="status ${report.status}"><span class="mark" aria-hidden="true">${MARKS[report.status]}</span><div><h1>${sentence(driftSentence(report))}</h1>
<p class="soft">Enclave ${enclave}, as of ${timeHtml(measuredAt)}</p></div></div>
${tiles(report)}
<h2>Findings</h2>${findingsHtml(report.findings)}
<h2>Accepted by verifiers</h2>${timelineHtml(report)}
<h2>Releases</h2>${releasesHtml(report)}
<h2>Key policies</h2>${keysHtml(report.keys)}
<h2>Probes: requests that must be refused</h2>${probesHtml(probes)}
<footer>List ${pin.list}. Written by <code>pcr-allowlist drift</code>, which changes nothing. Hover over a time for the exact one.</footer>
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

const MARKS: Readonly<Record<DriftReport['status'], string>> = {
  none: '✓',
  drift: '✕',
  unknown: '?',
};

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
    [acceptedImages === 1 ? 'image accepted' : 'images accepted', String(acceptedImages)],
    [
      'age of the oldest',
      oldestAcceptedMs === undefined ? undefined : durationText(oldestAcceptedMs),
    ],
    ['list', list === undefined ? 'none' : `version ${list.id.version}`],
    [
      'until the list expires',
      left === undefined ? undefined : left <= 0 ? 'expired' : durationText(left),
    ],
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

function releasesHtml({ list }: DriftReport): Html {
  if (list === undefined) return markup`<p class="soft">There is no list that verifies.</p>`;
  const { releases, removed } = list.current;
  const digest = (imagePcr: string): Html =>
    markup`<code title="${imagePcr}">${imagePcr.slice(0, 12)}…</code>`;
  const rows = releases.map((release) => {
    const { id, state, measurements, image, source, approvals } = release;
    const end =
      release.state === 'retiring' ? markup` until ${timeHtml(release.retireAt)}` : undefined;
    const from =
      source === undefined
        ? undefined
        : markup`<br><span class="soft">${source.repository} ${source.commit.slice(0, 12)}</span>`;
    const by = approvals.map(
      (approval) => markup`<div>${approval.by} <span class="soft">${approval.source}</span></div>`,
    );
    return {
      cells: [
        markup`${id}`,
        markup`${state}${end}`,
        digest(measurements[ENCLAVE.image]),
        markup`${image.name}${from}`,
        by.length === 0 ? markup`no approval was required` : markup`${by}`,
      ],
    };
  });
  const gone = removed.map(({ id, why, when, [ENCLAVE.image]: imagePcr }) => ({
    cells: [
      markup`${id}`,
      markup`${why} ${timeHtml(when)}`,
      digest(imagePcr),
      markup`–`,
      markup`–`,
    ],
  }));
  return cardTable(['release', 'state', ENCLAVE.image, 'image', 'approved by'], [...rows, ...gone]);
}

function probesHtml(probes: DriftReport['probes']): Html {
  if (probes.length === 0) return markup`<p class="soft">No probe could run.</p>`;
  const kinds = { refused: 'good', allowed: 'critical', unknown: 'unknown' };
  const words = { refused: 'refused', allowed: 'allowed', unknown: 'could not tell' };
  const rows = probes.map(({ name, asked, answer, detail }) => ({
    kind: kinds[answer],
    cells: [
      markup`<span class="tag">${words[answer]}</span>`,
      markup`${name}`,
      markup`<code>${asked}</code>`,
      withTimes(detail),
    ],
  }));
  return cardTable(['answer', 'probe', 'asked of', 'detail'], rows);
}
