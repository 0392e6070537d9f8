import { describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { DriftReport } from '../../src/drift/drift-report.js';
import { renderDriftHtml } from '../../src/report/drift-html.js';
import { inChromium } from '../verifier/browser-page.js';
import { findChromium } from '../verifier/chromium.js';
import { HOSTILE, SAMPLE_FINDING, sampleReport } from './drift-sample.js';

test('is one file that asks for nothing', () => {
  const page = renderDriftHtml(sampleReport());
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\bon\w+=/);
  expect(page.match(/(?:src|href)=/g)).toBeNull();
});

test('what is hostile is text', () => {
  const report = sampleReport({
    pin: { list: 'ab'.repeat(16), enclave: HOSTILE },
    keys: sampleReport().keys.map((key) => ({ ...key, key: HOSTILE, verdict: HOSTILE })),
    probes: [{ name: HOSTILE, asked: HOSTILE, answer: 'allowed', detail: HOSTILE }],
  });
  const page = renderDriftHtml(report);
  expect(page).not.toContain('<script');
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).not.toContain('\u202e');
  expect(page).toContain('&#60;script&#62;alert(1)');
});

/** Draws the report and puts questions to it; without a Chromium says so, and asks nothing. */
async function inBrowser(
  report: DriftReport,
  width: number,
  ask: (page: Page, problems: readonly string[]) => Promise<void>,
): Promise<void> {
  const program = findChromium();
  if (program === undefined) {
    process.stderr.write('No Chromium found: the report was NOT drawn in a browser.\n');
    return;
  }
  await inChromium(program, 'about:blank', async (page) => {
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => problems.push(request.url()));
    await page.setViewportSize({ width, height: 900 });
    await page.setContent(renderDriftHtml(report), { waitUntil: 'load' });
    await ask(page, problems);
  });
}

describe('in Chromium', () => {
  test.each([400, 1280])(
    'at %i pixels nothing is wider than the page, and nothing is asked for',
    (width) =>
      inBrowser(sampleReport(), width, async (page, problems) => {
        const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
        expect(widths).toEqual([width, width]);
        expect(problems).toEqual([]);
      }),
  );

  test('a reader sees status, findings with what mends them, keys and releases', () =>
    inBrowser(sampleReport(), 1280, async (page) => {
      expect(await page.textContent('h1')).toBe('Drift: 1 critical, 1 high, 1 unknown');
      const text = await page.innerText('main');
      for (const words of [
        SAMPLE_FINDING.message,
        'pcr-allowlist reconcile',
        SAMPLE_FINDING.subject,
        'the data is open in 1 way',
        '1.5.0',
        '3210 of 32768 bytes',
      ])
        expect(text).toContain(words);
      expect(text).toContain('<script>alert(1)</script>');
      expect(await page.locator('svg rect').count()).toBe(3);
      expect(await page.locator('svg').getAttribute('aria-label')).toContain('accepted');
    }));

  test('without a list it still says what is wrong', async () => {
    const { list: _, ...report } = sampleReport({ timeline: [], keys: [], probes: [] });
    await inBrowser(report, 1280, async (page, problems) => {
      expect(await page.innerText('main')).toContain('There is no list that verifies');
      expect(problems).toEqual([]);
    });
  });
});
