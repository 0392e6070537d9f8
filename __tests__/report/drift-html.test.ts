import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';
import type { DriftReport } from '../../src/drift/drift-report.js';
import { renderDriftHtml } from '../../src/report/drift-html.js';
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

const path = findChromium();
if (path === undefined) process.stderr.write('No Chromium was found: the report was not drawn.\n');

(path === undefined ? describe.skip : describe)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: path ?? '',
      args: ['--no-sandbox', '--disable-gpu'],
    });
  }, 60_000);
  afterAll(() => browser.close(), 30_000);

  async function drawn(report: DriftReport, width: number) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const problems: string[] = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) problems.push(request.url());
    });
    await page.setContent(renderDriftHtml(report), { waitUntil: 'load' });
    return { page, problems };
  }

  test.each([400, 1280])(
    'at %i pixels nothing is wider than the page, and nothing is asked for',
    async (width) => {
      const { page, problems } = await drawn(sampleReport(), width);
      const widths = await page.evaluate('[document.documentElement.scrollWidth, innerWidth]');
      expect(widths).toEqual([width, width]);
      expect(problems).toEqual([]);
      await page.close();
    },
  );

  test('a reader sees status, findings with what mends them, keys and releases', async () => {
    const { page } = await drawn(sampleReport(), 1280);
    expect(await page.textContent('h1')).toBe('Drift: 1 critical, 1 high, 1 could not be told');
    const text = await page.innerText('main');
    for (const words of [
      SAMPLE_FINDING.message,
      'pcr-allowlist reconcile',
      SAMPLE_FINDING.subject,
      'the data is open in 1 ways',
      '1.5.0',
      '3210 of 32768 bytes',
    ])
      expect(text).toContain(words);
    expect(text).toContain('<script>alert(1)</script>');
    expect(await page.locator('svg rect').count()).toBe(3);
    expect(await page.locator('svg').getAttribute('aria-label')).toContain('accepted');
    await page.close();
  });

  test('without a list it still says what is wrong', async () => {
    const { list: _, ...report } = sampleReport({ timeline: [], keys: [], probes: [] });
    const { page, problems } = await drawn(report, 1280);
    expect(await page.innerText('main')).toContain('There is no list that verifies');
    expect(problems).toEqual([]);
    await page.close();
  });
});
