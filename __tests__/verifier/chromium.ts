import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The program of a Chromium on this machine: `CHROMIUM`, or the first of its usual names on the PATH. undefined where
 * there is none; with `PCR_ALLOWLIST_REQUIRE_CHROMIUM=1` that throws.
 */
export function findChromium(): string | undefined {
  const given = process.env['CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = given ?? places.find((path) => existsSync(path));
  if (found === undefined && process.env['PCR_ALLOWLIST_REQUIRE_CHROMIUM'] === '1') {
    throw new Error(
      'PCR_ALLOWLIST_REQUIRE_CHROMIUM=1 asks for Chromium, and there is none: install it (on Debian, apt-get install chromium), or name it in CHROMIUM.',
    );
  }
  return found;
}
