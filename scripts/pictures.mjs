/**
 * Writes the pictures of the README into `docs/images/`: `flow.svg` from the texts in `flow-picture.ts`, and the drift report of
 * the demo as `report-light.png` and `report-dark.png`. Needs `dist/` and Chromium (`CHROMIUM`, or `chromium` on the PATH).
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { importSource, root } from './source.mjs';

const { flowSvg } = await importSource(['../scripts/flow-picture.ts']);
const images = join(root, 'docs/images');
const VIEWPORT = { width: 1000, height: 960 };

writeFileSync(join(images, 'flow.svg'), flowSvg());

const folder = mkdtempSync(join(tmpdir(), 'pcr-allowlist-pictures-'));
try {
  execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), 'demo'], {
    env: { ...process.env, TMPDIR: folder },
  });
  const [story = ''] = readdirSync(folder);
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: VIEWPORT, colorScheme });
      await page.goto(pathToFileURL(join(folder, story, 'drift.html')).href);
      await page.screenshot({ path: join(images, `report-${colorScheme}.png`) });
    }
  } finally {
    await browser.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
