/** The licence texts of every package that ends up in the bundles, with what it weighs there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ALLOWED = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD']);

export function thirdPartyNotices(outputs, root) {
  const bytes = new Map();
  for (const output of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const name = packageName(path);
      if (name !== undefined && bytesInOutput > 0)
        bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  const notices = [...bytes]
    .sort()
    .map(([name, weight]) => notice(join(root, 'node_modules', name), weight));
  return `pcr-allowlist ships the following packages inside dist/.\n\n${notices.join('\n')}`;
}

function packageName(path) {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

function notice(folder, weight) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!ALLOWED.has(license))
    throw new Error(`${name} ${version} has the licence ${license}, which must not ship`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8').trim()
      : '';
  return `${'='.repeat(78)}\n${name} ${version}\n${license}, ${weight} bytes in the bundles\n${'='.repeat(78)}\n${text.replace(/\r\n/g, '\n')}\n`;
}
