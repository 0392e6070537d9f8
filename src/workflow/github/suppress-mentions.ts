/** Breaks a word for GitHub's filters, and not for the eye. */
const ZERO_WIDTH_SPACE = '\u200b';

/** `@`, as it is or as an entity: GitHub looks for mentions after entities are resolved. */
const AT = '(?:@|&#0*64;|&#[xX]0*40;|&commat;)';
/** `#`, but not the one that begins a numeric entity. */
const NUMBER_SIGN = '(?:(?<!&)#|&#0*35;|&#[xX]0*23;|&num;)';
const HYPHEN = '(?:-|&#0*45;|&#[xX]0*2[dD];|&hyphen;)';
const SLASH = '(?:/|&#0*47;|&#[xX]0*2[fF];|&sol;)';

const NOTICES = new RegExp(
  [
    `${AT}(?=[\\p{L}\\p{N}_&])`,
    `${NUMBER_SIGN}(?=[\\p{N}&])`,
    `\\bGH${HYPHEN}(?=[\\p{N}&])`,
    `\\b(?:issues|pull|discussions)${SLASH}(?=[\\p{N}&])`,
  ].join('|'),
  'giu',
);

/** Fenced code, in which GitHub looks for nothing, and where diagrams have `#` as a mark of their own. */
const FENCED = /^```[^`\n]*\n[\s\S]*?^```[^\S\n]*$/m;

/**
 * Markdown in which nothing notifies anybody or leaves a trace in another issue: a zero-width space parts the mark from
 * the name in `@name`, `#1`, `owner/name#1`, `GH-1` and the addresses of issues (GitHub docs, "Autolinked references and
 * URLs"). Escaping to entities does not do that, since GitHub looks for mentions in the text that they stand for.
 */
export function suppressMentions(markdown: string): string {
  const fence = FENCED.exec(markdown);
  if (fence === null) return quiet(markdown);
  const end = fence.index + fence[0].length;
  return `${quiet(markdown.slice(0, fence.index))}${fence[0]}${suppressMentions(markdown.slice(end))}`;
}

function quiet(markdown: string): string {
  return markdown.replace(NOTICES, (mark) => `${mark}${ZERO_WIDTH_SPACE}`);
}
