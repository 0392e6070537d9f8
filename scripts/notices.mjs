/** The licence texts of every package that ends up in the bundles, with what it weighs there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ALLOWED = new Set(['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD']);

/** The terms of the MIT licence, for packages that name it and bring no text. */
const MIT_TERMS = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to
whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** Copyright as the head of the package's own file names it. */
const TEXTS = {
  'xz-decompress': `Copyright (c) Tim Perry. Based on xzwasm, copyright (c) Steve Sanderson.
Contains xz-embedded by Lasse Collin and Igor Pavlov (public domain) and walloc, copyright (c) 2020 Igalia, S.L. (MIT).

${MIT_TERMS}`,
};

export function thirdPartyNotices(outputs, root) {
  const bytes = new Map();
  for (const output of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const name = packageName(path);
      if (name !== undefined && bytesInOutput > 0)
        bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  const seen = new Map();
  const notices = [...bytes]
    .sort()
    .map(([name, weight]) => notice(join(root, 'node_modules', name), weight, seen));
  return `pcr-allowlist ships the following packages inside dist/.\n\n${notices.join('\n')}`;
}

function packageName(path) {
  return /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
}

/** `seen`: the package under which each text stands, and each licence; the same text is printed once. */
function notice(folder, weight, seen) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (!ALLOWED.has(license))
    throw new Error(`${name} ${version} has the licence ${license}, which must not ship`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file !== undefined && existsSync(join(folder, file))
      ? readFileSync(join(folder, file), 'utf8').trim().replace(/\r\n/g, '\n')
      : (TEXTS[name] ?? '');
  // Packages of AWS often bring no text. That of the Apache licence names nobody, so one serves them all.
  const key = text === '' && license === 'Apache-2.0' ? license : text;
  const holder = key === '' ? undefined : seen.get(key);
  if (license === 'Apache-2.0' && text !== '' && !seen.has(license)) seen.set(license, name);
  if (text !== '' && holder === undefined) seen.set(text, name);
  const shown = holder === undefined ? text : `The text stands under ${holder}.`;
  return `${'='.repeat(78)}\n${name} ${version}\n${license}, ${weight} bytes in the bundles\n${'='.repeat(78)}\n${shown}\n`;
}
