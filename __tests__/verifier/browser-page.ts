import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { type LoopbackServer, listenOnLoopback } from '../doubles/loopback.js';

const root = join(import.meta.dirname, '../..');

/** Nothing from elsewhere, nothing evaluated: what a careful page allows. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'";

const FILES: Readonly<Record<string, string>> = {
  '/verifier.js': 'dist/verifier.js',
  '/portable-run.mjs': '__tests__/verifier/portable-run.mjs',
};

/** Serves a page with a strict policy, the built verifier, and the list. */
export function servePage(list: Uint8Array): Promise<LoopbackServer> {
  return listenOnLoopback(async ({ url = '' }, response) => {
    const file = FILES[url];
    if (url === '/') {
      const headers = { 'content-type': 'text/html', 'content-security-policy': POLICY };
      response.writeHead(200, headers).end('<!doctype html><title>verifier</title>');
    } else if (url === '/allowlist.dsse.json') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(list);
    } else if (file !== undefined) {
      const body = readFileSync(join(root, file));
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(body);
    } else response.writeHead(404).end();
  });
}

/** What `ask` makes of a page at the address, in a headless Chromium that is closed afterwards. */
export async function inChromium<Value>(
  executablePath: string,
  address: string,
  ask: (page: Page) => Promise<Value>,
): Promise<Value> {
  // Containers and root have no sandbox of their own to give it; it sees nothing but our own page.
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    return await ask(page);
  } finally {
    await browser.close();
  }
}
