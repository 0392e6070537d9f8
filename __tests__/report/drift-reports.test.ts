import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { renderDriftFile } from '../../src/report/drift-file.js';
import { driftReportJson, driftReportJsonSchema } from '../../src/report/drift-json.js';
import { renderDriftMarkdown } from '../../src/report/drift-markdown.js';
import { renderDriftSarif } from '../../src/report/drift-sarif.js';
import { renderDrift } from '../../src/report/drift-text.js';
import { terminalStyle } from '../../src/report/text-layout.js';
import { HOSTILE, SAMPLE_FINDING, sampleReport } from './drift-sample.js';
import { elementsOf, htmlOfMarkdown } from './read-markdown.js';
import '../to-throw-with-code.js';

const STATUSES = ['none', 'drift', 'unknown'] as const;

describe('Markdown', () => {
  test('says status, findings, keys, measures and when what was accepted', () => {
    const text = renderDriftMarkdown(sampleReport());
    expect(text).toMatch(/^### 🔴 drift: 1 critical, 1 high, 1 unknown of signer\n/);
    expect(text).toContain('  - next: pcr-allowlist reconcile\n');
    expect(text).toContain('| images accepted now | 2 |');
    expect(text).toContain('| false-allow probes that got through | 1 of 2 |');
    expect(text).toMatch(
      /```mermaid\ngantt\n[\s\S]*section 1\.3\.0\n {2}revoked :crit, \d+, \d+\n/,
    );
    expect(text).toMatch(/section 1\.5\.0\n {2}active :active, \d+, \d+\n[\s\S]*```/);
  });

  test('nothing from outside becomes markup', () => {
    const text = renderDriftMarkdown(sampleReport());
    expect(text).not.toContain('\u202e');
    const elements = elementsOf(htmlOfMarkdown(text));
    expect(elements).toEqual([
      'code',
      'h3',
      'h4',
      'li',
      'p',
      'pre',
      'table',
      'tbody',
      'td',
      'th',
      'thead',
      'tr',
      'ul',
    ]);
  });

  test('long values are in lists, which wrap, and not in tables', () => {
    const rows = renderDriftMarkdown(sampleReport())
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(rows.length).toBeGreaterThan(3);
    for (const row of rows) expect(row).not.toMatch(/[^\s|]{40}/);
  });

  test.each([65_536, 20_000, 4000, 300])(
    'fits into %i characters, and says what is left out',
    (maxCharacters) => {
      const findings = Array.from({ length: 2000 }, (_, i) => ({
        ...SAMPLE_FINDING,
        subject: `${i}`,
      }));
      const text = renderDriftMarkdown(sampleReport({ findings }), { maxCharacters });
      expect(text.length).toBeLessThanOrEqual(maxCharacters);
      expect(text).toContain('drift: 2000 critical');
      if (maxCharacters > 1000) expect(text).toMatch(/\d+ more findings do not fit here/);
    },
  );

  test.each(STATUSES)('has a headline for %s', (status) => {
    const text = renderDriftMarkdown(sampleReport({ status, findings: [] }));
    expect(text.split('\n')[0]).toMatch(/^### (?:🟢|🔴|❔) /u);
  });
});

interface Sarif {
  readonly runs: readonly [
    { readonly results: readonly [object]; readonly tool: { readonly driver: object } },
  ];
}

const SCHEMA = new URL('../vectors/sarif/sarif-2.1.0-rtm.5.json', import.meta.url);

/** Finds where a document differs from the OASIS schema of SARIF 2.1.0, as place and keyword. */
function sarifFaults(): (sarif: unknown) => readonly string[] {
  // ajv knows draft 7. All that this schema has of draft 4 is the names of these two members.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(SCHEMA, 'utf8'));
  // Its pattern for languages has a lone bracket, which is no regular expression of Unicode mode.
  const ajv = new Ajv({ allErrors: true, strictTypes: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (sarif) => {
    validate(sarif);
    return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  };
}

describe('SARIF 2.1.0, as GitHub code scanning takes it', () => {
  const faultsOf = sarifFaults();

  test.each([
    ['every kind of finding', sampleReport(), './deploy/pcr-allowlist.yml'],
    ['no finding', sampleReport({ findings: [] }), 'pcr-allowlist.yml'],
    ['a path that needs escapes', sampleReport(), 'a b/ü[1]%#?.yml'],
    ['a path outside', sampleReport(), '../pcr-allowlist.yml'],
    ['a path of Windows', sampleReport(), 'C:\\deploy\\pcr-allowlist.yml'],
  ])('has the form of the OASIS schema: %s', (_, report, configuration) => {
    expect(faultsOf(JSON.parse(renderDriftSarif(report, configuration)))).toEqual([]);
  });

  test.each<[string, (sarif: Sarif) => void]>([
    [
      '/runs/0/results/0 required',
      ({ runs: [run] }) => Reflect.deleteProperty(run.results[0], 'message'),
    ],
    [
      '/runs/0/results/0/level enum',
      ({ runs: [run] }) => Reflect.set(run.results[0], 'level', 'high'),
    ],
    [
      '/runs/0/tool/driver additionalProperties',
      ({ runs: [run] }) => Reflect.set(run.tool.driver, 'x', 1),
    ],
    ['/version enum', (sarif) => Reflect.set(sarif, 'version', '2.0.0')],
  ])('the schema finds what is wrong: %s', (fault, spoil) => {
    const sarif = JSON.parse(renderDriftSarif(sampleReport(), 'a.yml'));
    spoil(sarif);
    expect(faultsOf(sarif)).toEqual([fault]);
  });
  const sarif = JSON.parse(renderDriftSarif(sampleReport(), './deploy/pcr-allowlist.yml'));
  const [run] = sarif.runs;

  test('one run, whose results name its rules', () => {
    expect(sarif).toMatchObject({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'pcr-allowlist' } } }],
    });
    for (const { ruleId, ruleIndex } of run.results)
      expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
    for (const rule of run.tool.driver.rules) {
      expect(Number(rule.properties['security-severity'])).toBeGreaterThan(0);
      expect(rule.help.text.length).toBeGreaterThan(0);
      expect(['error', 'warning', 'note']).toContain(rule.defaultConfiguration.level);
    }
  });

  test('each result has a place below the root, a text and a fingerprint of its own', () => {
    expect(run.results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      'statement-changed',
      'hostile',
      'R41',
    ]);
    const prints = new Set();
    for (const { locations, message, partialFingerprints } of run.results) {
      const [{ physicalLocation }] = locations;
      expect(physicalLocation.artifactLocation.uri).toBe('deploy/pcr-allowlist.yml');
      expect(physicalLocation.region.startLine).toBe(1);
      expect(message.text.length).toBeGreaterThan(0);
      prints.add(partialFingerprints['pcrAllowlist/v1']);
    }
    expect(prints.size).toBe(3);
  });

  test('nothing from outside acts on a terminal, in the file or in its texts', () => {
    const active = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
    const message = 'a\u009b31m\u202e';
    const found = { ...SAMPLE_FINDING, message };
    const text = renderDriftSarif({ ...sampleReport(), findings: [found] }, 'a.yml');
    expect(text.replaceAll('\n', '')).not.toMatch(active);
    const [{ message: shown }] = JSON.parse(text).runs[0].results;
    expect(shown.text.replaceAll('\n', '')).not.toMatch(active);
  });

  test('a fingerprint does not hang on what was found, and results are bounded', () => {
    const print = (found: string, subject = 'a key') =>
      JSON.parse(
        renderDriftSarif(
          sampleReport({ findings: [{ ...SAMPLE_FINDING, found, subject }] }),
          'a.yml',
        ),
      ).runs[0].results[0].partialFingerprints['pcrAllowlist/v1'];
    expect(print('x')).toBe(print('y'));
    expect(print('x', 'another')).not.toBe(print('x'));
    const findings = Array.from({ length: 6000 }, () => SAMPLE_FINDING);
    const bounded = JSON.parse(renderDriftSarif(sampleReport({ findings }), 'a.yml'));
    expect(bounded.runs[0].results).toHaveLength(5000);
  });

  test.each([
    ['/etc/pcr-allowlist.yml', 'pcr-allowlist.yml'],
    ['../pcr-allowlist.yml', 'pcr-allowlist.yml'],
    ['a b/pcr-allowlist.yml', 'a%20b/pcr-allowlist.yml'],
  ])('%s is named as %s', (path, uri) => {
    const { runs } = JSON.parse(renderDriftSarif(sampleReport(), path));
    expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});

describe('JSON', () => {
  test('has every field that its schema requires, and instants as RFC 3339', () => {
    const json = driftReportJson(sampleReport());
    const { required } = driftReportJsonSchema() as { required: readonly string[] };
    expect(Object.keys(json)).toEqual(expect.arrayContaining([...required]));
    expect(json.timeline[0]?.until).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(json.findings[0]?.since).toMatch(/Z$/);
    expect(JSON.parse(renderDriftFile('a.json', sampleReport(), 'a.yml'))).toEqual(
      JSON.parse(JSON.stringify(json)),
    );
  });
});

test('the terminal shows what mends each finding, and no control character', () => {
  const text = renderDrift(sampleReport(), terminalStyle(false));
  expect(text).toContain('next     pcr-allowlist reconcile');
  expect(text).toContain('2 requests that must be refused, 1 got through');
  expect(text).not.toContain(HOSTILE);
  expect([...text].filter((character) => character < ' ' && character !== '\n')).toEqual([]);
});

test('another suffix is no form', () => {
  expect(() => renderDriftFile('a.pdf', sampleReport(), 'a.yml')).toThrowWithCode('usage');
});
