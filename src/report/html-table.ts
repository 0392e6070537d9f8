import { type Html, markup } from './html.js';

/** A row: one cell for each head, and a class for its color. */
export interface HtmlRow {
  readonly cells: readonly Html[];
  readonly kind?: string;
}

/**
 * A table that becomes one card for each row on a narrow screen. Each cell has its head as `data-label`, so that a card
 * names every value.
 */
export function cardTable(heads: readonly string[], rows: readonly HtmlRow[]): Html {
  return markup`<table class="cards"><thead><tr>${heads.map((head) => markup`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    ({ cells, kind = '' }) =>
      markup`<tr class="${kind}">${cells.map(
        (cell, i) => markup`<td data-label="${heads[i]}"><div>${cell}</div></td>`,
      )}</tr>`,
  )}</tbody></table>`;
}
