import { printable } from './text-layout.js';

declare const html: unique symbol;

/** HTML. All other text is escaped when it is inserted into a page. */
export interface Html {
  readonly [html]: true;
  readonly text: string;
}

/** Builds HTML from values. Texts are escaped. HTML and lists of HTML are inserted unchanged. */
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

/** Escapes text for content and quoted attributes. Control characters and direction marks become visible. */
function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"'`=]/g, (character) => `&#${character.charCodeAt(0)};`);
}
