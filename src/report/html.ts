import { printable } from './text-layout.js';

declare const html: unique symbol;

/** Text that is HTML already. Everything else is escaped when it is put into a page. */
export interface Html {
  readonly [html]: true;
  readonly text: string;
}

/** HTML with values in it: texts are escaped, HTML and lists of it go in as they are. */
export function markup(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  const text = parts.map((part, i) => part + (i < values.length ? textOf(values[i]) : '')).join('');
  return { text } as Html;
}

export type HtmlValue = string | number | Html | readonly Html[] | undefined;

function textOf(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeHtml(value);
  if ('text' in value) return value.text;
  return value.map(({ text }) => text).join('');
}

/** For content and for quoted attributes; control characters and marks of direction become visible. */
function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}
