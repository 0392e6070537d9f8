import { encodeUtf8 } from '../base/encoding.js';
import { printable } from './text-layout.js';

/** GitHub refuses a step's summary above 1 MiB; this leaves room for what other tools of the step add. */
const SUMMARY_MAX_BYTES = 900 * 1024;
/** A table cell from outside is cut after this many characters. */
const CELL_MAX_CHARACTERS = 400;

/**
 * Text from outside for Markdown with HTML: every ASCII character but letters, digits and spaces becomes a numeric
 * entity, so that nothing of it is markup, a link or a mention. Long texts are cut, and say so.
 */
export function escapeMarkdown(text: string): string {
  const characters = [...text];
  const shown = characters.slice(0, CELL_MAX_CHARACTERS).join('');
  const cut = characters.length > CELL_MAX_CHARACTERS ? ` … (${characters.length} characters)` : '';
  return (
    printable(shown).replace(/[!-/:-@[-`{-~]/g, (character) => `&#${character.charCodeAt(0)};`) +
    cut
  );
}

export function code(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** A table; cells are Markdown already. An empty list of rows gives nothing. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return line(head) + line(head.map(() => '---')) + rows.map(line).join('');
}

/** Blocks one after another, as many as a job summary takes, and a sentence where some are left out. */
export function joinBlocks(blocks: readonly string[]): string {
  let text = '';
  let sizeBytes = 0;
  for (const block of blocks.filter((part) => part !== '')) {
    sizeBytes += encodeUtf8(block).length + 1;
    if (sizeBytes > SUMMARY_MAX_BYTES)
      return `${text}\nThe rest does not fit into a job summary.\n`;
    text += `${block}\n`;
  }
  return text;
}

/** Text of several lines as it is, without effect as Markdown or HTML. */
export function preformatted(text: string): string {
  const lines = text.trimEnd().split('\n').map(printable).join('\n');
  // GitHub ends an HTML block at an empty line unless it is a <pre>.
  return `<pre>${lines.replace(/[&<>@#]/g, (character) => `&#${character.charCodeAt(0)};`)}</pre>\n`;
}
