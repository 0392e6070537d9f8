import { encodeUtf8 } from '../base/encoding.js';
import { sentenceParts } from './quoted-commands.js';
import { printable } from './text-layout.js';

/** GitHub refuses a step summary above 1 MiB. This leaves room for other tools of the step. */
const SUMMARY_MAX_BYTES = 900 * 1024;
/** The maximum length of a text from outside, in characters. */
const TEXT_MAX_CHARACTERS = 400;

/** Punctuation that is markup, HTML, a mention or a reference wherever it stands. */
const ANYWHERE = /[#$&*<>@[\\\]`{|}~]/;
/** Punctuation that is markup at the start of a line, or after the number of a list. */
const AT_THE_START = /^[!-/:-@[-`{-~]|(?<=^\d{1,9})[.)]/;
/** An underscore outside of a word, and the parts that create links: `://`, `www.` and `GH-1`. */
const IN_PLACE = /(?<![a-z0-9])_|_(?![a-z0-9])|:(?=\/)|(?<=www)\.|(?<=\bgh)-(?=\d)/;
const MARKUP = new RegExp(
  [ANYWHERE, AT_THE_START, IN_PLACE].map(({ source }) => source).join('|'),
  'gi',
);
/** GitHub looks for these after it resolves entities, so a zero-width space must follow. */
const REFERENCE = /^[@#-]$/;

/**
 * Escapes text from outside for Markdown. Characters that could become markup, a link, a mention or a reference become
 * numeric entities. All others are kept, so that the source stays readable. Long texts are cut, and marked as cut.
 */
export function escapeMarkdown(text: string): string {
  const { shown, cut } = shortened(text);
  const escaped = shown.replace(
    MARKUP,
    (character) => `&#${character.charCodeAt(0)};${REFERENCE.test(character) ? '&#8203;' : ''}`,
  );
  return escaped + cut;
}

/**
 * Renders text from outside as code: a code span, in which nothing is markup. A text that would end the span or its
 * table cell becomes a `<code>` element with entities.
 */
export function code(text: string): string {
  const { shown, cut } = shortened(text);
  return /^[^`|\s](?:[^`|]*[^`|\s])?$/.test(shown)
    ? `\`${shown}\`${cut}`
    : `<code>${escapeMarkdown(text)}</code>`;
}

/** A sentence from outside, with commands between backticks as code. */
export function proseWithCommands(sentence: string): string {
  return sentenceParts(sentence)
    .map(({ text, isCommand }) => (isCommand ? code(text) : escapeMarkdown(text)))
    .join('');
}

/** A text on one line without control characters, cut to the maximum length, with a note about the rest. */
function shortened(text: string): { readonly shown: string; readonly cut: string } {
  const characters = [...text];
  const shown = printable(characters.slice(0, TEXT_MAX_CHARACTERS).join(''));
  const { length } = characters;
  return { shown, cut: length > TEXT_MAX_CHARACTERS ? ` … (${length} characters)` : '' };
}

/** A table of Markdown cells. Empty without rows. Digests belong in a list, which wraps. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** A list of Markdown items. Long digests wrap in a list, but not in a table. */
export function markdownList(items: readonly string[]): string {
  return items.map((item) => `- ${item}\n`).join('');
}

/** A list of names with Markdown values. */
export function factList(facts: readonly (readonly [string, string])[]): string {
  return markdownList(facts.map(([name, value]) => `${name}: ${value}`));
}

/** Joins blocks with empty lines, as many as fit in a job summary. A sentence says if some are omitted. */
export function joinBlocks(blocks: readonly string[]): string {
  const parts: string[] = [];
  let sizeBytes = 0;
  for (const block of blocks.map((part) => part.trimEnd()).filter((part) => part !== '')) {
    sizeBytes += encodeUtf8(block).length + 2;
    if (sizeBytes > SUMMARY_MAX_BYTES) {
      parts.push('The rest does not fit in a job summary.');
      break;
    }
    parts.push(block);
  }
  return parts.map((part) => `${part}\n`).join('\n');
}

/** The icon of an outcome in a status line: done, could not tell, or anything else. */
export function outcomeIcon(exitCode: number): '✅' | '❔' | '❌' {
  if (exitCode === 0) return '✅';
  return exitCode === 6 ? '❔' : '❌';
}

/** Text of several lines, unchanged, in a fence that no line of it can end. */
export function preformatted(text: string): string {
  const lines = text.trimEnd().split('\n').map(printable).join('\n');
  const runs = lines.match(/`+/g) ?? [];
  const fence = '`'.repeat(
    Math.max(3, 1 + runs.reduce((most, { length }) => Math.max(most, length), 0)),
  );
  return `${fence}text\n${lines}\n${fence}\n`;
}
