import { sha256 } from '@noble/hashes/sha2.js';
import { encodeHex, encodeUtf8 } from '../base/encoding.js';
import { VERSION } from '../base/version.js';
import type { DriftFinding, DriftReport, DriftSeverity } from '../drift/drift-report.js';
import { harmlessJson } from './json-text.js';
import { printable } from './text-layout.js';

/** GitHub keeps only this number of results of a run, worst first (docs, "SARIF support for code scanning"). */
const MAX_RESULTS = 5000;

const LEVELS: Readonly<Record<DriftSeverity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  low: 'warning',
  unknown: 'warning',
  info: 'note',
};
/** Critical from 9.0 on, high from 7.0, medium from 4.0 (the same page). */
const SCORES: Readonly<Record<DriftSeverity, string>> = {
  critical: '9.5',
  high: '7.5',
  unknown: '5.0',
  low: '3.0',
  info: '0.1',
};
const PAGE = 'https://github.com/pcr-allowlist/action/blob/main/docs/drift.md';

/**
 * The findings as SARIF 2.1.0 (OASIS, 2020-03-27), in the subset that GitHub code scanning accepts. Remarks (`info`)
 * are omitted. Code scanning needs a location in a file for each result. Drift has no such location, so all results
 * point to the configuration. The fingerprint covers rule, subject and statement, so that an alert keeps its identity
 * between runs.
 */
export function renderDriftSarif({ findings, pin }: DriftReport, configuration: string): string {
  const shown = findings.filter(({ severity }) => severity !== 'info').slice(0, MAX_RESULTS);
  // Worst first, so that a rule with several severities gets the worst one.
  const rules = [
    ...new Map([...shown].reverse().map((finding) => [finding.rule, finding])).values(),
  ];
  const ids = rules.map(({ rule }) => rule);
  const uri = relativeUri(configuration);
  const sarif = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'pcr-allowlist',
            semanticVersion: VERSION,
            informationUri: 'https://github.com/pcr-allowlist/action',
            rules: rules.map(ruleOf),
          },
        },
        automationDetails: { id: `pcr-allowlist/${pin.list}/` },
        results: shown.map((finding) => resultOf(finding, ids.indexOf(finding.rule), uri)),
      },
    ],
  };
  return `${harmlessJson(JSON.stringify(sarif, null, 2))}\n`;
}

function ruleOf({ rule, severity, area }: DriftFinding): object {
  return {
    id: rule,
    shortDescription: { text: `${area}: ${rule}` },
    helpUri: PAGE,
    help: {
      text: `${rule}: see docs/drift.md and docs/key-policy-rules.md`,
      markdown: `[${rule}](${PAGE})`,
    },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ['security', area], 'security-severity': SCORES[severity] },
  };
}

function resultOf(finding: DriftFinding, ruleIndex: number, uri: string): object {
  const { rule, severity, subject, sid = '', message, expected, found, fix } = finding;
  const text = [
    `${subject}: ${message}`,
    ...(expected === undefined ? [] : [`Expected: ${expected}`]),
    ...(found === undefined ? [] : [`Found: ${found}`]),
    ...(fix === undefined ? [] : [`Next: ${fix}`]),
  ]
    .map(printable)
    .join('\n');
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text },
    locations: [
      { physicalLocation: { artifactLocation: { uri }, region: { startLine: 1, startColumn: 1 } } },
    ],
    partialFingerprints: {
      'pcrAllowlist/v1': encodeHex(sha256(encodeUtf8(JSON.stringify([rule, subject, sid])))),
    },
  };
}

/** The path below the root of the repository, as code scanning requires. For any other path, its last part. */
function relativeUri(path: string): string {
  const parts = path.split('/').filter((part) => part !== '.' && part !== '');
  const isInside = !path.startsWith('/') && !parts.includes('..');
  return (isInside ? parts : parts.slice(-1)).map(encodeURIComponent).join('/');
}
