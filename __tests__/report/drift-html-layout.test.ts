import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { DriftReport, DriftSeverity } from '../../src/drift/drift-report.js';
import { renderDriftHtml } from '../../src/report/drift-html.js';
import { TEST_NOW } from '../fakes/nitro-maker.js';
import { inChromium } from '../verifier/browser-page.js';
import { findChromium } from '../verifier/chromium.js';
import { SAMPLE_FINDING, sampleReport } from './drift-sample.js';

/*
 * The report as a picture, by its structure: what is where, how large, and in which colours, as Chromium lays it out. No
 * pixels are compared, so that another font or another version of the browser changes nothing.
 */

const WIDE = 1280;
const NARROW = 390;
const SECOND = 1000;
const HOUR = 3600 * SECOND;
const SEVERITIES: readonly DriftSeverity[] = ['critical', 'high', 'low', 'unknown', 'info'];
const program = findChromium();
const pcr = (digits: string): string => digits.repeat(48);

const everySeverity = sampleReport({
  findings: SEVERITIES.map((severity) => ({ ...SAMPLE_FINDING, severity })),
});

/** A list that is some seconds old, as that of the demo. */
const young = sampleReport({
  timeline: [1, 2].map((i) => ({
    ...{ release: `1.${i}.0`, PCR0: pcr(`a${i}`), from: TEST_NOW - 3 * SECOND, fromVersion: i },
    approvedBy: [],
  })),
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

async function drawn<Value>(
  report: DriftReport,
  width: number,
  colorScheme: 'light' | 'dark',
  ask: (page: Page) => Promise<Value>,
): Promise<Value | undefined> {
  if (program === undefined) {
    process.stderr.write('No Chromium found: the report was NOT drawn in a browser.\n');
    return undefined;
  }
  return await inChromium(program, 'about:blank', async (page) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.setContent(renderDriftHtml(report), { waitUntil: 'load' });
    return await ask(page);
  });
}

async function boxesOf(page: Page, selector: string): Promise<readonly Box[]> {
  const all = await page.locator(selector).all();
  const boxes = await Promise.all(all.map((one) => one.boundingBox()));
  return boxes.flatMap((box) => box ?? []);
}

/** Relative luminance and contrast, as WCAG 2.2 defines them. */
function contrast(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other].map(luminance).sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((digits) => {
    const share = Number(digits) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('the parts come in their order, one below the other', async () => {
  for (const width of [WIDE, NARROW]) {
    await drawn(everySeverity, width, 'light', async (page) => {
      const outline: string[] = await page.evaluate(
        `[...document.querySelectorAll('main > *')].filter((one) => getComputedStyle(one).display !== 'none').map((one) => [one.localName, ...one.classList].join('.'))`,
      );
      expect(outline.filter((part) => !part.startsWith('p.scrolls'))).toEqual([
        ...['div.status.drift', 'ul.tiles', 'h2', 'ul.severities'],
        ...SEVERITIES.map((severity) => `article.finding.${severity}`),
        ...['h2', 'div.wide', 'ul.legend', 'details', 'h2', 'table.cards', 'h2'],
        ...['section.key.open', 'h2', 'table.cards', 'footer'],
      ]);
      const boxes = (await boxesOf(page, 'main > *')).filter(({ height }) => height > 0);
      for (const [i, box] of boxes.slice(1).entries()) {
        const { y = 0, height = 0 } = boxes[i] ?? {};
        expect(box.y).toBeGreaterThanOrEqual(y + height - 1);
      }
    });
  }
});

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test('each severity has a word and a colour of its own, which can be read', () =>
    drawn(everySeverity, WIDE, scheme, async (page) => {
      const tags: readonly (readonly [string, string, string, string])[] = await page.evaluate(
        `[...document.querySelectorAll('.finding')].map((finding) => {
          const tag = finding.querySelector('.tag');
          const { color, backgroundColor } = getComputedStyle(tag);
          const clear = backgroundColor === 'rgba(0, 0, 0, 0)';
          const paper = getComputedStyle(document.body).backgroundColor;
          return [tag.innerText, color, clear ? paper : backgroundColor, getComputedStyle(finding).borderLeftColor];
        })`,
      );
      expect(tags.map(([word]) => word)).toEqual([
        ...['✕ critical', '▲ high', '● low', '? could not tell', 'i information'],
      ]);
      expect(new Set(tags.map(([, , , border]) => border)).size).toBe(SEVERITIES.length);
      for (const [, color, background] of tags)
        expect(contrast(color, background)).toBeGreaterThan(4.5);
    }));

  test('the digits that differ are marked, and can be read', () =>
    drawn(
      sampleReport({
        findings: [
          {
            ...SAMPLE_FINDING,
            expected: JSON.stringify({ PCR0: pcr('a1'), PCR1: pcr('b2') }),
            found: JSON.stringify({ PCR0: `${pcr('a1').slice(0, -2)}ff`, PCR1: pcr('b2') }),
          },
        ],
      }),
      WIDE,
      scheme,
      async (page) => {
        const marked = await page.locator('.difference mark').allInnerTexts();
        expect(marked).toEqual(['a1', 'ff']);
        expect(await page.locator('.difference del').count()).toBe(1);
        expect(await page.locator('.difference ins').count()).toBe(1);
        const colours: readonly (readonly [string, string])[] = await page.evaluate(
          `[...document.querySelectorAll('.difference mark, .difference del, .difference ins')].map((one) => {
            const { color, backgroundColor } = getComputedStyle(one);
            return [color, backgroundColor];
          })`,
        );
        for (const [color, background] of colours)
          expect(contrast(color, background)).toBeGreaterThan(4.5);
      },
    ));
});

test('times are to the minute, and the exact one is at hand', () =>
  drawn(
    sampleReport({
      measuredAt: TEST_NOW + 13_833,
      findings: [
        { ...SAMPLE_FINDING, message: 'changed at 2026-11-30T18:16:11.833Z, by somebody' },
      ],
    }),
    WIDE,
    'light',
    async (page) => {
      const text = await page.innerText('main');
      expect(text).not.toMatch(/T\d\d:\d\d:\d\d/);
      expect(text).toContain('changed at 2026-11-30 18:16 UTC, by somebody');
      const times: readonly (readonly [string, string])[] = await page.evaluate(
        `[...document.querySelectorAll('time')].map((one) => [one.innerText, one.title])`,
      );
      expect(times.length).toBeGreaterThan(3);
      for (const [shown, exact] of times.filter(([one]) => one !== '')) {
        expect(shown).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
        expect(exact).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/);
      }
    },
  ));

describe('the timeline', () => {
  test.each([
    ['of seconds', young],
    ['of days', sampleReport()],
  ])(
    '%s has bars that are seen, inside of the picture, and ticks apart from each other',
    async (_name, report) => {
      await drawn(report, WIDE, 'light', async (page) => {
        const [picture] = await boxesOf(page, 'svg');
        const bars = await boxesOf(page, 'svg rect');
        expect(bars).toHaveLength(report.timeline.length);
        for (const bar of bars) {
          expect(bar.width).toBeGreaterThanOrEqual(10);
          expect(bar.x + bar.width).toBeLessThanOrEqual((picture?.x ?? 0) + (picture?.width ?? 0));
        }
        const labels: string[] = await page.evaluate(
          `[...document.querySelectorAll('svg text.axis')].map((one) => one.firstChild.data)`,
        );
        expect(labels.length).toBeGreaterThan(2);
        expect(new Set(labels).size).toBe(labels.length);
        const ticks = await boxesOf(page, 'svg text.axis');
        for (const [i, tick] of ticks.slice(1).entries()) {
          const { x = 0, width = 0 } = ticks[i] ?? {};
          expect(tick.x).toBeGreaterThan(x + width);
        }
      });
    },
  );

  test('what was retired or revoked does not reach past now', () =>
    drawn(
      sampleReport({
        timeline: [
          {
            ...{ release: '1.0.0', PCR0: pcr('a1'), from: TEST_NOW - 3 * HOUR, fromVersion: 1 },
            ...{ until: TEST_NOW - HOUR, end: 'retired', approvedBy: [] },
          },
          {
            ...{ release: '1.1.0', PCR0: pcr('b2'), from: TEST_NOW - HOUR, fromVersion: 2 },
            ...{ until: TEST_NOW + HOUR, end: 'retiring', approvedBy: [] },
          },
        ],
      }),
      WIDE,
      'light',
      async (page) => {
        const [now] = await boxesOf(page, 'svg line.now');
        const [retired] = await boxesOf(page, 'svg .retired');
        const [retiring] = await boxesOf(page, 'svg .retiring');
        expect((retired?.x ?? 0) + (retired?.width ?? 0)).toBeLessThanOrEqual(now?.x ?? 0);
        expect((retiring?.x ?? 0) + (retiring?.width ?? 0)).toBeGreaterThan(now?.x ?? 0);
      },
    ));
});

test('on a phone every value of a row is seen with its name, and what scrolls says so', () =>
  drawn(sampleReport(), NARROW, 'light', async (page) => {
    await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
    const cells: readonly (readonly [string, string, number, number])[] = await page.evaluate(
      `[...document.querySelectorAll('table td')].map((cell) => {
        const { left, right } = cell.firstElementChild.getBoundingClientRect();
        return [cell.dataset.label, getComputedStyle(cell, '::before').content, left, right];
      })`,
    );
    expect(cells.length).toBeGreaterThan(20);
    for (const [label, shown, left, right] of cells) {
      expect(shown).toBe(JSON.stringify(label));
      expect([left >= 0, right <= NARROW]).toEqual([true, true]);
    }
    const scrolling: readonly (readonly [boolean, string])[] = await page.evaluate(
      `[...document.querySelectorAll('main *')].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === 'auto')
        .map((one) => [one.previousElementSibling.classList.contains('scrolls'), one.previousElementSibling.innerText])`,
    );
    for (const [announced, words] of scrolling)
      expect([announced, words]).toEqual([true, expect.stringContaining('scrolls')]);
    expect(scrolling).toHaveLength(1);
  }));
