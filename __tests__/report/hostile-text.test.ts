import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { memorySource } from '../../src/format/byte-source.js';
import { measureEif } from '../../src/measure/measure-eif.js';
import { renderDescription } from '../../src/report/describe-eif.js';
import { harmlessJson } from '../../src/report/json-text.js';
import {
  code,
  escapeMarkdown,
  joinBlocks,
  markdownList,
  markdownTable,
  preformatted,
} from '../../src/report/markdown.js';
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
import { elementsOf, htmlOfMarkdown, textOfHtml } from './read-markdown.js';

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

  describe('in a summary, as a reader of GitHub’s Markdown takes it', () => {
    const anyWords = fc
      .array(
        fc.oneof(
          anyText,
          fc.constantFrom(
            ...[
              '*a*',
              '_b_',
              'c_d',
              '~~e~~',
              '[f](http://x)',
              '![g](h)',
              '<b>',
              '<!--',
              '&lt;',
              '&amp;',
            ],
            ...[
              'http://x.de',
              'www.x.de',
              'a@b.de',
              '@octocat',
              '#1',
              'GH-1',
              '1. ',
              '- ',
              '> ',
              '# ',
            ],
            ...[
              '| a |',
              '---',
              '```',
              '`',
              '``',
              '\\',
              '$x$',
              '[^1]',
              '+ ',
              '===',
              'arn:aws:iam::1:r/x',
            ],
          ),
        ),
        { maxLength: 6 },
      )
      .map((words) => words.join(' '));
    /** White space at the ends and in rows is no difference in HTML, and a reference is broken by a space of no width. */
    const shown = (text: string) => text.replaceAll('\u200b', '').replace(/ +/g, ' ').trim();

    test.each([
      ['a paragraph', (text: string) => `before ${text} after`, ['p']],
      ['a line of its own', (text: string) => `${text}x`, ['p']],
      ['an item', (text: string) => markdownList([`before ${text}`]), ['li', 'ul']],
    ])('is text alone, in %s', (_, around, elements) => {
      fc.assert(
        fc.property(anyWords, (text) => {
          const html = htmlOfMarkdown(around(escapeMarkdown(text.replace(/^ +/, ''))));
          expect(elementsOf(html)).toEqual(elements);
          expect(shown(textOfHtml(html))).toContain(shown(printable(text)));
        }),
        { numRuns: 1000 },
      );
    });

    test('does not end its table cell, as text or as code', () => {
      fc.assert(
        fc.property(anyWords, (text) => {
          const table = markdownTable(['a', 'b'], [[escapeMarkdown(text), code(text)]]);
          const html = htmlOfMarkdown(table);
          expect(table.split('\n')).toHaveLength(4);
          expect(html.match(/<td>/g)).toHaveLength(2);
          expect(elementsOf(html)).toEqual(['code', 'table', 'tbody', 'td', 'th', 'thead', 'tr']);
        }),
        { numRuns: 1000 },
      );
    });

    test('is code, and no more', () => {
      fc.assert(
        fc.property(anyWords, (text) => {
          const html = htmlOfMarkdown(`before ${code(text)} after`);
          expect(elementsOf(html)).toEqual(['code', 'p']);
          expect(shown(textOfHtml(html))).toContain(shown(printable(text)));
        }),
        { numRuns: 1000 },
      );
    });

    test('does not end the fence around it', () => {
      fc.assert(
        fc.property(fc.array(anyWords, { minLength: 1 }), (lines) => {
          const html = htmlOfMarkdown(`${preformatted(`x${lines.join('\n')}`)}\nafter`);
          expect(elementsOf(html)).toEqual(['code', 'p', 'pre']);
          expect(html).toMatch(/<p>after<\/p>$/);
        }),
      );
    });

    test.each(['@bob', 'a  #1', 'x GH-1'])('is no reference: %s', (text) => {
      expect(textOfHtml(htmlOfMarkdown(escapeMarkdown(text)))).not.toContain(text.slice(-4).trim());
    });

    test('stays readable in the source', () => {
      for (const text of [
        'v1.4.2, on 2026-11-30',
        'arn:aws:iam::111122223333:role/signer-instance',
      ])
        expect([escapeMarkdown(text), code(text)]).toEqual([text, `\`${text}\``]);
    });
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
