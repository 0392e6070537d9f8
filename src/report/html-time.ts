import { DAY_MS, formatInstant, type Instant, parseInstant } from '../base/instant.js';
import { type Html, markup } from './html.js';

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z/g;

/** An instant to the minute. The exact instant is in the tooltip and in the attribute for programs. */
export function timeHtml(instant: Instant): Html {
  const exact = formatInstant(instant);
  return markup`<time datetime="${exact}" title="${exact}">${minuteText(instant)} UTC</time>`;
}

/** A text with its instants to the minute, in the form of `timeHtml`. */
export function withTimes(text: string): Html {
  const words = text.split(INSTANT);
  const instants = text.match(INSTANT) ?? [];
  return markup`${words.map((word, i) => {
    const found = instants[i];
    return found === undefined ? markup`${word}` : markup`${word}${timeOf(found)}`;
  })}`;
}

/** Digits of another calendar stay as they are. */
function timeOf(text: string): Html {
  try {
    return timeHtml(parseInstant(text));
  } catch {
    return markup`${text}`;
  }
}

/** The date and the time of an instant in UTC, such as `2026-11-30 18:16`. */
export function minuteText(instant: Instant): string {
  return formatInstant(instant).slice(0, 16).replace('T', ' ');
}

/** The date of an instant in UTC, such as `2026-11-30`. */
export function dateText(instant: Instant): string {
  return formatInstant(Math.floor(instant / DAY_MS) * DAY_MS).slice(0, 10);
}
