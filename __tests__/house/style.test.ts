import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** Constructions that were removed everywhere, each with what to write instead (CONTRIBUTING.md, "Style"). */
const CONSTRUCTIONS: readonly (readonly [construction: string, instead: string])[] = [
  ['of which (?:nothing|nobody|none)', 'before, without, or a sentence of its own'],
  ['of whose [^.;]{1,30} (?:nothing|nobody|none)', 'whose ... is unknown'],
  ['(?:that|what|it|who|they) (?:is|are) none', 'invalid, any other, not one of'],
  ['ha(?:s|ve) to come of', 'the expected result'],
  ['(?:came|comes?) to nothing', 'failed, had no effect'],
  ['nor one given', 'and none is given'],
  ['(?:is|are|was|were|be|been) told', 'is reported, is recognized, could not tell'],
  ['told by', 'recognized by'],
  ['tells', 'reports, shows, says'],
  ['to and fro', 'back and forth'],
  ['(?:can|could|cannot) be had', 'is available, can be read'],
  ['otherwise than', 'unlike, not as'],
  ['as (?:it|they) stood', 'unchanged'],
  ['what of', 'the parts of ... that'],
  ['(?:is|are) wanted', 'is expected, is requested'],
  ['likewise', 'in the same form'],
  ['for ever', 'permanently, or nothing'],
  ['it is no (?!longer|more)\\w+', 'it is not a'],
];

const SCANNED =
  /^(?:src\/.+\.ts|docs\/.+\.md|examples\/.+\.(?:md|ts|m?js|html|yml)|scripts\/.+\.mjs|\.github\/.+|[A-Z]+\.md|action\.yml)$/;

const files = execFileSync(
  'git',
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\0')
  .filter((name) => SCANNED.test(name));

/** The text, with the marks of comments blanked so that a construction is found across lines. Its length stays the same. */
function textOf(file: string): string {
  const blank = (found: string): string => found.replace(/[^\n]/g, ' ');
  const text = readFileSync(join(root, file), 'utf8').replace(/^[ \t]*(?:\*(?!\/)|\/\/)/gm, blank);
  return file === 'CONTRIBUTING.md'
    ? text.replace(/### Before and after[\s\S]*?\n\n(?=[^|\n])/, blank)
    : text;
}

/** Every place where a text holds the construction, as `FILE:LINE: WORDS`. */
function placesOf(construction: string, file: string, text: string): readonly string[] {
  const pattern = new RegExp(`\\b${construction.replaceAll(' ', '\\s+')}\\b`, 'gi');
  return [...text.matchAll(pattern)].map(({ 0: words, index }) => {
    const line = text.slice(0, index).split('\n').length;
    return `${file}:${line}: ${words.replace(/\s+/g, ' ')}`;
  });
}

describe('the style of the texts', () => {
  test('the files are read, and a construction is found across the lines of a comment', () => {
    expect(files.length).toBeGreaterThan(300);
    for (const name of ['README.md', 'action.yml', 'src/verifier.ts', 'docs/drift.md'])
      expect(files).toContain(name);
    const comment = '/**\n * A message of\n'.concat(' * which nothing is verified.\n */');
    const text = comment.replace(/^[ \t]*(?:\*(?!\/)|\/\/)/gm, '  ');
    expect(placesOf(CONSTRUCTIONS[0]?.[0] ?? '', 'a.ts', text)).toEqual([
      'a.ts:2: of which nothing',
    ]);
  });

  const texts = files.map((file) => ({ file, text: textOf(file) }));
  test.each(CONSTRUCTIONS)('nowhere: %s', (construction, instead) => {
    const found = texts.flatMap(({ file, text }) => placesOf(construction, file, text));
    expect({ instead, found }).toEqual({ instead, found: [] });
  });
});
