import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memorySource } from '../../src/format/byte-source.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { renderDescription } from '../../src/report/describe-eif.js';
import { harmlessJson } from '../../src/report/json-text.js';
import { escapeMarkdown, joinBlocks, markdownTable } from '../../src/report/markdown.js';
import { measureJson } from '../../src/report/measure-json.js';
import { renderMeasureSummary } from '../../src/report/measure-markdown.js';
import { renderMeasureText } from '../../src/report/measure-text.js';
import { renderOutcomeJson } from '../../src/report/outcome-json.js';
import {
  printable,
  renderFailure,
  renderProgress,
  renderWarnings,
  terminalStyle,
} from '../../src/report/text-layout.js';
import { METADATA, makeEif, plainSections } from '../fakes/eif-maker.js';

const plain = terminalStyle(false);
const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\u001b',
      '\n',
      '\r',
      '\u009b',
      '\u202e',
      '\u2028',
      '\0',
      '<',
      '|',
      '`',
      '%',
      ':',
      '\\',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});
/** What acts on a terminal or ends a line. */
const ACTIVE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('text from outside', () => {
  test('is printed without effect, on one line', () => {
    fc.assert(fc.property(anyText, (text) => expect(printable(text)).not.toMatch(ACTIVE)));
    expect(printable('a\u001b[31mb\u202e')).toBe('a\\u{1b}[31mb\\u{202e}');
  });

  test('has no effect on a terminal in JSON either, and reads as the same value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const json = harmlessJson(JSON.stringify({ text }, null, 2));
        expect(json.replaceAll('\n', '')).not.toMatch(ACTIVE);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });

  test('is no markup in a summary, and no cell ends early', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped.replace(/&#\d+;/g, '').replace(/ … \(\d+ characters\)$/, '')).toMatch(
          /^[A-Za-z0-9 \u0080-\u{10ffff}]*$/u,
        );
        expect(markdownTable(['a'], [[escaped]]).split('\n')).toHaveLength(4);
      }),
    );
  });

  test('does not make a summary larger than GitHub takes', () => {
    const blocks = Array.from({ length: 2000 }, () => escapeMarkdown('<'.repeat(10_000)));
    expect(Buffer.byteLength(joinBlocks(blocks))).toBeLessThan(1024 * 1024);
    expect(joinBlocks(blocks)).toContain('does not fit');
  });

  test('keeps its place in errors, warnings and progress', () => {
    const text = renderFailure(
      { code: 'usage', message: 'a\nb\u001b', hint: 'c\rd', at: { file: 'e\nf', offsetBytes: 7 } },
      plain,
    );
    expect(text).toBe(
      'error usage: a\\u{a}b\\u{1b}\n  at   e\\u{a}f, offset 7 (0x7)\n  next c\\u{d}d\n',
    );
    expect(renderWarnings([{ code: 'x', message: 'a\nb' }], plain)).toBe('warning x: a\\u{a}b\n');
    expect(renderProgress('a\nb', 1, 2)).toContain('a\\u{a}b');
  });

  test('of a whole image, in every report', async () => {
    const hostile = '\u001b]0;x\u0007\n::error::\u202e\u009b31m<b>|`**';
    const metadata = METADATA.replace('"demo"', JSON.stringify(hostile)).replace(
      '"CustomMetadata":null',
      `"CustomMetadata":{${JSON.stringify(hostile)}:1}`,
    );
    const sections = plainSections().map((section) =>
      section.type === 'metadata' ? { ...section, data: metadata } : section,
    );
    const eif = await measureEif(memorySource(makeEif({ sections }), hostile));
    const outcome = {
      command: 'measure',
      exitCode: 0,
      result: { eif, instanceRoles: [], instanceIds: [] },
      warnings: [],
    } as const;
    const text = renderMeasureText(outcome.result, plain);
    expect(text.replaceAll('\n', '')).not.toMatch(ACTIVE);
    expect(text).not.toMatch(/^\s*::/m);
    const summary = renderMeasureSummary(outcome);
    expect(summary.replaceAll('\n', '')).not.toMatch(ACTIVE);
    for (const markup of ['<b>', '|`', '**'])
      expect(summary.replaceAll('| ', '')).not.toContain(markup);
    const json = renderOutcomeJson(outcome, measureJson);
    expect(json.replaceAll('\n', '')).not.toMatch(ACTIVE);
    expect(JSON.parse(json).result.eif.metadata.ImageName).toBe(hostile);
    const described = renderDescription(eif);
    expect(described.replaceAll('\n', '')).not.toMatch(ACTIVE);
    expect(JSON.parse(described).ImageName).toBe(hostile);
  });
});
