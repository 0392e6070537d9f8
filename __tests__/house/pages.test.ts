import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseCommandLine } from '../../src/cli/parse-command-line.js';

const root = join(import.meta.dirname, '../..');
const pages = execFileSync('git', ['ls-files', '-z', '*.md'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((name) => name !== '');
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const withoutCode = (text: string) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(page: string): ReadonlySet<string> {
  const headings = textOf(page)
    .replace(/```[\s\S]*?```/g, '')
    .matchAll(/^#{1,6} (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/ /g, '-'),
    ),
  );
}

/** Every command of ours in a shell block, as its words, up to whatever a shell would make of the rest of the line. */
function commandsIn(text: string): readonly string[][] {
  const blocks = [...text.matchAll(/```(?:sh|bash|console)\n([\s\S]*?)```/g)];
  const lines = blocks.flatMap(([, block = '']) => block.replace(/\\\n\s*/g, ' ').split('\n'));
  return lines.flatMap((line) =>
    [
      ...line.matchAll(/(?:^|\$\(|\$ )pcr-allowlist((?: +(?:"[^"]*"|'[^']*'|[^\s|;&#>)"']+))+)/g),
    ].map(([, words = '']) =>
      [...words.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        ([, double, single, bare]) => double ?? single ?? bare ?? '',
      ),
    ),
  );
}

test('there are pages with commands in them', () => {
  expect(pages.length).toBeGreaterThan(20);
  expect(pages.flatMap((page) => commandsIn(textOf(page))).length).toBeGreaterThan(40);
});

test('the index of the documentation has every page', () => {
  const index = textOf('docs/README.md');
  const missing = pages
    .filter((page) => /^docs\/(?!README)/.test(page))
    .filter((page) => !index.includes(`](${relative('docs', page)})`));
  expect(missing).toEqual([]);
});

describe.each(pages)('%s', (page) => {
  test('links to what is there', () => {
    const links = [...withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(
      ([, target = '']) => target,
    );
    const broken = links.filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : relative(root, join(root, dirname(page), file));
      if (!existsSync(join(root, target))) return true;
      if (anchor === undefined || statSync(join(root, target)).isDirectory()) return false;
      return target.endsWith('.md') && !anchorsOf(target).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  test('shows commands that there are, with their options', () => {
    const refused = commandsIn(textOf(page)).flatMap((words) => {
      try {
        parseCommandLine(words);
        return [];
      } catch (error) {
        return [[words.join(' '), String(error)]];
      }
    });
    expect(refused).toEqual([]);
  });
});
