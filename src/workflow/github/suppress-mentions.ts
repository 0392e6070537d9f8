/** Breaks a word for the filters of GitHub, but not for readers. */
const ZERO_WIDTH_SPACE = '\u200b';

/** `@`, literal or as an entity: GitHub looks for mentions after it resolves entities. */
const AT = '(?:@|&#0*64;|&#[xX]0*40;|&commat;)';
/** `#`, unless it begins a numeric entity. */
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

/** Fenced code. GitHub does not look for mentions in it, and diagrams use `#` there. */
const FENCED = /^```[^`\n]*\n[\s\S]*?^```[^\S\n]*$/m;

/**
 * Changes Markdown so that it notifies nobody and leaves no trace in other issues. A zero-width space separates the
 * mark from the name in `@name`, `#1`, `owner/name#1`, `GH-1` and the addresses of issues (GitHub docs, "Autolinked
 * references and URLs"). Escaping to entities is not enough, because GitHub looks for mentions after it resolves them.
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
